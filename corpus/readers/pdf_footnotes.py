"""Footnotes of a PDF page: small lines at its foot that stand between a text and its next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.readers.pdf_lines import Line

SMALL = 0.92  # of the size of the body
_MARK = re.compile(r"(?:\(?\d{1,3}(?:[).](?!\d)|(?![\d,.%)]))|\(?[a-z]\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)\s*\S")
_ENDS = re.compile(r"[.!?:;][\"”’')\]]*$")


def without_footnotes(
    lines: Sequence[Line], size: float
) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """``lines`` of a page without its footnotes, and each of these; ``size`` is the body's.

    The first of them bears a mark, and nothing but their own lines follows.
    """
    start = len(lines)
    while start and lines[start - 1].size < SMALL * size:
        start -= 1
    while start < len(lines) and not _begins(lines[start]):
        start += 1
    if start == 0:
        return tuple(lines), ()
    return tuple(lines[:start]), tuple(_each(lines[start:]))


def _begins(line: Line) -> bool:
    """Whether a footnote may begin here; a line of three cells or more is the row of a table."""
    return len(line.cells) < 3 and _MARK.match(line.text) is not None


def _each(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each footnote; "12 months after" in the middle of one begins none."""
    start = 0
    for number in range(1, len(lines) + 1):
        ends = number == len(lines) or _ENDS.search(lines[number - 1].text)
        if ends and (number == len(lines) or _begins(lines[number])):
            yield tuple(lines[start:number])
            start = number
