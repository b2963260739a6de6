"""What a file is, by its content first and its name second."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

import filetype

from corpus.errors import UnreadableFileError


class MediaType(StrEnum):
    """The kinds of file that can become a document."""

    PDF = "pdf"
    WEB_PAGE = "web page"
    TEXT = "text"
    MARKDOWN = "markdown"
    WORD = "word"
    EMAIL = "e-mail"


BY_SUFFIX = {
    ".pdf": MediaType.PDF,
    ".html": MediaType.WEB_PAGE,
    ".htm": MediaType.WEB_PAGE,
    ".xhtml": MediaType.WEB_PAGE,
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".docx": MediaType.WORD,
    ".eml": MediaType.EMAIL,
}
SUPPORTED_SUFFIXES = frozenset(BY_SUFFIX)
_REMEDY = "Give a PDF, HTML, text, Markdown, Word (.docx) or e-mail (.eml) file."
_HTML_START = re.compile(
    # Possessive, so that a page of comments is read once.
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+(?:<\?xml[^>]*+>\s*+)?<(?:!doctype html|html|head)\b",
    re.I | re.S,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Formats whose files are written in plain characters.
_WRITTEN = frozenset({"application/rtf", "application/postscript"})


def detect(path: str, data: bytes) -> MediaType:
    """The media type of a file with this name and these bytes.

    Raises:
        UnreadableFileError: the content is of a kind that holds no readable text, or it
            does not fit its name.
    """
    start = data[:4096]
    named = BY_SUFFIX.get(PurePosixPath(path).suffix.lower())
    if b"%PDF-" in data[:1024]:
        return MediaType.PDF
    if start.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return MediaType.WORD
        raise UnreadableFileError(path, "it is an archive, not a document", _REMEDY)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        problem = "it is an old or password-protected Office file"
        raise UnreadableFileError(path, problem, "Save it as .docx without a password, or as PDF.")
    kind = filetype.guess(start)
    # "BMW to acquire ..." begins like a bitmap.
    if kind is not None and (kind.mime in _WRITTEN or _CONTROL.search(start)):
        raise UnreadableFileError(path, f"it is a {kind.mime} file, not a document", _REMEDY)
    if named in {MediaType.PDF, MediaType.WORD}:
        problem = f"it is named {PurePosixPath(path).suffix} but does not hold one"
        raise UnreadableFileError(path, problem, "Export it again from where it came from.")
    if named is MediaType.EMAIL:
        return named
    if _HTML_START.match(start):
        return MediaType.WEB_PAGE
    return named or MediaType.TEXT
