"""What a file is, and what its bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.detect import MediaType, detect
from corpus.encoding import decode
from corpus.errors import UnreadableFileError

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", MediaType.PDF),
        ("a.txt", b"%PDF-1.7\n", MediaType.PDF),
        ("a.txt", b"  <!doctype html><html></html>", MediaType.WEB_PAGE),
        ("a.html", b"just words", MediaType.WEB_PAGE),
        ("a.md", b"# Title", MediaType.MARKDOWN),
        ("a.eml", b"From: a@b.example\n\nHello", MediaType.EMAIL),
        ("a.docx", b"PK\x03\x04 ... word/document.xml", MediaType.WORD),
        ("a.unknown", b"just words", MediaType.TEXT),
    ],
)
def test_content_beats_the_name(path: str, data: bytes, kind: MediaType) -> None:
    assert detect(path, data) is kind


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        ("a.docx", PNG, "image/png"),
        ("a.pdf", b"just words", "does not hold one"),
        ("a.docx", b"PK\x03\x04 some other archive", "archive"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old office", "Office"),
    ],
)
def test_what_is_no_document_is_refused_by_name(path: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as caught:
        detect(path, data)
    assert caught.value.path == path


TEXT = "Le prix est de 40 € – “ferme et définitif”, dit Zoë Müller à Malmö."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encodings_people_send(encoding: str) -> None:
    text = f"{TEXT}\n" * 20
    assert decode(text.encode(encoding), "a.txt") == text


def test_stray_bytes_do_not_lose_the_rest() -> None:
    assert "The rent is due." in decode(b"The rent is due. \xff\xfe\x9d And more.", "a.txt")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not text"):
        decode(b"\x00\x01\x02\x03\xff" * 50, "a.txt")


@given(st.text())
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.txt") == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data, "a.txt"), str)
    except UnreadableFileError as error:
        assert "a.txt" in str(error)


@pytest.mark.parametrize("start", ["BMW to acquire Acme", "MZ Holdings sells", "ID3 Partners buy"])
def test_text_that_begins_like_another_format_is_text(start: str) -> None:
    assert detect("a.txt", f"{start} the mill for EUR 4 million.\n".encode()) is MediaType.TEXT


def test_comments_before_a_page_are_read_once() -> None:
    comments = b"<!-- set by the editor -->\n" * 60
    assert detect("a.txt", comments + b"<div>A page without a head.</div>") is MediaType.TEXT
    assert detect("a.txt", comments + b"<!DOCTYPE html><p>A page.</p>") is MediaType.WEB_PAGE
