"""Figures as they stand in text, with their value, so that notations can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from corpus.figure_notation import (
    APPROXIMATE,
    CURRENCIES,
    DURATIONS,
    MAGNITUDES,
    MEASURES,
    MONTH_AFTER,
    MONTH_BEFORE,
    NO_NOUN,
    NOUN,
    PATTERN,
    REFERENCE,
    SPELT_OUT,
    TO,
    WORDED,
    currency_of,
    digits_value,
    duration_unit,
    plain_unit,
    words_value,
)


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


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures in ``text``, in order, without overlaps.

    Years standing alone, section numbers, ordinals and the digits of dates and names
    ("Q3", "GB200", "10-K") are not figures.
    """
    matches = [m for m in PATTERN.finditer(text) if m["amount"]]
    found: list[Figure] = []
    for number, match in enumerate(matches):
        following = matches[number + 1] if number + 1 < len(matches) else None
        figure = _figure(text, match, _upper_end(text, match, following))
        if figure is not None:
            found.append(_with_currency_of(found[-1], figure, text) if found else figure)
    return _merged(found, (w for m in WORDED.finditer(text) if (w := _worded(text, m))))


def _upper_end(
    text: str, match: re.Match[str], following: re.Match[str] | None
) -> re.Match[str] | None:
    """The upper end of the range whose lower end lacks what "5-7 million" says only once."""
    if following is None or match["magnitude"] or match["unit"] or match["plus"]:
        return None
    between = text[match.end("amount") : following.start("amount")]
    if len(between) > 8 or not TO.fullmatch(between):
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
    unit = plain_unit(scale["unit"])
    start = match.start("before") if before else match.start("amount")
    end = max(match.end(g) for g in ("amount", "inner", "magnitude", "plus", "unit") if match[g])
    late = re.compile(rf"[ -]((?:{DURATIONS})s?)\b", re.I).match(text, match.end("early"))
    if match["early"] and late:
        unit, end = plain_unit(late[1]), late.end()
        start = match.start("paren") if match["paren"] else start
    elif match["bracket"]:
        start = match.start("paren")
    elif match["inner"] and text[end : end + 1] == ")":
        end += 1
    value = digits_value(match["amount"])
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
    value *= Decimal(10) ** MAGNITUDES.get(magnitude, 0) * factor
    if _is_negative(text, match, unit):
        value = -value
    about = bool(match["plus"]) or APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    noun = _noun_after(text, end) if kind is FigureKind.NUMBER else None
    return Figure(text[start:end], start, end, kind, value.normalize(), unit_name, about, noun)


def _is_negative(text: str, match: re.Match[str], unit: str) -> bool:
    """A minus sign, the word, or an accountant's brackets: "(1,577)", "$(0.3)", "(2.5)%"."""
    if match["negative"] or match["sign"] in {"-", "−"} or match["inner"]:
        return True
    at = match.start("before") if match["before"] else match.start("amount")
    if re.search(r"\b(?:minus|negative) $", text[max(0, at - 10) : at], re.I):
        return True
    if match["bracket"]:
        opening = match.start("paren")
        return not SPELT_OUT.search(text[max(0, opening - 16) : opening])
    if not match["paren"] or not (match["close"] or text[match.end() : match.end() + 1] == ")"):
        return False
    # "(10%)" after "ten per cent" repeats it; "(2015)" and "(3)" number something.
    return "," in match["amount"] and not unit


def _noun_after(text: str, end: int) -> str | None:
    match = NOUN.match(text, end)
    return match[1] if match and match[1] not in NO_NOUN else None


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
    if REFERENCE.search(text[max(0, start - 14) : start]):
        return True
    return _is_day_of_month(text, start, end, value)


def _is_day_of_month(text: str, start: int, end: int, value: Decimal) -> bool:
    if not 1 <= value <= 31:
        return False
    return bool(
        MONTH_BEFORE.search(text[max(0, start - 12) : start]) or MONTH_AFTER.match(text, end)
    )


def _meaning(before: str | None, unit: str) -> tuple[FigureKind, str | None, Decimal]:
    """Kind, unit and factor of a figure with this currency sign before or unit after it."""
    one = Decimal(1)
    if before:
        return FigureKind.MONEY, currency_of(before), one
    if unit in {"bp", "bps", "basis point", "basis points"}:
        return FigureKind.PERCENT, "%", Decimal("0.01")
    if unit == "%" or unit.startswith(("per cent", "percent", "pct")):
        return FigureKind.PERCENT, "%", one
    if unit in {"x", "times"}:
        return FigureKind.MULTIPLE, "x", one
    if re.fullmatch(rf"(?:{DURATIONS})s?", unit):
        return FigureKind.DURATION, duration_unit(unit), one
    measure = MEASURES.get(unit) or MEASURES.get(unit.removesuffix("s"))
    if measure:
        return FigureKind.MEASURE, measure[0], Decimal(10) ** measure[1]
    currency = CURRENCIES.get(unit.removeprefix("us ").removeprefix("u.s. ").split(" ")[0])
    if unit and currency:
        return FigureKind.MONEY, currency, one
    return FigureKind.NUMBER, None, one


def _worded(text: str, match: re.Match[str]) -> Figure | None:
    amount = match["amount"].casefold()
    words = re.findall(r"[a-z]+", amount)
    magnitude, unit = (match["magnitude"] or "").casefold(), plain_unit(match["unit"])
    start, end = match.span()
    noun = None
    if not magnitude and words[0] in {"a", "half"}:
        return None
    if not magnitude and not unit and not match["before"]:
        # "two plants" is a count; "one" is mostly a pronoun and "ten" alone says nothing.
        noun = _noun_after(text, end)
        if noun is None or words[0] in {"one", "zero"} or noun in {"of", "thirds", "halves"}:
            return None
    kind, unit_name, factor = _meaning(match["before"], unit)
    value = (words_value(words) * Decimal(10) ** MAGNITUDES.get(magnitude, 0) * factor).normalize()
    if kind is FigureKind.NUMBER:
        noun = noun or _noun_after(text, end)
    about = APPROXIMATE.search(text[max(0, start - 16) : start]) is not None
    return Figure(text[start:end], start, end, kind, value, unit_name, about, noun)
