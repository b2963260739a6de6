"""Who holds an office: a sentence about another office's holder does not say."""

from __future__ import annotations

import re

# Each line is one office under its names.
_OFFICES = tuple(
    re.compile(rf"\b(?:{names})\b", re.I)
    for names in (
        r"chief executives?(?: officers?)?|CEOs?|managing directors?|presidents?",
        r"chief financial officers?|CFOs?|finance directors?|heads? of finance",
        r"chief operating officers?|COOs?",
        r"chair(?:man|woman|person|s)?|head of the (?:supervisory )?board",
        r"(?:co-)?founders?",
        r"treasurers?",
        r"general counsel|head of legal",
    )
)
_WHO = re.compile(r"\b(?:who|whom|whose|name of)\b", re.I)


def tells_of_another_office(question: str, text: str) -> bool:
    """Whether ``question`` asks who holds an office, and ``text`` names other offices only."""
    if not _WHO.search(question):
        return False
    asked = [office for office in _OFFICES if office.search(question)]
    if len(asked) != 1 or asked[0].search(text):
        return False
    return any(office.search(text) for office in _OFFICES)
