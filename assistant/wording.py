"""How an answer reads: plain text with citation numbers, the same for every interface."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Citation, Claim
from index.hits import Hit

DECLINED = "The documents do not say."
NOTHING_INDEXED = "There are no documents in this scope yet, so there is nothing to answer from."
ALL_WITHHELD = (
    "An answer was written, but its statements could not be found in the documents, "
    "so it is withheld."
)
MAX_RELATED = 3


def numbered(claims: Sequence[Claim]) -> tuple[Citation, ...]:
    """The citations of ``claims``, each once; number n in the text is element n - 1."""
    return tuple(dict.fromkeys(c for claim in claims for c in claim.citations))


def answer_text(lead: str | None, claims: Sequence[Claim]) -> str:
    """The lead, then each claim with the numbers of its citations, one paragraph each."""
    numbers = {citation: n for n, citation in enumerate(numbered(claims), start=1)}
    paragraphs = [lead] if lead else []
    for claim in claims:
        marks = "".join(f"[{numbers[c]}]" for c in dict.fromkeys(claim.citations))
        paragraphs.append(f"{claim.text} {marks}".rstrip())
    return "\n\n".join(paragraphs)


def declined_text(reason: str | None) -> str:
    """What a declined question is answered with."""
    return f"{DECLINED} {reason}" if reason else DECLINED


def related_passages(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The nearest passages, whole, to be offered as related but not as an answer."""
    return tuple(
        Citation(
            document_id=hit.document.id,
            document=hit.document.path,
            title=hit.document.title,
            page=hit.passage.page,
            start=hit.passage.start,
            end=hit.passage.end,
            quote=hit.passage.text,
            passage_id=hit.passage.id,
            deal=hit.document.deal,
            published=hit.document.published,
        )
        for hit in hits[:MAX_RELATED]
    )
