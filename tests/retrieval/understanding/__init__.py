"""Tests of retrieval.understanding."""
