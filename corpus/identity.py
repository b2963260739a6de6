"""Whose filing a document is, and of which fiscal period: from its cover and its file name.

A passage of a long filing names neither company nor year. The cover does once, as the form of
the authority demands, and so do most file names ("ACME_2023Q2_10Q.pdf").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Block, Identity, Metadata

FILINGS = frozenset({"annual report", "quarterly report", "current report", "earnings release"})
_COVER_BLOCKS = 60
_COVER_CHARACTERS = 12_000
_YEAR = r"(?:19|20)\d{2}"
_NAMED_FILE = re.compile(
    rf"^(?P<company>[^\W_][\w&.' -]*?)[_ -]+(?:FY)?(?P<year>{_YEAR})"
    r"[_ -]?(?:Q(?P<quarter>[1-4]))?(?![\dA-Za-z])",
    re.I,
)
_YEAR_IN_NAME = re.compile(rf"(?<!\d)(?P<year>{_YEAR})[_ -]?(?:Q(?P<quarter>[1-4]))?(?!\d)", re.I)
_REGISTRANT = re.compile(r"([^\n]{2,140}?)\s*\(\s*Exact\s+name\s+of\s+(?:the\s+)?registrant", re.I)
_BEFORE_NAME = re.compile(r"^.*?(?:commission\s+file\s+(?:number|no)s?\.?:?\s*[\d-]+)\s*", re.I)
_SYMBOL = re.compile(
    r"\((?:NYSE|NASDAQ|Nasdaq|LSE|AMEX|NYSE American|NasdaqGS)\s*:\s*([A-Z][A-Z.]{0,5})\)"
)
_REPORTS = re.compile(
    r"^(?P<company>[A-Z0-9][\w&.,'’ -]{0,60}?),?\s+(?:today\s+)?"
    r"(?i:reports|announces|announced|reported|delivers)\b"
)
_PERIOD_END = re.compile(
    r"\b(?:(?:fiscal |financial )?year|quarterly period|quarter|(?:three|six|nine) months)"
    r"[\s-]+(?:that\s+)?(?:ended|ending)\s+(?:on\s+)?"
    rf"(?P<end>[^\n]{{0,24}}?(?P<year>{_YEAR}))",
    re.I,
)
_DATED = re.compile(rf"\bdate of report[^\n]{{0,60}}?(?P<year>{_YEAR})", re.I)
_QUARTER = re.compile(
    r"\b(?:(?P<word>first|second|third|fourth)[\s-]+quarter|Q(?P<number>[1-4]))\b"
    rf"(?:[^\n]{{0,40}}?\b(?P<year>{_YEAR})\b)?",
    re.I,
)
_REPORT_YEAR = re.compile(
    r"\bannual report(?: on form 10-k)?(?: for)?(?: the)?(?: fiscal)?(?: year)? "
    rf"(?P<year>{_YEAR})\b|\b(?P<year2>{_YEAR}) annual report\b",
    re.I,
)
_LEGAL_FORM = re.compile(
    r"\b(?:plc|inc|corp|corporation|company|co|ltd|limited|llc|ag|se|nv|gmbh|holdings|group)\b",
    re.I,
)
_COVER_LINE = re.compile(
    r"\W*(?:united states|securities and exchange|(?:current |annual |quarterly )?(?:report )?"
    r"(?:on )?form\s+\d|10-?[kq]\b|8-?k\b|table of contents|washington|document$)",
    re.I,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class _Period:
    year: int | None = None
    quarter: int | None = None


def is_cover_line(title: str | None) -> bool:
    """Whether a title is a line that the cover of every filing has, or says only the form."""
    return title is None or _COVER_LINE.match(title) is not None


def find_identity(
    path: str, kind: str | None, metadata: Metadata, blocks: Sequence[Block]
) -> Identity:
    """Company, other names of it, and fiscal period; nothing for what is no filing.

    The file's name is believed before the cover, since who filed it there knew how the company
    counts its years: one that ends in January may bear either year.
    """
    if kind not in FILINGS:
        return Identity()
    cover = "\n".join(block.text for block in blocks[:_COVER_BLOCKS])[:_COVER_CHARACTERS]
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    named = _NAMED_FILE.match(stem)
    company = _company(cover, metadata)
    other = named["company"].strip() if named else None
    if other and not _speaks_of_a_company(other):
        other = None
    symbol = _SYMBOL.search(cover)
    names = (company, other, symbol[1] if symbol else None)
    known = tuple(dict.fromkeys(name for name in names if name))
    period = _period_of_name(stem, kind)
    if period.year is None:
        period = _period_of_cover(f"{metadata.title or ''}\n{cover}", kind)
    return Identity(
        company=known[0] if known else None,
        aliases=known[1:],
        fiscal_year=period.year,
        fiscal_quarter=period.quarter,
    )


def _company(cover: str, metadata: Metadata) -> str | None:
    registrant = _REGISTRANT.search(cover)
    if registrant:
        name = _BEFORE_NAME.sub("", registrant[1]).strip(" \t:;,-–")
        if any(c.isalpha() for c in name):
            return name
    for line in cover.split("\n")[:8]:
        reports = _REPORTS.match(line)
        if reports:
            return reports["company"]
    for field in (metadata.publisher, metadata.author, (metadata.title or "").split(":")[0]):
        if field and _LEGAL_FORM.search(field):
            return field
    return None


def _speaks_of_a_company(name: str) -> bool:
    """Whether the part of a file's name before the year is a name, and not a kind of file."""
    return not re.fullmatch(
        r"(?:annual|quarterly|interim|current|report|form|results?|earnings|10-?[kq]|8-?k|fy|q[1-4]|[\s_-])+",
        name,
        re.I,
    )


def _period_of_name(stem: str, kind: str) -> _Period:
    found = _YEAR_IN_NAME.search(stem)
    if not found:
        return _Period()
    quarter = int(found["quarter"]) if found["quarter"] else None
    return _Period(int(found["year"]), None if kind == "annual report" else quarter)


def _period_of_cover(cover: str, kind: str) -> _Period:
    year = next((int(m["year"] or m["year2"]) for m in _REPORT_YEAR.finditer(cover)), None)
    end = _PERIOD_END.search(cover)
    if year is None and end:
        year = int(end["year"])
    dated = _DATED.search(cover)
    if year is None and dated:
        year = int(dated["year"])
    quarter = _QUARTER.search(cover) if kind in {"quarterly report", "earnings release"} else None
    if quarter and year is None and quarter["year"]:
        year = int(quarter["year"])
    if not quarter and end and kind == "quarterly report":
        month = next((n for n, m in enumerate(_MONTHS) if m in end["end"].lower()), None)
        return _Period(year, month // 3 + 1 if month is not None else None)
    if not quarter:
        return _Period(year)
    number = quarter["number"] or _WORDS.index(quarter["word"].lower()) + 1
    return _Period(year, int(number))
