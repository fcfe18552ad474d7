"""Channels: the ways in which people ask, one module or folder each."""
