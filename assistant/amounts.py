"""Whether figures of a source bear out a figure of a statement, in whatever notation.

A table says its currency and scale once ("in EUR million"), and a loss may stand there as a
negative amount; a bare number is an amount only of what the source says it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.dates import DateMention
from corpus.figure_notation import (
    CURRENCIES,
    CURRENCY_AFTER,
    CURRENCY_CODE,
    DURATIONS,
    MEASURE,
    MEASURES,
    duration_unit,
    plain_unit,
)
from corpus.figures import Figure, FigureKind, find_figures, same_figure

_FOREIGN_DOLLARS = {
    "canadian": "CAD", "australian": "AUD", "hong kong": "HKD", "singapore": "SGD",
    "new zealand": "NZD", "taiwan": "TWD",
}  # fmt: skip
_SIGN = rf"(?:(?<![A-Z])(?:U\.S\.|US|NT|HK|CA|C|AU|A|NZ|MX|S|R)?\$|[€£¥₹₩]|\b{CURRENCY_CODE}\b)"
_CURRENCY = (
    rf"(?:(?:{'|'.join(_FOREIGN_DOLLARS)})\s(?:dollars?|\$)|{_SIGN}|\b{CURRENCY_AFTER}(?!\w))"
)
_SCALE_WORD = r"(?:thousand|million|billion|bn|m|k)"
_HEADED = (
    re.compile(
        rf"(?P<currency>{_CURRENCY})\s?(?:\(?in\s)?(?P<scale>{_SCALE_WORD})s?\b(?!\s*\d)", re.I
    ),
    re.compile(rf"\b(?P<scale>{_SCALE_WORD})s?\s(?:of\s)?(?P<currency>{_CURRENCY})", re.I),
)
_POWERS = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9}
_MENTIONS = {
    FigureKind.MONEY: re.compile(_CURRENCY, re.I),
    FigureKind.PERCENT: re.compile(
        r"%|\bper\s?cent\b|\bpercentages?\b|\bbasis points\b|\bbps\b", re.I
    ),
    FigureKind.MULTIPLE: re.compile(r"\bx\b|\btimes\b|\bmultiples?\b", re.I),
    FigureKind.DURATION: re.compile(rf"\b(?:{DURATIONS})s?\b", re.I),
    FigureKind.MEASURE: re.compile(rf"\b{MEASURE}", re.I),
}  # fmt: skip
# A statement that says which way an amount goes needs no minus sign.
_DOWNWARD = re.compile(
    r"\b(?:loss(?:es)?|deficits?|outflows?|used|negative|minus|decreas\w+|declin\w+)\b", re.I
)
_CLAUSE_END = re.compile(r"[.;,:]\s")


@dataclass(frozen=True, slots=True)
class StatedAmounts:
    """The figures of a source's quoted words, and the units that go with its bare numbers.

    ``scaled`` are bare ones at the size that a heading gives them; ``apart`` and ``around`` are
    the quoted words and their context without any figure.
    """

    figures: tuple[Figure, ...]
    scaled: tuple[Figure, ...]
    apart: str
    around: str

    @classmethod
    def of(cls, quoted: str, context: str) -> StatedAmounts:
        """The amounts of ``quoted``; ``context`` may head its numbers."""
        figures = find_figures(quoted)
        apart, around = without(quoted, figures), without(context, find_figures(context))
        return cls(figures, tuple(_scaled(figures, f"{apart} · {around}")), apart, around)

    def bearing_out(self, figure: Figure, statement: str) -> list[Figure]:
        """The source's figures that mean the same amount as ``figure`` of ``statement``."""
        wanted = [figure]
        if figure.value > 0 and _goes_down(figure, statement):
            wanted.append(replace(figure, value=-figure.value))
        return [f for f in (*self.figures, *self.scaled) if any(self._same(w, f) for w in wanted)]

    def _same(self, figure: Figure, other: Figure) -> bool:
        if same_figure(figure, other):
            return True
        if figure.value != other.value:
            return False
        # A unit may be left out; none may be added to a number of something else.
        if figure.kind is FigureKind.NUMBER:
            return figure.noun is None
        if other.kind is not FigureKind.NUMBER or other.noun is not None:
            return False
        return self._units(figure.kind) == {figure.unit}

    def _units(self, kind: FigureKind) -> set[str]:
        """The units of ``kind`` that bare numbers may be in.

        Those that stand apart from any figure head the numbers; the nearest speak first.
        """
        return (
            _mentioned(self.apart, kind)
            or _mentioned(self.around, kind)
            or {f.unit for f in self.figures if f.kind is kind and f.unit}
        )


def without(text: str, parts: Iterable[Figure | DateMention]) -> str:
    """``text`` with these parts blotted out, each character where it was."""
    for part in parts:
        text = text[: part.start] + "·" * (part.end - part.start) + text[part.end :]
    return text


def _scaled(stated: Iterable[Figure], text: str) -> list[Figure]:
    """Bare numbers of a table headed "in EUR million" at their full size.

    Under two currencies nobody can tell which number is in which.
    """
    heads = {
        (_unit(m["currency"], FigureKind.MONEY), _POWERS[m["scale"].casefold()])
        for pattern in _HEADED
        for m in pattern.finditer(text)
    }
    if len({currency for currency, _ in heads}) != 1:
        return []
    return [
        replace(f, kind=FigureKind.MONEY, unit=currency, value=f.value * Decimal(10) ** power)
        for f in stated
        for currency, power in heads
        if f.kind is FigureKind.NUMBER and f.noun is None
    ]


def _mentioned(text: str, kind: FigureKind) -> set[str]:
    return {_unit(m.group(), kind) for m in _MENTIONS[kind].finditer(text)}


def _unit(words: str, kind: FigureKind) -> str:
    """The unit that ``words`` name, as in ``Figure.unit``; the words where it needs converting."""
    plain = plain_unit(words)
    if kind is FigureKind.MONEY:
        for adjective, code in _FOREIGN_DOLLARS.items():
            if plain.startswith(adjective):
                return code
        plain = plain.replace(".", "")
        last = plain.removeprefix("us ").split(" ")[0]
        return CURRENCIES.get(plain) or CURRENCIES.get(last, plain)
    if kind is FigureKind.DURATION:
        return duration_unit(plain)
    if kind is FigureKind.MEASURE:
        name, power = MEASURES.get(plain) or MEASURES[plain.removesuffix("s")]
        return plain if power else name
    if kind is FigureKind.MULTIPLE:
        return "x"
    return "bp" if plain.startswith(("basis", "bps")) else "%"


def _goes_down(figure: Figure, statement: str) -> bool:
    """Whether the clause around ``figure``, up to other figures, speaks of a loss or the like."""
    others = [f for f in find_figures(statement) if f != figure]
    left = max([0, *(f.end for f in others if f.end <= figure.start)])
    right = min([len(statement), *(f.start for f in others if f.start >= figure.end)])
    before = _CLAUSE_END.split(statement[max(left, figure.start - 60) : figure.start])[-1]
    after = _CLAUSE_END.split(statement[figure.end : min(right, figure.end + 25)])[0]
    return _DOWNWARD.search(before) is not None or _DOWNWARD.search(after) is not None
