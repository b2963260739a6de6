"""The types an answer is made of; frozen, and JSON by pydantic."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from index.hits import Hit


class Frozen(BaseModel):
    """Base of the answer types: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """Where a claim stands: ``quote`` is ``document.text[start:end]``, verbatim."""

    document_id: str
    document: str = Field(description="path of the document")
    title: str
    page: int | None = None
    start: int
    end: int
    quote: str
    passage_id: str
    deal: str | None = None
    published: date | None = None


class Support(StrEnum):
    """Whether the cited characters bear a claim out."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


class Claim(Frozen):
    """One sentence of an answer and what it rests on.

    ``span_start``/``span_end`` mark the answering words inside ``text``, if any.
    ``failed`` lists the figures, dates, names or negations not found in the citations.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    support: Support = Support.SUPPORTED
    failed: tuple[str, ...] = ()
    span_start: int | None = None
    span_end: int | None = None


class CaveatKind(StrEnum):
    """What a reader must know before relying on an answer."""

    SOURCE_CUT_OFF = "source_cut_off"
    SOURCES_DISAGREE = "sources_disagree"
    NON_BINDING = "non_binding"
    OLD_DATE = "old_date"
    FELL_BACK = "fell_back"
    UNSUPPORTED = "unsupported"


class Caveat(Frozen):
    """A warning shown with the answer, with the characters it comes from."""

    kind: CaveatKind
    text: str
    citations: tuple[Citation, ...] = ()


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    DECLINED = "declined"
    CONVERSATION = "conversation"


class Timings(Frozen):
    """Seconds spent per stage."""

    rewrite: float = 0.0
    retrieve: float = 0.0
    answer: float = 0.0
    ground: float = 0.0
    total: float = 0.0


class Answer(Frozen):
    """What the assistant says, with its evidence.

    ``text`` is what a reader sees, Markdown-free plain text; ``span`` the answering words;
    ``confidence`` the calibrated probability that the hits answer the question;
    ``related`` the nearest passages, offered only when the question was declined.
    """

    question: str
    rewritten_question: str
    status: Status
    text: str
    claims: tuple[Claim, ...] = ()
    span: str | None = None
    reason: str | None = None
    confidence: float = 0.0
    caveats: tuple[Caveat, ...] = ()
    related: tuple[Citation, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    model: str
    timings: Timings = Timings()

    @property
    def abstained(self) -> bool:
        """True when the documents do not say."""
        return self.status is Status.DECLINED

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every claim, in order, each once."""
        return tuple(dict.fromkeys(c for claim in self.claims for c in claim.citations))
