from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import Answer, Status
from assistant.conversations import Conversations, UnknownConversationError


def answer(question: str) -> Answer:
    return Answer(
        question=question,
        rewritten_question=question,
        status=Status.DECLINED,
        text="The documents do not say.",
        model="extractive",
    )


def test_turns_outlive_the_process(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite3"
    first = Conversations(path)
    kept = first.create(deal="mill")
    first.append(kept.id, answer("Who signs?"))
    first.append(kept.id, answer("When?"))
    first.close()

    again = Conversations(path)
    assert [t.question for t in again.turns(kept.id)] == ["Who signs?", "When?"]
    assert again.turns(kept.id)[0].abstained
    assert again.get(kept.id).title == "Who signs?"
    assert again.get(kept.id).deal == "mill"


def test_the_last_used_comes_first(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "c.sqlite3")
    old, new = conversations.create("old"), conversations.create("new")
    assert [c.title for c in conversations.all()] == ["new", "old"]
    conversations.append(old.id, answer("Who?"))
    assert [c.id for c in conversations.all()] == [old.id, new.id]


def test_a_deleted_conversation_is_gone(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "c.sqlite3")
    kept = conversations.create()
    conversations.append(kept.id, answer("Who?"))
    conversations.delete(kept.id)
    with pytest.raises(UnknownConversationError, match=kept.id):
        conversations.turns(kept.id)


def test_an_answer_to_a_conversation_deleted_meanwhile_is_refused(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "c.sqlite3")
    kept = conversations.create()
    conversations.delete(kept.id)
    with pytest.raises(UnknownConversationError, match=kept.id):
        conversations.append(kept.id, answer("Who?"))


def test_a_verdict_can_be_taken_back(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "c.sqlite3")
    kept = conversations.create()
    conversations.append(kept.id, answer("Who?"))
    for verdict in (True, False, None):
        conversations.rate(kept.id, 0, helpful=verdict)
        assert conversations.rating(kept.id, 0) is verdict
