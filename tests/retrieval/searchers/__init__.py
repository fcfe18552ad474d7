"""Tests of retrieval/searchers."""
