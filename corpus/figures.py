"""Figures as they stand in text, with their value, so that notations can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    DURATION = "duration"
    MEASURE = "measure"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the characters [start, end) of a text.

    ``unit`` is an ISO 4217 code for money, "year", "month", "week", "day" or "hour" for a
    duration ("business day" is another unit than "day"), "%" for a percentage (basis points
    are converted), "W", "Wh", "m2" or "t" for a measure (multiples are converted), else None.
    ``noun`` is the word counted by a bare number ("employees"), where one follows it.
    """

    text: str
    start: int
    end: int
    kind: FigureKind
    value: Decimal
    unit: str | None = None
    approximate: bool = False
    noun: str | None = None


_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "chf": "CHF", "cad": "CAD", "c$": "CAD",
    "aud": "AUD", "a$": "AUD", "nt$": "TWD", "twd": "TWD", "hk$": "HKD", "hkd": "HKD",
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "inr": "INR", "₹": "INR", "rs": "INR", "rupees": "INR",
    "s$": "SGD", "sgd": "SGD", "krw": "KRW", "₩": "KRW",
}  # fmt: skip
_MAGNITUDES = {
    "thousand": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mio": 6, "mm": 6,
    "billion": 9, "billions": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "tn": 12,
    "trn": 12, "t": 12, "lakh": 5, "crore": 7, "hundred": 2,
}  # fmt: skip
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_UNITS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_DURATIONS = "year|month|week|(?:business |working |calendar )?day|hour"
_MEASURES = {
    "kw": ("W", 3), "mw": ("W", 6), "gw": ("W", 9), "tw": ("W", 12), "kilowatt": ("W", 3),
    "megawatt": ("W", 6), "gigawatt": ("W", 9), "kwh": ("Wh", 3), "mwh": ("Wh", 6),
    "gwh": ("Wh", 9), "twh": ("Wh", 12), "square metre": ("m2", 0), "square meter": ("m2", 0),
    "sqm": ("m2", 0), "tonne": ("t", 0), "square foot": ("sq ft", 0), "square feet": ("sq ft", 0),
    "sq ft": ("sq ft", 0), "acre": ("acre", 0), "hectare": ("ha", 0), "mile": ("mile", 0),
    "kilometre": ("km", 0), "kilometer": ("km", 0), "km": ("km", 0), "barrel": ("barrel", 0),
}  # fmt: skip
_MEASURE = r"(?:" + "|".join(sorted(_MEASURES, key=len, reverse=True)) + r")s?\b"

_CURRENCY_BEFORE = (
    r"(?:US\$|NT\$|HK\$|C\$|A\$|S\$|[$€£¥₹₩]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|TWD|HKD|CNY|RMB|SEK|"
    r"NOK|DKK|INR|SGD|KRW|Rs)(?=\.?[\s\xa0]?\d))"
)
_CURRENCY_AFTER = (
    r"(?:US dollars?|U\.S\. dollars?|dollars?|euros?|pounds?(?: sterling)?|yen|yuan|rupees|"
    r"(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|TWD|HKD|CNY|RMB|SEK|NOK|DKK|INR|SGD|KRW)|[€£])"
)
_MAGNITUDE = (
    r"(?:trillions?|billions?|millions?|thousand|crore|lakh|trn|tn|bn|mn|mio|mm|[kKmMbBtT])(?![\w])"
)
# Atomic, so that a megabyte of digits is read once.
_AMOUNT = (
    r"(?>\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d{1,3}(?:\.\d{3}){2,}+(?!\d)(?:,\d{1,2}(?!\d))?|"
    r"\d{1,3}(?:[\xa0\u202f]\d{3})++(?!\d)|\d++(?:\.\d++)?|(?<!\d)\.\d++)"
)
_WORD_NUMBER = r"(?:" + "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)]) + r")"
_WORD_AMOUNT = (
    rf"(?:a|{_WORD_NUMBER})(?:[ -]{_WORD_NUMBER})?(?: hundred(?:(?: and)? {_WORD_NUMBER}"
    rf"(?:[ -]{_WORD_NUMBER})?)?)?"
)
_PATTERN = re.compile(
    rf"(?<![\w.,])(?P<paren>\()?(?P<sign>[-−–+](?=[\d$€£]))?(?P<before>{_CURRENCY_BEFORE})?"
    rf"[\s\xa0]?(?P<inner>\((?=[\d,.]+\)))?(?P<negative>[-−](?=\d))?(?P<amount>{_AMOUNT})"
    rf"(?!\w++(?<=\d))(?P<early>\)(?=[ -](?:{_DURATIONS})s?\b))?"
    rf"(?:[\s\xa0-]?(?P<magnitude>{_MAGNITUDE}))?"
    r"(?P<plus>\+)?"
    rf"(?:[\s\xa0-]?(?P<unit>%|per[\s-]?cent\b|percent(?:age points?)?\b|pct\b|bps?\b|"
    rf"basis points?\b|x\b|times\b|(?:{_DURATIONS})s?\b|{_MEASURE}|"
    rf"{_CURRENCY_AFTER}(?!\w)))?(?P<close>\))?",
    re.I,
)
_WORDED = re.compile(
    rf"\b(?P<amount>half a|{_WORD_NUMBER} and a half|{_WORD_AMOUNT})"
    r"(?:[ -](?P<magnitude>thousand|million|billion|trillion|crore|lakh)\b)?"
    rf"(?:[ -](?P<unit>{_MEASURE}|(?:{_DURATIONS})s?\b|per ?cent\b|basis points\b|times\b|"
    rf"{_CURRENCY_AFTER}(?!\w)))?(?![\w-])",
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
    matches = [m for m in _PATTERN.finditer(text) if m["amount"]]
    found: list[Figure] = []
    for number, match in enumerate(matches):
        following = matches[number + 1] if number + 1 < len(matches) else None
        figure = _figure(text, match, _upper_end(text, match, following))
        if figure is not None:
            found.append(_with_currency_of(found[-1], figure, text) if found else figure)
    return _merged(found, (w for m in _WORDED.finditer(text) if (w := _worded(text, m))))


_TO = re.compile(r"[\s\xa0]?(?:[-–—]|to|or|and)[\s\xa0]?[$€£]?", re.I)


def _upper_end(
    text: str, match: re.Match[str], following: re.Match[str] | None
) -> re.Match[str] | None:
    """The upper end of the range whose lower end lacks what "5-7 million" says only once."""
    if following is None or match["magnitude"] or match["unit"] or match["plus"]:
        return None
    between = text[match.end("amount") : following.start("amount")]
    if len(between) > 8 or not _TO.fullmatch(between):
        return None
    if between.strip().casefold() == "and" and not re.search(
        r"\bbetween\W{0,3}$", text[max(0, match.start() - 12) : match.start("amount")], re.I
    ):
        return None
    return following if following["magnitude"] or following["unit"] else None


def _with_currency_of(lower: Figure, figure: Figure, text: str) -> Figure:
    """``figure`` in the currency of the lower end of its range ("$5-7 million")."""
    if lower.kind is not FigureKind.MONEY or figure.kind is not FigureKind.NUMBER:
        return figure
    if figure.start - lower.end > 4 or not re.fullmatch(
        r"\s?(?:[-–—]|to)\s?", text[lower.end : figure.start]
    ):
        return figure
    return replace(figure, kind=FigureKind.MONEY, unit=lower.unit, noun=None)


def _merged(found: Sequence[Figure], worded: Iterable[Figure]) -> tuple[Figure, ...]:
    """Both, in order; where they overlap the one in digits stands."""
    merged: list[Figure] = []
    digits = iter([*found, None])
    following = next(digits)
    for figure in worded:
        while following is not None and following.start < figure.end:
            merged.append(following)
            following = next(digits)
        if not merged or merged[-1].end <= figure.start:
            merged.append(figure)
    if following is not None:
        merged += [following, *(f for f in digits if f is not None)]
    return tuple(merged)


def same_figure(a: Figure, b: Figure, relative_tolerance: Decimal = Decimal(0)) -> bool:
    """Whether two figures mean the same amount of the same thing.

    Currencies must agree; a bare number equals an amount only of the same kind.
    """
    if a.kind is not b.kind or a.unit != b.unit:
        return False
    if a.value == b.value:
        return True
    return abs(a.value - b.value) <= relative_tolerance * max(abs(a.value), abs(b.value))


def _figure(text: str, match: re.Match[str], upper: re.Match[str] | None) -> Figure | None:
    before = match["before"]
    scale = upper or match
    magnitude = (scale["magnitude"] or "").casefold()
    unit = _plain_unit(scale["unit"])
    start = match.start("before") if before else match.start("amount")
    end = max(match.end(g) for g in ("amount", "inner", "magnitude", "plus", "unit") if match[g])
    late = re.compile(rf"[ -]((?:{_DURATIONS})s?)\b", re.I).match(text, match.end("early"))
    if match["early"] and late:
        unit, end = _plain_unit(late[1]), late.end()
        start = match.start("paren") if match["paren"] else start
    elif match["inner"] and text[end : end + 1] == ")":
        end += 1
    value = _value_of(match["amount"])
    if not before and not magnitude and not unit and _is_no_figure(text, match, value):
        return None
    if not upper and text[end : end + 1].isalpha() and not unit:
        return None  # "5G", "3D"
    # "Form 10-K", "Schedule 4 B": one letter is a magnitude only where money is meant.
    if (
        len(magnitude) == 1
        and not before
        and (magnitude in "tb" or text[scale.start("magnitude") - 1] in " -\xa0")
    ):
        return None
    kind, unit_name, factor = _meaning(before, unit)
    value *= Decimal(10) ** _MAGNITUDES.get(magnitude, 0) * factor
    if _is_negative(text, match, unit):
        value = -value
    about = bool(match["plus"]) or _APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    noun = _noun_after(text, end) if kind is FigureKind.NUMBER else None
    return Figure(text[start:end], start, end, kind, value.normalize(), unit_name, about, noun)


def _value_of(amount: str) -> Decimal:
    if amount.count(".") > 1:  # 1.400.000,50
        amount = amount.replace(".", "").replace(",", ".")
    return Decimal(re.sub(r"[,\xa0\u202f]", "", amount))


def _is_negative(text: str, match: re.Match[str], unit: str) -> bool:
    """A minus sign, the word, or an accountant's brackets: "(1,577)", "$(0.3)", "(2.5%)"."""
    if match["negative"] or match["sign"] in {"-", "−"} or match["inner"]:
        return True
    at = match.start("before") if match["before"] else match.start("amount")
    if re.search(r"\b(?:minus|negative) $", text[max(0, at - 10) : at], re.I):
        return True
    if not match["paren"] or not (match["close"] or text[match.end() : match.end() + 1] == ")"):
        return False
    # "(10%)" after "ten per cent" repeats it; "(2015)" and "(3)" number something.
    return "," in match["amount"] and not unit


def _plain_unit(unit: str | None) -> str:
    return re.sub(r"[\s\xa0-]+", " ", (unit or "").casefold())


_NOUN = re.compile(r"[\s\xa0](?:(?:new|more|other|full-time|permanent)[\s\xa0])?([a-z]{3,30})\b")
_NO_NOUN = frozenset("and the for from with was were are has have had per will which that".split())


def _noun_after(text: str, end: int) -> str | None:
    match = _NOUN.match(text, end)
    return match[1] if match and match[1] not in _NO_NOUN else None


def _is_no_figure(text: str, match: re.Match[str], value: Decimal) -> bool:
    start, end = match.start("amount"), match.end("amount")
    bare = match["amount"]
    after = text[end : end + 4]
    if re.match(r"(?:st|nd|rd|th)\b|[-–/]\d|[-–][A-Z]|:\d\d|\.\d", after):
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
        name = unit.rstrip("s").replace("working", "business").removeprefix("calendar ")
        return FigureKind.DURATION, name, one
    measure = _MEASURES.get(unit) or _MEASURES.get(unit.removesuffix("s"))
    if measure:
        return FigureKind.MEASURE, measure[0], Decimal(10) ** measure[1]
    currency = _CURRENCIES.get(unit.removeprefix("us ").removeprefix("u.s. ").split(" ")[0])
    if unit and currency:
        return FigureKind.MONEY, currency, one
    return FigureKind.NUMBER, None, one


def _worded(text: str, match: re.Match[str]) -> Figure | None:
    amount = match["amount"].casefold()
    words = re.findall(r"[a-z]+", amount)
    magnitude, unit = (match["magnitude"] or "").casefold(), _plain_unit(match["unit"])
    start, end = match.span()
    noun = None
    if not magnitude and words[0] in {"a", "half"}:
        return None
    if not magnitude and not unit:
        # "two plants" is a count; "one" is mostly a pronoun and "ten" alone says nothing.
        noun = _noun_after(text, end)
        if noun is None or words[0] in {"one", "zero"} or noun in {"of", "thirds", "halves"}:
            return None
    kind, unit_name, factor = _meaning(None, unit)
    total = Decimal("0.5") if words == ["half", "a"] else _total(words)
    value = (total * Decimal(10) ** _MAGNITUDES.get(magnitude, 0) * factor).normalize()
    if kind is FigureKind.NUMBER:
        noun = noun or _noun_after(text, end)
    about = _APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    return Figure(text[start:end], start, end, kind, value, unit_name, about, noun)


def _total(words: Sequence[str]) -> Decimal:
    total = Decimal(0)
    for word in words:
        if word == "hundred":
            total = max(total, Decimal(1)) * 100
        elif word == "half":
            total += Decimal("0.5")
        elif word == "a":
            total = max(total, Decimal(1)) if total == 0 and "half" not in words else total
        elif word != "and":
            total += _WORDS[word]
    return total
