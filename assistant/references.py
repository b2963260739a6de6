"""What the pronouns of a follow-up refer to, by the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerer import Turn
from assistant.question_parts import DOCUMENT_IN, QuestionParts, capitalised, names_in, read_parts

_HE = re.compile(r"\b(?:he|she|him)\b|\bher\b(?!\s+[a-z])", re.I)
_HIS = re.compile(r"\bhis\b|\bher\b(?=\s+[a-z])", re.I)
_IT = re.compile(r"\b(?:it|they)\b", re.I)
_ITS = re.compile(r"\b(?:its|their)\b", re.I)
_THEM = re.compile(r"\bthem\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|it|its|they|their|them)\b", re.I)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:is\s+|was\s+)?(?:true|false|possible|impossible|likely|unlikely|clear|certain|known|"
    r"correct|right|said|expected|reported|necessary|certain|planned|agreed|allowed|legal)\b"
    r"(?:\s+(?:that|whether|if|to|for|by)\b|\s+(?:the|an?)\s|\s+[A-Z])|"
    r"\bit\s+(?:take|cost)s?\b.*\bto\b|\bit\s+(?:be\s+)?(?:mean|follow)s?\s+that\b",
    re.I,
)
_THAT_THING = re.compile(
    r"\b(?:that|this|these|those|the same)\s+"
    r"(?P<noun>deal|agreement|company|firm|bank|bidder|buyer|seller|group|partnership|contract|transaction|amount|figure|number|price|party|facility|loan|"
    r"document|term sheet|report|plan|target|person|plant|site|project|investor|fund|sum|date|fee|"
    r"condition|obligation|acquisition|purchase|merger|investment|commitment)s?\b",
    re.I,
)
_PARTIES = frozenset(
    "company firm bank bidder buyer seller group party person investor fund".split()
)
_VALUES = frozenset(
    "amount figure number price target sum date fee condition obligation commitment".split()
)
_DO_THAT = re.compile(
    r"(?P<before>.*?)\b(?P<auxiliary>will|does|do|did|can|could|would|should|may|must)\s+"
    r"(?:it|they|he|she|we|[A-Z][\w’'-]*)\s+do\s+(?:that|this|so|it)\b(?P<after>.*)",
    re.I,
)
# What is said of an agreement and never of the party that the question before was about.
_OF_AGREEMENTS = re.compile(
    r"\b(?:non-?binding|binding|conditional|unconditional|exclusive|signed|terminated|enforceable|"
    r"mutual|approved|completed?|closed?|renewed|amended|effective|in force|executed|legally|"
    r"subject to|final|definitive)\b",
    re.I,
)
_EVENTS = (
    (r"agree|sign|contract|partner|cooperate|collaborate|work with|team up", "the agreement"),
    (r"buy|acquire|purchase|take over|bid for", "the purchase"),
    (r"sell|divest|dispose", "the sale"),
    (r"merge", "the merger"),
    (r"invest", "the investment"),
    (r"offer|bid|propose", "the offer"),
    (r"lend|borrow|finance", "the loan"),
)
# "Its" after "the price of Tarnbeck" is Tarnbeck's; so is "founded" and the like.
_OF_QUANTITY = re.compile(
    r"\b(?:price|value|valuation|revenues?|sales|profits?|income|turnover|ebitda|headquarters|name|"
    r"strategy|costs?|margin|target|share|debt|fee|date|amount|size|number|role|view|part|synergies)"
    r"\b(?:\s+(?:of|for|in)\b|$)",
    re.I,
)
# "Who bought the mill? And when was it sold?": what was done to "it", not who did it.
_DONE_TO_IT = re.compile(
    r"\b(?:(?:was|were|is|are|be|been)\s+(?:it|they)|"
    r"(?:it|they)\s+(?:(?:was|were|is|are)|\w+ be(?:en)?))\s+"
    r"(?:sold|bought|acquired|purchased|divested|financed|funded|signed|agreed|built|valued|"
    r"announced|offered|licensed|leased|taken over|paid)\b",
    re.I,
)
_OF_ORGANISATIONS = re.compile(
    r"\b(?:founded|headquartered|based|employ|led|owned?|chief|ceo|cfo|shareholders?|revenues?|"
    r"employees|staff|listed|make|produce|sell|buy|acquire|pay|operate|do)\b",
    re.I,
)


def has_reference(question: str) -> bool:
    """Whether ``question`` leans on something said before it."""
    return bool(_leaning_pronouns(question) or _THAT_THING.search(question))


def resolved(question: str, history: Sequence[Turn]) -> str:
    """``question`` with its pronouns replaced by what they mean after ``history``.

    What cannot be told is not guessed: then the names of the question before, or its own
    words, are added in brackets. ``history`` is not empty.
    """
    before = read_parts(history[-1].rewritten_question)
    doing = _DO_THAT.fullmatch(question.strip())
    if doing is not None and before.auxiliary and not before.is_about_being:
        text = f"{doing['before']}{doing['auxiliary']} {before.rest.strip()}{doing['after']}"
        return text if text.endswith("?") else f"{text}?"
    thing = _THAT_THING.search(question)
    if thing is not None and not _leaning_pronouns(question):
        return _with_thing(question, thing, history)
    return _with_antecedents(question, history)


def _leaning_pronouns(question: str) -> tuple[str, ...]:
    """The pronouns without an antecedent in the question itself."""
    expletive = _EXPLETIVE.search(question)
    leaning = []
    for match in _PRONOUN.finditer(question):
        word = match.group().casefold()
        if expletive is not None and expletive.start() <= match.start() < expletive.end():
            continue
        if not _antecedent_inside(question[: match.start()], word):
            leaning.append(word)
    return tuple(leaning)


def _antecedent_inside(preceding: str, pronoun: str) -> bool:
    if names_in(preceding):
        return True
    noun = re.search(
        r"\b(?:the|an?|each|every|which|what|both|either|any|no)\s+(?!is\b|are\b|was\b|did\b|does\b|"
        r"do\b|will\b|has\b|have\b)[a-z]{3,}|\bwho\s+[a-z]{3,}s\b",
        preceding,
        re.I,
    )
    if noun is None:
        return False
    if pronoun in {"its", "their", "his", "her"}:
        return True
    return bool(
        re.search(
            r"\b(?:if|when|that|because|whether|after|before|until|unless|and|while|since|once)\b",
            preceding[noun.end() :],
            re.I,
        )
    )


def _with_antecedents(question: str, history: Sequence[Turn]) -> str:
    leaning = set(_leaning_pronouns(question))
    text = question
    if leaning & {"he", "she", "him", "his", "her"}:
        text = _put(text, _person(history), _HE, _HIS)
    if "them" in leaning and (plural := _plural(history)) is not None:
        text = _THEM.sub(plural.replace("\\", r"\\"), text, count=1)
    if leaning & {"it", "its", "they", "their", "them"}:
        event = _event(question, history)
        if event is not None:
            return _bracketed(_IT.sub(event[0], text, count=1), event[1])
        thing = _thing(question, history)
        text = _put(text, thing, _IT, _ITS, _THEM)
        if thing is not None and DOCUMENT_IN.search(question):
            text = _bracketed(text, read_parts(history[-1].rewritten_question).names)
    if text != question:
        return capitalised(text)
    return _bracketed(question, _names(history) or (_topic(history),))


def _put(text: str, antecedent: str | None, *patterns: re.Pattern[str]) -> str:
    """``text`` with ``antecedent`` in the place of the first of each kind of pronoun."""
    if antecedent is None:
        return text
    for pattern in patterns:
        possessive = pattern in {_ITS, _HIS}
        if possessive and " that " in antecedent:
            text = pattern.sub("the", text, count=1)
            return f"{text.rstrip('?. ')} of {antecedent}?"
        words = _possessive(antecedent) if possessive else antecedent
        text = pattern.sub(words.replace("\\", r"\\"), text, count=1)
    return text


def _possessive(name: str) -> str:
    plural = name.startswith("the ") and name.endswith("s") and not name.endswith("ss")
    return f"{name}'" if plural else f"{name}'s"


def _person(history: Sequence[Turn]) -> str | None:
    for turn in reversed(history[-3:]):
        parts = read_parts(turn.rewritten_question)
        if re.match(r"who\b", parts.wh, re.I) and (name := answered_name(turn)):
            return name
        people = [name for name in parts.names if len(name.split()) > 1]
        if people:
            return people[0]
        if re.match(r"(?:the |an? )", parts.rest) and re.match(r"who\b", parts.wh, re.I):
            return parts.rest.strip()
        if len(parts.names) > 0:
            return None
    return None


def _thing(question: str, history: Sequence[Turn]) -> str | None:
    """What "it" stands for: the subject of the last question that has one."""
    own = {name.casefold() for name in names_in(question)}
    for turn in reversed(history[-3:]):
        parts = read_parts(turn.rewritten_question)
        if parts.asks_for_a_party and _DONE_TO_IT.search(question) and (done := _object(parts)):
            return done
        if parts.asks_for_a_party and (name := answered_name(turn)) and not _PRONOUN.search(name):
            return name
        subject = _described(parts) if parts.asks_for_a_party else parts.subject
        if subject is not None and subject.casefold() in own:
            subject = next((n for n in parts.names if n.casefold() not in own), None)
        if subject is None:
            continue
        if (in_document := DOCUMENT_IN.search(subject)) and DOCUMENT_IN.search(question):
            subject = subject[: in_document.start()].strip()
        owner = next((n for n in parts.names if n in subject), None)
        quantity = _OF_QUANTITY.search(subject) is not None
        about_owner = _ITS.search(question) or _OF_ORGANISATIONS.search(question)
        return owner if owner and quantity and about_owner else subject
    return None


def _described(parts: QuestionParts) -> str | None:
    """The party asked after, in words: "the company that makes the racks"."""
    noun = re.fullmatch(r"(?:which|what)\s+(?P<noun>\w+)", parts.wh, re.I)
    if not noun or not re.match(r"[a-z]+s\b", parts.rest):
        return parts.subject
    return f"the {noun['noun']} that {parts.rest.strip()}"


def _object(parts: QuestionParts) -> str | None:
    """What a question after a party names as bought, sold or signed: "the mill"."""
    found = re.search(
        r"(?:\b(?:the|an?)\s+[^,?]*?|[A-Z][^,?]*?)(?=\s+(?:for|in|on|at|from|to|with|by)\b|[,?]|$)",
        parts.rest,
    )
    return found.group().strip() if found else None


def _plural(history: Sequence[Turn]) -> str | None:
    return read_parts(history[-1].rewritten_question).plural


def _event(question: str, history: Sequence[Turn]) -> tuple[str, tuple[str, ...]] | None:
    """The agreement that "is it binding?" asks about, and whose it is."""
    if not _OF_AGREEMENTS.search(question) or not re.search(r"\bit\b", question, re.I):
        return None
    parts = read_parts(history[-1].rewritten_question)
    if parts.is_about_being:
        return None
    for verbs, noun in _EVENTS:
        if re.search(rf"\b(?:{verbs})(?:s|ed|d|es)?\b", parts.rest, re.I):
            if len(parts.names) == 2 and noun == "the agreement":
                return f"the agreement between {parts.names[0]} and {parts.names[1]}", ()
            return noun, parts.names
    return None


def _with_thing(question: str, thing: re.Match[str], history: Sequence[Turn]) -> str:
    """“That company”, “this deal”, “that figure”, said in full."""
    noun = thing["noun"].casefold()
    last = history[-1]
    parts = read_parts(last.rewritten_question)
    name = answered_name(last) if parts.asks_for_a_party else None
    if noun in _PARTIES:
        name = name or (
            parts.names[0] if len(parts.names) == 1 and not _is_indefinite(parts) else ""
        )
        name = name or (_described(parts) if parts.asks_for_a_party else "")
        if name:
            return capitalised(f"{question[: thing.start()]}{name}{question[thing.end() :]}")
        return _bracketed(question, parts.names or (parts.topic,))
    the = f"the {question[thing.start('noun') : thing.end()]}"
    text = capitalised(f"{question[: thing.start()]}{the}{question[thing.end() :]}")
    if noun in _VALUES:
        return _bracketed(text, (parts.topic,))
    return _bracketed(text, _names(history) or (parts.topic,))


def _is_indefinite(parts: QuestionParts) -> bool:
    """Whether the question asks after a party it does not name: "did anybody else bid?"."""
    return (
        re.search(r"\b(?:any|some|no)(?:body|one)\b|\banother\b|\bother\b", parts.text, re.I)
        is not None
    )


def answered_name(turn: Turn) -> str | None:
    """The proper name that the turn's answer consisted of; None where it was declined."""
    span = (turn.span or "").strip()
    if turn.abstained or not span or len(span.split()) > 6 or any(c.isdigit() for c in span):
        return None
    names = names_in(span)
    return span if len(names) == 1 and names[0] == span else None


def _names(history: Sequence[Turn]) -> tuple[str, ...]:
    for turn in reversed(history[-3:]):
        names = names_in(turn.rewritten_question)
        if names:
            return names[:3]
    return ()


def _topic(history: Sequence[Turn]) -> str:
    return read_parts(history[-1].rewritten_question).topic


def _bracketed(question: str, words: Sequence[str]) -> str:
    """``question`` with those of ``words`` it lacks added in brackets."""
    missing = [w for w in words if w and w.casefold() not in question.casefold()]
    if not missing:
        return capitalised(question)
    return capitalised(f"{question.rstrip('?. ')} ({', '.join(missing)})?")
