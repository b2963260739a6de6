"""What a question asks for, without what is said to whoever answers it, or whose filing it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.companies import NamedCompany
from index.periods import without_periods

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])")
# What an analyst says about the answer wanted, sentence by sentence.
_TO_THE_ANSWERER = re.compile(
    r"(?:assume (?:that )?you|you are|you (?:don't|do not|only)|imagine|suppose you|act as|as an? "
    r"\w+ analyst|give (?:a|an|your|the) (?:response|answer)|answer (?:in|with|using|based|by|as|"
    r"to|rounded)|please|kindly|round (?:your|the|to)|express|respond|report (?:your|the) answer|"
    r"calculate what was asked|address the question|approach the question|base your|your answer|"
    r"if (?:.{1,80}) (?:is|are) not (?:a )?(?:useful|relevant|meaningful)|state that|keep|"
    r"use only|we (?:want|need|would like)|our)",
    re.I,
)
# "Answer the following question by ...: what is ...?", "..., by relying on the balance sheet".
_LEAD = re.compile(
    r"^(?:[^:?]{0,220}\b(?:question|standpoint|perspective|details?|information|statements?|"
    r"following)\b[^:?]{0,120}):\s*(?=\S)",
    re.I,
)
_MANNER = re.compile(
    r"[,;]?\s*\b(?:by|while|when) (?:primarily |only |mainly )?(?:relying|using|utilizing|basing)\b"
    r"[^.?;:]*|\(?\bin (?:USD|US dollars|EUR|GBP)?\s*(?:thousands?|millions?|billions?)\)?|"
    r"\(in [^)]{1,30}\)",
    re.I,
)


def bare_question(question: str) -> str:
    """``question`` without what only tells whoever answers how to; itself if nothing is left."""
    kept = [
        _LEAD.sub("", sentence)
        for sentence in _SENTENCE.split(question.strip())
        if not _TO_THE_ANSWERER.match(sentence) or _LEAD.match(sentence)
    ]
    bare = " ".join(_MANNER.sub("", " ".join(kept)).split())
    return bare if any(c.isalpha() for c in bare) else question


def topic_of(question: str, companies: Sequence[NamedCompany]) -> str:
    """What ``question`` asks of a filing once it is known which: no company, no period."""
    kept, last = [], 0
    for company in companies:
        kept.append(question[last : company.start])
        last = company.end
    rest = re.sub(r"\s['’]s\b|\s+(?=[?,.])", "", " ".join([*kept, question[last:]]))
    bare = without_periods(bare_question(rest))
    bare = re.sub(r"\b(?:of|for|in|as of|from|between|at|by)\s+(?=[?.,]|$|and\b|to\b)", "", bare)
    return bare if len(bare.split()) >= 2 else question
