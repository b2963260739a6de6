"""Tables of a PDF page: runs of lines whose cells stand under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.hyphens import joined
from corpus.readers.pdf_lines import Cell, Line
from corpus.tables import table_rows

MAX_CELL_WORDS = 12
MAX_LABEL_WORDS = 6
LEADING = 1.4  # of the size of the letters: how far the lines of one cell stand apart
RUNNING_WORDS = 4  # of a cell from which it is a text that may go on
ROW_GAP = 1.2  # of the distance of lines inside a cell: that of rows is larger
_OPEN_LABEL = re.compile(r"(?:[,/&–-]|\b(?:and|or|of|the|for|to|in|on|by|with|per|from))$", re.I)
_NUMBERED = re.compile(r"[-–•·▪*]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]?")


def table_end(lines: Sequence[Line], start: int) -> int:
    """The index after the table that begins at ``start``; ``start`` where none does.

    A table is at least two lines of two or more short cells with a column in common; lines
    of one cell inside it belong to it as labels or as the rest of a cell above.
    """
    if not _is_row(lines[start]):
        return start
    end, rows = start + 1, 1
    for number in range(start + 1, len(lines)):
        line, before = lines[number], lines[number - 1]
        if before.y - line.y > 3.2 * before.size or before.y < line.y:
            break
        if _is_row(line) and _share_a_column(lines[start:number], line):
            end, rows = number + 1, rows + 1
        elif len(line.cells) > 1 or len(line.text.split()) > MAX_CELL_WORDS:
            break
    return _end_of_row(lines, end) if rows >= 2 else start


def _end_of_row(lines: Sequence[Line], end: int) -> int:
    """The index after the lines on which a cell of the row that ends at ``end`` goes on."""
    row = lines[end - 1]
    for number in range(end, len(lines)):
        line, before = lines[number], lines[number - 1]
        near = 0 < before.y - line.y <= LEADING * line.size and abs(line.size - row.size) < 0.5
        under = any(_same_start(line.cells[0], cell) for cell in row.cells[1:])
        if len(line.cells) > 1 or not near or not under:
            return number
    return len(lines)


def terms_end(lines: Sequence[Line], start: int) -> int:
    """The index after a list of terms that begins at ``start``; ``start`` where none does.

    Such a list has a short label on the left of each row and a text on the right, which may run
    over several lines; at least one does, else it is a table like any other.
    """
    if not _is_term(lines[start]):
        return start
    first = lines[start]
    rows, wrapped, end = 1, False, start + 1
    for number in range(start + 1, len(lines)):
        line, before = lines[number], lines[number - 1]
        near = 0 <= before.y - line.y <= 3.2 * before.size
        if near and _is_term(line) and all(map(_same_start, line.cells, first.cells)):
            rows += 1
        elif near and len(line.cells) == 1 and _same_start(line.cells[0], first.cells[1]):
            wrapped = True
        elif not (near and _is_rest_of_label(line, before, first)):
            break
        end = number + 1
    wrapped = wrapped or any(_continued(lines[start:end]))
    return end if rows >= 2 and wrapped else start


def terms_of(lines: Sequence[Line]) -> list[str]:
    """The rows of a list of terms, each as its label and its whole text."""
    rows: list[list[str]] = []
    for line, goes_on in zip(lines, _continued(lines), strict=True):
        if not goes_on:
            rows.append([cell.text for cell in line.cells])
            continue
        for cell in line.cells:
            column = 0 if _same_start(cell, lines[0].cells[0]) else 1
            rows[-1][column] = joined(rows[-1][column], cell.text)
    return table_rows(rows)


def _continued(lines: Sequence[Line]) -> list[bool]:
    """For each line of a list of terms, whether it goes on with the term above.

    A line that has both a label and a text does where terms stand farther apart than lines, the
    text above is one that may be divided, and the label reads on.
    """
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    near = ROW_GAP * min(gaps, default=0.0)
    apart = any(gap > near for gap in gaps)
    result = [False]
    for gap, (above, line) in zip(gaps, pairwise(lines), strict=True):
        runs_on = apart and gap <= near and len(above.cells[-1].text.split()) >= RUNNING_WORDS
        label = line.cells[0].text
        is_open = len(above.cells) == 2 and _OPEN_LABEL.search(above.cells[0].text) is not None
        reads_on = label[0].islower() or is_open
        result.append(len(line.cells) == 1 or (runs_on and reads_on))
    return result


def _is_rest_of_label(line: Line, before: Line, first: Line) -> bool:
    """Whether ``line`` goes on with a label that is longer than its text."""
    label, text = first.cells
    tight = before.y - line.y <= LEADING * line.size and line.text[0].islower()
    return (
        tight and len(line.cells) == 1 and _same_start(line.cells[0], label) and (line.end < text.x)
    )


def _is_term(line: Line) -> bool:
    return (
        len(line.cells) == 2
        and len(line.cells[0].text.split()) <= MAX_LABEL_WORDS
        and not _NUMBERED.fullmatch(line.cells[0].text)
    )


def _same_start(cell: Cell, other: Cell) -> bool:
    return abs(cell.x - other.x) < 3


def rows_of(lines: Sequence[Line]) -> list[str]:
    """The lines of a table as rows that can be read alone, headers named in each."""
    grid: list[list[str]] = []
    header = lines[0]
    centres = [_centre(cell) for cell in header.cells]
    # A header that has no word over the labels: "2025  2024" over "Revenue  268  251".
    widest = max(lines, key=lambda line: len(line.cells))
    if len(widest.cells) == len(header.cells) + 1:
        centres = [_centre(cell) for cell in widest.cells]
    for group in _wrapped(lines, centres) or [[line] for line in lines]:
        row = [""] * len(centres)
        for line in group:
            for column, text in _placed(line, centres):
                row[column] = joined(row[column], text) if row[column] else text
        # Lines without a label go on with the cells above: a header on several lines, or
        # the rest of a cell.
        if grid and row[0] == "" and (len(grid) == 1 or sum(map(bool, row)) == 1):
            grid[-1] = [" ".join(f"{a} {b}".split()) for a, b in zip(grid[-1], row, strict=True)]
        else:
            grid.append(row)
    return table_rows(grid)


def _placed(line: Line, centres: Sequence[float]) -> list[tuple[int, str]]:
    """The cells of ``line``, each with its column."""
    if len(line.cells) == len(centres):
        return [(column, cell.text) for column, cell in enumerate(line.cells)]
    return [
        (min(range(len(centres)), key=lambda c: _distance(cell, c, centres)), cell.text)
        for cell in line.cells
    ]


def _wrapped(lines: Sequence[Line], centres: Sequence[float]) -> list[list[Line]]:
    """The lines of each row, where rows stand farther apart than the lines inside a cell do.

    Empty where the distances tell nothing: of lines that are one row only one has all of the
    cells, and only one a figure in a column.
    """
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    tight = min(gaps, default=0.0)
    groups = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap > ROW_GAP * tight:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups if len(groups) > 1 and all(_is_one_row(g, centres) for g in groups) else []


def _is_one_row(group: Sequence[Line], centres: Sequence[float]) -> bool:
    whole = sum(len(line.cells) >= len(centres) for line in group)
    figures = [
        column
        for line in group
        for column, text in _placed(line, centres)
        if column and any(map(str.isdigit, text))
    ]
    return whole <= 1 and len(figures) == len(set(figures)) and not _is_headed(group, centres)


def _is_headed(group: Sequence[Line], centres: Sequence[float]) -> bool:
    """Whether ``group`` is headers without a label, close above a row that has all its cells."""
    above = {column for column, _ in _placed(group[0], centres)}
    filled = {
        column
        for line in group[1:]
        if len(line.cells) >= len(centres)
        for column, text in _placed(line, centres)
        if any(map(str.isdigit, text))
    }
    return 0 not in above and len(above & filled) > 1


def _is_row(line: Line) -> bool:
    short = all(len(cell.text.split()) <= MAX_CELL_WORDS for cell in line.cells)
    # "1.   Sellers" and "(a)   approval ..." are numbered, not tabulated.
    numbered = len(line.cells) == 2 and _NUMBERED.fullmatch(line.cells[0].text)
    return len(line.cells) >= 2 and short and not numbered


def _share_a_column(above: Sequence[Line], line: Line) -> bool:
    edges = [(cell.x, cell.end) for other in above for cell in other.cells[1:]]
    return any(
        abs(cell.x - x) < 2 * line.size or abs(cell.end - end) < 2 * line.size
        for cell in line.cells[1:]
        for x, end in edges
    )


def _centre(cell: Cell) -> float:
    return (cell.x + cell.end) / 2


def _distance(cell: Cell, column: int, centres: Sequence[float]) -> float:
    return abs(_centre(cell) - centres[column])
