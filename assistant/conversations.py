"""Conversations and feedback, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from uuid import uuid4

from assistant.answerer import Turn
from assistant.answers import Answer, Frozen
from corpus.errors import DealAssistantError

MAX_TITLE = 80

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, deal TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, answer TEXT NOT NULL, helpful INTEGER, comment TEXT,
    PRIMARY KEY (conversation_id, ordinal)
);
"""


class UnknownConversationError(DealAssistantError):
    """No conversation has this id."""


class Conversation(Frozen):
    """A conversation without its turns; times are ISO 8601 in UTC."""

    id: str
    title: str
    deal: str | None
    created_at: str
    updated_at: str
    turns: int


class Conversations:
    """Stored conversations. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._lock = Lock()
        with self._lock:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def create(self, title: str = "", deal: str | None = None) -> Conversation:
        """Begin a conversation; without a title it takes its first question's words."""
        conversation_id, now = uuid4().hex, _now()
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO conversations VALUES (?,?,?,?,?)",
                (conversation_id, title[:MAX_TITLE], deal, now, now),
            )
        return self.get(conversation_id)

    def all(self) -> tuple[Conversation, ...]:
        """Every conversation, the last used first."""
        return tuple(_conversation(row) for row in self._query(_SELECT + _ORDER))

    def get(self, conversation_id: str) -> Conversation:
        """One conversation; raises UnknownConversationError."""
        rows = self._query(_SELECT + " WHERE id = ?", (conversation_id,))
        if not rows:
            raise _unknown(conversation_id)
        return _conversation(rows[0])

    def answers(self, conversation_id: str) -> tuple[Answer, ...]:
        """The answers of a conversation, in order; raises UnknownConversationError."""
        self.get(conversation_id)
        rows = self._query(
            "SELECT answer FROM turns WHERE conversation_id = ? ORDER BY ordinal",
            (conversation_id,),
        )
        return tuple(Answer.model_validate_json(row["answer"]) for row in rows)

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The turns of a conversation as follow-ups read them."""
        return tuple(Turn.of(answer) for answer in self.answers(conversation_id))

    def append(self, conversation_id: str, answer: Answer) -> int:
        """Add an answer; returns its ordinal, counted from 0.

        Raises UnknownConversationError: it may have been deleted while it was answered.
        """
        with self._transaction() as connection:
            known = "SELECT 1 FROM conversations WHERE id = ?"
            if connection.execute(known, (conversation_id,)).fetchone() is None:
                raise _unknown(conversation_id)
            row = connection.execute(
                "SELECT COUNT(*) AS n FROM turns WHERE conversation_id = ?", (conversation_id,)
            ).fetchone()
            connection.execute(
                "INSERT INTO turns (conversation_id, ordinal, answer) VALUES (?,?,?)",
                (conversation_id, row["n"], answer.model_dump_json()),
            )
            connection.execute(
                "UPDATE conversations SET updated_at = ?, "
                "title = CASE title WHEN '' THEN ? ELSE title END WHERE id = ?",
                (_now(), answer.question[:MAX_TITLE], conversation_id),
            )
        return int(row["n"])

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title."""
        self.get(conversation_id)
        with self._transaction() as connection:
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?",
                (title[:MAX_TITLE], conversation_id),
            )

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with its turns; raises UnknownConversationError."""
        self.get(conversation_id)
        with self._transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def rate(
        self, conversation_id: str, ordinal: int, *, helpful: bool | None, comment: str = ""
    ) -> None:
        """Store a reader's verdict on one answer; None takes it back."""
        self.get(conversation_id)
        with self._transaction() as connection:
            changed = connection.execute(
                "UPDATE turns SET helpful = ?, comment = ? "
                "WHERE conversation_id = ? AND ordinal = ?",
                (helpful, comment[:2000], conversation_id, ordinal),
            ).rowcount
        if not changed:
            raise UnknownConversationError(
                f"Conversation {conversation_id!r} has no answer number {ordinal}."
            )

    def rating(self, conversation_id: str, ordinal: int) -> bool | None:
        """Whether a reader found an answer helpful; None while nobody has said."""
        rows = self._query(
            "SELECT helpful FROM turns WHERE conversation_id = ? AND ordinal = ?",
            (conversation_id, ordinal),
        )
        return bool(rows[0]["helpful"]) if rows and rows[0]["helpful"] is not None else None

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _query(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, tuple(parameters)).fetchall()


_SELECT = (
    "SELECT *, (SELECT COUNT(*) FROM turns WHERE conversation_id = conversations.id) AS turns "
    "FROM conversations"
)
_ORDER = " ORDER BY updated_at DESC, rowid DESC"


def _unknown(conversation_id: str) -> UnknownConversationError:
    return UnknownConversationError(
        f"There is no conversation {conversation_id!r}. Begin one with POST "
        "/api/conversations, or ask without one."
    )


def _conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(
        id=row["id"],
        title=row["title"] or "New conversation",
        deal=row["deal"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        turns=row["turns"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
