"""Whether a figure stands in its sentence as a negative value."""

from __future__ import annotations

import re

from corpus.figures import Figure

_DOWN = re.compile(
    r"\b(?:loss(?:es)?|lost|deficits?|shortfalls?|negative|minus|outflows?|lower|less|down|"
    r"decreas(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|reduc(?:e[sd]?|ing|tions?)|fell|falls?|falling|"
    r"drop(?:s|ped|ping)?|shr[aiu]nk(?:s|ing)?|contract(?:ed|ing)|slid|cuts?)\b",
    re.I,
)
_UP = re.compile(
    r"\b(?:profits?|gain(?:s|ed)?|positive|inflows?|higher|more|up|increas(?:e[sd]?|ing)|"
    r"r[io]se[sn]?|rising|gr[eo]w(?:s|n|ing)?|growth|climb(?:s|ed|ing)?|improv(?:e[sd]?|ing))\b",
    re.I,
)
# "twenty-five (25)" repeats what was said in words.
_IN_WORDS = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|per ?cent)\s?$",
    re.I,
)


def is_said_negative(figure: Figure, sentence: str) -> bool:
    """Whether ``sentence`` gives ``figure`` in accountants' brackets, or as a loss or a fall.

    The nearest word of direction counts: "a loss of 25 after a profit of 3".
    """
    return _in_brackets(figure, sentence) or direction_of(figure, sentence) < 0


def directions(sentence: str) -> int:
    """-1 or 1 where all words of direction in ``sentence`` point one way, else 0."""
    down, up = bool(_DOWN.search(sentence)), bool(_UP.search(sentence))
    return up - down


def direction_of(figure: Figure, sentence: str) -> int:
    """-1 or 1 by the word of direction nearest to ``figure``, 0 where there is none."""
    found = [
        (_distance(match, figure), sign)
        for sign, words in ((-1, _DOWN), (1, _UP))
        for match in words.finditer(sentence)
    ]
    return min(found)[1] if found else 0


def _in_brackets(figure: Figure, sentence: str) -> bool:
    before, after = sentence[: figure.start], sentence[figure.end :]
    return (
        before.endswith("(") and after.startswith(")") and not _IN_WORDS.search(before[:-1])
    )  # fmt: skip


def _distance(match: re.Match[str], figure: Figure) -> int:
    if match.end() <= figure.start:
        return figure.start - match.end()
    return max(match.start() - figure.end, 0)
