"""Tests of all folders."""
