"""Lines of plain text that a program broke at a margin, made paragraphs again.

Whether it did is judged for each group of lines between blank ones: a document often has both,
paragraphs broken at a margin and lines that are whole. What the document shows elsewhere decides
where a group is too small to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.hyphens import all_joined, joined

WIDEST = 80  # characters after which mail programs break the lines of a quote
LIST_ITEM = re.compile(r"\s*(?:[-*•·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_BULLET = re.compile(r"\s*[o+‣▪◦●○■►]\s+\S")
_CLAUSE = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})+\.?\s+[^\W\d_a-z]")
_CLOSED = re.compile(r"(?:[.;:,]|\b(?:and|or))\s*$")  # how a clause ends before the next one
_COLUMNS = re.compile(r"\S(?:\t| {4})[ \t]*\S")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|is|its|of|on|or|that|the|to|which|with))$"
)
_ENDED = re.compile(r"[.!?:;…][\"'”’)]*$")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.|\S+@)")
_NARROWEST, _WIDE = 45, 110  # the margins that count as such
_SHORT = 0.6  # of the longest line: one ended by its writer
_ENOUGH = 3  # breaks from which a group of lines can tell by their lengths alone
_LOOKED_AT = 40  # characters at the end of a line that tell whether its sentence ended there
_RUNNING_ON = 1 / 3  # of the breaks in prose, within a sentence beyond doubt


def paragraphs(groups: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs in ``groups`` of lines that have no blank line within them."""
    groups = [_hung(lines) for lines in groups]
    usual, throughout = _margin(groups)
    pieces: list[str] = []
    for lines in groups:
        if _is_wrapped(lines) or (usual and _fits(lines, usual, throughout)):
            pieces.extend(unwrapped(lines, 0))
        else:
            pieces.extend(line.strip() for line in lines)
    return pieces


def unwrapped(lines: Sequence[str], margin: int) -> list[str]:
    """Lines joined into paragraphs; list items, clauses and rows of columns begin a new one.

    A line far from the ``margin``, or from the end of the longest line, was ended by its writer.
    """
    bare = [line.strip() for line in lines]
    longest = max(margin, *(len(line) for line in bare))
    pieces = [bare[:1]]
    for before, line in pairwise(bare):
        is_short = len(before) < _SHORT * longest and not _is_divided(before, line)
        if is_short or _begins_anew(before, line):
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return [all_joined(piece) for piece in pieces]


def _hung(lines: Sequence[str]) -> list[str]:
    """``lines``, what goes on below the last column of a row joined to that row."""
    kept: list[str] = []
    column = 0
    for line in lines:
        bare = line.lstrip()
        if kept and column and len(line) - len(bare) == column and _runs_on(kept[-1], line):
            kept[-1] = joined(kept[-1], bare)
        else:
            kept.append(line)
            column = max((match.end() - 1 for match in _COLUMNS.finditer(line)), default=0)
    return kept


def _margin(groups: Sequence[Sequence[str]]) -> tuple[float, bool]:
    """Where lines end in the document, 0 if nowhere, and whether they do so throughout."""
    lengths = [len(line) for lines in groups for line in lines[:-1]]
    running_on = [_runs_on(*one) for lines in groups for one in _breaks(lines)]
    is_prose = len(lengths) >= _ENOUGH and sum(running_on) >= _RUNNING_ON * len(running_on)
    if is_prose and _are_near(lengths, typical := _typical(lengths)):
        return typical, True
    telling = [_typical(_lengths(lines)) for lines in groups if _is_wrapped(lines)]
    return (median(telling), False) if telling else (0, False)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a group show by themselves that they were broken at a margin."""
    lengths, breaks = _lengths(lines), _breaks(lines)
    if not breaks:
        return False
    running_on = sum(_runs_on(before, line) for before, line in breaks) / len(breaks)
    longest = max(len(line) for line in lines)
    if len(breaks) >= _ENOUGH:
        typical = _typical(lengths)
        return _are_near(lengths, typical, longest) and running_on >= _RUNNING_ON
    filled = all(len(a) + 1 + len(b.split()[0]) > longest for a, b in breaks)
    is_long = min(len(before.strip()) for before, _ in breaks) >= _NARROWEST
    return filled and is_long and running_on == 1 and longest <= _WIDE


def _fits(lines: Sequence[str], usual: float, throughout: bool) -> bool:
    """Whether most of the breaks in a group are such as the document has where it is wrapped."""
    breaks = _breaks(lines)
    if not breaks or max(len(line) for line in lines) > usual + 25:
        return False
    fitting = 0
    for before, line in breaks:
        is_near = usual - 18 <= len(before) <= usual + 12
        runs_on = _runs_on(before, line)
        if throughout:
            fitting += is_near or (runs_on and len(before) >= _SHORT * usual)
        else:
            fitting += is_near and runs_on
    return fitting >= 0.6 * len(breaks)


def _are_near(lengths: Sequence[int], typical: float, longest: int = 0) -> bool:
    """Whether most of the lengths are near a ``typical`` one, and none is far beyond it."""
    near = sum(typical - 18 <= length <= typical + 12 for length in lengths)
    is_margin = _NARROWEST <= typical <= _WIDE
    return is_margin and near >= 0.6 * len(lengths) and max(longest, *lengths) <= typical + 25


def _typical(lengths: Sequence[int]) -> float:
    return median(sorted(lengths)[len(lengths) // 2 :])


def _breaks(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Each line with the next one, where that does not begin something new."""
    return [(before, line) for before, line in pairwise(lines) if not _begins_anew(before, line)]


def _lengths(lines: Sequence[str]) -> list[int]:
    return [len(before) for before, _ in _breaks(lines)]


def _begins_anew(before: str, line: str) -> bool:
    if LIST_ITEM.match(line) or _BULLET.match(line):
        return True
    if _COLUMNS.search(before) or _COLUMNS.search(line):
        return True
    return bool(_CLAUSE.match(line) and _CLOSED.search(before))


def _runs_on(before: str, line: str) -> bool:
    """Whether a sentence goes on over the break beyond doubt."""
    first = line.strip()[0]  # many scripts have no capitals
    starts_small = first.isalpha() and not first.isupper() and not _ADDRESS.match(line)
    end = before[-_LOOKED_AT:]
    return (starts_small and not _ENDED.search(end)) or bool(_UNFINISHED.search(end))


def _is_divided(before: str, line: str) -> bool:
    return before.endswith("-") and before[-2:-1].isalnum() and line[0].islower()
