"""The sentences of every passage have their vectors, as long as the passage is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.sentences import sentence_spans
from index.embeddings import Embedder
from index.library import Library

TERMS = """# Sale of the Brackwell mill

Oakmere pays EUR 12.5 million for the mill. The price is due on 3 May 2027.

| Item | Amount |
| --- | --- |
| Deposit | EUR 1 million |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    (made / "terms.md").write_text(TERMS, encoding="utf-8")
    (made / "note.txt").write_text(
        "The mill employs 85 people.\nIts river rights run until 2040.\n", encoding="utf-8"
    )
    return made


def ids_of(library: Library) -> list[str]:
    return [p.id for record in library.documents() for p in library.passages(record.id)]


def test_each_sentence_has_the_vector_of_its_words(
    tmp_path: Path, folder: Path, embedder: Embedder
) -> None:
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    passages = [p for record in library.documents() for p in library.passages(record.id)]
    stored = library.sentence_vectors([p.id for p in passages])
    assert set(stored) == {p.id for p in passages}
    for passage in passages:
        texts = [passage.text[s.start : s.end] for s in sentence_spans(passage.text)]
        wanted = embedder.encode(texts)
        assert stored[passage.id].shape == wanted.shape
        np.testing.assert_allclose(stored[passage.id], wanted, atol=1e-3)


def test_a_document_that_is_gone_leaves_no_vector(
    tmp_path: Path, folder: Path, embedder: Embedder
) -> None:
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    before = ids_of(library)
    (folder / "note.txt").unlink()
    library.sync(folder)
    left = ids_of(library)
    assert set(library.sentence_vectors(before)) == set(left)
    assert len(left) < len(before)


def test_changed_text_has_new_vectors(tmp_path: Path, folder: Path, embedder: Embedder) -> None:
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    (folder / "note.txt").write_text("The mill was closed in 2026.\n", encoding="utf-8")
    library.sync(folder)
    note = next(r for r in library.documents() if r.path == "note.txt")
    (passage,) = library.passages(note.id)
    vector = library.sentence_vectors([passage.id])[passage.id]
    wanted = embedder.encode(["The mill was closed in 2026."])
    np.testing.assert_allclose(vector, wanted, atol=1e-3)


def test_unknown_passages_have_none(tmp_path: Path, folder: Path, embedder: Embedder) -> None:
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    assert library.sentence_vectors(["no such passage"]) == {}
    assert library.sentence_vectors([]) == {}
