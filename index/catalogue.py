"""The catalogue of documents: SQLite, the one place that says what is indexed.

A document is indexed when it has a row in ``documents``, written last and in one
transaction with its passages and their lexical index. ``unsettled`` names documents whose
vectors may exist without that row, so that a crash can be mended. The body of a document is
stored whole; ``outlines`` says which of its sections stand elsewhere and are set aside.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from corpus.documents import (
    BlockKind,
    Document,
    Identity,
    Metadata,
    Page,
    Passage,
    RemovedBlock,
    Section,
)
from corpus.noise.repeated import Outline, OutlineBlock, without
from index.errors import IndexMismatchError, UnknownDocumentError
from index.hits import DocumentRecord

SCHEMA_VERSION = 7
# Every search reads all entries; the bodies are a thousand times larger.
_FIELDS = tuple(each.name for each in fields(DocumentRecord))
_ENTRY = ", ".join(_FIELDS)
_TABLES = (
    "meta", "documents", "outlines", "passages", "sentences", "lexical", "files", "unsettled",
)  # fmt: skip
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, deal TEXT, title TEXT NOT NULL, publisher TEXT,
    published TEXT, kind TEXT, url TEXT, page_count INTEGER NOT NULL,
    passage_count INTEGER NOT NULL, character_count INTEGER NOT NULL,
    removed_count INTEGER NOT NULL, breaks_off INTEGER NOT NULL, indexed_at TEXT NOT NULL,
    identity TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER,
    headings TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of_document ON passages (document_id, ordinal);
CREATE TABLE IF NOT EXISTS sentences (
    passage INTEGER PRIMARY KEY, count INTEGER NOT NULL, vectors BLOB NOT NULL
);
CREATE VIRTUAL TABLE IF NOT EXISTS lexical USING fts5 (
    context, text, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TABLE IF NOT EXISTS files (
    origin TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    document_id TEXT NOT NULL, keep_all INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (origin, path)
);
CREATE TABLE IF NOT EXISTS outlines (
    document_id TEXT PRIMARY KEY, outline TEXT NOT NULL, repeats TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS unsettled (document_id TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when last indexed; ``origin`` is the synced folder or "upload".

    ``keep_all`` says that the noise filter was told to remove nothing from it.
    """

    origin: str
    path: str
    size: int
    mtime_ns: int
    document_id: str
    keep_all: bool = False


@dataclass(frozen=True, slots=True)
class Outlined:
    """A document as it is compared with others.

    ``repeats`` holds the sections set aside for standing elsewhere, by index, with reasons.
    """

    outline: Outline
    repeats: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The vectors of a passage's sentences as they are stored, one after the other."""

    count: int
    vectors: bytes


class Catalogue:
    """Documents, passages and files in one SQLite database. Safe to share between threads."""

    def __init__(self, path: Path, *, rebuild: bool = False) -> None:
        """Open the database at ``path``, making it if there is none.

        With ``rebuild`` one of another version is emptied.

        Raises:
            IndexMismatchError: it was made by another version of this program.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._lock = Lock()
        with self._lock:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA busy_timeout = 10000")
            self._check_version(path, rebuild=rebuild)
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _check_version(self, path: Path, *, rebuild: bool) -> None:
        made = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'files'")
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if made.fetchone() is None or version == SCHEMA_VERSION:
            return
        if not rebuild:
            self._connection.close()
            raise IndexMismatchError(
                f"{path}: the index was made by another version of this program (layout {version}, "
                f"here {SCHEMA_VERSION}). Run 'deal-assistant index FOLDER --rebuild'."
            )
        for table in _TABLES:
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the statements inside, or none."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Rows of a SELECT."""
        with self._lock:
            return self._connection.execute(sql, tuple(parameters)).fetchall()

    def _with_ids(self, select: str, ids: Sequence[str]) -> list[sqlite3.Row]:
        """Rows of ``select``, which ends with the column that is to be one of ``ids``."""
        marks = ",".join("?" * len(ids))
        return self.query(f"{select} IN ({marks})", ids) if ids else []

    def setting(self, key: str) -> str | None:
        """A recorded setting of the index."""
        rows = self.query("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0]["value"]) if rows else None

    def record_setting(self, key: str, value: str) -> None:
        """Record a setting of the index."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def documents(self, deal: str | None = None) -> tuple[DocumentRecord, ...]:
        """The indexed documents by path, of one deal if given."""
        where, parameters = ("WHERE deal = ?", (deal,)) if deal else ("", ())
        rows = self.query(f"SELECT {_ENTRY} FROM documents {where} ORDER BY path", parameters)
        return tuple(_record(row) for row in rows)

    def records(self, ids: Sequence[str]) -> dict[str, DocumentRecord]:
        """The entries of these documents; unknown ids are left out."""
        rows = self._with_ids(f"SELECT {_ENTRY} FROM documents WHERE id", ids)
        return {row["id"]: _record(row) for row in rows}

    def document(self, document_id: str, *, whole: bool = False) -> Document:
        """The document as it is indexed, or ``whole`` with what stands in others too.

        Raises:
            UnknownDocumentError: no document has this id.
        """
        sql = "SELECT * FROM documents JOIN outlines ON document_id = id WHERE id = ?"
        rows = self.query(sql, (document_id,))
        if not rows:
            raise UnknownDocumentError(
                f"No document has the id {document_id!r}. 'deal-assistant documents list' "
                "shows the ids there are."
            )
        document = _document(rows[0])
        return document if whole else without(document, _repeats(rows[0]))

    def outlines(self) -> tuple[Outlined, ...]:
        """What of each document is compared with others, and what was set aside for it."""
        return tuple(
            Outlined(_outline(row), _repeats(row)) for row in self.query("SELECT * FROM outlines")
        )

    def repeats_settled(self) -> bool:
        """Whether no document came or went since repeated text was last looked for."""
        return self.setting("repeats") != "unsettled"

    def settle_repeats(self) -> None:
        """Note that repeated text is set aside in line with the documents there are."""
        self.record_setting("repeats", "settled")

    def has(self, document_id: str) -> bool:
        """Whether a document is indexed."""
        return bool(self.query("SELECT 1 FROM documents WHERE id = ?", (document_id,)))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order."""
        rows = self.query(
            "SELECT * FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,)
        )
        return tuple(_passage(row) for row in rows)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; unknown ids are left out."""
        rows = self._with_ids("SELECT * FROM passages WHERE id", ids)
        return {row["id"]: _passage(row) for row in rows}

    def contexts(self, ids: Sequence[str]) -> dict[str, str]:
        """What each of these passages knows of its document, as it was indexed."""
        rows = self._with_ids(
            "SELECT id, context FROM passages JOIN lexical ON lexical.rowid = number WHERE id", ids
        )
        return {row["id"]: row["context"] for row in rows}

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, SentenceVectors]:
        """The vectors of each of these passages' sentences."""
        rows = self._with_ids(
            "SELECT id, count, vectors FROM sentences JOIN passages ON passage = number "
            "WHERE count > 0 AND id",
            ids,
        )
        return {row["id"]: SentenceVectors(row["count"], row["vectors"]) for row in rows}

    def files(self, origin: str | None = None) -> tuple[FileState, ...]:
        """The files indexed from one origin, or from all."""
        where, parameters = ("WHERE origin = ?", (origin,)) if origin else ("", ())
        rows = self.query(f"SELECT * FROM files {where} ORDER BY path", parameters)
        return tuple(FileState(**(dict(row) | {"keep_all": bool(row["keep_all"])})) for row in rows)

    def unsettled(self) -> tuple[str, ...]:
        """Documents whose vectors may stand without a catalogue row."""
        return tuple(row["document_id"] for row in self.query("SELECT * FROM unsettled"))

    def unreferenced(self) -> tuple[str, ...]:
        """Documents that no file holds."""
        rows = self.query(
            "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM files)"
        )
        return tuple(row["id"] for row in rows)

    def mark_unsettled(self, document_id: str) -> None:
        """Note that vectors of a document are about to be written."""
        with self.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (document_id,))

    def settle(self, document_id: str) -> None:
        """Note that vectors and catalogue agree again."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM unsettled WHERE document_id = ?", (document_id,))

    def record_file(self, file: FileState) -> None:
        """Note which document a file holds."""
        with self.transaction() as connection:
            _put_file(connection, file)

    def forget_file(self, origin: str, path: str) -> None:
        """Forget a file; its document stays until ``delete``."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM files WHERE origin = ? AND path = ?", (origin, path))

    def insert(
        self,
        document: Document,
        passages: Sequence[Passage],
        contexts: Sequence[str],
        sentences: Sequence[SentenceVectors],
        outlined: Outlined,
        file: FileState | None,
    ) -> DocumentRecord:
        """Make a document indexed: its row, passages, lexical index and file, all or none.

        ``document`` is whole, ``passages`` are those of what is left of it without its repeats.
        Without a ``file`` it was indexed before, and only its repeats changed.
        """
        body = asdict(document)
        body.pop("id")
        body.pop("identity")
        left = without(document, outlined.repeats)
        with self.transaction() as connection:
            _delete(connection, document.id)
            metadata = document.metadata
            connection.execute(
                "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    document.id,
                    document.path,
                    document.deal,
                    document.title,
                    metadata.publisher,
                    metadata.published.isoformat() if metadata.published else None,
                    document.kind,
                    metadata.url,
                    len(document.pages),
                    len(passages),
                    len(left.text),
                    len(left.removed),
                    document.breaks_off,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    json.dumps(asdict(document.identity)),
                    json.dumps(body, default=str),
                ),
            )
            for passage, context, encoded in zip(passages, contexts, sentences, strict=True):
                cursor = connection.execute(
                    "INSERT INTO passages VALUES (NULL,?,?,?,?,?,?,?,?)",
                    (
                        passage.id,
                        passage.document_id,
                        passage.ordinal,
                        passage.start,
                        passage.end,
                        passage.page,
                        json.dumps(passage.heading_path),
                        passage.text,
                    ),
                )
                connection.execute(
                    "INSERT INTO lexical (rowid, context, text) VALUES (?,?,?)",
                    (cursor.lastrowid, context, passage.text),
                )
                connection.execute(
                    "INSERT INTO sentences VALUES (?,?,?)",
                    (cursor.lastrowid, encoded.count, encoded.vectors),
                )
            connection.execute(
                "INSERT INTO outlines VALUES (?,?,?)",
                (
                    document.id,
                    json.dumps(asdict(outlined.outline)),
                    json.dumps(dict(outlined.repeats)),
                ),
            )
            if file is not None:
                _put_file(connection, file)
                _unsettle_repeats(connection)
            connection.execute("DELETE FROM unsettled WHERE document_id = ?", (document.id,))
        rows = self.query(f"SELECT {_ENTRY} FROM documents WHERE id = ?", (document.id,))
        return _record(rows[0])

    def delete(self, document_id: str) -> None:
        """Make a document not indexed; its vectors stay unsettled until ``settle``."""
        with self.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (document_id,))
            _delete(connection, document_id)
            _unsettle_repeats(connection)
            connection.execute("DELETE FROM files WHERE document_id = ?", (document_id,))


def _put_file(connection: sqlite3.Connection, file: FileState) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?)",
        (
            file.origin,
            file.path,
            file.size,
            file.mtime_ns,
            file.document_id,
            file.keep_all,
        ),
    )


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    for table, number in (("lexical", "rowid"), ("sentences", "passage")):
        connection.execute(
            f"DELETE FROM {table} "
            f"WHERE {number} IN (SELECT number FROM passages WHERE document_id = ?)",
            (document_id,),
        )
    connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    connection.execute("DELETE FROM outlines WHERE document_id = ?", (document_id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def _unsettle_repeats(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('repeats', 'unsettled')")


def _outline(row: sqlite3.Row) -> Outline:
    values = json.loads(row["outline"])
    return Outline(**{**values, "blocks": tuple(OutlineBlock(**b) for b in values["blocks"])})


def _repeats(row: sqlite3.Row) -> dict[int, str]:
    return {int(index): reason for index, reason in json.loads(row["repeats"]).items()}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _record(row: sqlite3.Row) -> DocumentRecord:
    values = {name: row[name] for name in _FIELDS}
    values["published"] = _date(values["published"])
    values["breaks_off"] = bool(values["breaks_off"])
    values["identity"] = _identity(row)
    return DocumentRecord(**values)


def _identity(row: sqlite3.Row) -> Identity:
    values = json.loads(row["identity"])
    return Identity(**{**values, "aliases": tuple(values["aliases"])})


def _passage(row: sqlite3.Row) -> Passage:
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        text=row["text"],
        start=row["start"],
        end=row["end"],
        ordinal=row["ordinal"],
        page=row["page"],
        heading_path=tuple(json.loads(row["headings"])),
    )


def _document(row: sqlite3.Row) -> Document:
    body = json.loads(row["body"])
    metadata = body.pop("metadata")
    metadata["published"] = _date(metadata["published"])
    sections = tuple(Section(**{**s, "kind": BlockKind(s["kind"])}) for s in body.pop("sections"))
    return Document(
        id=row["id"],
        metadata=Metadata(**metadata),
        pages=tuple(Page(**p) for p in body.pop("pages")),
        sections=sections,
        removed=tuple(RemovedBlock(**r) for r in body.pop("removed")),
        identity=_identity(row),
        **body,
    )
