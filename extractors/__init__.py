"""Finds things in documents: identifiers and values, named entities, indicators. Knows nothing of corpora."""
