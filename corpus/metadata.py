"""Title, date and kind of a document, from its first blocks where the format says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import DatePrecision, find_dates
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
# What a line says before its date where the date is the document's own.
_MARK = re.compile(
    r"\W*(?:date|dated|published|issued|released|updated|posted)\b[^.!?\d]{0,40}", re.I
)
# "This Purchase Agreement is entered into as of June 10, 2025 between ..."
_AGREED = re.compile(
    r"\W*(?i:this\s+)?(?:(?:[A-Z][\w’'&/-]*|and|of|for|to|the|on|in|\([^()]{0,60}\))[\s,]+){1,15}"
    r"(?i:(?:is|was|are)\s+)?(?i:made|entered\s+into|executed|dated)\b[^.!?\d]{0,40}"
)
_INSTRUMENT = re.compile(
    r"\b(?:agreement|contract|deed|lease|indenture|amendment|plan|memorandum|letter|note)\b", re.I
)
_DAY_OF_WEEK = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)"
_PLACE_WORD = r"(?:[^\W\da-z_][\w’'&/-]*?\.?|and|of|the|upon|de|la|am|(?:[A-Z]\.){2,3})"
_PLACE = (
    r"(?!(?i:on|in|at|by|from|as|since|before|after|until)\b)"
    rf"{_PLACE_WORD}(?:,?\s{_PLACE_WORD}){{0,7}}?"
)
# "Leeds, ", "ST. LOUIS, ", "NEW YORK--(BUSINESS WIRE)--", "THOUSAND OAKS, Calif. ("
_BEFORE_DATE = re.compile(
    rf"\W*(?:{_PLACE}(?:,\s|\s?[-–—|(]+\s?(?:\(?[A-Z][A-Za-z ]{{1,30}}\)\s?[-–—]+\s?)?))?"
    rf"{_DAY_OF_WEEK}?"
)
_AFTER_DATELINE = re.compile(r"\)?\s?(?:[-–—/(|:]|\.\s|[A-Z“\"])")
_AFTER_DATE_ALONE = re.compile(r"[\s.)]*|[\s,|]*(?:at\s)?\d{1,2}[:.]\d\d\b.{0,20}")
# A line with one of these before its date says when something else happens.
_OTHER_EVENT = re.compile(
    r"\b(?:matur\w+|expir\w+|clos(?:e|es|ed|ing)|complet\w+|commenc\w+|start\w*|end(?:s|ed|ing)?|"
    r"until|terminat\w+|due|deadline|long[ -]?stop|pay(?:ment|able)|deliver\w*|settle\w*|"
    r"redempt\w+|lapse\w*|birth|record date|exclusiv\w+|valid\w*|effective date)\b",
    re.I,
)
_FURTHEST_DATE = 250


def completed(metadata: Metadata, blocks: Sequence[Block]) -> Metadata:
    """``metadata`` with title and date from the first blocks where it has none.

    Only a heading or a short first line is taken for a title, and only a date marked as its
    own, or on a line of its own, for the date: the dates a text speaks of are not its own.
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
    """The date on the first line that marks it; else on the first line that is only a date."""
    rows = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}
    lines = [_dated(block.text) for block in blocks if block.kind not in rows]
    dated = [line for line in lines if line and not _OTHER_EVENT.search(line.before)]
    for is_own in (_is_marked, _is_alone):
        for line in dated:
            if is_own(line):
                return line.day
    return None


@dataclass(frozen=True, slots=True)
class _DatedLine:
    """A line with the first day in it, and what stands before and after that."""

    before: str
    day: date
    after: str


def _dated(text: str) -> _DatedLine | None:
    for mention in find_dates(text[:_FURTHEST_DATE]):
        if mention.precision is DatePrecision.DAY:
            return _DatedLine(text[: mention.start], mention.value, text[mention.end :])
    return None


def _is_marked(line: _DatedLine) -> bool:
    if _MARK.fullmatch(line.before):
        return True
    if _INSTRUMENT.search(line.before) and _AGREED.fullmatch(line.before):
        return True
    # "Leeds, 9 March 2026 – Orrin Group today said ..."; a place and a date are a line alone.
    runs_on = bool(line.before.strip()) and bool(line.after.strip(" .)"))
    place = _BEFORE_DATE.fullmatch(line.before) if runs_on else None
    return place is not None and _AFTER_DATELINE.match(line.after) is not None


def _is_alone(line: _DatedLine) -> bool:
    return bool(_BEFORE_DATE.fullmatch(line.before) and _AFTER_DATE_ALONE.fullmatch(line.after))
