"""The facts of a sentence that a drafted question can ask for: figures and dates, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.dates import DateMention, DatePrecision, find_dates
from corpus.figures import Figure, FigureKind, find_figures
from evals.fact_types import AmountFact, DateFact, Magnitude, PercentFact, QuantityFact, TypedFact

_NOUNS = {
    FigureKind.MONEY: "amount",
    FigureKind.PERCENT: "percentage",
    FigureKind.MULTIPLE: "multiple",
    FigureKind.DURATION: "period",
    FigureKind.MEASURE: "quantity",
}
_DATE_NOUNS = {DatePrecision.DAY: "date"}
_UNIT = re.compile(r"[^\W\d][^\d]*$")


@dataclass(frozen=True, slots=True)
class Target:
    """A fact in the characters [start, end) of a sentence.

    ``noun`` is what a question calls it ("amount"); ``counted`` is the noun that a bare number
    counts ("employees"), which the range then includes.
    """

    start: int
    end: int
    noun: str
    fact: AmountFact | PercentFact | QuantityFact | DateFact
    counted: str | None = None


def find_targets(sentence: str) -> tuple[Target, ...]:
    """The facts of ``sentence``, in order; bare numbers that count nothing are left out."""
    dates = find_dates(sentence)
    taken = [(d.start, d.end) for d in dates]
    figures = [
        f for f in find_figures(sentence) if all(f.end <= s or e <= f.start for s, e in taken)
    ]
    found = [t for f in figures if (t := _of_figure(f, sentence)) is not None]
    return tuple(sorted([*found, *map(_of_date, dates)], key=lambda t: t.start))


def _of_figure(figure: Figure, sentence: str) -> Target | None:
    match figure.kind:
        case FigureKind.MONEY:
            fact: AmountFact | PercentFact | QuantityFact = _amount(figure)
        case FigureKind.PERCENT:
            fact = PercentFact(type="percent", value=_plain(figure.value))
        case FigureKind.NUMBER:
            return _counted(figure, sentence)
        case _:
            value, unit = _in_own_unit(figure)
            fact = QuantityFact(type="quantity", value=value, unit=unit)
    return Target(figure.start, figure.end, _NOUNS[figure.kind], fact)


def _counted(figure: Figure, sentence: str) -> Target | None:
    if figure.noun is None:
        return None
    noun = re.compile(rf"\s+{re.escape(figure.noun)}\b").match(sentence, figure.end)
    if noun is None:
        return None
    fact = QuantityFact(type="quantity", value=_plain(figure.value), unit=figure.noun)
    return Target(figure.start, noun.end(), f"number of {figure.noun}", fact, figure.noun)


def _amount(figure: Figure) -> AmountFact:
    """The amount in the largest magnitude in which it is at least one."""
    magnitude = next(
        (m for m in reversed(Magnitude) if abs(figure.value) >= m.factor), Magnitude.ONE
    )
    value = _plain(figure.value / magnitude.factor)
    return AmountFact(type="amount", value=value, magnitude=magnitude, currency=figure.unit)


def _in_own_unit(figure: Figure) -> tuple[Decimal, str | None]:
    """Value and unit as the text has them ("620 GWh"), not as they are compared."""
    unit = _UNIT.search(figure.text)
    one = find_figures(f"1 {unit.group().strip()}") if unit else ()
    if unit and len(one) == 1 and (one[0].kind, one[0].unit) == (figure.kind, figure.unit):
        return _plain(figure.value / one[0].value), unit.group().strip()
    return _plain(figure.value), figure.unit


def _of_date(mention: DateMention) -> Target:
    year, month = mention.value.year, mention.value.month
    match mention.precision:
        case DatePrecision.DAY:
            value = mention.value.isoformat()
        case DatePrecision.MONTH:
            value = f"{year}-{month:02d}"
        case DatePrecision.QUARTER:
            value = f"{year}-Q{(month + 2) // 3}"
        case _:
            value = f"{year}"
    noun = _DATE_NOUNS.get(mention.precision, mention.precision.value)
    return Target(mention.start, mention.end, noun, DateFact(type="date", value=value))


def key_of(fact: TypedFact) -> str:
    """What makes two facts of one document the same."""
    return fact.model_dump_json()


def _plain(value: Decimal) -> Decimal:
    """``value`` without an exponent or trailing zeros, as a person would write it."""
    return Decimal(f"{value.normalize():f}")
