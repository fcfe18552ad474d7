"""Writes one document in every format, for the readers to give it back."""
