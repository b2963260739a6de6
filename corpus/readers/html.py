"""Reads a web page: its character set, its blocks and what it says about itself."""

from __future__ import annotations

from corpus.documents import Metadata, Source
from corpus.errors import UnreadableFileError
from corpus.readers.html_blocks import blocks_of, parse
from corpus.readers.html_charset import decode_page
from corpus.readers.html_metadata import page_metadata


def read(data: bytes, path: str) -> Source:
    """Read the web page in ``data``; every visible block is there, none is judged yet.

    ``path`` names the file in errors. Raises UnreadableFileError where the file is empty or
    holds no text at all.
    """
    markup = decode_page(data)
    if not markup.strip():
        raise UnreadableFileError(path, "the file is empty", "Save the page again.")
    root = parse(markup)
    blocks = () if root is None else blocks_of(markup)
    if root is None or not blocks:
        raise UnreadableFileError(
            path,
            "the page holds no readable text",
            "Save the page again after it has loaded completely, or save it as text.",
        )
    return Source(
        blocks=tuple(entry.block for entry in blocks),
        metadata=page_metadata(root) or Metadata(),
        markup=markup,
    )
