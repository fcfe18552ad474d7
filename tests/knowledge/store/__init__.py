"""Tests of knowledge/store."""
