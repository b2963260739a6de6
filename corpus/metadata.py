"""Title, date and kind of a document, from its first blocks where the format says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.documents import Block, BlockKind, Metadata

_FIRST_BLOCKS = 12
_MAX_TITLE = 160
_KINDS = (
    ("term sheet", r"\bterm ?sheet\b|\bheads of terms\b"),
    ("letter of intent", r"\bletter of intent\b"),
    ("memorandum of understanding", r"\bmemorandum of understanding\b"),
    ("press release", r"\bpress release\b|\bfor immediate release\b|\bnews release\b"),
    ("board memo", r"\bboard (?:memo|memorandum|paper)\b|\bmemo(?:randum)? to the board\b"),
    ("annual report", r"\bannual report\b|\bform 10-k\b"),
    ("quarterly report", r"\bquarterly report\b|\bform 10-q\b"),
    ("current report", r"\bform 8-k\b|\bcurrent report\b"),
    (
        "earnings release",
        r"\bearnings release\b|\b(?:reports|announces)\b.*\b(?:quarter|year)\b.*\bresults\b",
    ),
    (
        "contract",
        r"\b(?:purchase|supply|credit|loan|share|sale|services?|licen[cs]e|framework|"
        r"merger|lease|offtake|subscription|collaboration|shareholders[’']?|venture|option|"
        r"facility|concession|distribution|development) (?:\w+ )?agreement\b|\bcontract\b|\bdeed\b",
    ),
    ("memo", r"\bmemo(?:randum)?\b"),
    ("minutes", r"^(?:\w+ ){0,2}minutes(?: of\b.*)?$"),
    ("research note", r"\b(?:analyst|research|equity) note\b|\bequity research\b"),
)
# What the name of a file is believed about before its cover, which speaks of other forms too.
_FORMS = (
    ("annual report", r"\b(?:10 ?K(?:A|405)?|20 ?F|annual ?report)\b"),
    ("quarterly report", r"\b10 ?Q\b"),
    ("current report", r"\b[86] ?K\b"),
    ("earnings release", r"\bearnings\b"),
)
# What only a file's name says of its kind; in a text these words are about something else.
_KINDS_BY_NAME = (
    ("news report", r"\bnews(?:paper)?\b|\barticle\b"),
    ("e-mail", r"\be ?mails?\b"),
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS)
_DATES = (
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})\b", re.I
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I
    ),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
)
_DATE_LINE = re.compile(
    r"^\W*(?:date|dated|published|updated|posted)\b|^(?!.*[.!?]$).{0,60}\b\d{4}\b.{0,40}$", re.I
)
# "Leeds, 14 October 2026 – The group today announces ..."
_DATELINE = re.compile(
    rf"^[^.!?\d]{{2,50}},\s(?=\d{{1,2}}\S*\s(?:{_MONTH})|(?:{_MONTH})\s\d)", re.I
)
_LONGEST_DATE_LINE = 120


def completed(metadata: Metadata, blocks: Sequence[Block]) -> Metadata:
    """``metadata`` with title and date from the first blocks where it has none.

    Only a heading or a short first line is taken for a title, and only a date on a line of
    its own, or marked as one, for the date: the dates a text speaks of are not its own.
    """
    first = blocks[:_FIRST_BLOCKS]
    title = metadata.title or _title(first)
    return replace(metadata, title=title, published=metadata.published or _published(first))


def document_kind(path: str, metadata: Metadata, blocks: Sequence[Block]) -> str | None:
    """What the document calls itself in its title, first lines or file name; None if nothing."""
    name = re.sub(r"[-_]+", " ", path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    for kind, pattern in _FORMS:
        if re.search(pattern, name, re.I):
            return kind
    short = [b.text for b in blocks[:4] if len(b.text) <= _MAX_TITLE]
    for text in (metadata.title or "", *short, name):
        for kind, pattern in _KINDS:
            if re.search(pattern, text, re.I):
                return kind
    for kind, pattern in _KINDS_BY_NAME:
        if re.search(pattern, name, re.I):
            return kind
    if path.lower().endswith(".eml"):
        return "e-mail"
    return "news report" if path.lower().endswith((".html", ".htm")) else None


def _title(blocks: Sequence[Block]) -> str | None:
    heading = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    if heading is not None:
        return heading.text[:_MAX_TITLE]
    if not blocks:
        return None
    line = blocks[0].text
    is_title = len(line) <= _MAX_TITLE and not line.endswith((".", ":", ";", ","))
    return line if is_title and ":" not in line[:12] else None


def _published(blocks: Sequence[Block]) -> date | None:
    for block in blocks:
        dated = _DATELINE.match(block.text) or re.match(r"\W*dated\b", block.text, re.I)
        opening = block.text[:90] if dated else ""
        if len(block.text) <= _LONGEST_DATE_LINE and _DATE_LINE.match(block.text):
            opening = block.text
        for pattern in _DATES:
            found = pattern.search(opening)
            if found:
                return _date(found["y"], found["m"], found["d"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTH_NUMBER[month[:3].lower()]
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
