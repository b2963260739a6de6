"""Syncing a folder leaves every store in line with it, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.passages import PassageSettings
from index.embeddings import Embedder
from index.errors import IndexMismatchError, SyncRefusedError
from index.library import Library

HARBOUR = "Harlow Marine will buy the Brightsea ferry terminal for 42 million pounds in cash.\n"
MILL = "The Aldgate paper mill closes in March, and 310 employees leave with a severance.\n"
CRASHING = """
import sys
from pathlib import Path
from index.embeddings import load_embedder
from index.library import Library
library = Library.open(Path(sys.argv[1]), embedder=load_embedder())
print("ready", flush=True)
library.sync(Path(sys.argv[2]), progress=lambda done, total, path: print(done, flush=True))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "deals"
    (folder / "harbour").mkdir(parents=True)
    (folder / "harbour" / "sale.txt").write_text(HARBOUR)
    (folder / "mill.txt").write_text(MILL)
    return folder


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    library = Library.open(tmp_path / "data", embedder=embedder)
    yield library
    library.close()


def _found(library: Library, question: str) -> str:
    return "\n".join(hit.passage.text for hit in library.search(question))


def test_a_second_sync_finds_everything_unchanged(library: Library, folder: Path) -> None:
    assert library.sync(folder).added == ("harbour/sale.txt", "mill.txt")
    assert library.sync(folder).unchanged == ("harbour/sale.txt", "mill.txt")


def test_the_passage_that_answers_comes_first(library: Library, folder: Path) -> None:
    library.sync(folder)
    hits = library.search("How many employees leave the paper mill?")
    assert hits[0].document.path == "mill.txt"
    assert library.search("employees", deal="harbour")[0].document.path == "harbour/sale.txt"


def test_changed_and_deleted_files_leave_nothing(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "mill.txt").write_text(MILL.replace("310", "275"))
    (folder / "harbour" / "sale.txt").unlink()
    report = library.sync(folder)
    assert (report.changed, report.removed) == (("mill.txt",), ("harbour/sale.txt",))
    text = _found(library, "employees who leave, ferry terminal price")
    assert "275" in text
    assert "310" not in text
    assert "42 million" not in text
    assert library.inconsistencies() == ()


def test_a_moved_file_is_known_by_its_new_path_and_deal(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "terminal").mkdir()
    (folder / "harbour" / "sale.txt").rename(folder / "terminal" / "sale.txt")
    library.sync(folder)
    assert library.deals() == ("terminal",)
    assert library.search("ferry", deal="terminal")[0].document.path == "terminal/sale.txt"
    assert library.inconsistencies() == ()


def test_a_file_that_became_unreadable_is_reported_and_not_quoted(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    (folder / "mill.txt").write_bytes(b"")
    report = library.sync(folder)
    assert [f.path for f in report.failed] == ["mill.txt"]
    assert "mill.txt" in report.failed[0].message
    assert "310" not in _found(library, "How many employees leave the mill?")


def test_the_same_bytes_twice_are_one_document(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text(MILL)
    library.sync(folder)
    assert len(library.documents()) == 2
    (folder / "copy.txt").unlink()
    library.sync(folder)
    assert "310" in _found(library, "employees")


def test_an_emptied_folder_is_not_taken_for_a_wish(library: Library, folder: Path) -> None:
    library.sync(folder)
    for path in list(folder.rglob("*.txt")):
        path.unlink()
    with pytest.raises(SyncRefusedError, match="mounted"):
        library.sync(folder)
    assert len(library.documents()) == 2
    library.sync(folder, allow_empty=True)
    assert library.documents() == ()


def test_uploads_survive_a_sync_and_a_rebuild(
    library: Library, folder: Path, embedder: Embedder, tmp_path: Path
) -> None:
    record = library.add_file("../../climbing.txt", MILL.replace("310", "99").encode())
    assert record.path == "climbing.txt"
    library.sync(folder)
    other = PassageSettings(max_tokens=80)
    with pytest.raises(IndexMismatchError, match="--rebuild"):
        Library.open(tmp_path / "data", embedder=embedder, passages=other)
    rebuilt = Library.open(tmp_path / "data", embedder=embedder, passages=other, rebuild=True)
    assert [r.path for r in rebuilt.documents()] == ["climbing.txt"]
    assert rebuilt.inconsistencies() == ()
    rebuilt.close()


@pytest.mark.parametrize("question", ['"', "NEAR(a b)", "a* OR -", "", "\x00", "(((", "100%"])
def test_any_question_is_safe(library: Library, folder: Path, question: str) -> None:
    library.sync(folder)
    assert len(library.search(question)) <= 8


def test_killed_while_indexing_the_next_sync_completes(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        body = "\n\n".join(f"Clause {n} of paper {number}. {MILL}" for n in range(6))
        (folder / f"{number:02}.txt").write_text(body)
    data = tmp_path / "data"
    for pause in (0.0, 0.05):
        command = [sys.executable, "-c", CRASHING, str(data), str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.strip().isdigit() and int(line) % 4 == 2:
                    break
            time.sleep(pause)
            process.kill()
    for path in ("03.txt", "04.txt"):
        (folder / path).unlink()
    library = Library.open(data, embedder=embedder)
    library.sync(folder)
    expected = sorted(p.name for p in folder.iterdir())
    assert [r.path for r in library.documents()] == expected
    assert library.inconsistencies() == ()
    library.close()
