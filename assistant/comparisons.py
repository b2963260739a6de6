"""The two sides of a question that compares: each a question of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions import QuestionKind, read_question
from index.preference import NamedKind, named_kinds

_CHANGED = re.compile(
    r"\b(?:chang\w+|differ\w*|mov\w+|same|alter\w+)\b.*\b(?:between|from|in)\b", re.I
)
_BOTH_SAY = re.compile(
    r"\b(?:both|each|say|says|state|states|give|gives|put|puts|set|sets|mention|mentions)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_REPORTED = re.compile(r"\breported\b", re.I)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
# What a side is asked for, by the word that compares.
_OPENERS = (
    (re.compile(r"\b(?:longer|shorter|lasts?|long)\b", re.I), "How long is"),
    (re.compile(r"\b(?:earlier|later|sooner|first)\b", re.I), "When is"),
    (
        re.compile(
            r"\b(?:larger|smaller|higher|lower|bigger|greater|cheaper|dearer|more|less|how much)\b",
            re.I,
        ),
        "How much is",
    ),
)
_ASKED = {QuestionKind.WHO: "Who is", QuestionKind.WHERE: "Where is", QuestionKind.WHEN: "When is"}
# Words of the question about both sides that say nothing of either.
_FRAME = re.compile(
    r"\b(?:compared?|comparison|versus|vs\.?|between|differ(?:s|ence|ences|ent)?|both|each|"
    r"respectively|same|chang(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|alter(?:ed|s)?|by how much|"
    r"how (?:much|long|do|does|did)|at least|two|figures?|lasts?|lasting|longer|shorter|larger|"
    r"smaller|higher|lower|bigger|earlier|later|sooner|greater|cheaper|dearer|more|less|"
    r"than|the ones?|which of the two|which|what|who|whom|where|when|is|are|was|were|do|does|did|"
    r"has|have|had|will|would|say|says|said|state|states|give|gives|put|puts|set|sets|mention|"
    r"mentions|about|or|signed|reported|documents?)\b",
    re.I,
)
# A preposition, article or "and" whose noun was taken out.
_LEFT_OVER = re.compile(
    r"\b(?:and|or|with|to|from|of|in|for|at|by|on|under|the|a|an)\s*"
    r"(?=$|(?:and|or|with|to|from|of|in|for|at|by|on|under)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the question about it alone, and what tells it from the other.

    ``name`` is a company, project or year that the question names, ``kind`` a kind of
    document; one of them is None.
    """

    question: str
    name: str | None = None
    kind: str | None = None


def sides_of(text: str) -> tuple[Side, ...]:
    """The first two sides that the question ``text`` compares; empty where it compares none.

    Names are sides before years, and those before kinds of document.
    """
    question = read_question(text)
    if question.kind is QuestionKind.WHY:
        return ()
    kinds = _kinds(text)
    if question.kind is not QuestionKind.COMPARISON and not _CHANGED.search(text):
        return _of_kinds(text, kinds) if _both_asked(text, kinds) else ()
    parts = (part.strip() for name in question.names for part in _AND.split(name))
    names = tuple(dict.fromkeys(re.sub(r"['’]s$", "", part) for part in parts))
    years = tuple(dict.fromkeys(_YEAR.findall(text)))
    for sides, link in ((names, "of"), (years, "in")):
        if len(sides) >= 2:
            documents = [kind.words for kind in kinds] if link == "of" else []
            topic = _topic(text, (*sides, *documents))
            return tuple(_named(text, topic, side, link, documents) for side in sides[:2])
    return _of_kinds(text, kinds)


def _kinds(text: str) -> tuple[NamedKind, ...]:
    """The kinds of document named; what is "reported" stands in the news."""
    kinds = named_kinds(text)
    reported = _REPORTED.search(text)
    if reported and len(kinds) == 1 and kinds[0].kind != "news report":
        return (NamedKind("news report", reported.group()), *kinds)
    return kinds


def _both_asked(text: str, kinds: tuple[NamedKind, ...]) -> bool:
    """Whether the question asks what two kinds of document say."""
    if len(kinds) < 2:
        return False
    first, second = (re.escape(kind.words) for kind in kinds[:2])
    joined = re.search(rf"{first}\s+and\s+(?:the\s+|\w+\s+)?{second}", text, re.I)
    return joined is not None and _BOTH_SAY.search(text) is not None


def _of_kinds(text: str, kinds: tuple[NamedKind, ...]) -> tuple[Side, ...]:
    if len(kinds) < 2:
        return ()
    topic = _topic(text, tuple(words for kind in kinds for words in (kind.words, kind.kind)))
    return tuple(
        Side(f"{_opener(text)} the {topic} in the {kind.kind}?", kind=kind.kind)
        for kind in kinds[:2]
    )


def _named(text: str, topic: str, name: str, link: str, documents: list[str]) -> Side:
    source = f" in the {documents[0]}" if documents else ""
    return Side(f"{_opener(text)} the {topic} {link} {name}{source}?", name=name)


def _opener(text: str) -> str:
    """How a side is asked for: "How long is", or as the whole question asks."""
    for pattern, opener in _OPENERS:
        if pattern.search(text):
            return opener
    return _ASKED.get(read_question(text).kind, "What is")


def _topic(text: str, sides: tuple[str, ...]) -> str:
    """What is compared: ``text`` without its sides and without the words that compare them."""
    for side in sorted(sides, key=len, reverse=True):
        text = re.sub(rf"\b(?:the )?{re.escape(side)}(?:['’]s)?(?!\w)", " ", text)
    text = _FRAME.sub(" ", text)
    text = " ".join(re.sub(r"[?,.:;]", " ", text).split())
    for _ in range(4):
        text = _LEFT_OVER.sub("", text).strip()
    text = re.sub(
        r"^(?:(?:and|or|with|to|from|of|in|for|at|by|on|the|a|an)\b\s*)+", "", text, flags=re.I
    )
    twice = r"\b(\w+) (?:and|with|to|or) (?:the )?\1\b"
    return re.sub(twice, r"\1", " ".join(text.split()), flags=re.I)
