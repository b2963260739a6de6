"""Text repeated over files is indexed once, whatever comes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embeddings import Embedder
from index.library import Library

FOOTER = "Vantry Legal LLP is a partnership of solicitors whose partners are listed at its office."
BODIES = {
    "1.eml": "The seller signs on Monday in Oslo and brings the deeds along.",
    "2.eml": "The bank asks for another guarantee from the parent company.",
    "3.eml": "Who pays the notary in the end has not been settled between us.",
}


def _mail(body: str) -> str:
    head = "From: Ola Brandt <ola@vantry.example>\nTo: Ida <ida@mill.example>\nSubject: The mill\n"
    return f"{head}\n{body}\n\nBest wishes\n\n{FOOTER}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "deals" / "mill"
    folder.mkdir(parents=True)
    for name, body in BODIES.items():
        (folder / name).write_text(_mail(body))
    return folder.parent


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    library = Library.open(tmp_path / "data", embedder=embedder)
    yield library
    library.close()


def _holding(library: Library, text: str = FOOTER) -> list[str]:
    """The documents whose passages hold ``text``."""
    return [
        record.path
        for record in library.documents()
        if any(text in passage.text for passage in library.passages(record.id))
    ]


def _whole(library: Library) -> bool:
    """Whether every passage is a range of its document, and every store agrees."""
    for record in library.documents():
        document = library.document(record.id)
        assert record.removed_count == len(document.removed)
        assert record.character_count == len(document.text)
        for passage in library.passages(record.id):
            assert document.text[passage.start : passage.end] == passage.text
    return library.inconsistencies() == ()


def test_a_footer_is_indexed_once_and_every_removal_says_why(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    assert _holding(library) == ["mill/1.eml"]
    assert _whole(library)
    for record in library.documents()[1:]:
        removed = library.document(record.id).removed
        assert (FOOTER, "repeated in 3 documents of vantry.example, kept in mill/1.eml") in [
            (block.text, block.reason) for block in removed
        ]
    hits = library.search("Which partnership of solicitors lists its partners at its office?")
    assert [h.document.path for h in hits if FOOTER in h.passage.text] == ["mill/1.eml"]


def test_a_legal_footer_is_kept_in_one_of_two_messages(library: Library, tmp_path: Path) -> None:
    footer = "This e-mail is confidential. Orrin Bank plc is registered in Leeds, No. 0441283."
    (tmp_path / "mails").mkdir()
    for name, body in list(BODIES.items())[:2]:
        mail = f"From: Ada <ada@orrin.example>\nSubject: The mill\n\n{body}\n\n{footer}\n"
        (tmp_path / "mails" / name).write_text(mail)
    library.sync(tmp_path / "mails")
    assert _holding(library, footer) == ["1.eml"]
    assert _whole(library)
    (set_aside,) = library.document(library.documents()[1].id).removed
    assert set_aside.text == footer
    assert set_aside.reason == "repeated in 2 documents of orrin.example, kept in 1.eml"


def test_a_second_sync_writes_nothing(library: Library, folder: Path) -> None:
    library.sync(folder)
    before = [(r.id, r.indexed_at, r.passage_count) for r in library.documents()]
    stored = (library.data_dir / "catalogue.sqlite3-wal").read_bytes()
    assert len(library.sync(folder).unchanged) == 3
    assert [(r.id, r.indexed_at, r.passage_count) for r in library.documents()] == before
    assert (library.data_dir / "catalogue.sqlite3-wal").read_bytes() == stored


def test_deleting_the_mail_that_keeps_it_loses_nothing(library: Library, folder: Path) -> None:
    (folder / "mill" / "4.eml").write_text(_mail("We would like to see the land register first."))
    library.sync(folder)
    (folder / "mill" / "1.eml").unlink()
    library.sync(folder)
    assert _holding(library) == ["mill/2.eml"]
    (folder / "mill" / "2.eml").unlink()
    library.sync(folder)
    assert _holding(library) == ["mill/3.eml", "mill/4.eml"]
    assert _whole(library)


def test_removing_and_uploading_documents_keeps_it_in_line(library: Library, folder: Path) -> None:
    library.sync(folder)
    library.remove(library.documents()[0].id)
    assert _holding(library) == ["mill/2.eml", "mill/3.eml"]
    library.add_file("0.eml", _mail("The upload comes first by its name.").encode(), deal="mill")
    assert _holding(library) == ["mill/0.eml"]
    assert _whole(library)


def test_the_override_keeps_everything_of_its_file(library: Library, folder: Path) -> None:
    (folder / "mill" / "4.eml").write_text(_mail("We would like to see the land register first."))
    (folder / "mill" / "3.eml.keep-all").touch()
    library.sync(folder)
    assert _holding(library) == ["mill/1.eml", "mill/3.eml"]


def test_stopped_between_writing_and_settling_the_next_sync_settles(
    folder: Path, embedder: Embedder, tmp_path: Path
) -> None:
    class StopError(Exception):
        pass

    library = Library.open(tmp_path / "data", embedder=embedder)

    def stop(done: int, total: int, path: str) -> None:
        if done == 2:
            raise StopError

    with pytest.raises(StopError):
        library.sync(folder, progress=stop)
    library.close()
    library = Library.open(tmp_path / "data", embedder=embedder)
    assert _holding(library) == ["mill/1.eml", "mill/2.eml"]
    library.sync(folder)
    assert _holding(library) == ["mill/1.eml"]
    assert _whole(library)
    library.close()


def test_vectors_of_a_text_that_was_not_put_in_place_are_mended(
    folder: Path, embedder: Embedder, tmp_path: Path
) -> None:
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    record = library.documents()[0]
    # As after a crash between writing the vectors of another text and the catalogue.
    library._catalogue.mark_unsettled(record.id)
    library._vectors.delete(record.id)
    assert library.inconsistencies() != ()
    library.sync(folder)
    assert library.inconsistencies() == ()
    hits = library.search("When does the seller sign in Oslo?")
    assert hits[0].document.path == "mill/1.eml"
    library.close()
