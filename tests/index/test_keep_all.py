"""The override that keeps everything of one file."""

import sqlite3
from pathlib import Path

import pytest

from index.embeddings import Embedder
from index.errors import IndexMismatchError
from index.library import Library

PAGE = (
    "<html><body><nav><a href='/'>Home</a><a href='/x'>Other news</a></nav><article><h1>Works sold"
    "</h1><p>The brick works in Tromsdal were sold for four million euros on Monday, the parties "
    "said in a joint statement.</p><p>The buyer wants to keep all of the eighty workers and to "
    "build a second kiln within three years.</p></article><footer>Read our cookie notice</footer>"
    "</body></html>"
)


def test_an_override_beside_a_file_is_followed_and_taken_back(
    embedder: Embedder, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE)
    library = Library.open(tmp_path / "data", embedder=embedder)

    def text() -> str:
        (record,) = library.documents()
        return library.document(record.id).text

    library.sync(folder)
    assert "cookie notice" not in text()
    assert library.sync(folder).unchanged == ("page.html",)

    (folder / "page.html.keep-all").touch()
    assert library.sync(folder).changed == ("page.html",)
    assert "cookie notice" in text()
    assert library.sync(folder).unchanged == ("page.html",)

    (folder / "page.html.keep-all").unlink()
    assert library.sync(folder).changed == ("page.html",)
    assert "cookie notice" not in text()
    assert library.inconsistencies() == ()
    library.close()


def test_an_index_of_another_version_is_refused_and_can_be_rebuilt(
    embedder: Embedder, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE)
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    library.close()
    with sqlite3.connect(tmp_path / "data" / "catalogue.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(IndexMismatchError, match="--rebuild"):
        Library.open(tmp_path / "data", embedder=embedder)
    library = Library.open(tmp_path / "data", embedder=embedder, rebuild=True)
    assert library.sync(folder).added == ("page.html",)
    assert library.inconsistencies() == ()
    library.close()
