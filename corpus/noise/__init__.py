"""Decides which blocks of a source are the document's own text."""

from corpus.noise.page import filter_page
from corpus.noise.text import filter_text

__all__ = ["filter_page", "filter_text"]
