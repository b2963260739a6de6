"""What comes back page after page: running headers and footers, page numbers, legends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_lines import Cell, Line

EDGE_BANDS = 4
SHORT = 12  # words up to which a line may be a header though it stands close to the text
CLEAR = 1.3  # of the usual distance between baselines: what stands clear of the text
WIDEST_SPACING = 2.2  # of the font size: distance between baselines of text set widely
SAME_HEIGHT = 4.0  # points
SMALL = 0.95  # of the size of the body: small print
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—|]\s*)?(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*(?:[-–—|]\s*)?",
    re.I,
)
_FIGURE = re.compile(r"(?:FY\s?)?[(\[]?[-–]?[$€£]?\d[\d.,]*%?[)\]]?", re.I)


@dataclass(frozen=True, slots=True)
class _Band:
    """The lines of a page that share a baseline: ``indexes`` among its lines, left to right."""

    indexes: tuple[int, ...]
    cells: tuple[Cell, ...]
    y: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def is_table_row(self) -> bool:
        """Whether it has several figures under each other's columns, as rows and headers do."""
        return sum(_FIGURE.fullmatch(cell.text) is not None for cell in self.cells) > 1


def running_lines(pages: Sequence[Sequence[Line]], size: float) -> tuple[frozenset[int], ...]:
    """Per page, the indexes of lines that are running headers, footers or page numbers.

    A line counts when it stands near the edge of its page and, figures aside, near the edge
    of at least half of the pages (and at least two; three for a sentence, which a text may well
    say twice), or when it holds a number that counts the pages. Of a header that stands clear
    of the text, nothing beyond the gap counts. A page's only line is never taken. ``size`` is
    that of the body, in points.
    """
    banded = [_bands(page) for page in pages]
    shapes = [{i: _shape(bands[i].text) for i in _edges(bands)} for bands in banded]
    counts = Counter(shape for page in shapes for shape in set(page.values()) if shape)
    needed = max(2, len(pages) // 2)
    counted = _counting(banded, size)
    found = []
    for bands, page_shapes, counting in zip(banded, shapes, counted, strict=True):
        repeated = {
            i
            for i, shape in page_shapes.items()
            if not bands[i].is_table_row
            and counts[shape] >= (max(3, needed) if _is_sentence(shape) else needed)
        }
        numbers = counting | {
            i for i in page_shapes if len(pages) > 1 and _PAGE_NUMBER.fullmatch(bands[i].text)
        }
        aside = _at_edges(bands, repeated | numbers)
        chosen = aside if len(aside) < len(bands) else numbers
        found.append(frozenset(index for i in chosen for index in bands[i].indexes))
    return tuple(found)


def legends(pages: Sequence[Sequence[Line]]) -> tuple[frozenset[int], ...]:
    """Per page, the indexes of lines that stand word for word on most pages, anywhere.

    Needs three pages; a heading may well come back on two.
    """
    counts = Counter(said for page in pages for said in {_said(line) for line in page})
    needed = max(3, round(0.6 * len(pages)))
    return tuple(
        frozenset(
            i
            for i, line in enumerate(page)
            if _may_be_legend(line) and counts[_said(line)] >= needed
        )
        for page in pages
    )


def _may_be_legend(line: Line) -> bool:
    """Whether it is no table row, whose like any report has, and no paragraph's last words."""
    return len(line.cells) == 1 and len(line.text.split()) > 1 and not line.text[0].islower()


def _bands(page: Sequence[Line]) -> list[_Band]:
    """The lines of a page by height, from the top down, whatever column they stand in."""
    groups: list[list[int]] = []
    for index in sorted(range(len(page)), key=lambda i: -page[i].y):
        if groups and abs(page[groups[-1][0]].y - page[index].y) < SAME_HEIGHT / 2:
            groups[-1].append(index)
        else:
            groups.append([index])
    bands = []
    for group in groups:
        lines = [page[i] for i in sorted(group, key=lambda i: page[i].x)]
        bands.append(
            _Band(
                tuple(sorted(group)),
                tuple(cell for line in lines for cell in line.cells),
                lines[0].y,
                max(line.size for line in lines),
                any(line.bold for line in lines),
            )
        )
    return bands


def _edges(bands: Sequence[_Band]) -> set[int]:
    places = range(len(bands))
    return {*places[:EDGE_BANDS], *places[-EDGE_BANDS:]}


def _at_edges(bands: Sequence[_Band], aside: set[int]) -> set[int]:
    """Those of ``aside`` that lie between an edge of the page and its text."""
    downwards = list(range(len(bands)))
    kept: set[int] = set()
    for inwards in (downwards, downwards[::-1]):
        taken: list[int] = []
        for place in inwards[:EDGE_BANDS]:
            if place in aside:
                taken.append(place)
            elif len(bands[place].text.split()) > SHORT:
                break
        kept |= _clear_of_text(bands, inwards, taken)
    return kept


def _clear_of_text(
    bands: Sequence[_Band], inwards: Sequence[int], taken: Sequence[int]
) -> set[int]:
    """``taken`` as far inwards as the last that a gap parts from what follows.

    Where none is, its labels.
    """
    gaps = [abs(bands[a].y - bands[b].y) for a, b in pairwise(inwards)]
    if gaps and taken:
        usual = min(median(gaps), WIDEST_SPACING * bands[taken[-1]].size)
        for end in range(len(taken), 0, -1):
            depth = inwards.index(taken[end - 1])
            if depth < len(gaps) and gaps[depth] > CLEAR * usual:
                return set(taken[:end])
    return {place for place in taken if _is_label(bands[place].text)}


def _is_label(text: str) -> bool:
    """Whether a line is a short label, rather than a sentence or the last words of one."""
    sentence = text[0].islower() or _is_sentence(text)
    return len(text.split()) <= SHORT and not sentence


def _counting(pages: Sequence[Sequence[_Band]], size: float) -> list[set[int]]:
    """Per page, its outermost band where that holds a number that counts the pages.

    The words beside the number may change from page to page: the chapter, left and right.
    """
    held: list[tuple[int, int, int, float]] = []  # page, band, number less page, height
    for number, bands in enumerate(pages):
        for place in {0, len(bands) - 1} if len(bands) > 1 else ():
            counts = _page_counts(bands[place], size)
            held += [(number, place, count - number, bands[place].y) for count in counts]
    needed = max(2, (len(pages) + 1) // 2)
    found: list[set[int]] = [set() for _ in pages]
    for number, place, offset, y in held:
        alike = {n for n, _, o, other in held if o == offset and abs(y - other) < SAME_HEIGHT}
        if len(alike) >= needed:
            found[number].add(place)
    return found


def _page_counts(band: _Band, size: float) -> list[int]:
    """The numbers in ``band`` that may be the page's.

    "2 Methods" may as well be a heading: a number in front stands in a cell of its own or in
    small print.
    """
    words = band.text.split()
    if len(words) > SHORT or band.is_table_row:
        return []
    ends = {words[-1], band.cells[0].text}
    if band.size < SMALL * size and not band.bold:
        ends.add(words[0])
    return [int(word) for word in ends if re.fullmatch(r"\d{1,4}", word)]


def _is_sentence(line: str) -> bool:
    return line.endswith((".", ";", ":", ",")) and len(line.split()) >= 5


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.casefold().split()))


def _said(line: Line) -> str:
    return " ".join(line.text.casefold().split())
