"""Candidate answers in a sentence: amounts, dates, places, names and phrases, by pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions import AnswerType
from index.words import STOP_WORDS

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_SCALE = r"(?:thousand|million|billion|trillion|hundred|dozen|m|bn|tn|k|mn|mm|M|B|T|K)\b"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|half|dozen|several|both)"
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_UNIT_OF_TIME = (
    r"(?:(?:business|calendar|working|trading)\s+)?"
    r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?\b"
)
_NAME_WORD = r"(?:[A-Z][\w’'&.]*(?:-[\w’']+)*|[a-z][A-Z]\w*|\d+[A-Z]\w*)"
_NAME = re.compile(
    rf"{_NAME_WORD}(?:(?:\s(?:of|and|the|de|du|von|van|for|&)(?:\sthe)?)?\s{_NAME_WORD})*"
)

PATTERNS: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.AMOUNT: re.compile(
        rf"(?:(?:US|C|A|HK|NT|S)?[$£€¥₹]|\b(?:USD|EUR|GBP|CHF|JPY|TWD|CNY|SEK|NOK|DKK)\s?)"
        rf"\s?{_FIGURE}(?:\s?-?{_SCALE})?"
        rf"|{_FIGURE}(?:\s?{_SCALE})?\s?(?:dollars|euros?|pounds|cents|USD|EUR|GBP|CHF|JPY|SEK)\b"
        rf"|{_FIGURE}\s?{_SCALE}"
        rf"|{_FIGURE}\s?(?:%|percent\b|per cent\b|basis points\b|bps?\b|x\b)",
    ),
    AnswerType.PERCENT: re.compile(
        rf"{_FIGURE}\s?(?:%|percent\b|per cent\b|percentage points?\b|basis points\b|bps?\b)"
        rf"|\b{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})*\s(?:percent|per cent)\b",
    ),
    AnswerType.DURATION: re.compile(
        rf"(?:{_FIGURE}|\b{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})?)(?:\s\(\d+\))?[\s-]{_UNIT_OF_TIME}",
        re.IGNORECASE,
    ),
    AnswerType.DATE: re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?"
        rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
        rf"|\b{_MONTH},?\s\d{{4}}"
        r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
        r"|\b(?:Q[1-4]|H[12]|FY)\s?(?:\d{4}|\d{2})\b"
        r"|\b(?:fiscal(?: year)?\s)?(?:1[0-9]|20)\d{2}s?\b(?!,\d)"
        r"|\b\d{1,2}(?:st|nd|rd|th)\scentur(?:y|ies)\b"
        rf"|\b{_MONTH}\b"
        r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    ),
    AnswerType.NUMBER: re.compile(
        rf"{_FIGURE}(?:\s?{_SCALE})?%?|\b{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})*\b", re.IGNORECASE
    ),
    AnswerType.NAME: _NAME,
    AnswerType.PLACE: _NAME,
    AnswerType.REASON: re.compile(
        r"\b(?:because|due to|owing to|as a result of|in order to|so that|since|to (?=[a-z])|"
        r"for the purpose|in light of|driven by|caused by|reflecting)\b",
        re.IGNORECASE,
    ),
}
_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|to|from|across|outside|of|into|on|through)\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [start, end) of a text that could answer a question of type ``type``."""

    start: int
    end: int
    type: AnswerType


def find_candidates(text: str, answer_type: AnswerType) -> tuple[Candidate, ...]:
    """The words of ``text`` that have the form of ``answer_type``; none for free phrases.

    A single capitalised word that opens the text counts as a name only if it is no stop
    word; places are names that follow a preposition of place.
    """
    pattern = PATTERNS.get(answer_type)
    if pattern is None:
        return ()
    found = []
    for match in pattern.finditer(text):
        if answer_type in {AnswerType.NAME, AnswerType.PLACE} and not _is_name(text, match):
            continue
        if answer_type is AnswerType.PLACE and not _PLACE_LEAD.search(text, 0, match.start()):
            continue
        found.append(Candidate(match.start(), match.end(), answer_type))
    return tuple(found)


def has_form(text: str, answer_type: AnswerType) -> bool:
    """Whether ``text`` holds words of the form asked for; True for free phrases."""
    if answer_type not in PATTERNS:
        return True
    if answer_type is AnswerType.PLACE:
        return bool(find_candidates(text, AnswerType.NAME))
    return bool(find_candidates(text, answer_type))


def _is_name(text: str, match: re.Match[str]) -> bool:
    words = match.group().split()
    return len(words) > 1 or words[0].lower() not in STOP_WORDS
