"""Brings the index in line with a folder, and mends what a crash left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.documents import Document, Passage
from corpus.errors import DealAssistantError, UnreadableFileError
from corpus.load import discover, document_id, keeps_all, load_document
from corpus.noise.repeated import find_repeats, outline, without
from corpus.passages import PassageSettings, build_passages
from index.catalogue import Catalogue, FileState, Outlined
from index.context import context_of, embedded_text
from index.embeddings import Embedder
from index.errors import SyncRefusedError
from index.hits import DocumentRecord
from index.sentence_vectors import encode_sentences
from index.statements import statement_pages
from index.vectors import Vectors

SyncProgress = Callable[[int, int, str], None]
UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be indexed, and the whole message about it."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by path relative to the folder."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    failed: tuple[FailedFile, ...] = ()


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)

    def report(self) -> SyncReport:
        return SyncReport(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.removed),
            tuple(self.unchanged),
            tuple(self.duplicates),
            tuple(self.failed),
        )


class Indexer:
    """Writes documents into every store in the one order that survives a crash."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: Vectors,
        embedder: Embedder,
        passages: PassageSettings,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._passages = passages

    def mend(self) -> None:
        """Delete what a crash left half written or half removed.

        That is vectors without a catalogue row, vectors of a text that was to replace the
        indexed one, and documents that no file holds any more.
        """
        for unsettled in self._catalogue.unsettled():
            self._vectors.delete(unsettled)
            if self._catalogue.has(unsettled):
                document = self._catalogue.document(unsettled)
                self._put_vectors(document, self._catalogue.passages(unsettled))
            self._catalogue.settle(unsettled)
        for unreferenced in self._catalogue.unreferenced():
            self.drop(unreferenced)

    def put(self, document: Document, file: FileState) -> DocumentRecord:
        """Index ``document``: vectors first, then everything else in one transaction.

        What it shares with others is set aside later, by ``settle_repeats``.
        """
        seen = outline(document)
        if file.keep_all:
            seen = replace(seen, blocks=())
        return self._write(document, Outlined(seen), file)

    def settle_repeats(self) -> None:
        """Set aside what stands in several documents, and put back what no longer does.

        Only documents for which that changes are written anew; without a document that came or
        went since the last time there is nothing to do.
        """
        if self._catalogue.repeats_settled():
            return
        stored = self._catalogue.outlines()
        wanted = find_repeats([each.outline for each in stored])
        for each in stored:
            places = wanted.get(each.outline.document_id, {})
            if places != each.repeats:
                document = self._catalogue.document(each.outline.document_id, whole=True)
                self._write(document, Outlined(each.outline, places), None)
        self._catalogue.settle_repeats()

    def _write(
        self, document: Document, outlined: Outlined, file: FileState | None
    ) -> DocumentRecord:
        left = without(document, outlined.repeats)
        passages = build_passages(
            left, count_tokens=self._embedder.count_tokens, settings=self._passages
        )
        self._catalogue.mark_unsettled(document.id)
        if self._catalogue.has(document.id):
            self._vectors.delete(document.id)
        contexts = self._put_vectors(left, passages)
        sentences = encode_sentences(passages, self._embedder)
        return self._catalogue.insert(document, passages, contexts, sentences, outlined, file)

    def _put_vectors(self, document: Document, passages: Sequence[Passage]) -> list[str]:
        statements = statement_pages(document)
        contexts = [context_of(document, p, statements.get(p.page or 0)) for p in passages]
        texts = [embedded_text(c, p) for c, p in zip(contexts, passages, strict=True)]
        self._vectors.upsert(passages, texts, document.deal)
        return contexts

    def drop(self, document_id: str) -> None:
        """Remove a document: catalogue first, so that it is never found half gone."""
        self._catalogue.delete(document_id)
        self._vectors.delete(document_id)
        self._catalogue.settle(document_id)

    def drop_unreferenced(self, document_id: str) -> bool:
        """Remove a document that no file holds any more; returns whether it did."""
        if any(f.document_id == document_id for f in self._catalogue.files()):
            return False
        self.drop(document_id)
        return True

    def sync(
        self,
        folder: Path,
        progress: SyncProgress | None = None,
        *,
        allow_empty: bool = False,
        origin: str | None = None,
    ) -> SyncReport:
        """Bring the index in line with ``folder``; see ``Library.sync``.

        Files are recorded under ``origin``, by default the folder's own path.
        """
        origin = origin or str(folder.resolve())
        self.mend()
        paths = discover(folder)
        known = {f.path: f for f in self._catalogue.files(origin)}
        if not paths and known and not allow_empty:
            raise SyncRefusedError(
                f"{folder}: holds no document any more, but {len(known)} were indexed from it. "
                "Check that the folder is mounted; to remove them all, sync with --allow-empty."
            )
        tally = _Tally()
        present: set[str] = set()
        for number, path in enumerate(paths):
            relative = path.relative_to(folder).as_posix()
            present.add(relative)
            if progress:
                progress(number, len(paths), relative)
            self._sync_file(folder, path, relative, origin, known.get(relative), tally)
        for relative in sorted(set(known) - present):
            self._catalogue.forget_file(origin, relative)
            if not self.drop_unreferenced(known[relative].document_id):
                self._follow(folder, origin, known[relative])
            tally.removed.append(relative)
        self.settle_repeats()
        if progress:
            progress(len(paths), len(paths), "")
        return tally.report()

    def _follow(self, folder: Path, origin: str, gone: FileState) -> None:
        """Index a moved document anew under the path and deal it has now."""
        record = self._catalogue.records([gone.document_id])[gone.document_id]
        here = [f for f in self._catalogue.files(origin) if f.document_id == gone.document_id]
        if record.path == gone.path and here:
            document = load_document(folder / here[0].path, root=folder)
            if document.id == gone.document_id:
                self.put(document, here[0])

    def _sync_file(
        self,
        folder: Path,
        path: Path,
        relative: str,
        origin: str,
        before: FileState | None,
        tally: _Tally,
    ) -> None:
        try:
            status, keep_all = path.stat(), keeps_all(path)
            same_override = before is not None and before.keep_all == keep_all
            same_times = before and (before.size, before.mtime_ns) == (
                status.st_size,
                status.st_mtime_ns,
            )
            if same_times and same_override:
                tally.unchanged.append(relative)
                return
            digest = document_id(path)
            size, written = status.st_size, status.st_mtime_ns
            state = FileState(origin, relative, size, written, digest, keep_all)
            if before and before.document_id == digest and not same_override:
                document = load_document(path, root=folder)
                self.drop(digest)
                self.put(document, state)
                tally.changed.append(relative)
                return
            if before and before.document_id == digest:
                self._catalogue.record_file(state)
                tally.unchanged.append(relative)
                return
            if self._catalogue.has(digest):
                self._catalogue.record_file(state)
                tally.duplicates.append(relative)
            else:
                self.put(load_document(path, root=folder), state)
                (tally.changed if before else tally.added).append(relative)
        except (UnreadableFileError, OSError) as error:
            if before and isinstance(error, UnreadableFileError):
                # Its old content is gone, so nothing may be quoted from it any more.
                self._catalogue.forget_file(origin, relative)
                self.drop_unreferenced(before.document_id)
            message = str(error) if isinstance(error, DealAssistantError) else f"{path}: {error}"
            tally.failed.append(FailedFile(relative, message))
            return
        if before:
            self.drop_unreferenced(before.document_id)
