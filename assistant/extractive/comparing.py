"""What answers either side of a comparison, and how both are summed up."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.comparisons import Side
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import document_stems, surroundings
from assistant.extractive.ranking import Ranked
from assistant.extractive.writing import lead_of
from assistant.questions import read_question
from index.words import content_stems


def sentences_about(
    side: Side, sides: Sequence[Side], sentences: Sequence[Sentence]
) -> list[Sentence]:
    """The sentences on ``side``, one of ``sides``.

    Those that name it, and those of documents that name it and none of the others: a contract
    does not name its parties in each sentence. Without any, those whose passage names it. Of a
    kind of document, those it holds.
    """
    if side.kind is not None:
        return [s for s in sentences if s.document.kind == side.kind]
    name = content_stems(side.name or "")
    others = [content_stems(other.name or "") for other in sides if other is not side]
    documents = {s.document.id: document_stems(s.document) for s in sentences}
    own = {
        key
        for key, stems in documents.items()
        if name <= stems and not any(other <= stems for other in others)
    }
    about = [s for s in sentences if s.document.id in own or name <= content_stems(s.context_text)]
    return about or [s for s in sentences if name <= content_stems(surroundings(s))]


def lead_of_sides(sides: Sequence[Side], best: Sequence[Ranked]) -> str | None:
    """Either side with the words that answer it; None where one side has no such words."""
    words = [
        lead_of(read_question(side.question), one) for side, one in zip(sides, best, strict=True)
    ]
    if not all(words):
        return None
    return "; ".join(f"{_name(side)}: {said}" for side, said in zip(sides, words, strict=True))


def one_sided(sides: Sequence[Side], answered: Sequence[Side]) -> str:
    """That only a part of what is compared was found."""
    found = " and ".join(_name(side) for side in answered)
    missing = " and ".join(_name(side) for side in sides if side not in answered)
    return (
        f"Found for one side only ({found}); no passage found states it for the other ({missing})."
    )


def _name(side: Side) -> str:
    return side.name or (side.kind or "").capitalize()
