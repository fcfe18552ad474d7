"""Tests of knowledge/readers."""
