"""Replies to what is no search: each kind of request answered from the document itself."""
