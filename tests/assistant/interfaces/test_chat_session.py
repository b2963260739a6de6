"""The chat's handlers, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.conversations import UnknownConversationError
from assistant.events import Event, TextDelta
from assistant.interfaces.chat_session import Attention, ChatSession


def _fails(*_: Any, **__: Any) -> Iterator[Event]:
    yield TextDelta(text="The price")
    raise RuntimeError


def _session() -> ChatSession:
    assistant = SimpleNamespace(conversations=None, stream=_fails)
    return ChatSession(cast(Assistant, assistant))


def test_a_failure_is_not_told_to_a_reader_who_has_left() -> None:
    attention = Attention()
    updates = _session().ask("What is paid?", [], None, [], "", [], attention)
    next(updates)
    next(updates)
    attention.turned()
    assert list(updates) == []


def test_an_empty_question_brings_back_no_question_that_failed() -> None:
    session, attention = _session(), Attention()
    *_, failed = session.ask("What is paid?", [], None, [], "", [], attention)
    assert failed[-1] == "What is paid?"
    (empty,) = session.ask(" ", [], None, [], "", [], attention)
    assert empty[-1] == ""


def test_showing_again_ends_no_question_asked_meanwhile() -> None:
    session, attention = _session(), Attention()
    session.fresh(attention)
    began = attention.number
    session.shown_again(attention)
    assert attention.number == began


def test_a_conversation_that_is_gone_is_told_of_once() -> None:
    class Gone:
        def answers(self, conversation: str) -> None:
            raise UnknownConversationError(conversation)

    session, attention = (
        ChatSession(cast(Assistant, SimpleNamespace(conversations=Gone()))),
        Attention(),
    )
    with pytest.raises(gr.Error):
        session.reopen("a", attention)
    assert len(session.shown_again(attention)) == 6
