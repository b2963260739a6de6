"""The index as one object: documents in, hits out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.documents import Document, Passage
from corpus.load import load_document
from corpus.passages import PassageSettings
from index.catalogue import Catalogue, FileState
from index.embeddings import Embedder
from index.errors import IndexBusyError, IndexMismatchError, SyncRefusedError, UnknownDocumentError
from index.hits import DocumentRecord, Hit
from index.search import SearchStages, search
from index.sentence_vectors import sentence_vectors
from index.sync import UPLOAD, Indexer, SyncProgress, SyncReport
from index.vectors import Vectors

LOCK_SECONDS = 30.0


class Library:
    """Documents, their passages and the search over them, in one data directory.

    Reading is safe from several threads and processes; one process writes at a time.
    """

    def __init__(
        self,
        data_dir: Path,
        catalogue: Catalogue,
        vectors: Vectors,
        embedder: Embedder,
        passages: PassageSettings,
        stages: SearchStages = SearchStages(),
    ) -> None:
        self.data_dir = data_dir
        self.embedder = embedder
        self.stages = stages
        self._catalogue = catalogue
        self._vectors = vectors
        self._passages = passages
        self._indexer = Indexer(catalogue, vectors, embedder, passages)
        self._lock = FileLock(data_dir / "write.lock")

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        embedder: Embedder,
        passages: PassageSettings = PassageSettings(),
        chroma_url: str | None = None,
        rebuild: bool = False,
        stages: SearchStages = SearchStages(),
    ) -> Library:
        """Open the index in ``data_dir``, making it if there is none.

        With ``rebuild`` an index made with other settings is emptied, to be synced again;
        uploaded files are indexed anew at once. ``stages`` is how it is searched where a
        search does not say.

        Raises:
            IndexMismatchError: it was made with another embedding model or passage size, or by
                another version of this program.
        """
        data_dir.mkdir(parents=True, exist_ok=True)
        catalogue = Catalogue(data_dir / "catalogue.sqlite3", rebuild=rebuild)
        vectors = Vectors(data_dir / "chroma", embedder, chroma_url)
        library = cls(data_dir, catalogue, vectors, embedder, passages, stages)
        wanted = {"embedding_model": embedder.fingerprint, "passages": passages.fingerprint()}
        if rebuild:
            library._empty()
        for key, value in wanted.items():
            recorded = catalogue.setting(key)
            if recorded is None:
                catalogue.record_setting(key, value)
            elif recorded != value:
                library.close()
                raise IndexMismatchError(
                    f"The index in {data_dir} was made with {key.replace('_', ' ')} {recorded}, "
                    f"the settings say {value}. Run 'deal-assistant index FOLDER --rebuild' to "
                    "make it anew, or restore the former setting."
                )
        return library

    def close(self) -> None:
        """Release the database."""
        self._catalogue.close()

    def sync(
        self, folder: Path, *, progress: SyncProgress | None = None, allow_empty: bool = False
    ) -> SyncReport:
        """Index what is new or changed in ``folder`` and drop what is gone from it.

        ``progress(done, total, path)`` is called before each file. Interrupting is safe:
        each document is wholly indexed or not at all, and the next sync goes on.

        Raises:
            SyncRefusedError: the folder is missing, or is empty though it was not before.
            IndexBusyError: another process is writing.
        """
        if not folder.is_dir():
            raise SyncRefusedError(f"{folder}: is not a folder. Check the path.")
        with self._writing():
            return self._indexer.sync(folder, progress, allow_empty=allow_empty)

    def add_file(self, name: str, data: bytes, deal: str | None = None) -> DocumentRecord:
        """Index an uploaded file; the bytes are kept under the data directory.

        ``name`` is reduced to a plain file name. A file of the same name and deal is
        replaced; the same bytes again are the same document.

        Raises:
            UnreadableFileError: the file cannot become a document; nothing is changed.
            IndexBusyError: another process is writing.
        """
        uploads = self.data_dir / "uploads"
        relative = Path(_plain(deal)) / _plain(name) if deal else Path(_plain(name))
        with self._writing():
            self._indexer.mend()
            staged = self.data_dir / "incoming" / relative
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
            try:
                document = load_document(staged, root=self.data_dir / "incoming")
                target = uploads / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
            finally:
                staged.unlink(missing_ok=True)
            return self._put_upload(document, target, relative.as_posix())

    def _put_upload(self, document: Document, target: Path, relative: str) -> DocumentRecord:
        status = target.stat()
        state = FileState(UPLOAD, relative, status.st_size, status.st_mtime_ns, document.id)
        before = next((f for f in self._catalogue.files(UPLOAD) if f.path == relative), None)
        if self._catalogue.has(document.id):
            self._catalogue.record_file(state)
        else:
            self._indexer.put(document, state)
        if before and before.document_id != document.id:
            self._indexer.drop_unreferenced(before.document_id)
        self._indexer.settle_repeats()
        return self.record(document.id)

    def remove(self, document_id: str) -> None:
        """Remove a document from the index, and its uploaded file.

        A file in a synced folder is left alone, and indexed again by the next sync.

        Raises:
            UnknownDocumentError: no document has this id.
        """
        with self._writing():
            self.record(document_id)
            uploads = [f for f in self._catalogue.files(UPLOAD) if f.document_id == document_id]
            self._indexer.drop(document_id)
            self._indexer.settle_repeats()
            for file in uploads:
                (self.data_dir / "uploads" / file.path).unlink(missing_ok=True)

    def documents(self, deal: str | None = None) -> tuple[DocumentRecord, ...]:
        """The catalogue entries by path, of one deal if given."""
        return self._catalogue.documents(deal)

    def record(self, document_id: str) -> DocumentRecord:
        """The catalogue entry of a document; raises UnknownDocumentError."""
        records = self._catalogue.records([document_id])
        if document_id not in records:
            raise UnknownDocumentError(
                f"No document has the id {document_id!r}. 'deal-assistant documents list' "
                "shows the ids there are."
            )
        return records[document_id]

    def document(self, document_id: str) -> Document:
        """The whole document; raises UnknownDocumentError."""
        return self._catalogue.document(document_id)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order."""
        return self._catalogue.passages(document_id)

    def sentence_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of each passage's sentences in order, shape (sentences, dimension)."""
        return sentence_vectors(self._catalogue, passage_ids)

    def deals(self) -> tuple[str, ...]:
        """The names of the deals that have documents."""
        return tuple(sorted({r.deal for r in self.documents() if r.deal}))

    def search(
        self,
        query: str,
        *,
        k: int = 8,
        deal: str | None = None,
        documents: Sequence[str] = (),
        stages: SearchStages | None = None,
    ) -> tuple[Hit, ...]:
        """The ``k`` best passages for ``query`` in scope, best first."""
        return search(
            query,
            self._catalogue,
            self._vectors,
            k=k,
            deal=deal,
            documents=documents,
            stages=stages or self.stages,
        )

    def inconsistencies(self) -> tuple[str, ...]:
        """What does not agree between catalogue and vectors, in words; empty when sound."""
        found = []
        catalogued = {r.id for r in self.documents() if r.passage_count}
        stored = self._vectors.document_ids()
        found += [f"document {i} has vectors but is not indexed" for i in stored - catalogued]
        found += [f"document {i} is indexed but has no vectors" for i in catalogued - stored]
        passages = sum(r.passage_count for r in self.documents())
        if passages != self._vectors.count():
            found.append(f"{passages} passages but {self._vectors.count()} vectors")
        return tuple(found)

    def _empty(self) -> None:
        with self._writing():
            for record in self.documents():
                self._catalogue.delete(record.id)
            self._vectors.clear()
            for document_id in self._catalogue.unsettled():
                self._catalogue.settle(document_id)
            self._catalogue.record_setting("embedding_model", self.embedder.fingerprint)
            self._catalogue.record_setting("passages", self._passages.fingerprint())
            uploads = self.data_dir / "uploads"
            if uploads.is_dir():
                self._indexer.sync(uploads, allow_empty=True, origin=UPLOAD)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=LOCK_SECONDS):
                yield
        except Timeout as error:
            raise IndexBusyError(
                f"Another process is writing to the index in {self.data_dir}. Wait until it is "
                "done, or stop it, and try again."
            ) from error


def _plain(name: str) -> str:
    """A file or folder name without anything that could lead elsewhere."""
    last = re.split(r"[/\\]", name)[-1]
    safe = re.sub(r"[\x00-\x1f<>:\"|?*]", "_", last).strip(" .")
    return safe[:150] or "document"
