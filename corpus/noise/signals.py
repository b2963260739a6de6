"""What one piece of text shows about itself: each signal a small pure function.

Every function takes the text of one block (or its words) and returns a number, mostly a share
between 0 and 1; ``own_signals`` gathers them in the order of ``OWN``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from corpus.noise.phrases import boilerplate

LOOKED_AT = 4_000  # characters of a block that are judged; the rest of it is like them
SENTENCE_END = re.compile(r"""[.!?。！？؟।:;…]["'”’»)\]\s*_]*$""")
FULL_STOP = re.compile(r"""[.!?]["'”’»)\]\s*_]*$""")
INNER_END = re.compile(r"""[a-z0-9)”"’][.!?]["'”’)]?\s+["'“‘(]?[A-Z]""")
TRUNCATED = re.compile(r"""(?:\.\.\.|…|\[\.\.\.\])["'”’»)\s]*$""")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:/]*")
DATE_LINE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2} (?:jan|feb|mar|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}:\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\b20\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\S|\b[a-z0-9-]+\.(?:com|org|net|co|io)\b", re.I)
SEPARATORS = re.compile(r"[|»›•·→←▶►✕×©®™#@]|\s/\s|>>|<<")
BIOGRAPHY = re.compile(
    r"(?:[A-Z][\w.'’-]*,? ){1,4}(?:is|was|has (?:worked|been|written|covered|reported)|covers|"
    r"writes|"
    r"works|joined|graduated|lives)\b(?: (?:a|an|the|at|for|as|about|currently|from|in)\b)"
)
CALL = re.compile(
    r"(?:click|sign|subscribe|read|follow|share|get|join|download|watch|view|see|learn|find|visit|"
    r"check|enter|log|register|buy|shop|search|browse|explore|discover|try|submit|send|contact|"
    r"tap|listen|support|donate|skip|close|open|show|load|start|add|save|print|go|back|next|"
    r"more|related|popular|latest|trending|most|top|about|all|our|your|terms|privacy|copyright)$"
)
FUNCTION_WORDS = frozenset(
    """a about after all also an and any are as at be because been before being between both but by
    can could did do does during each even for from had has have he her here him his how however i
    if in into is it its just like many may me more most much my no not now of off on one only or
    other our out over own said same she should since so some such than that the their them then
    there these they this those through to too under until up us very was we were what when where
    which while who whom whose why will with within without would you your""".split()
)
READER = frozenset(("you", "your", "yours", "us", "we", "our", "please", "free", "email"))

OWN = (
    "length",
    "words",
    "long",
    "ends_sentence",
    "full_stop",
    "inner_ends",
    "function_words",
    "prose",
    "title_case",
    "capitals",
    "digits",
    "commas",
    "quotes",
    "truncated",
    "phrase",
    "opens_tail",
    "comment",
    "credit",
    "form",
    "date_line",
    "address",
    "separators",
    "call",
    "reader",
    "biography",
    "repeated",
    "lower_start",
    "list_item",
)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence, or the lead-in of a list, does."""
    return SENTENCE_END.search(text[-40:]) is not None


def is_truncated(text: str) -> bool:
    """Whether the text ends in an ellipsis, as teasers cut to length do."""
    return TRUNCATED.search(text[-40:]) is not None


def words_of(text: str) -> list[str]:
    """The words and numbers of the first part of ``text``."""
    return WORD.findall(text[:LOOKED_AT])


def function_word_share(words: Sequence[str]) -> float:
    """Share of English function words: about 0.45 in running text, near 0 in menus."""
    return sum(word.lower() in FUNCTION_WORDS for word in words) / max(1, len(words))


def title_case_share(words: Sequence[str]) -> float:
    """Share of the words after the first that begin with a capital; high in headlines."""
    rest = [word for word in words[1:] if len(word) > 3]
    return sum(word[0].isupper() for word in rest) / max(1, len(rest))


def content_words(words: Sequence[str]) -> frozenset[str]:
    """The words that say what a block is about, in lower case."""
    return frozenset(
        word.lower() for word in words if len(word) > 3 and word.lower() not in FUNCTION_WORDS
    )


def own_signals(text: str, words: Sequence[str], *, repeats: int, is_list: bool) -> list[float]:
    """The signals named in ``OWN`` for one block; ``repeats`` is how often it occurs."""
    head = text[:LOOKED_AT]
    count = max(1, len(words))
    size = max(1, len(head))
    function = function_word_share(words)
    phrase = boilerplate(text)
    reason = phrase.reason if phrase else ""
    full_stop = FULL_STOP.search(text[-40:]) is not None and not is_truncated(text)
    letters = [character for character in head[:200] if character.isalpha()]
    return [
        min(1.0, math.log1p(len(head)) / 7),
        min(1.0, math.log1p(len(words)) / 5),
        float(len(words) >= 15),
        float(ends_sentence(text)),
        float(full_stop),
        min(1.0, len(INNER_END.findall(head)) / 3),
        function,
        min(1.0, function * 2) * min(1.0, len(words) / 20) * (1.0 if full_stop else 0.5),
        title_case_share(words),
        sum(map(str.isupper, letters)) / max(1, len(letters)),
        sum(map(str.isdigit, head)) / size,
        min(1.0, head.count(",") / count * 5),
        float(any(mark in head for mark in '"“”«»')),
        float(is_truncated(text)),
        float(phrase is not None),
        float(phrase is not None and phrase.opens_tail),
        float(reason == "comment thread"),
        float(reason in {"photo credit", "author box", "tag list"}),
        float(reason in {"newsletter form", "cookie notice", "paywall notice", "site footer"}),
        float(len(words) < 14 and DATE_LINE.search(head) is not None),
        float(ADDRESS.search(head) is not None),
        min(1.0, len(SEPARATORS.findall(head)) / 3),
        float(bool(words) and CALL.match(words[0].lower()) is not None),
        min(1.0, sum(word.lower() in READER for word in words) / count * 5),
        float(BIOGRAPHY.match(head) is not None),
        min(1.0, (repeats - 1) / 2),
        float(text[:1].islower()),
        float(is_list),
    ]
