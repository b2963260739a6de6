"""Dates as they stand in text, with their value and precision."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DatePrecision(StrEnum):
    """How exact a date is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the characters [start, end) of a text; ``value`` is its first day."""

    text: str
    start: int
    end: int
    value: date
    precision: DatePrecision
    fiscal: bool = False


_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)"
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PATTERNS = (
    re.compile(
        rf"\b(?P<d>{_DAY})(?:\s+(?:(?:day )?of\s+)?|-)(?P<m>{MONTH})(?:,?\s+|-)(?P<y>{_YEAR})\b",
        re.I,
    ),
    re.compile(rf"\b(?P<m>{MONTH})\s+(?P<d>{_DAY}),?\s+(?P<y>{_YEAR})\b", re.I),
    re.compile(
        rf"\b(?P<y>{_YEAR})(?P<dash>[-/])(?P<m>\d{{2}})(?P=dash)(?P<d>\d{{2}})(?:\b|(?=T\d{{2}}:))"
    ),
    re.compile(rf"\b(?P<d>1[3-9]|2\d|3[01])[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<y>{_YEAR})\b"),
    re.compile(rf"\b(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>{_YEAR})\b"),
    re.compile(rf"\b(?P<d>0?[1-9]|1[0-2])\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{_YEAR})\b"),
    re.compile(
        rf"\b(?P<q>[1-4])Q\s?(?P<y>{_YEAR})\b|\bQ(?P<q2>[1-4])[\s,]*(?P<y2>{_YEAR})\b", re.I
    ),
    re.compile(
        rf"\b(?P<qw>first|second|third|fourth) quarter (?:of )?(?P<f>fiscal )?(?P<y>{_YEAR})\b",
        re.I,
    ),
    re.compile(rf"(?<!\d\s)\b(?P<m>{MONTH})\s+(?:of\s+)?(?P<y>{_YEAR})\b", re.I),
    re.compile(rf"\b(?P<f>FY|fiscal(?: year)?)[\s-]*(?P<y>{_YEAR}|\d{{2}})\b", re.I),
    re.compile(rf"(?<![\d,.$€£-])(?P<y>{_YEAR})(?!,?\d|%|[-–]\d(?!\d{{3}}\b))"),
    re.compile(rf"(?<=\b(?:19|20)\d\d[-–])(?P<y>{_YEAR})\b(?![-–]\d)"),
)
_RELATIVE = re.compile(r"\b(?P<which>this|last|next) (?P<unit>year|quarter|month)\b", re.I)
_SIMPLE = re.compile(r"\b(?P<word>today|yesterday|tomorrow)\b", re.I)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def find_dates(text: str, reference: date | None = None) -> tuple[DateMention, ...]:
    """The dates in ``text``, in order, the most exact reading first, without overlaps.

    "This year", "last quarter", "today" are read against ``reference``, and are left out
    without one. Impossible dates ("31 February 2025") are left out.
    """
    found: list[DateMention] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _taken(found, match) and (mention := _mention(match)) is not None:
                insort(found, mention, key=lambda d: d.start)
    if reference is not None:
        for match in (*_RELATIVE.finditer(text), *_SIMPLE.finditer(text)):
            if not _taken(found, match):
                insort(found, _relative(match, reference), key=lambda d: d.start)
    return tuple(found)


def same_date(a: DateMention, b: DateMention) -> bool:
    """Whether two mentions agree as far as the coarser one goes."""
    order = list(DatePrecision)
    coarser = min(a.precision, b.precision, key=order.index)
    if a.value.year != b.value.year:
        return False
    if coarser is DatePrecision.QUARTER:
        return (a.value.month - 1) // 3 == (b.value.month - 1) // 3
    if coarser is DatePrecision.YEAR:
        return True
    if a.value.month != b.value.month:
        return False
    return coarser is DatePrecision.MONTH or a.value.day == b.value.day


def _taken(found: list[DateMention], match: re.Match[str]) -> bool:
    # ``found`` is kept in order, so only the neighbours can overlap.
    at = bisect_left(found, match.start(), key=lambda d: d.start)
    before = at > 0 and found[at - 1].end > match.start()
    return before or (at < len(found) and found[at].start < match.end())


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    year_text = parts.get("y") or parts.get("y2") or ""
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    quarter = parts.get("q") or parts.get("q2") or _QUARTERS.get((parts.get("qw") or "").lower())
    month, day, precision = 1, 1, DatePrecision.YEAR
    if quarter:
        month, precision = 3 * int(quarter) - 2, DatePrecision.QUARTER
    elif parts.get("m"):
        name = str(parts["m"])
        month = int(name) if name.isdigit() else _NAMES.index(name[:3].lower()) + 1
        precision = DatePrecision.MONTH
        if parts.get("d"):
            day, precision = int(re.sub(r"\D", "", str(parts["d"]))), DatePrecision.DAY
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    fiscal = bool(parts.get("f"))
    return DateMention(match.group(), match.start(), match.end(), value, precision, fiscal)


def _relative(match: re.Match[str], reference: date) -> DateMention:
    parts = match.groupdict()
    if "word" in parts:
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[str(parts["word"]).lower()]
        value, precision = reference + timedelta(days=shift), DatePrecision.DAY
    else:
        step = {"this": 0, "last": -1, "next": 1}[str(parts["which"]).lower()]
        precision = DatePrecision(str(parts["unit"]).lower())
        months = {"year": 12, "quarter": 3, "month": 1}[precision.value]
        index = (reference.year * 12 + reference.month - 1) // months + step
        value = date(index * months // 12, index * months % 12 + 1, 1)
    return DateMention(match.group(), match.start(), match.end(), value, precision)
