"""Which fiscal periods a question asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d{2}"
_ANY = r"(?:(?:19|20)\d{2}|\d{2})"
_FISCAL = r"(?:FY|fiscal(?:\s+year)?|financial\s+year)"
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PATTERNS = (
    re.compile(
        rf"\bQ(?P<q>[1-4])[\s,]*(?:of\s+|in\s+)?(?:the\s+)?(?:{_FISCAL}[\s-]*)?['’]?(?P<y>{_ANY})\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<w>first|second|third|fourth)[\s-]+quarter\s+(?:of\s+|in\s+)?(?:the\s+)?"
        rf"(?:{_FISCAL}[\s-]*)?['’]?(?P<y>{_ANY})\b",
        re.I,
    ),
    re.compile(rf"\b(?:{_FISCAL}[\s-]*)?['’]?(?P<y>{_YEAR})[\s-]*Q(?P<q>[1-4])\b", re.I),
    re.compile(rf"\b(?P<q>[1-4])Q[\s-]*['’]?(?P<y>{_ANY})\b", re.I),
    re.compile(rf"\b{_FISCAL}[\s-]*['’]?(?P<y>{_ANY})\b", re.I),
    re.compile(rf"(?<![\w,.$€£])(?P<y>{_YEAR})\b(?![,.]\d|%)"),
)


@dataclass(frozen=True, slots=True, order=True)
class AskedPeriod:
    """A fiscal year, or a quarter of it (0 where the whole year is meant)."""

    year: int
    quarter: int = 0


def asked_periods(question: str) -> tuple[AskedPeriod, ...]:
    """The fiscal periods that ``question`` names, each once, the earliest first."""
    return tuple(sorted({period for _, _, period in _mentions(question)}))


def without_periods(question: str) -> str:
    """``question`` without the periods it names, for the search inside of a filing."""
    kept, last = [], 0
    for start, end, _ in sorted(_mentions(question), key=lambda m: m[:2]):
        kept.append(question[last:start])
        last = max(last, end)
    return " ".join("".join([*kept, question[last:]]).split())


def _mentions(question: str) -> Iterator[tuple[int, int, AskedPeriod]]:
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(question):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            named = match.groupdict()
            word = (named.get("w") or "").lower()
            quarter = int(named.get("q") or 0) or _WORDS.get(word, 0)
            yield match.start(), match.end(), AskedPeriod(_full(match["y"]), quarter)


def _full(year: str) -> int:
    """A year of two digits is of this century, up to the middle of it."""
    number = int(year)
    if number > 99:
        return number
    return 2000 + number if number < 60 else 1900 + number
