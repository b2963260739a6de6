"""How the figures of a free-text answer compare with those of a gold answer.

Unlike ``corpus.figures`` this ignores units on purpose: a gold answer is often a bare number
whose unit stands in the question ("in USD millions"), so values are compared over powers of
ten as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.refusals import sentences_of

_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>\(?[-−–]?\s?(?:[$€£]|USD|US\$)?\s?[-−]?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\)?)\s*"
    r"(?P<unit>%|percent(?:age)?|per cent|bps|basis points|trillion|billion|million|thousand|"
    r"bn|mn|[mMbBkK](?![a-zA-Z])|x\b)?",
    re.I,
)
_ONLY_A_FIGURE = re.compile(
    r"\s*[-(]?\s*(?:(?:US)?[$€£]|[A-Z]{3}\b)?\s*-?\d[\d,]*(?:\.\d+)?\s*\)?\s*"
    r"(?:%|per ?cent|bps|basis points|(?:thousand|million|billion|trillion|bn|mn|[mMkK])?"
    r"(?: ?(?:[A-Z]{3}|(?:US )?dollars|euros|years|months|days))?|x)?\.?\s*"
)
_RESULT = re.compile(r"[=≈]\s*([^=≈\n]{1,30})")
_SCALES = (1, 100, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9)
_FAR = 9.0


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its sign, whether it is negative, and its unit as written."""

    value: float
    negative: bool
    unit: str
    decimals: int

    @property
    def looks_like_a_year(self) -> bool:
        """A bare whole number between 1990 and 2035."""
        return 1990 <= self.value <= 2035 and not self.decimals and not self.unit


def is_figure(gold: str) -> bool:
    """Whether a gold answer consists of one figure and nothing else."""
    return _ONLY_A_FIGURE.fullmatch(gold) is not None


def find_numbers(text: str) -> list[Number]:
    """Every number of ``text`` in order."""
    return [
        Number(
            value=float(m["digits"].replace(",", "")),
            negative=("(" in m["sign"] and bool(m["close"])) or bool(re.search("[-−–]", m["sign"])),
            unit=(m["unit"] or "").lower(),
            decimals=len(m["digits"].partition(".")[2]),
        )
        for m in _NUMBER.finditer(text)
    ]


def figure_signals(gold: str, answer: str) -> dict[str, float]:
    """How many of the gold figures the answer states, how closely, and where.

    All are 0 where the gold answer has no figure.
    """
    everywhere = find_numbers(gold)
    wanted = _without_years(everywhere) or everywhere
    stated = find_numbers(answer)
    by_sentence = [f for s in sentences_of(answer) if (f := _without_years(find_numbers(s)))]
    first = by_sentence[0] if by_sentence else []
    last = by_sentence[-1] if by_sentence else []
    results = find_numbers(" ".join(_RESULT.findall(answer)))
    final = _distance(wanted[0], last[-1]) if wanted and last else _FAR
    signals = {
        "stated_within_0.05%": _share_stated(wanted, stated, 0.0005),
        "stated_within_0.5%": _share_stated(wanted, stated, 0.005),
        "stated_within_2%": _share_stated(wanted, stated, 0.02),
        "in_last_within_0.6%": _share_stated(wanted, last, 0.006),
        "in_last_within_2%": _share_stated(wanted, last, 0.02),
        "in_first_within_0.6%": _share_stated(wanted, first, 0.006),
        "final_within_0.6%": float(final <= 0.006),
        "final_closeness": -math.log10(min(final, 1) + 1e-4),
        "result_within_0.6%": _share_stated(wanted, results, 0.006),
        "same_sign": _same_sign(wanted, stated),
    }
    return signals if wanted else dict.fromkeys(signals, 0.0)


def _without_years(numbers: Sequence[Number]) -> list[Number]:
    return [n for n in numbers if not n.looks_like_a_year]


def _distance(wanted: Number, stated: Number) -> float:
    """Relative distance of two values, whichever power of ten they are written in."""
    if wanted.value == 0:
        return min(stated.value * scale for scale in _SCALES)
    return min(abs(stated.value * s - wanted.value) / wanted.value for s in _SCALES)


def _share_stated(wanted: Sequence[Number], stated: Sequence[Number], tolerance: float) -> float:
    if not wanted or not stated:
        return 0.0
    return sum(any(_distance(w, s) <= tolerance for s in stated) for w in wanted) / len(wanted)


def _same_sign(wanted: Sequence[Number], stated: Sequence[Number]) -> float:
    """Whether the last statement of the first gold figure has its sign; 1 if never stated."""
    if not wanted:
        return 0.0
    equal = [s for s in stated if _distance(wanted[0], s) <= 0.01]
    return float(equal[-1].negative == wanted[0].negative) if equal else 1.0
