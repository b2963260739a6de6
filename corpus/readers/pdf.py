"""PDF files, by pypdf: paragraphs and tables, what belongs to the sheets set aside."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus.documents import Block, Metadata, RemovedBlock, Source
from corpus.errors import UnreadableFileError
from corpus.noise.disclaimers import mark_disclaimers
from corpus.noise.running import legends, running_lines
from corpus.noise.sheet import headers_in_place, is_watermark, without_line_numbers
from corpus.readers.hyphens import mended
from corpus.readers.pdf_lines import Line, read_lines
from corpus.readers.pdf_paragraphs import body_size, over_pages, page_blocks

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
    pages: list[tuple[Line, ...]] = []
    removed: list[_Aside] = []
    for number, lines in enumerate(_pages(reader, path), start=1):
        if lines is None:
            removed.append(_Aside("", f"page {number} could not be read", number))
        pages.append(lines or ())
    if not any(pages):
        raise UnreadableFileError(path, "its pages hold no text", _SCAN)
    size = body_size(pages)
    pages = [_without_stamps(page, size, n, removed) for n, page in enumerate(pages, start=1)]
    pages = _without_running(pages, size, removed)
    blocks = over_pages([page_blocks(page, n, size) for n, page in enumerate(pages, start=1)])
    placed, aside = _in_place(mark_disclaimers(mended(blocks)), removed)
    return Source(placed, _metadata(reader), None, aside)


@dataclass(frozen=True, slots=True)
class _Aside:
    """What was taken from a page, why, and whether it stood below the page's text."""

    text: str
    reason: str
    page: int
    below: bool = False


def _without_stamps(
    page: Sequence[Line], size: float, number: int, removed: list[_Aside]
) -> tuple[Line, ...]:
    stamps = [line for line in page if is_watermark(line, size)]
    removed += [_Aside(line.text, "watermark", number) for line in stamps]
    upright = [line for line in page if not is_watermark(line, size)]
    kept, numbers = without_line_numbers(upright)
    if numbers:
        removed.append(_Aside(" ".join(n.text for n in numbers), "line numbers", number))
    return kept


def _without_running(
    pages: Sequence[tuple[Line, ...]], size: float, removed: list[_Aside]
) -> list[tuple[Line, ...]]:
    repeated = legends(pages)
    placed = headers_in_place(pages, size)
    edges = [same | small for same, small in zip(running_lines(pages, size), placed, strict=True)]
    kept = []
    for number, page in enumerate(pages, start=1):
        running = edges[number - 1]
        legend = repeated[number - 1] - running
        if len(running | legend) == len(page):
            legend = frozenset()
        heights = [line.y for line in page]
        middle = (max(heights) + min(heights)) / 2 if heights else 0.0
        for indexes, reason in ((running, "running header or footer"), (legend, "repeated legend")):
            removed += [
                _Aside(page[i].text, reason, number, page[i].y < middle) for i in sorted(indexes)
            ]
        kept.append(tuple(x for i, x in enumerate(page) if i not in running | legend))
    return kept


def _in_place(
    blocks: Sequence[Block], removed: Sequence[_Aside]
) -> tuple[tuple[Block, ...], tuple[RemovedBlock, ...]]:
    """Positions for both: what was removed stands before or after its page's blocks."""
    waiting = sorted(removed, key=lambda aside: (aside.page, aside.below))
    placed: list[Block] = []
    aside: list[RemovedBlock] = []
    for block in blocks:
        page = block.page or 0
        while waiting and (waiting[0].page, waiting[0].below) <= (page, False):
            one = waiting.pop(0)
            aside.append(RemovedBlock(one.text, one.reason, len(placed) + len(aside), one.page))
        placed.append(replace(block, position=len(placed) + len(aside)))
    for one in waiting:
        aside.append(RemovedBlock(one.text, one.reason, len(placed) + len(aside), one.page))
    return tuple(placed), tuple(aside)


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


def _pages(reader: PdfReader, path: str) -> Iterator[tuple[Line, ...] | None]:
    """The lines of each page, None for a page that cannot be read."""
    failed = 0
    for page in reader.pages:
        try:
            yield read_lines(page)
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
