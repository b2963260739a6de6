"""Exact match and token F1 of answer spans, as the official SQuAD scorer defines them.

Rajpurkar et al. 2016, 2018; the normalisation is the scorer's: lower case, then ASCII
punctuation out, then articles out, then white space.
"""

from __future__ import annotations

import re
import string
from collections import Counter

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")


def exact_match(predicted: str, expected: str) -> bool:
    """Whether both are the same after normalisation."""
    return squad_tokens(predicted) == squad_tokens(expected)


def token_f1(predicted: str, expected: str) -> float:
    """Harmonic mean of token precision and recall; 1 if both are empty, 0 if one is."""
    left, right = squad_tokens(predicted), squad_tokens(expected)
    if not left or not right:
        return float(left == right)
    shared = sum((Counter(left) & Counter(right)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(left), shared / len(right)
    return 2 * precision * recall / (precision + recall)


def squad_tokens(text: str) -> list[str]:
    """The tokens that are compared."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()
