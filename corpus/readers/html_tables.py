"""Tells the tables of a page that hold data from those that only lay it out, and reads their rows.

A filing prints "$", the number and its ")" in cells of their own, with empty columns between.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.documents import BlockKind

CELLS = frozenset(("td", "th"))
GROUPS = frozenset(("thead", "tbody", "tfoot"))
LAYS_OUT = frozenset(
    "table ul ol dl blockquote h1 h2 h3 h4 h5 h6 section article nav form".split()
)  # what a cell of data never holds
PARAGRAPHS = frozenset(("p", "div"))
LONGEST_CELL = 600  # characters of a cell made of paragraphs; more is a column of a page
LONGEST_ALONE = 120  # the same in a table of one row, which mostly lays a page out
LABEL_WORDS = 12  # of a row that only names the rows below it: "Current assets:"
MOST_COLUMNS = 100  # that one cell may claim to span
MOSTLY_LINKS = 0.5

_BULLET = re.compile(r"[•·▪*◦■●○–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_CURRENCY = re.compile(r"[(\[–—-]?\s*(?:[A-Z]{1,3})?[$€£¥₹]\s*\(?")
_NUMBER = re.compile(r"[(\[+–—-]?\s*(?:[\d.,]*\d|[–—-]|nil\b)", re.IGNORECASE)
_CLOSES = re.compile(r"[)\]]?\s*(?:%|x|bps?)?\s*[)\]]?\s*%?")
_OPENS_CLOSED = re.compile(r"[\d)%–—-]$")
_YEAR = re.compile(r"(?:.*[^\d.,])?(?:19|20)\d\d")
_DASHES = frozenset("–—-")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a row: its cells [first, last] and the columns [start, end) that it covers."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """How a row is read: its values, and how many columns without one stand before each."""

    values: tuple[Value, ...]
    gaps: tuple[int, ...]
    count: int  # of its cells
    kind: BlockKind = BlockKind.TABLE_ROW

    def text(self, cells: Sequence[str]) -> str:
        """The row as "label | value | value"; ``cells`` are the texts of its cells."""
        if len(cells) != self.count:  # nothing is lost of markup too odd to be told apart
            return " | ".join(cell.strip() for cell in cells if cell.strip())
        parts: list[str] = []
        for value, gap in zip(self.values, self.gaps, strict=True):
            part = _run_together(cells[value.first : value.last + 1])
            if part:  # a script is the text of a cell, but none that is seen
                parts += [""] * gap if parts else []
                parts.append(part)
        between = " " if self.kind is BlockKind.LIST_ITEM else " | "
        return re.sub(r" {2,}", " ", between.join(parts)).strip()


def data_rows(table: HtmlElement) -> dict[HtmlElement, Row]:
    """The rows of ``table`` that hold data; none of a table that only lays out its page.

    The title over all columns, and a note below them, is no row.
    """
    rows = [row for row in _rows(table) if next(row.iter("table"), None) is None]
    texts = {row: [_text(cell) for cell in _cells(row)] for row in rows}
    values = {row: _values(row, texts[row]) for row in rows}
    items = {row for row in rows if _is_item(row, texts[row], values[row])}
    several = [row for row in rows if len(values[row]) > 1 and row not in items]
    filled = {row for row in several if _holds_data(row, texts[row], alone=len(several) == 1)}
    places = [number for number, row in enumerate(rows) if row in filled]
    chosen = [
        row
        for number, row in enumerate(rows)
        if row in filled or (places and places[0] < number < places[-1] and _is_label(texts[row]))
    ]
    columns = _columns({(v.start, v.end) for row in chosen for v in values[row]})
    counts = {row: len(texts[row]) for row in rows}
    read = {
        row: Row(tuple(values[row]), _gaps(values[row], columns), counts[row]) for row in chosen
    }
    return read | {
        row: Row(tuple(values[row]), (0, 0), counts[row], BlockKind.LIST_ITEM) for row in items
    }


class Tables:
    """The rows of a page that hold data; each table is looked at once."""

    def __init__(self) -> None:
        self._rows: dict[HtmlElement, Row] = {}
        self._seen: set[HtmlElement] = set()

    def row(self, element: HtmlElement) -> Row | None:
        """How the <tr> ``element`` is read; None where it is no row of data."""
        table = element.getparent()
        if table is not None and table.tag in GROUPS:
            table = table.getparent()
        if table is not None and table not in self._seen:
            self._seen.add(table)
            self._rows |= data_rows(table)
        return self._rows.get(element)


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in GROUPS:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: HtmlElement) -> list[HtmlElement]:
    """The cells of a row without a table in it, those inside a form that begins there, too."""
    return list(row.iter(*CELLS))


def _text(cell: HtmlElement) -> str:
    return " ".join(str(cell.text_content()).split())


def _span(cell: HtmlElement) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.get("colspan", ""))
    return min(MOST_COLUMNS, max(1, int(digits[1]))) if digits else 1


def _values(row: HtmlElement, texts: Sequence[str]) -> list[Value]:
    """The values of ``row``: a number with its sign and its bracket is one."""
    found: list[Value] = []
    column, sign_before = 0, False
    for number, (cell, text) in enumerate(zip(_cells(row), texts, strict=True)):
        start, column = column, column + _span(cell)
        if not text:
            continue
        before, alone = found[-1] if found else None, len(found) == 1
        if before and (
            _closes(text, texts[before.last], is_label=alone)
            or (sign_before and _NUMBER.match(text) and not (alone and _YEAR.fullmatch(text)))
        ):
            found[-1] = Value(before.first, number, before.start, column)
        else:
            found.append(Value(number, number, start, column))
        sign_before = _CURRENCY.fullmatch(text) is not None
    return found


def _closes(text: str, before: str, *, is_label: bool) -> bool:
    """Whether ``text`` is the bracket or the unit of the number in the cell ``before`` it.

    "2024" and "%" head columns of their own, and an "x" after "Phase 1" is a mark.
    """
    if not (_CLOSES.fullmatch(text) and _OPENS_CLOSED.search(before)):
        return False
    is_named = is_label and any(map(str.isalpha, before))
    return text[0] in ")]" or not (is_named or _YEAR.fullmatch(before))


def _holds_data(row: HtmlElement, texts: Sequence[str], *, alone: bool) -> bool:
    """Whether the cells of ``row`` hold values, rather than parts of a page side by side."""
    tags = {inner.tag for cell in _cells(row) for inner in cell.iter()}
    if tags & LAYS_OUT:
        return False
    if not tags & PARAGRAPHS:
        return True
    characters = sum(map(len, texts))
    linked = sum(len(_text(link)) for link in row.iter("a"))
    longest = LONGEST_ALONE if alone else LONGEST_CELL
    short = max(map(len, texts)) <= longest and linked <= MOSTLY_LINKS * characters
    return short and (not alone or any(map(str.isdigit, "".join(texts))))


def _is_item(row: HtmlElement, texts: Sequence[str], values: Sequence[Value]) -> bool:
    """Whether ``row`` is an item of a list, its bullet or number in a cell of its own."""
    if len(values) != 2 or not _BULLET.fullmatch(texts[values[0].first]):
        return False
    if texts[values[0].first] in _DASHES and _is_number(texts[values[1].first]):
        return False  # no value in one year and one in the next
    tags = [inner.tag for cell in _cells(row)[values[1].first :] for inner in cell.iter()]
    return not LAYS_OUT.intersection(tags) and tags.count("p") <= 1


def _is_number(text: str) -> bool:
    is_one = len(text.split()) == 1 and _NUMBER.match(text) is not None
    return is_one or _CURRENCY.fullmatch(text) is not None


def _is_label(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return len(filled) == 1 and len(filled[0].split()) <= LABEL_WORDS and filled[0][-1] not in ".!?"


def _columns(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The columns [start, end) of a table that hold values, from the ``spans`` of these.

    What spans several of them, as a heading over two years does, makes none of its own.
    """
    columns: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        first, last = _covered(columns, start, end)
        if first == last:
            insort(columns, (start, end))
        elif last - first == 1:
            column = columns[first]
            columns[first] = (min(start, column[0]), max(end, column[1]))
    return columns


def _covered(columns: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The range of ``columns`` that [start, end) overlaps."""
    first = bisect_right(columns, start, key=lambda column: column[1])
    return first, max(first, bisect_left(columns, end, key=lambda column: column[0]))


def _gaps(values: Sequence[Value], columns: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """How many of ``columns`` stand empty before each of the ``values`` of a row."""
    gaps: list[int] = []
    reached = 0
    for value in values:
        first, last = _covered(columns, value.start, value.end)
        gaps.append(max(0, first - reached))
        reached = max(reached, last)
    return tuple(gaps)


def _run_together(cells: Sequence[str]) -> str:
    """The cells of one value, without the space that set the sign apart from the number."""
    return "".join(cell.strip() for cell in cells)
