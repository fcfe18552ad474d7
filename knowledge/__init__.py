"""Knowledge of documents: their text, outline, metadata and the database they are kept in."""
