"""A folder with bad files: each is named, the others are indexed."""

from pathlib import Path

import pytest

from index.embeddings import Embedder
from index.library import Library

GOOD = "The buyer pays EUR 4 million for the brick works in Tromsdal."
BAD = {
    "empty.txt": b"",
    "broken.pdf": b"%PDF-1.7 nothing follows",
    "broken.docx": b"PK\x03\x04 word/ nothing follows",
    "picture.docx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 60,
    "binary.txt": b"\x00\x01\x02\xff" * 100,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in BAD.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path


def test_each_bad_file_is_named_and_the_good_one_indexed(folder: Path, embedder: Embedder) -> None:
    library = Library.open(folder / "data", embedder=embedder)
    report = library.sync(folder / "in")
    assert report.added == ("good.txt",)
    assert {failed.path for failed in report.failed} == set(BAD)
    for failed in report.failed:
        assert failed.message.startswith(failed.path)
    assert library.search("What does the buyer pay?")[0].passage.text == GOOD
    library.close()


def test_a_file_that_turns_bad_loses_nothing_else(folder: Path, embedder: Embedder) -> None:
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "in")
    (folder / "in" / "good.txt").write_bytes(b"")
    (folder / "in" / "other.txt").write_text("The seller is Orrin Group of Leeds.")
    report = library.sync(folder / "in")
    assert "good.txt" in {failed.path for failed in report.failed}
    assert [record.path for record in library.documents()].count("other.txt") == 1
    assert library.inconsistencies() == ()
    library.close()
