"""Tests of knowledge.comparison."""
