"""How the words of a free-text answer compare with those of a gold answer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from evals.refusals import sentences_of

_STOP = frozenset(
    "a the an of to in on for and or is was were are be been being by with as at from that this "
    "it its their his her which what how much many did does do has have had not no yes than more "
    "most during between fy based information provided".split()
)
_WORD = re.compile(r"[a-z][a-z'&-]+")
_NAME = re.compile(r"\b[A-Z][A-Za-z&]+\b")
_YES_OR_NO = re.compile(r"\W*(yes|no)\b", re.I)
_NEGATIVE = re.compile(
    r"\b(?:not|no|n't|never|none|neither|nor|without|declin|decreas|negative|lower|fell|drop)\w*"
    r"|n't",
    re.I,
)
_UP = re.compile(r"\b(increas|improv|grew|grow|higher|rose|positive|expand)\w*", re.I)
_DOWN = re.compile(
    r"\b(decreas|declin|lower|fell|drop|deteriorat|negative|shr[aiu]nk|reduc)\w*", re.I
)


def word_signals(question: str, gold: str, answer: str) -> dict[str, float]:
    """Shares of the gold answer's words and names in the answer, and whether both agree.

    Words that the question already holds say little, so the rest is counted apart.
    """
    wanted = [_stem(w) for w in _words(gold)]
    asked = {_stem(w) for w in _words(question)}
    stated = {_stem(w) for w in _words(answer)}
    opening = {_stem(w) for w in _words(" ".join(sentences_of(answer)[:2]))}
    new = [w for w in wanted if w not in asked]
    names = [n.lower() for n in _NAME.findall(gold) if _stem(n.lower()) not in asked]
    gold_says, answer_says = _yes_or_no(gold), _yes_or_no(answer)
    return {
        "words": _share(w in stated for w in wanted),
        "new_words": _share(w in stated for w in new),
        "names": _share(n in answer.lower() for n in names),
        "gold_is_yes_or_no": float(gold_says is not None),
        "yes_or_no_agrees": _agreement(gold_says, answer_says),
        "same_yes_or_no": float(gold_says == answer_says),
        "same_polarity": float(_is_negative(gold[:150]) == _is_negative(answer[:300])),
        "same_direction": _sign(_direction_of_gold(gold)) * _sign(_direction(answer)),
        "new_words_in_opening": _share(w in opening for w in new),
        "question_words": _share(w in stated for w in asked),
        "log_answer_length": math.log1p(len(answer)) / 8,
        "has_new_words": float(bool(new)),
        "has_names": float(bool(names)),
        "new_word_count": min(len(new), 10) / 10,
    }


def _words(text: str) -> list[str]:
    return [w for w in _WORD.findall(text.lower()) if w not in _STOP]


def _stem(word: str) -> str:
    for suffix in ("ings", "ing", "ies", "ed", "es", "s", "ly"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def _share(found: Iterable[bool]) -> float:
    values: Sequence[bool] = list(found)
    return sum(values) / len(values) if values else 1.0


def _yes_or_no(text: str) -> str | None:
    match = _YES_OR_NO.match(text)
    return match[1].lower() if match else None


def _agreement(gold: str | None, answer: str | None) -> float:
    if gold is None or answer is None:
        return 0.0
    return 1.0 if gold == answer else -1.0


def _is_negative(text: str) -> bool:
    return _NEGATIVE.search(text) is not None


def _direction_of_gold(text: str) -> int:
    return bool(_UP.search(text)) - bool(_DOWN.search(text))


def _direction(text: str) -> int:
    return len(_UP.findall(text)) - len(_DOWN.findall(text))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
