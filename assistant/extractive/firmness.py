"""Which of two documents is the firmer source: what was signed, before what a newspaper heard."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extractive.ranking import Ranked
from corpus.documents import Document

_CONTRACT = "contract"
_HEARSAY = "news report"


def is_firmer(one: Document, other: Document) -> bool:
    """Whether ``one`` binds where ``other`` does not, or tells at first hand what it reports."""
    return _firmness(one) > _firmness(other)


def firmer_first(ranked: Sequence[Ranked], rival: Ranked | None) -> tuple[Ranked, ...]:
    """``ranked`` with ``rival``, an account that differs from the best one, first if firmer."""
    if rival is None or not ranked:
        return tuple(ranked)
    if not is_firmer(rival.sentence.document, ranked[0].sentence.document):
        return tuple(ranked)
    return (rival, *(one for one in ranked if one.sentence is not rival.sentence))


def _firmness(document: Document) -> int:
    if document.kind == _CONTRACT:
        return 2
    return 0 if document.kind == _HEARSAY else 1
