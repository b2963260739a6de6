"""Figures as they stand in text, with their value, so that notations can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    DURATION = "duration"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the characters [start, end) of a text.

    ``unit`` is an ISO 4217 code for money, "year", "month", "week", "day" or "hour" for a
    duration, "%" for a percentage (basis points are converted), else None.
    """

    text: str
    start: int
    end: int
    kind: FigureKind
    value: Decimal
    unit: str | None = None
    approximate: bool = False


_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "chf": "CHF", "cad": "CAD", "c$": "CAD",
    "aud": "AUD", "a$": "AUD", "nt$": "TWD", "twd": "TWD", "hk$": "HKD", "hkd": "HKD",
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "inr": "INR", "₹": "INR", "s$": "SGD", "sgd": "SGD", "krw": "KRW", "₩": "KRW",
}  # fmt: skip
_MAGNITUDES = {
    "thousand": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mio": 6, "mm": 6,
    "billion": 9, "billions": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "tn": 12,
    "trn": 12, "t": 12,
}  # fmt: skip
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_UNITS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_DURATIONS = "year|month|week|day|hour"

_CURRENCY_BEFORE = (
    r"(?:US\$|NT\$|HK\$|C\$|A\$|S\$|[$€£¥₹₩]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|TWD|HKD|CNY|RMB|SEK|"
    r"NOK|DKK|INR|SGD|KRW)(?=[\s\xa0]?\d))"
)
_CURRENCY_AFTER = (
    r"(?:US dollars?|U\.S\. dollars?|dollars?|euros?|pounds?(?: sterling)?|yen|yuan|"
    r"(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|TWD|HKD|CNY|RMB|SEK|NOK|DKK|INR|SGD|KRW)|[€£])"
)
_MAGNITUDE = r"(?:trillions?|billions?|millions?|thousand|trn|tn|bn|mn|mio|mm|[kKmMbBtT])(?![\w])"
_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
_WORD_NUMBER = r"(?:" + "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)]) + r")"
_WORD_AMOUNT = (
    rf"(?:a|{_WORD_NUMBER})(?:[ -]{_WORD_NUMBER})?(?: hundred(?:(?: and)? {_WORD_NUMBER}"
    rf"(?:[ -]{_WORD_NUMBER})?)?)?"
)
_PATTERN = re.compile(
    rf"(?<![\w.,])(?P<paren>\()?(?P<sign>[-−–+](?=[\d$€£]))?(?P<before>{_CURRENCY_BEFORE})?"
    rf"[\s\xa0]?(?P<negative>[-−](?=\d))?(?P<amount>{_AMOUNT})(?![\w]*\d)"
    rf"(?:[\s\xa0-]?(?P<magnitude>{_MAGNITUDE}))?"
    r"(?P<plus>\+)?"
    rf"(?:[\s\xa0-]?(?P<unit>%|per[\s-]?cent\b|percent(?:age points?)?\b|pct\b|bps?\b|"
    rf"basis points?\b|x\b|times\b|(?:{_DURATIONS})s?\b|{_CURRENCY_AFTER}(?!\w)))?(?P<close>\))?",
    re.I,
)
_WORDED = re.compile(
    rf"\b(?P<amount>{_WORD_AMOUNT})[ -](?:(?P<magnitude>thousand|million|billion|trillion)\b"
    rf"(?:[ -](?P<unit>(?:{_DURATIONS})s?\b|per ?cent\b|{_CURRENCY_AFTER}(?!\w)))?"
    rf"|(?P<only>(?:{_DURATIONS})s?\b|per ?cent\b|basis points\b|times\b|{_CURRENCY_AFTER}(?!\w)))",
    re.I,
)
_APPROXIMATE = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|some|over|more than|at least|up to|"
    r"less than|under|estimated|circa|ca\.|c\.|~|≈)[\s\xa0]*$",
    re.I,
)
_REFERENCE = re.compile(
    r"(?:\b(?:section|clause|article|schedule|annex|page|no\.|note|item|exhibit|paragraph|chapter|"
    r"part|version|appendix|form)\s*)$",
    re.I,
)


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures in ``text``, in order, without overlaps.

    Years standing alone, section numbers, ordinals and the digits of dates and names
    ("Q3", "GB200", "10-K") are not figures.
    """
    found = [f for m in _PATTERN.finditer(text) if (f := _figure(text, m)) is not None]
    taken = [(f.start, f.end) for f in found]
    for match in _WORDED.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            worded = _worded(text, match)
            if worded is not None:
                found.append(worded)
    return tuple(sorted(found, key=lambda f: f.start))


def same_figure(a: Figure, b: Figure, relative_tolerance: Decimal = Decimal(0)) -> bool:
    """Whether two figures mean the same amount of the same thing.

    Currencies must agree; a bare number equals an amount only of the same kind.
    """
    if a.kind is not b.kind or a.unit != b.unit:
        return False
    if a.value == b.value:
        return True
    return abs(a.value - b.value) <= relative_tolerance * max(abs(a.value), abs(b.value))


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    value = Decimal(match["amount"].replace(",", ""))
    before = match["before"]
    magnitude = (match["magnitude"] or "").casefold()
    unit = re.sub(r"[\s-]+", " ", (match["unit"] or "").casefold())
    start = match.start("before") if before else match.start("amount")
    end = max(match.end(g) for g in ("amount", "magnitude", "plus", "unit") if match[g])
    if not before and not magnitude and not unit and _is_no_figure(text, match, value):
        return None
    if len(magnitude) == 1 and not before:
        # "Form 10-K", "Schedule 4 B": one letter is a magnitude only where money is meant.
        if magnitude in "tb" or text[match.start("magnitude") - 1] in " -\xa0":
            return None
    kind, unit_name, factor = _meaning(before, unit)
    value *= Decimal(10) ** _MAGNITUDES.get(magnitude, 0) * factor
    accounting = match["paren"] is not None and match["close"] is not None and not unit
    if match["negative"] or match["sign"] in {"-", "−"} or (accounting and "," in match["amount"]):
        value = -value
    about = bool(match["plus"]) or _APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    return Figure(text[start:end], start, end, kind, value.normalize(), unit_name, about)


def _is_no_figure(text: str, match: re.Match[str], value: Decimal) -> bool:
    start, end = match.start("amount"), match.end("amount")
    bare = match["amount"]
    after = text[end : end + 12]
    if re.match(r"(?:st|nd|rd|th)\b|[-/]\d|[-–][A-Z]|:\d\d", after):
        return True
    if re.search(r"(?:\d[-/.:]|[A-Za-z]-)$", text[max(0, start - 2) : start]):
        return True
    if "," not in bare and "." not in bare and 1900 <= value <= 2100:
        return True
    if _REFERENCE.search(text[max(0, start - 14) : start]):
        return True
    return _is_day_of_month(text, start, end, value)


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s+$", re.I)
_MONTH_AFTER = re.compile(rf"\s+{_MONTH}\b", re.I)


def _is_day_of_month(text: str, start: int, end: int, value: Decimal) -> bool:
    if not 1 <= value <= 31:
        return False
    return bool(
        _MONTH_BEFORE.search(text[max(0, start - 12) : start]) or _MONTH_AFTER.match(text, end)
    )


def _meaning(before: str | None, unit: str) -> tuple[FigureKind, str | None, Decimal]:
    """Kind, unit and factor of a figure with this currency sign before or unit after it."""
    one = Decimal(1)
    if before:
        return FigureKind.MONEY, _CURRENCIES[before.casefold()], one
    if unit in {"bp", "bps", "basis point", "basis points"}:
        return FigureKind.PERCENT, "%", Decimal("0.01")
    if unit == "%" or unit.startswith(("per cent", "percent", "pct")):
        return FigureKind.PERCENT, "%", one
    if unit in {"x", "times"}:
        return FigureKind.MULTIPLE, "x", one
    if re.fullmatch(rf"(?:{_DURATIONS})s?", unit):
        return FigureKind.DURATION, unit.rstrip("s"), one
    currency = _CURRENCIES.get(unit.removeprefix("us ").removeprefix("u.s. ").split(" ")[0])
    if unit and currency:
        return FigureKind.MONEY, currency, one
    return FigureKind.NUMBER, None, one


def _worded(text: str, match: re.Match[str]) -> Figure | None:
    words = re.findall(r"[a-z]+", match["amount"].casefold())
    if words == ["a"] and not match["magnitude"]:
        return None
    total = 0
    for word in words:
        if word == "hundred":
            total = max(total, 1) * 100
        elif word == "a":
            total = 1
        elif word != "and":
            total += _WORDS[word]
    unit = re.sub(r"[\s-]+", " ", (match["unit"] or match["only"] or "").casefold())
    kind, unit_name, factor = _meaning(None, unit)
    exponent = _MAGNITUDES.get((match["magnitude"] or "").casefold(), 0)
    value = (Decimal(total) * Decimal(10) ** exponent * factor).normalize()
    start, end = match.span()
    about = _APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    return Figure(text[start:end], start, end, kind, value, unit_name, about)
