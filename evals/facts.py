"""Whether a text states a fact: by its words, or by an equal figure written otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.figures import Figure, find_figures, same_figure

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

    An alternative that is nothing but a figure also matches an equal figure in another
    notation ("$1.4 trillion" and "USD 1,400bn").
    """
    if any(contains(text, alternative) for alternative in alternatives):
        return True
    stated = find_figures(text)
    return any(
        same_figure(figure, other)
        for figure in map(whole_figure, alternatives)
        if figure is not None and figure.unit is not None
        for other in stated
    )


def whole_figure(text: str) -> Figure | None:
    """The figure that ``text`` consists of, None if it holds anything else."""
    figures = find_figures(text)
    if len(figures) != 1:
        return None
    rest = text[: figures[0].start] + text[figures[0].end :]
    return None if any(c.isalnum() for c in rest) else figures[0]
