"""Whether sentences answer the same, each in its own words.

One fact told in several documents is all the surer; it is no rival of itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.evidence import Sentence
from assistant.extractive.spans import Span
from corpus.dates import DateMention, find_dates
from corpus.figures import Figure, find_figures, same_figure
from index.words import content_stems


@dataclass(frozen=True, slots=True)
class Marked:
    """What marked words say: their one figure or date if they hold one, and their stems."""

    value: Figure | DateMention | None = None
    stems: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sentence: Sentence, span: Span | None) -> Marked:
        """What ``span`` of ``sentence`` says; nothing where there is none."""
        if span is None:
            return cls()
        words = sentence.text[span.start : span.end]
        dates = find_dates(words, sentence.document.metadata.published)
        figures = find_figures(words)
        stated: Sequence[Figure | DateMention] = dates or figures
        value = stated[0] if len(stated) == 1 else None
        return cls(value, frozenset(content_stems(words)))

    def agrees(self, other: Marked) -> bool:
        """Whether both are the same figure or date, or one's words are among the other's."""
        if self.value is not None and other.value is not None:
            if isinstance(self.value, Figure) and isinstance(other.value, Figure):
                return same_figure(self.value, other.value)
            return type(self.value) is type(other.value) and not differ(self.value, other.value)
        if not self.stems or not other.stems:
            return False
        return self.stems <= other.stems or other.stems <= self.stems


def agreements(marked: Sequence[Marked], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each, the sum of the ``shares`` of the others that agree with it, shape (n,)."""
    return np.array(
        [
            sum(shares[j] for j, other in enumerate(marked) if j != i and one.agrees(other))
            for i, one in enumerate(marked)
        ],
        dtype=np.float64,
    )


def differ(one: Figure | DateMention, two: Figure | DateMention) -> bool:
    """Whether both are figures or dates of one kind, and not the same one."""
    if isinstance(one, Figure) and isinstance(two, Figure):
        return (one.kind, one.unit) == (two.kind, two.unit) and not same_figure(one, two)
    if isinstance(one, DateMention) and isinstance(two, DateMention):
        return one.precision == two.precision and one.value != two.value
    return False
