"""How much of what a question says stands in a passage: its words, weighted by rarity.

Cosine and BM25 both reward a passage for saying one thing often or well; what tells the right
passage from its neighbours is that it says all of it, the rare words above all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from index.words import content_stems


def coverages(question: str, texts: Sequence[str]) -> list[float]:
    """For each of ``texts`` the share of the question's content words in it, in [0, 1].

    Words are compared by stem, and weigh log((n + 1) / (df + 1/2)) over the n ``texts``. A
    question of stop words only is covered by nothing.
    """
    asked = content_stems(question)
    held = [asked & content_stems(text) for text in texts]
    frequencies = Counter(stem for stems in held for stem in stems)
    weights = {stem: math.log((len(texts) + 1) / (frequencies[stem] + 0.5)) + 0.1 for stem in asked}
    total = sum(weights.values())
    if not total:
        return [0.0] * len(texts)
    return [sum(weights[stem] for stem in stems) / total for stems in held]
