"""Measures of retrieval quality; they know answers only as outcomes, numbers and wording."""
