"""Follow-ups rewritten by a chat model, over a local server that speaks OpenAI's protocol."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from chat_server import ChatServer, Fail, Say, start_chat_server

from assistant.answerer import Turn
from assistant.chat_models import load_chat_model
from assistant.followups import rewrite
from assistant.model_rewriter import ChatModelRewriter

FIRST = "Who will buy Brindle Foods?"
HISTORY = (
    Turn(question=FIRST, rewritten_question=FIRST, answer="Larch Capital.", span="Larch Capital"),
)
FOLLOW_UP = "And what does it pay?"
WANTED = "What does Larch Capital pay for Brindle Foods?"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    started, stop = start_chat_server()
    yield started
    stop()


@pytest.fixture
def rewriter(server: ChatServer) -> ChatModelRewriter:
    return ChatModelRewriter(load_chat_model("openai:local", base_url=server.url), timeout_s=10)


@pytest.mark.parametrize(
    "said",
    [
        WANTED,
        f'"{WANTED}"',
        f"Rewritten question: {WANTED}",
        f"**Rewritten question:** {WANTED}",
        f"<think>It is Larch Capital?</think>\n{WANTED}",
        f"Here is the question:\n{WANTED}\nI hope this helps!",
    ],
)
def test_the_question_is_read_from_what_the_model_says(
    server: ChatServer, rewriter: ChatModelRewriter, said: str
) -> None:
    server.script = lambda _: Say(said)
    rewritten = rewriter.rewrite(FOLLOW_UP, HISTORY)
    assert (rewritten.text, rewritten.changed) == (WANTED, True)
    assert FIRST in server.prompt() and "Larch Capital" in server.prompt()


@pytest.mark.parametrize(
    "say",
    [
        Say("Larch Capital pays EUR 240 million in cash."),
        Say("Which colours do penguins and zebras prefer in winter?"),
        Say("<think>Hm"),
        Say("  "),
        Fail(500),
        Fail(401),
    ],
)
def test_what_is_no_rewrite_leaves_it_to_the_rules(
    server: ChatServer, rewriter: ChatModelRewriter, say: Say | Fail
) -> None:
    server.script = lambda _: say
    assert rewriter.rewrite(FOLLOW_UP, HISTORY) == rewrite(FOLLOW_UP, HISTORY)


def test_a_slow_model_holds_nobody_up(server: ChatServer) -> None:
    server.script = lambda _: Say(WANTED, pause_s=5)
    model = load_chat_model("openai:local", base_url=server.url)
    started = time.monotonic()
    rewritten = ChatModelRewriter(model, timeout_s=0.5).rewrite(FOLLOW_UP, HISTORY)
    assert rewritten == rewrite(FOLLOW_UP, HISTORY)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "history", [(), (Turn(question="hi", rewritten_question="hi", answer=""),)]
)
def test_a_first_question_is_not_rewritten(
    server: ChatServer, rewriter: ChatModelRewriter, history: tuple[Turn, ...]
) -> None:
    assert rewriter.rewrite(FIRST, history).text == FIRST
    assert server.requests == []
