"""The lines of a PDF page with their place, size and weight, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject

from corpus.readers.pdf_widths import text_width

# Of the font size: how far baselines of one line differ, and how wide a letter is.
SAME_LINE = 0.35
LETTER = 0.5
# A gap this many letters wide stands between two cells.
CELL_GAP = 2.2
# A line at an edge of the page that is this far, of its size, from the next stands clear of it.
MARGIN = 2.2
MARGIN_WORDS = 14
_SIGN = re.compile(r"[(–—-]?(?:[A-Z]{1,3})?[$€£¥₹]\(?")
_AMOUNT = re.compile(r"[(–—-]?\d|[–—-]$")
_CLOSING = re.compile(r"\)?%?\)?")
_YEAR = re.compile(r"(?:.*[^\d.,])?(?:19|20)\d\d")
_UNCLOSED = re.compile(r"(?:^|\s)[(–—-]?[A-Z]{0,3}[$€£¥₹]?\(?[\d.,]*\d%?$")
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "\xa0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u200b": None,
        "\xad": None, "\ufeff": None,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of words that begins at ``x`` and ends about at ``end``, in points."""

    text: str
    x: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its cells from left to right, baseline, size and weight.

    ``y`` grows upwards, in points. ``rotated`` marks text that does not run from left to
    right, as watermarks do.
    """

    cells: tuple[Cell, ...]
    y: float
    size: float
    bold: bool = False
    rotated: bool = False

    @property
    def text(self) -> str:
        """Its words; one space between cells."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def x(self) -> float:
        """Where it begins, in points."""
        return self.cells[0].x

    @property
    def end(self) -> float:
        """About where it ends, in points."""
        return self.cells[-1].end


def read_lines(page: PageObject) -> tuple[Line, ...]:
    """The lines of ``page``, columns one after the other.

    Whatever pypdf raises for a page it cannot read is passed on.
    """
    runs: list[Line] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        runs.extend(_runs(text, cm, tm, font, size))

    page.extract_text(visitor_text=visit)
    rotated = [run for run in runs if run.rotated]
    upright = _without_shadows(run for run in runs if not run.rotated)
    return (*_in_reading_order(upright), *rotated)


def _runs(
    text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float
) -> Iterable[Line]:
    """One run for each line of ``text``, at the place the matrices say."""
    across = tm[0] * cm[0] + tm[1] * cm[2]
    slant = tm[0] * cm[1] + tm[1] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size * (tm[3] * cm[3] + tm[2] * cm[1])) or abs(size * slant) or abs(size) or 1.0
    name = str((font or {}).get("/BaseFont", "")).casefold()
    bold = any(word in name for word in ("bold", "black", "heavy", "semibold"))
    for number, part in enumerate(text.split("\n")):
        words = " ".join(part.translate(_LIGATURES).split())
        if not words:
            continue
        end = x + text_width(words, height, name)
        yield Line(
            (Cell(words, x, end),),
            y - number * height * 1.2,
            height,
            bold,
            abs(slant) > 0.05 * abs(across or 1e-9) and abs(slant) > 0.01,
        )


def _without_shadows(runs: Iterable[Line]) -> list[Line]:
    """Runs printed twice, a little apart, to look bold, are kept once."""
    kept: list[Line] = []
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        across, up = round(run.x / 2), round(run.y / 2)
        near = {(run.text, across + i, up + j) for i in (0, 1) for j in (0, 1)}
        if len(run.text) > 3 and near & seen:
            continue
        seen |= near
        kept.append(run)
    return kept


def _in_reading_order(runs: Sequence[Line]) -> list[Line]:
    split = _column_start(runs)
    if split is None:
        return _lines(runs)
    above, columns, below = _without_margins(runs)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for run in sorted(columns, key=lambda r: -r.y):
        if run.x < split - 4 and run.end > split + 40:
            ordered += [*_lines(left), *_lines(right), run]
            left, right = [], []
        else:
            (right if run.x >= split - 4 else left).append(run)
    return _lines_merged([*above, *ordered, *_lines(left), *_lines(right), *below])


def _without_margins(runs: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """The top and bottom line where they are short and stand clear, and what is between them.

    A header or footer over two columns belongs to neither, though a column's edge may be near.
    """
    heights = sorted({round(run.y) for run in runs}, reverse=True)
    if len(heights) < 4:
        return [], list(runs), []
    margins: list[list[Line]] = []
    for edge, inner in ((heights[0], heights[1]), (heights[-1], heights[-2])):
        line = [run for run in runs if round(run.y) == edge]
        clear = abs(edge - inner) > MARGIN * max(run.size for run in line)
        short = sum(len(run.text.split()) for run in line) <= MARGIN_WORDS
        margins.append(line if clear and short else [])
    above, below = margins
    return _lines(above), [run for run in runs if run not in above + below], _lines(below)


def _lines_merged(lines: list[Line]) -> list[Line]:
    """Runs that span the page, put together where they share a line."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last and abs(last.y - line.y) <= SAME_LINE * last.size and line.x > last.end:
            merged[-1] = replace(last, cells=_joined((*last.cells, *line.cells), last.size))
        else:
            merged.append(line)
    return merged


def _column_start(runs: Sequence[Line]) -> float | None:
    """Where the second of two columns of prose begins; None where there are not two."""
    prose = [run for run in runs if len(run.text) > 18]
    if len(prose) < 10:
        return None
    left, right = min(r.x for r in prose), max(r.end for r in prose)
    middle = [r for r in prose if left + 0.35 * (right - left) < r.x < left + 0.7 * (right - left)]
    starts = Counter(round(r.x / 3) for r in middle)
    if not starts:
        return None
    start, count = starts.most_common(1)[0]
    x = min(r.x for r in middle if round(r.x / 3) == start)
    first = [r for r in prose if r.x < x - 40]
    inside = [r for r in first if _width(r) + r.x <= x + 4]
    if count < 5 or len(inside) < 5 or len(inside) < 0.6 * len(first):
        return None
    return x


def _width(run: Line) -> float:
    # Narrower than estimated elsewhere: prose in a column must not seem to reach the next.
    return len(run.text) * run.size * 0.42


def _lines(runs: Sequence[Line]) -> list[Line]:
    """Runs of one baseline put together, from the top down."""
    lines: list[list[Line]] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x)):
        if lines and abs(lines[-1][0].y - run.y) <= SAME_LINE * max(lines[-1][0].size, run.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(group, key=lambda r: r.x)) for group in lines]


def _line(runs: Sequence[Line]) -> Line:
    first = max(runs, key=lambda r: len(r.text))
    cells = _joined(_with_signs([cell for run in runs for cell in run.cells]), first.size)
    return Line(cells, runs[0].y, first.size, all(run.bold for run in runs))


def _with_signs(cells: Sequence[Cell]) -> list[Cell]:
    """``cells`` with a currency sign or bracket that has a column of its own at its number.

    "2024" and "%" head columns of their own, and so do "US$" and "2024" at the start of a line.
    """
    signed: list[Cell] = []
    for cell in cells:
        last = signed[-1] if signed else None
        is_year = _YEAR.fullmatch(cell.text) is not None and len(signed) == 1
        if last and _SIGN.fullmatch(last.text) and _AMOUNT.match(cell.text) and not is_year:
            signed[-1] = replace(cell, text=f"{last.text}{cell.text}")
        elif last and _closes(cell.text, last.text):
            signed[-1] = replace(last, text=f"{last.text}{cell.text}", end=cell.end)
        else:
            signed.append(cell)
    return signed


def _closes(text: str, before: str) -> bool:
    if not (_CLOSING.fullmatch(text) and _UNCLOSED.search(before)):
        return False
    return text.startswith(")") or _YEAR.fullmatch(before) is None


def _joined(cells: Sequence[Cell], size: float) -> tuple[Cell, ...]:
    """Neighbours without a wide gap as one cell."""
    joined = [cells[0]]
    for cell in cells[1:]:
        last = joined[-1]
        if cell.x - last.end < CELL_GAP * size * LETTER:
            tight = cell.x - last.end < -0.12 * len(last.text) * size * LETTER
            space = (
                "" if tight and re.match(r"[a-z,.;:)]", cell.text) and len(cell.text) < 3 else " "
            )
            joined[-1] = Cell(f"{last.text}{space}{cell.text}", last.x, max(last.end, cell.end))
        else:
            joined.append(cell)
    return tuple(joined)
