"""Passages in, ranked hits out: embeddings, vector and lexical index, catalogue, sync."""
