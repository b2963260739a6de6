"""Builds the binary sample documents from the texts in scripts/sample_texts."""
