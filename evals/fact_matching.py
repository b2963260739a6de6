"""Whether a text states a fact of an eval set, short form or typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from corpus.dates import DateMention, DatePrecision, find_dates
from corpus.figures import Figure, FigureKind, find_figures
from corpus.sentences import sentence_spans
from evals.entity_names import is_named
from evals.fact_types import (
    AmountFact,
    DateFact,
    Fact,
    NameFact,
    PercentFact,
    QuantityFact,
    TextFact,
    TypedFact,
    Weight,
)
from evals.facts import contains, states, whole_figure
from evals.notations import plain_notation
from evals.signs import is_said_negative

# Units of time in another one; "business day" is no part of a week.
_DURATIONS = {"year": ("month", 12), "week": ("day", 7)}
_NUMERIC = (AmountFact, PercentFact, QuantityFact)


def fact_stated(text: str, fact: Fact) -> bool:
    """Whether ``text`` states ``fact``, in whatever notation, with its anchor where it has one."""
    if isinstance(fact, tuple):
        return states(text, fact)
    return any(_in_sentence(s, fact) for s in _scopes(plain_notation(text), fact))


def weight_of(fact: Fact) -> float:
    """1 for a vital fact, 0.5 for an okay one (TREC's vital and okay nuggets)."""
    return 1.0 if is_vital(fact) else 0.5


def is_vital(fact: Fact) -> bool:
    """Whether the answer fails without ``fact``; the short form is always vital."""
    return isinstance(fact, tuple) or fact.weight is Weight.VITAL


def is_numeric(fact: Fact) -> bool:
    """Whether ``fact`` is a figure: a numeric type, or a short form that is nothing else."""
    if isinstance(fact, tuple):
        return any(whole_figure(alternative) is not None for alternative in fact)
    return isinstance(fact, _NUMERIC)


def label_of(fact: Fact) -> tuple[str, ...]:
    """What a report calls ``fact``: its alternatives, or its value with its unit."""
    match fact:
        case tuple():
            return fact
        case TextFact():
            return fact.any_of
        case AmountFact():
            magnitude = "" if fact.magnitude.value == "one" else f" {fact.magnitude.value}"
            return (f"{fact.currency or ''} {fact.value:,}{magnitude}".strip(),)
        case PercentFact():
            return (f"{fact.value} {fact.unit}",)
        case QuantityFact():
            return (f"{fact.value:,} {fact.unit or ''}".strip(),)
        case DateFact():
            return (fact.value,)
        case NameFact():
            return (fact.name, *fact.aliases)


def _scopes(text: str, fact: TypedFact) -> Iterable[str]:
    """Where value and anchor may stand together: a sentence, which also says loss or gain.

    Without an anchor, words, names and dates may stand anywhere.
    """
    if not fact.anchor and not isinstance(fact, _NUMERIC):
        return [text]
    sentences = [text[s.start : s.end] for s in sentence_spans(text)]
    if not fact.anchor:
        return sentences
    return [s for s in sentences if any(contains(s, a) for a in fact.anchor)]


def _in_sentence(text: str, fact: Fact) -> bool:
    match fact:
        case TextFact():
            return states(text, fact.any_of)
        case AmountFact():
            return _any_figure(text, lambda f: _is_amount(f, fact, text))
        case PercentFact():
            wanted, tolerance = fact.value * fact.factor, fact.tolerance * fact.factor
            return _any_figure(
                text,
                lambda f: f.kind is FigureKind.PERCENT and _near(f, wanted, tolerance, text),
            )
        case QuantityFact():
            return _any_figure(text, lambda f: _is_quantity(f, fact, text))
        case DateFact():
            return any(_is_date(d, fact.value) for d in find_dates(text))
        case NameFact():
            return any(is_named(text, name) for name in (fact.name, *fact.aliases))
        case _:
            return states(text, fact)


def _any_figure(text: str, fits: Callable[[Figure], bool]) -> bool:
    return any(fits(figure) for figure in find_figures(text))


def _is_amount(figure: Figure, fact: AmountFact, text: str) -> bool:
    if figure.kind is FigureKind.MONEY:
        if fact.currency is not None and figure.unit != fact.currency:
            return False
    elif figure.kind is not FigureKind.NUMBER or fact.currency is not None:
        return False
    return _near(figure, fact.whole, fact.tolerance * abs(fact.whole), text)


def _near(figure: Figure, wanted: Decimal, tolerance: Decimal, sentence: str) -> bool:
    """Whether the values agree; "a loss of 25" and "(25)" state -25."""
    if abs(figure.value - wanted) <= tolerance:
        return True
    turned = wanted < 0 < figure.value and abs(figure.value + wanted) <= tolerance
    return turned and is_said_negative(figure, sentence)


def _is_quantity(figure: Figure, fact: QuantityFact, sentence: str) -> bool:
    if fact.unit is None:
        return _near(figure, fact.value, fact.tolerance * abs(fact.value), sentence)
    wanted = find_figures(f"{fact.value:f} {fact.unit}")
    if len(wanted) != 1:
        return False
    found, asked = _in_smaller_unit(figure), _in_smaller_unit(wanted[0])
    if (found.kind, found.unit) != (asked.kind, asked.unit):
        return False
    if found.noun and asked.noun and _singular(found.noun) != _singular(asked.noun):
        return False
    return _near(found, asked.value, fact.tolerance * abs(asked.value), sentence)


def _in_smaller_unit(figure: Figure) -> Figure:
    """``figure`` in months or days where it is in years or weeks."""
    unit, factor = _DURATIONS.get(figure.unit or "", (figure.unit, 1))
    return replace(figure, unit=unit, value=figure.value * factor)


def _singular(noun: str) -> str:
    return noun.casefold().removesuffix("s")


def _is_date(mention: DateMention, wanted: str) -> bool:
    order = list(DatePrecision)
    year, _, rest = wanted.partition("-")
    value, precision = date(int(year), 1, 1), DatePrecision.YEAR
    if rest.startswith("Q"):
        value, precision = date(int(year), 3 * int(rest[1]) - 2, 1), DatePrecision.QUARTER
    elif rest:
        month, _, day = rest.partition("-")
        value = date(int(year), int(month), int(day or 1))
        precision = DatePrecision.DAY if day else DatePrecision.MONTH
    if order.index(mention.precision) < order.index(precision):
        return False
    return _cut(mention.value, precision) == _cut(value, precision)


def _cut(value: date, precision: DatePrecision) -> tuple[int, ...]:
    """``value`` as far as ``precision`` goes."""
    quarter = (value.month - 1) // 3
    parts = (value.year, quarter, value.month, value.day)
    return parts[: list(DatePrecision).index(precision) + 1]
