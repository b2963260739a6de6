"""The ways chat models cite a numbered passage: what is asked for, and what small ones write."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = r"(?:passages?|sources?|documents?|references?|refs?|citations?)"
_COUNTED = r"(?:numbers?|nos?|ids?)"
_LABEL = rf"(?:{_NAMED}|{_COUNTED})"
_ONE = rf"(?:{_LABEL}[\s.:=#]*){{0,3}}[\"']?\d{{1,3}}[\"']?"
_NUMBERS = rf"\^?\s*{_ONE}(?:\s*(?:,|;|and|&|[-–])\s*{_ONE}){{0,20}}\s*"
_MARK = re.compile(
    rf"[ \t]*(?:\[{{1,2}}{_NUMBERS}\]{{1,2}}(?:\(\s*#[^()\s]{{0,40}}\))?"
    rf"|【{_NUMBERS}(?:†[^】]{{0,40}})?】"
    rf"|\((?={_NAMED}){_NUMBERS}\)"
    r"|</?(?:passage|source|cite|ref)\b[^<>]{0,40}>"
    r"|(?<=[.!?\"”)])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})",
    re.I,
)
# Read only where nothing else cites: in documents a number in brackets is mostly none, and
# "Unit B (No. 2)" is the second unit.
_BARE = re.compile(
    rf"[ \t]*\(\s*(?:{_COUNTED}[\s.:=#]*)?\d{{1,2}}(?:\s*,\s*\d{{1,2}}){{0,9}}\s*\)"
    r"(?=\s*(?:[.!?]|$))",
    re.I | re.M,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SOURCES = re.compile(
    r"^\W*(?:cited |used )?(?:sources?|references?|citations?|passages?)(?: used| cited)?\W*?"
    r"(?::(?P<same>.*)|(?P<marks>[ \t]+\[.*)|[ \t]*)$",
    re.I | re.M,
)
_PROSE = re.compile(
    rf"^(?:(?:according to|based on|as (?:stated|per|noted) in|per|in) (?:the )?{_LABEL} "
    r"(?P<by>\d{1,3}),?\s+|(?:the )?(?:passage|source|document) (?P<of>\d{1,3}) "
    r"(?:states?|says?|notes?|mentions?|reports?|indicates?|shows?|confirms?)(?: that)?,?\s+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Passage numbers cited at a position of the text without marks."""

    position: int
    numbers: tuple[int, ...]


def without_marks(text: str) -> tuple[str, list[Mark]]:
    """The text without its citation marks, and where each of them stood."""
    pattern = _MARK if _MARK.search(text) else _BARE
    parts: list[str] = []
    marks: list[Mark] = []
    length = last = 0
    for match in pattern.finditer(text):
        parts.append(text[last : match.start()])
        length += match.start() - last
        last = match.end()
        marks.append(Mark(length, _numbers(match.group())))
    parts.append(text[last:])
    return "".join(parts), marks


def without_source_list(text: str) -> tuple[str, tuple[int, ...]]:
    """The text before a closing list of sources, and the numbers that list names."""
    for match in _SOURCES.finditer(text):
        same_line = (match["same"] or match["marks"] or "").strip()
        after = text[match.end() :]
        before = text[: match.start()].strip()
        if not before or not re.search(r"\d", same_line + after):
            continue
        if same_line and not re.fullmatch(
            rf"[\s\[\]().,;&]*(?:{_ONE}[\s\[\]().,;&and]*)+", same_line, re.I
        ):
            continue
        listed = [_numbers(same_line)]
        listed += [_numbers(line[:12]) for line in after.splitlines()]
        return before, tuple(n for numbers in listed for n in numbers)
    return text, ()


def without_prose(sentence: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without "According to passage 2," before it, and the number that names."""
    match = _PROSE.match(sentence)
    if match is None:
        return sentence, ()
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:], (int(match["by"] or match["of"]),)


def _numbers(mark: str) -> tuple[int, ...]:
    found: list[int] = []
    text = mark.translate(_SUPERSCRIPTS).partition("†")[0].partition("(#")[0]
    for match in re.finditer(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", text):
        first, last = int(match[1]), int(match[2] or match[1])
        found += range(first, min(last, first + 20) + 1)
    return tuple(found)
