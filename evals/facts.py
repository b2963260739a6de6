"""Whether a text states a fact: by its words, or by an equal figure written otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.dates import DateMention, DatePrecision, find_dates, same_date
from corpus.figures import Figure, find_figures, same_figure
from evals.notations import plain_notation

LONG_NUMBER = 1000

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "\u2212": "-",
        "\xad": None,
    }
)


def normalised(text: str) -> str:
    """``text`` without differences of case, white space, quotes, dashes or width."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(plain.casefold().split())


def contains(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` as whole words.

    A figure must stand whole: "1.4" is not in "11.4", "5" is not in "5.5" or "5,000".
    """
    needle = normalised(words)
    if not needle:
        return False
    before = r"(?<![\w])(?<!\d[.,])" if needle[0].isalnum() else ""
    after = r"(?![\w])(?![.,]\d)" if needle[-1].isalnum() else ""
    return re.search(before + re.escape(needle) + after, normalised(text)) is not None


def states(text: str, alternatives: Sequence[str]) -> bool:
    """Whether ``text`` states the fact given by any of ``alternatives``.

    An alternative that is nothing but a figure or a date also matches an equal one in another
    notation ("$1.4 trillion" and "USD 1,400bn", "July 14, 2026" and "14 July 2026"), and a
    date a more exact one within it.
    """
    if any(contains(text, alternative) for alternative in alternatives):
        return True
    plain, wanted = plain_notation(text), [plain_notation(a) for a in alternatives]
    figures = [f for a in wanted if (f := whole_figure(a)) is not None and _is_telling(f)]
    if figures and any(same_figure(f, other) for other in find_figures(plain) for f in figures):
        return True
    dates = [d for a in wanted if (d := _whole_date(a)) is not None]
    return bool(dates) and any(_is_within(o, d) for o in find_dates(plain) for d in dates)


def whole_figure(text: str) -> Figure | None:
    """The figure that ``text`` consists of, None if it holds anything else."""
    figures = find_figures(text)
    return figures[0] if len(figures) == 1 and _is_whole(figures[0], text) else None


def _whole_date(text: str) -> DateMention | None:
    dates = find_dates(text)
    return dates[0] if len(dates) == 1 and _is_whole(dates[0], text) else None


def _is_whole(found: Figure | DateMention, text: str) -> bool:
    return not any(c.isalnum() for c in text[: found.start] + text[found.end :])


def _is_telling(figure: Figure) -> bool:
    """A bare number says enough only where its groups of digits may be written otherwise."""
    return figure.unit is not None or abs(figure.value) >= LONG_NUMBER


def _is_within(stated: DateMention, wanted: DateMention) -> bool:
    """Whether ``stated`` is as exact as ``wanted``, and agrees with it."""
    order = list(DatePrecision)
    exact = order.index(stated.precision) >= order.index(wanted.precision)
    return exact and same_date(stated, wanted)
