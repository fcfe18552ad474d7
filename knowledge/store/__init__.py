"""The database of documents: its tables, how it is opened, and what is asked of it."""
