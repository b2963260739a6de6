"""Practice questions made from plain text: a phrase taken out, a question word put in.

After unsupervised question answering by cloze translation (Lewis et al. 2019,
arXiv:1906.04980), by rule. They teach the reader to find what a sentence says of the
question's words; the real questions teach it the rest.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.words import STOP_WORDS

_NUMBER = re.compile(r"[$£€]?\d[\d,]*(?:\.\d+)?%?(?:\s(?:million|billion|trillion|percent))?")
_NAME = re.compile(r"[A-Z][\w'’\-]*(?:(?: (?:of|the|and|de))? [A-Z][\w'’\-]*)*")
_TOKEN = re.compile(r"[\w'’\-]+|[^\w\s]")
_ARTICLE = re.compile(r"\b(?:the|a|an|its|their|his)\s$")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_BY_TYPE = {
    "year": ("When did", "When was", "In what year did", "What year"),
    "money": ("How much", "How much did", "What amount"),
    "percent": ("What percentage of", "How much"),
    "count": ("How many",),
    "place": ("Where did", "Where was", "What place"),
    "name": ("Who", "What", "Which", "Who did", "What was"),
    "phrase": ("What", "What did", "What is", "What was", "What type of", "What are", "How"),
}
MAX_WORDS = 14
KEEP_CONTENT, KEEP_STOP = 0.75, 0.6


@dataclass(frozen=True)
class Cloze:
    """A practice question and its answer's characters [start, end) in the sentence."""

    question: str
    start: int
    end: int


def make_clozes(sentence: str, chance: random.Random, *, count: int) -> list[Cloze]:
    """At most ``count`` practice questions on ``sentence``."""
    clozes = []
    for start, end, kind in _answers(sentence, chance):
        question = _question(sentence, start, end, kind, chance)
        if question:
            clozes.append(Cloze(question, start, end))
    chance.shuffle(clozes)
    return clozes[:count]


def _answers(sentence: str, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    for match in _NUMBER.finditer(sentence):
        yield match.start(), match.end(), _number_kind(match.group())
    for match in _NAME.finditer(sentence):
        words = match.group().split()
        if len(words) == 1 and words[0].lower() in STOP_WORDS:
            continue
        placed = re.search(r"\b(?:in|at|from|near)\s$", sentence[: match.start()])
        yield match.start(), match.end(), "place" if placed and chance.random() < 0.6 else "name"
    yield from _phrases(sentence, chance)


def _phrases(sentence: str, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    """Runs of at most four lower-case words between stop words and signs, or their ends."""
    run: list[re.Match[str]] = []
    for match in [*_TOKEN.finditer(sentence), None]:
        word = match.group() if match else "."
        if match and word[0].isalnum() and word.lower() not in STOP_WORDS:
            run.append(match)
            continue
        plain = all(m.group().islower() for m in run)
        if 1 <= len(run) <= 4 and plain:
            kept = run[-chance.choice([1, 2, 2, 3]) :]
            start = kept[0].start()
            article = _ARTICLE.search(sentence[:start])
            if article and chance.random() < 0.4:
                start = article.start()
            yield start, kept[-1].end(), "phrase"
        run = []


def _number_kind(text: str) -> str:
    if _YEAR.fullmatch(text):
        return "year"
    if text[0] in "$£€":
        return "money"
    return "percent" if text.endswith(("%", "percent")) else "count"


def _question(sentence: str, start: int, end: int, kind: str, chance: random.Random) -> str | None:
    before = re.split(r"[;:]|, (?=[a-z])", sentence[:start])[-1].split()
    after = re.split(r"[;:.]|, ", sentence[end:])[0].split()
    opening = [chance.choice(_BY_TYPE[kind])]
    if kind == "count" and after:
        opening.append(after.pop(0))
    before = [word for word in before if _kept(word, chance)]
    after = [word for word in after if _kept(word, chance)]
    body = after + before if len(after) >= len(before) and chance.random() < 0.8 else before + after
    body = body[:MAX_WORDS]
    if sum(word.lower() not in STOP_WORDS for word in body) < 2:
        return None
    return " ".join(opening + body).rstrip(" ,.") + "?"


def _kept(word: str, chance: random.Random) -> bool:
    return chance.random() < (KEEP_STOP if word.lower() in STOP_WORDS else KEEP_CONTENT)
