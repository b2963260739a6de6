"""The questions that are asked in one breath: "What is the price, and when is it due?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question_parts import capitalised, names_in

_WH = r"(?:who|whose|whom|what|which|when|where|why|how)"
_LED_BY = r"(?:(?:for|by|in|from|on|at|to|under|since|until|with|of)\s+)?"
_JOINT = re.compile(rf"(?:,?\s+and|\?\s+and|\?)\s+(?=(?:also\s+)?{_LED_BY}{_WH}\b)", re.I)
# "Where and when was it signed?": what follows the second question word belongs to both.
_SHARED = re.compile(
    rf"\s*(?P<one>{_LED_BY}{_WH}(?:\s+(?:much|many|long))?),?\s+and\s+"
    rf"(?P<two>{_LED_BY}{_WH}(?:\s+(?:much|many|long))?)\s+(?P<rest>[^?]+)\??\s*",
    re.I,
)
_STARTS = re.compile(
    # "About the loan: who gave it, and when?"
    rf"\s*(?:[^:?]{{3,60}}:\s+)?(?:{_LED_BY}{_WH}\b|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"shall|should|may|might|must)\b)",
    re.I,
)
# "Which law and which rules govern it?": the first part has no verb of its own. The second has
# it; the whole question asks for the first as well.
_SHORTEST = 4


# Such a part is about what the first one says: "for how long", "when is it due".
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|she|his|her|him|this|that|these|those|so|one|ones|each)\b",
    re.I,
)
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions: as it was ``asked``, and as a ``question`` of its own."""

    asked: str
    question: str


def questions_in(text: str) -> tuple[Part, ...]:
    """The questions that ``text`` asks, in their order; none where it asks only one.

    A later part that leans on the first has it in brackets after it.
    """
    shared = _SHARED.fullmatch(text)
    if shared is not None:
        rest = shared["rest"].strip()
        asked = (shared["one"], shared["two"])
        return tuple(Part(wh.casefold(), f"{capitalised(wh)} {rest}?") for wh in asked)
    pieces = [piece.strip(" ?,") for piece in _JOINT.split(text)]
    first = pieces[0]
    if len(pieces) < 2 or not _STARTS.match(first):
        return ()
    if len(first.split()) < _SHORTEST:
        return tuple(Part(p, text if p is first else f"{capitalised(p)}?") for p in pieces)
    return (Part(first, f"{first}?"), *(Part(p, _after(first, p)) for p in pieces[1:]))


def _after(first: str, piece: str) -> str:
    if len(piece.split()) <= _SHORT or _LEANS.search(piece):
        return f"{capitalised(piece)} ({first})?"
    names = names_in(first)
    if names_in(piece) or not names:
        return f"{capitalised(piece)}?"
    return f"{capitalised(piece)} ({', '.join(names[:3])})?"
