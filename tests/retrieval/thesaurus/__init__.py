"""Tests of retrieval/thesaurus."""
