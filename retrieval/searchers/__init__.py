"""Engines: each module is one implementation of the Searcher port."""
