"""Noise filtering: which blocks of a source are the document's own text."""
