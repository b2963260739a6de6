"""PDF files, by pypdf: text by page, running headers and footers set aside."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus.documents import Block, Metadata, RemovedBlock, Source
from corpus.errors import UnreadableFileError
from corpus.noise.running import running_lines
from corpus.readers.pdf_paragraphs import paragraphs

MAX_PAGES = 5000
_SCAN = "It seems to be a scan: run OCR on it first (for example with ocrmypdf)."
_DAMAGED = "Export or download it again."


def read(data: bytes, path: str) -> Source:
    """The paragraphs of a PDF with their page numbers; title and author from its properties.

    Raises:
        UnreadableFileError: the file is damaged, needs a password, has too many pages, or
            holds images only.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open(data, path)
    pages: list[tuple[str, ...]] = []
    removed: list[RemovedBlock] = []
    for number, text in enumerate(_texts(reader, path), start=1):
        if text is None:
            removed.append(RemovedBlock("", f"page {number} could not be read", 0, number))
        pages.append(tuple((text or "").splitlines()))
    if not any(line.strip() for page in pages for line in page):
        raise UnreadableFileError(path, "its pages hold no text", _SCAN)
    running = running_lines(pages)
    blocks: list[Block] = []
    for number, lines in enumerate(pages, start=1):
        aside = running[number - 1]
        kept = [line for place, line in enumerate(lines) if place not in aside]
        for place in sorted(aside):
            if lines[place].strip():
                reason = "running header or footer"
                removed.append(RemovedBlock(lines[place].strip(), reason, len(blocks), number))
        for block in paragraphs(kept, number):
            blocks.append(
                Block(block.text, block.kind, len(blocks) + len(removed), block.level, number)
            )
    return Source(tuple(blocks), _metadata(reader), None, tuple(removed))


def _open(data: bytes, path: str) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            problem = "it is protected by a password"
            raise UnreadableFileError(path, problem, "Save a copy without the password.")
        count = len(reader.pages)
    except UnreadableFileError:
        raise
    except DependencyError as error:
        problem = f"its encryption is not supported ({error})"
        raise UnreadableFileError(path, problem, "Save a copy without encryption.") from error
    except (PyPdfError, Exception) as error:
        # A damaged PDF makes pypdf raise nearly any kind of error.
        problem = f"it is not a sound PDF ({type(error).__name__})"
        raise UnreadableFileError(path, problem, _DAMAGED) from error
    if count == 0:
        raise UnreadableFileError(path, "it has no pages", _DAMAGED)
    if count > MAX_PAGES:
        problem = f"it has {count:,} pages, more than the {MAX_PAGES:,} allowed"
        raise UnreadableFileError(path, problem, "Split it into several files.")
    return reader


def _texts(reader: PdfReader, path: str) -> Iterator[str | None]:
    """The text of each page, None for a page that cannot be read."""
    failed = 0
    for page in reader.pages:
        try:
            yield page.extract_text()
        except (PyPdfError, Exception):  # noqa: BLE001 (one bad page must not lose the others)
            failed += 1
            yield None
    if failed == len(reader.pages):
        raise UnreadableFileError(path, "none of its pages can be read", _DAMAGED)


def _metadata(reader: PdfReader) -> Metadata:
    try:
        info = reader.metadata
        title = str(info.title or "").strip() if info else ""
        author = str(info.author or "").strip() if info else ""
    except (PyPdfError, Exception):  # noqa: BLE001 (properties are a courtesy)
        return Metadata()
    made_by_tool = re.search(
        r"\.(?:docx?|pdf|xlsx?|indd)$|^(?:microsoft word|untitled)", title, re.I
    )
    unset = {"", "anonymous", "unspecified", "untitled", "(anonymous)", "(unspecified)"}
    return Metadata(
        title=None if made_by_tool or title.casefold() in unset else title,
        author=None if author.casefold() in unset else author,
    )
