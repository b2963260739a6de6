"""The protocol both answerers speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from pydantic import Field

from assistant.answers import Answer, Caveat, Claim, Frozen, Status, Support
from assistant.events import Restarted, TextDelta
from index.hits import Hit
from index.library import Library


class Turn(Frozen):
    """One earlier exchange of a conversation.

    ``document_ids`` are the documents the answer cited; empty when it was declined.
    ``span`` is the answering words of a supported answer, None where there are none.
    """

    question: str
    rewritten_question: str
    answer: str
    abstained: bool = False
    document_ids: tuple[str, ...] = ()
    span: str | None = None

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """The turn that ``answer`` makes in the conversation that follows."""
        borne_out = answer.status is Status.ANSWERED and all(
            claim.support is Support.SUPPORTED for claim in answer.claims[:1]
        )
        return cls(
            question=answer.question,
            rewritten_question=answer.rewritten_question,
            answer=answer.text,
            abstained=answer.abstained,
            document_ids=tuple(dict.fromkeys(c.document_id for c in answer.citations)),
            span=answer.span if borne_out else None,
        )


class AskedQuestion(Frozen):
    """A question that stands alone, with the scope it was asked in.

    ``original`` is what the person typed; ``text`` is the follow-up rewritten.
    ``today`` is the day "this year" is read against when a document has no date.
    """

    text: str
    original: str
    history: tuple[Turn, ...] = ()
    deal: str | None = None
    documents: tuple[str, ...] = ()
    today: date | None = None


class Draft(Frozen):
    """What an answerer says before the grounding check.

    With ``abstained`` the claims are empty and ``reason`` says why. ``confidence`` is the
    calibrated probability in [0, 1] that the hits answer the question. ``span`` is the
    answering words as they stand in the first claim, None where there is no single one.
    ``passages`` are the ids of passages that reading put before the others, best first.
    """

    claims: tuple[Claim, ...] = ()
    abstained: bool = False
    reason: str | None = None
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
    span: str | None = None
    lead: str | None = None
    caveats: tuple[Caveat, ...] = ()
    passages: tuple[str, ...] = ()
    model: str


class Answerer(Protocol):
    """Turns a question and its hits into a draft answer."""

    @property
    def name(self) -> str:
        """What wrote the answer, as shown to the reader."""
        ...

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Restarted | Draft]:
        """Yield text as it comes and, last and exactly once, the Draft."""
        ...
