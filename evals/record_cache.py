"""Records of earlier runs, found again by the content of everything they depend on."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from pydantic import ValidationError

from evals.fact_types import Frozen
from evals.records import Record
from evals.sets import EvalQuestion

PACKAGES = ("assistant", "corpus", "evals", "index")
KEPT_CONTEXTS = 5


class CachedRecord(Frozen):
    """A record, and what its run says of itself."""

    documents_digest: str
    model: str
    embedding_model: str
    record: Record


class RecordCache:
    """Records in a folder, one file a record, in a sub-folder for each context.

    A context is all that a record depends on beside its question; the ``keep`` used last,
    ``KEPT_CONTEXTS`` at least, are kept. What cannot be read counts as absent. With ``read``
    off nothing is found, and what is put replaces what was there.
    """

    def __init__(
        self, folder: Path, context: str, *, read: bool = True, keep: int = KEPT_CONTEXTS
    ) -> None:
        self._folder = folder / context
        self._read = read
        self._put: set[str] = set()
        self._folder.mkdir(parents=True, exist_ok=True)
        os.utime(self._folder)
        _forget_old_contexts(folder, max(keep, KEPT_CONTEXTS))

    def get(self, question: EvalQuestion) -> CachedRecord | None:
        """The record of ``question``, marked as cached; None if there is none."""
        if not self._read:
            return None
        try:
            found = CachedRecord.model_validate_json(self._path(question).read_bytes())
        except (OSError, ValidationError):
            return None
        record = found.record.model_copy(update={"cached": True})
        return found.model_copy(update={"record": record})

    def put(self, question: EvalQuestion, cached: CachedRecord) -> None:
        """Keep the record of ``question``; an interruption leaves a whole file or none."""
        path = self._path(question)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(cached.model_dump_json(), "utf-8")
        part.replace(path)
        self._put.add(question.id)

    @property
    def put_count(self) -> int:
        """How many records were put by this object."""
        return len(self._put)

    def _path(self, question: EvalQuestion) -> Path:
        digest = sha256(question.model_dump_json().encode()).hexdigest()
        return self._folder / f"{digest}.json"


def context_digest(documents: Path, configuration: Mapping[str, object]) -> str:
    """The hash of what every record of a run depends on.

    The files in ``documents``, the ``configuration`` (settings and model weights), source and
    weights of this program, Python and every installed distribution, and the day, which
    answers read "this year" against.
    """
    parts = {
        "documents": folder_digest(documents),
        "configuration": configuration,
        "program": program_digest(),
        "python": sys.version,
        "installed": sorted({f"{d.name}=={d.version}" for d in distributions()}),
        "day": datetime.now(UTC).date().isoformat(),
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def program_digest(root: Path | None = None) -> str:
    """The hash of every file of this program's packages, weights included, and of app.py.

    Eval sets are left out: a record is found by its question.

    ``root`` is the folder of the packages; by default the one this module was loaded from.
    """
    root = root or Path(__file__).parents[1]
    files = [p for package in PACKAGES for p in _files(root / package) if p.parent.name != "sets"]
    return _digest(root, [*files, *root.glob("app.py")])


def folder_digest(folder: Path) -> str:
    """The hash of every file in ``folder``: their paths within it, and their bytes."""
    return _digest(folder, _files(folder))


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def _digest(root: Path, files: Iterable[Path]) -> str:
    whole = sha256()
    for path in sorted(files):
        content = sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


def _forget_old_contexts(folder: Path, keep: int) -> None:
    contexts = [p for p in folder.iterdir() if p.is_dir() and len(p.name) == 64]
    contexts.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in contexts[keep:]:
        shutil.rmtree(old, ignore_errors=True)
