"""What a question asks for: its kind, the type of its answer, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.names import find_names
from index.words import Word, find_words, stem


class QuestionKind(StrEnum):
    """How a question asks."""

    WHO = "who"
    WHICH = "which"
    WHEN = "when"
    WHERE = "where"
    HOW_MUCH = "how_much"
    HOW_MANY = "how_many"
    HOW = "how"
    WHY = "why"
    YES_NO = "yes_no"
    LIST = "list"
    DEFINITION = "definition"
    CONDITION = "condition"
    COMPARISON = "comparison"
    WHAT = "what"


class AnswerType(StrEnum):
    """What kind of words would answer."""

    NAME = "name"
    AMOUNT = "amount"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    PLACE = "place"
    REASON = "reason"
    POLARITY = "polarity"
    PHRASE = "phrase"


# Questions whose answers may stand in several sentences.
SEVERAL = frozenset({QuestionKind.LIST, QuestionKind.CONDITION, QuestionKind.WHY})
# Answers that are a figure or a date.
VALUES = frozenset(
    {
        AnswerType.AMOUNT,
        AnswerType.PERCENT,
        AnswerType.NUMBER,
        AnswerType.DATE,
        AnswerType.DURATION,
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read.

    ``terms`` are the stems of its content words, in order, each once. ``names`` are its
    proper names as written. ``focus`` is the noun that is asked for ("chief executive" in
    "Who is the chief executive of ...", "year" in "Which year ..."), stemmed words.
    ``figures`` are the numbers it mentions.
    """

    text: str
    kind: QuestionKind
    answer_type: AnswerType
    terms: tuple[str, ...]
    names: tuple[str, ...]
    focus: tuple[str, ...]
    figures: tuple[str, ...] = ()


_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
_COMPARISON = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|differ(?:s|ence|ences|ent)?|(?:larger|smaller|higher|lower|"
    r"bigger|longer|shorter|more|less|earlier|later|greater|cheaper) than|"
    r"which (?:is|was|of the two)\b.* or |"
    r"which\b[^?]*\b(?:larger|smaller|higher|lower|bigger|longer|shorter|more|less|earlier|later|"
    r"greater|cheaper)\b[^?]*\bor )\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:under (?:what|which) (?:condition|circumstance)s?|(?:what|which) conditions?|"
    r"what happens? (?:if|when|in the event)|on what (?:condition|terms)|subject to what|"
    r"when (?:can|may|could|must|is|are) .*\b(?:terminat|withdraw|cancel|walk away)\w*|"
    r"conditions? (?:precedent|for|to|of)|what (?:triggers|is required)|"
    r"what (?:has|have|had|needs?|must) (?:to )?(?:happen|be (?:met|done|fulfilled|satisfied)))\b",
    re.I,
)
_DEFINITION = re.compile(
    r"^\s*(?:(?i:define\b|what does .* mean|what is meant by|how is .* defined)|"
    r"[Ww]hat (?:is|are)(?: an?)? (?!(?:the|its|their|his|her|our|this|that)\b)"
    r"[\"“'‘]?[\w&-]+(?: [\w&-]+)?[\"”'’]?\s*\??$|"
    r"[Ww]ho (?:is|was) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*\s*\??$)"
)
_DURATION = re.compile(
    r"\bhow (?:long|old)\b|\b(?:what|which) (?:\w+ )?(?:duration|period|term|length of time)\b|"
    r"\bfor how (?:many|long)\b",
    re.I,
)
_DATE_WORD = re.compile(
    r"\b(?:what|which|in what|in which|on what|by what) (?:\w+ ){0,2}?"
    r"(?:year|date|day|month|quarter|century|decade|time|deadline)\b|"
    r"\b(?:closing|signing|effective|maturity|expiry|expiration|long-?stop|outside|completion|"
    r"termination) date\b|\bdeadline\b|\bdue date\b",
    re.I,
)
_PERCENT = re.compile(
    r"\b(?:percent|percentage|per cent|%|what (?:share|proportion|fraction|stake)|"
    r"interest rate|what rate|coupon|margin)\b",
    re.I,
)
_MONEY = re.compile(
    r"\b(?:price|cost|costs|fee|fees|value|valuation|valued|consideration|revenue|revenues|sales|"
    r"profit|ebitda|income|turnover|debt|amount|sum|cap|budget|investment|salary|proceeds|"
    r"premium|worth|paid|pay|target|penalty|deposit|escrow|spend|spending|commitment|rent|dividend|"
    r"bonus|grant|subsidy)\b",
    re.I,
)
_COSTS = re.compile(
    rf"\b(?:what|which) (?:total )?(?:price|sum|fee|amount)\b|"
    rf"\bwhat {_AUXILIARY} [^?]*\b(?:cost|pay|paid|fetch|earn|spend)\b",
    re.I,
)
_PLACE_WORD = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:city|cities|country|countries|states?|places?|"
    r"town|region|location|locations|county|continent|site|sites|headquarters)\b|"
    r"\bheadquartered\b|\bbased\b|\blocated\b",
    re.I,
)
_NAME_WORD = re.compile(
    rf"\b(?:what|which) (?:(?!{_AUXILIARY}\b)\w+ ){{0,2}}?(?:company|companies|firm|bank|person|"
    r"people|party|parties|organi[sz]ation|team|player|advisers?|advisors?|lender|bidder|buyer|"
    r"seller|name)\b(?!['’])|"
    r"\b(?:what|which) (?:is|was) the (?:\w+ )?(?:company|firm|bank|lender|name)\b(?!['’])|"
    r"\b(?:name|called|named|title) (?:of|\?)",
    re.I,
)
_LIST = re.compile(
    r"^\s*(?:list|name|enumerate|give (?:me )?(?:all|a list)|what are (?:all )?the|which are the|"
    r"who are the|what were the|"
    r"(?:what|which) (?:(?:other|kinds? of|types? of|sorts? of|two|three|four|five) )?"
    r"(?!is\b|was\b|has\b|does\b|this\b|business\b|process\b|basis\b|us\b|status\b|loss\b|class\b)"
    r"(?:[a-z-]+ )?(?!is\b|was\b|has\b|does\b|\w*ss\b|\w*us\b)[a-z-]{3,}s "
    r"(?:are|were|will|do|did|does|have|has|can|may|must|would|should|apply|include|mention)\b)",
    re.I,
)
_GENERIC = {
    "kind", "type", "sort", "name", "much", "many", "amount", "number", "thing", "part",
    "example", "term", "word", "main",
}  # fmt: skip


# In this order: the first that fits gives the kind.
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (QuestionKind.COMPARISON, _COMPARISON),
    (QuestionKind.CONDITION, _CONDITION),
    (QuestionKind.HOW_MANY, re.compile(r"\bhow many\b|\bwhat number of\b", re.I)),
    (QuestionKind.HOW_MUCH, re.compile(r"\bhow (?:much|large|big|high|expensive)\b", re.I)),
    (
        QuestionKind.WHY,
        re.compile(r"\bwhy\b|for what reason|how come\b|reasons? (?:for|why)", re.I),
    ),
    (QuestionKind.DEFINITION, _DEFINITION),
    (QuestionKind.YES_NO, re.compile(rf"^\s*(?:and |but |so )?{_AUXILIARY}(?:n[’']t)?\s", re.I)),
    (QuestionKind.LIST, _LIST),
    # "Who" inside a name ("Doctor Who") asks nothing.
    (QuestionKind.WHO, re.compile(r"^Who(?:m|se)?\b|\bwho(?:m|se)?\b")),
    (QuestionKind.WHEN, re.compile(r"\b(?:when|by when)\b", re.I)),
    (QuestionKind.WHERE, re.compile(r"\bwhere\b", re.I)),
    (QuestionKind.WHICH, re.compile(r"\bwhich\b", re.I)),
    (QuestionKind.HOW, re.compile(r"^(?!.*\bwhat\b).*\bhow\b", re.I)),
)


def read_question(text: str) -> Question:
    """Read ``text``; every question has a kind, WHAT where nothing more is known."""
    words = find_words(text)
    kind = _kind(text)
    terms = dict.fromkeys(w.stem for w in words if w.is_content)
    return Question(
        text=text,
        kind=kind,
        answer_type=_answer_type(text, kind),
        terms=tuple(terms),
        names=find_names(text, words),
        focus=_focus(text, words),
        figures=tuple(w.text for w in words if w.text[0].isdigit()),
    )


def _kind(text: str) -> QuestionKind:
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return QuestionKind.WHAT


def _answer_type(text: str, kind: QuestionKind) -> AnswerType:
    by_kind = {
        QuestionKind.WHO: AnswerType.NAME,
        QuestionKind.WHEN: AnswerType.DATE,
        QuestionKind.WHERE: AnswerType.PLACE,
        QuestionKind.WHY: AnswerType.REASON,
        QuestionKind.YES_NO: AnswerType.POLARITY,
    }
    if kind in by_kind:
        return by_kind[kind]
    duration_words = r"\bhow many (?:\w+ )?(?:years|months|weeks|days|hours)\b"
    if _DURATION.search(text) or re.search(duration_words, text, re.I):
        return AnswerType.DURATION
    if kind is QuestionKind.HOW_MANY:
        return AnswerType.NUMBER
    if kind in {
        QuestionKind.LIST,
        QuestionKind.CONDITION,
        QuestionKind.DEFINITION,
        QuestionKind.HOW,
    }:
        return AnswerType.PHRASE
    if _DATE_WORD.search(text):
        return AnswerType.DATE
    if _PERCENT.search(text):
        return AnswerType.PERCENT
    if _PLACE_WORD.search(text):
        return AnswerType.PLACE
    if _NAME_WORD.search(text):
        return AnswerType.NAME
    what_is = re.search(
        r"\bwhat (?:is|was|were|are|will)\b|\bwhat\b.*\b(?:total|amount)\b", text, re.I
    )
    if kind is QuestionKind.HOW_MUCH or _COSTS.search(text) or (what_is and _MONEY.search(text)):
        return AnswerType.AMOUNT
    return AnswerType.PHRASE


def _focus(text: str, words: tuple[Word, ...]) -> tuple[str, ...]:
    """The stems of the noun phrase right after the question word, generic nouns left out."""
    match = re.search(
        r"\b(?:what|which|whose|who|how many|how much)\b(?: (?:is|are|was|were|kinds? of|types? of|"
        r"sorts? of|the name of|does|did|do|will|has|have|had)\b)*(?: (?:the|a|an|its|their))?",
        text,
        re.I,
    )
    if match is None:
        return ()
    focus: list[str] = []
    for word in words:
        if word.start < match.end():
            continue
        if not word.is_content or word.text[0].isupper():
            break
        if stem(word.text) not in {stem(generic) for generic in _GENERIC}:
            focus.append(word.stem)
        if len(focus) == 3:
            break
    return tuple(focus)
