"""Questions of a set that ask the same, or nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations

from evals.fact_types import Frozen
from evals.facts import normalised
from evals.sets import EvalQuestion

# Jaccard similarity of the words that count, from which two questions are nearly the same.
MIN_SIMILARITY = 0.8

_WORD = re.compile(r"\w[\w'’&.,-]*\w|\w")
_ENDING = re.compile(r"(?:'s|’s|ed|es|s|d)$")
# Question words, negations and quantities count: "who signs" is not "when is it signed".
_EMPTY = frozenset(
    "a an the of to in on at by for from with as is are was were be been do does did has have had "
    "it its this that these those there please and or will would".split()
)


class Closeness(StrEnum):
    """How close two questions are."""

    SAME = "same"
    NEAR = "near"


class Pair(Frozen):
    """The ids of two questions in the order of the set, and how close they are."""

    earlier: str
    later: str
    closeness: Closeness


class _Asked(Frozen):
    id: str
    words: frozenset[str]


def near_duplicates(questions: Sequence[EvalQuestion]) -> tuple[Pair, ...]:
    """Every pair that asks the same, or nearly the same, after the same history.

    Questions that differ in a number or a name ("in 2023", "in 2024") ask different things
    however many words they share.
    """
    first: dict[tuple[tuple[str, ...], str], str] = {}
    groups: dict[tuple[tuple[str, ...], frozenset[str]], list[_Asked]] = defaultdict(list)
    pairs: list[Pair] = []
    for question in questions:
        history = tuple(_plain(earlier) for earlier in question.history)
        same = first.setdefault((history, _plain(question.question)), question.id)
        if same != question.id:
            pairs.append(Pair(earlier=same, later=question.id, closeness=Closeness.SAME))
            continue
        asked = _Asked(id=question.id, words=_words(question.question))
        groups[history, _particulars(question.question)].append(asked)
    return (*pairs, *(pair for group in groups.values() for pair in _near(group)))


def _near(group: Sequence[_Asked]) -> Iterator[Pair]:
    for earlier, later in combinations(group, 2):
        if _similarity(earlier.words, later.words) >= MIN_SIMILARITY:
            yield Pair(earlier=earlier.id, later=later.id, closeness=Closeness.NEAR)


def _similarity(left: frozenset[str], right: frozenset[str]) -> float:
    union = left | right
    return len(left & right) / len(union) if union else 0.0


def _particulars(question: str) -> frozenset[str]:
    """Numbers, and words written with a capital letter other than the first."""
    words = _WORD.findall(question)
    return frozenset(
        _root(word)
        for place, word in enumerate(words)
        if any(c.isdigit() for c in word) or (place > 0 and word[0].isupper())
    )


def _words(question: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(question))
    return frozenset(_root(word) for word in words if word not in _EMPTY)


def _root(word: str) -> str:
    plain = word.casefold()
    shorter = _ENDING.sub("", plain)
    return shorter if len(shorter) >= 3 else plain


def _plain(question: str) -> str:
    return normalised(question).rstrip(" ?.!")
