"""Which sentences are about one side of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.comparisons import Side
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import surroundings
from index.words import content_stems


def sentences_about(side: Side, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that name ``side``, or else whose passage does, or that its kind holds."""
    if side.kind is not None:
        return [s for s in sentences if s.document.kind == side.kind]
    stems = content_stems(side.name or "")
    direct = [s for s in sentences if stems <= content_stems(s.context_text)]
    return direct or [s for s in sentences if stems <= content_stems(surroundings(s))]
