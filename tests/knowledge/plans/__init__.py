"""Tests of knowledge/plans."""
