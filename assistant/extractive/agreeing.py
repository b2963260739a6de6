"""Whether two sentences answer the same, each in its own words."""

from __future__ import annotations

from assistant.extractive.disagreeing import differ, marked_value
from assistant.extractive.ranking import Ranked
from corpus.figures import Figure, same_figure
from index.words import content_stems


def agree(one: Ranked, other: Ranked) -> bool:
    """Whether both mark the same figure, date or words.

    One fact told in several documents is all the surer; it is no rival of itself.
    """
    value, theirs = marked_value(one), marked_value(other)
    if value is not None and theirs is not None:
        if isinstance(value, Figure) and isinstance(theirs, Figure):
            return same_figure(value, theirs)
        return type(value) is type(theirs) and not differ(value, theirs)
    ours, found = _marked_stems(one), _marked_stems(other)
    return bool(ours) and (ours <= found or (bool(found) and found <= ours))


def _marked_stems(ranked: Ranked) -> frozenset[str]:
    if ranked.span is None:
        return frozenset()
    return frozenset(content_stems(ranked.sentence.text[ranked.span.start : ranked.span.end]))
