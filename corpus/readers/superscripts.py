"""Raised characters: marks of footnotes are taken out, so that they change no figure or word."""

from __future__ import annotations

import re

# Readers put these around raised text until the whole paragraph is known.
RAISED = "\ue002"
LOWERED = "\ue003"

_RAISED_TEXT = re.compile(rf"{RAISED}([^{RAISED}{LOWERED}]*){LOWERED}")
_ONE_MARK = r"(?:\d{1,2}|\([\da-z]{1,2}\)|\[[\da-z]{1,3}\]|[*†‡§]{1,3})"
_MARKS = re.compile(rf"\s*{_ONE_MARK}(?:[\s,]*{_ONE_MARK})*\s*")
_UNIT = re.compile(r"(?:^|[\d\s(/·])(?:[mckdnµμ]?m|ft|in|yd|mi|s|R)$")
# "$45m" and a raised 2: millions with a footnote, not an area
_MILLIONS = re.compile(r"(?:[$€£¥₹]|\b[A-Z]{3})\s?[\d.,]+\s?m$")
_BASE_TEN = re.compile(r"[x×·*]\s?10$")
_FRACTION = re.compile(r"\s*[/⁄]\s*\d")
_AFTER_TEXT = re.compile(r"[^\s\ue000-\uf8ff]\s*$")  # a break is a private character: no text


def without_marks(text: str) -> str:
    """``text`` without footnote marks among its raised parts; all other raised text stays."""
    if RAISED not in text and LOWERED not in text:
        return text
    text = text.replace(LOWERED + RAISED, "")  # one mark may be raised in several pieces
    done, start = "", 0
    for match in _RAISED_TEXT.finditer(text):
        done += _bare(text[start : match.start()])
        done += _kept(match.group(1), done[-40:], _bare(text[match.end() : match.end() + 20]))
        start = match.end()
    return done + _bare(text[start:])


def _bare(text: str) -> str:
    return text.replace(RAISED, "").replace(LOWERED, "")


def _kept(raised: str, before: str, after: str) -> str:
    """What of ``raised`` belongs to the text between ``before`` and ``after``."""
    if not _MARKS.fullmatch(raised) or not _AFTER_TEXT.search(before):
        return raised
    number = raised.strip()
    if number.isdigit() and _FRACTION.match(after):
        return f" {number}" if before[-1].isdigit() else raised  # "10 3/8%", not "103/8%"
    power = number in {"2", "3"} and _UNIT.search(before) and not _MILLIONS.search(before)
    if power or (number.isdigit() and _BASE_TEN.search(before)):
        return raised
    return ""
