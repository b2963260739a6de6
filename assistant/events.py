"""The typed events the chain streams, in this order, ending with exactly one Finished."""

from __future__ import annotations

from typing import Literal

from assistant.answers import Answer, Frozen
from index.hits import Hit


class Rewritten(Frozen):
    """The question as it stands alone, after reading the conversation."""

    type: Literal["rewritten"] = "rewritten"
    question: str
    changed: bool


class Retrieved(Frozen):
    """The passages found for the question."""

    type: Literal["retrieved"] = "retrieved"
    hits: tuple[Hit, ...]


class TextDelta(Frozen):
    """More answer text, to be appended; provisional until Finished."""

    type: Literal["text"] = "text"
    text: str


class Restarted(Frozen):
    """Text streamed so far is void (a chat model failed); the reason is shown."""

    type: Literal["restarted"] = "restarted"
    reason: str


class Finished(Frozen):
    """The whole, checked answer; replaces the streamed text."""

    type: Literal["finished"] = "finished"
    answer: Answer


Event = Rewritten | Retrieved | TextDelta | Restarted | Finished
