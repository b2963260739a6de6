"""Words as they are compared: stop words, stems, and the terms a text is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.expansion import SAME_THING

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be became become been before
    being between both but by can could did do does doing down during each for from further had
    has have having he her here hers him his how i if in into is it its itself just me more most
    my no nor not of off on once only or other our out over own same she should so some such than
    that the their theirs them then there these they this those through to too under until up us
    very was we were what when where which while who whom whose why will with would you your
    's s t""".split()
)

WORD = re.compile(r"[^\W_]+(?:[.,'’&][^\W_]+)*(?:%)?")
_SUFFIXES = (
    "ations", "ation", "ements", "ement", "ments", "ment", "ingly", "edly", "ings", "ions",
    "ing", "ion", "ers", "ors", "ies", "ied", "er", "or", "ed", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip
_IRREGULAR = {
    "paid": "pay", "bought": "buy", "sold": "sell", "sale": "sell", "sales": "sell",
    "led": "lead", "held": "hold", "made": "make", "built": "build", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "won": "win", "lost": "lose",
    "began": "begin", "begun": "begin", "left": "leave", "met": "meet", "said": "say",
    "wrote": "write", "written": "write", "chose": "choose", "chosen": "choose",
    "went": "go", "gone": "go", "came": "come", "found": "find", "founded": "found",
    "founder": "found", "founders": "found", "got": "get", "grew": "grow", "grown": "grow",
    "rose": "rise", "fell": "fall", "spent": "spend", "sent": "send", "brought": "bring",
    "thought": "think", "knew": "know", "known": "know", "became": "become", "ran": "run",
    "people": "person", "men": "man", "women": "woman", "children": "child",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its character range [start, end) in the text it was read from."""

    text: str
    start: int
    end: int

    @property
    def stem(self) -> str:
        """The form it is compared in."""
        return stem(self.text)

    @property
    def is_content(self) -> bool:
        """True unless it is a stop word."""
        return self.text.lower() not in STOP_WORDS


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A crude English stem: lower case, one suffix taken off, synonyms of deals made one.

    Crude on purpose: it is only ever compared with the stem of another word.
    """
    own = _own_stem(word)
    return _ONE_THING.get(own, own)


def _own_stem(word: str) -> str:
    lower = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    lower = lower.replace(".", "") if re.fullmatch(r"(?:[a-z]\.)+[a-z]?", lower) else lower
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if any(character.isdigit() for character in lower):
        return lower.replace(",", "").rstrip("%")
    for suffix in _SUFFIXES:
        if lower.endswith(suffix) and len(lower) - len(suffix) >= 3:
            lower = lower[: -len(suffix)]
            break
    # "planned" and "plan", "running" and "run".
    if len(lower) > 3 and lower[-1] == lower[-2] and lower[-1] not in "aeiouls":
        lower = lower[:-1]
    return lower


_ONE_THING = {_own_stem(word): group[0] for group in SAME_THING for word in group}


def find_words(text: str) -> tuple[Word, ...]:
    """Every word of ``text`` in order; a number with its separators is one word."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in WORD.finditer(text))


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that are not stop words."""
    return frozenset(word.stem for word in find_words(text) if word.is_content)
