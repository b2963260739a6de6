"""Turns a statement into the question that it answers, by the place of its verb.

Only plain clauses are turned; of any other sentence the question shows the gap.
"""

from __future__ import annotations

import re

from evals.drafted_facts import Target

_AUXILIARIES = frozenset(
    "is are was were will would shall should must may might can could has have had".split()
)
_REGULAR = (
    "acquire amount assume close contribute cover decrease deliver employ end estimate expect "
    "expire generate guarantee increase invest last lease open own place produce purchase raise "
    "receive reduce repay report require reserve retain serve start supply total value"
)
_IRREGULAR = {
    "buys": "buy", "bought": "buy", "pays": "pay", "paid": "pay", "sells": "sell",
    "sold": "sell", "holds": "hold", "held": "hold", "rises": "rise", "rose": "rise",
    "falls": "fall", "fell": "fall", "grows": "grow", "grew": "grow", "spends": "spend",
    "spent": "spend", "begins": "begin", "began": "begin", "runs": "run", "ran": "run",
    "takes": "take", "took": "take", "gives": "give", "gave": "give", "costs": "cost",
    "signs": "sign", "signed": "sign", "earns": "earn", "earned": "earn", "offers": "offer",
    "offered": "offer", "carries": "carry", "carried": "carry", "makes": "make", "made": "make",
}  # fmt: skip
_PREPOSITIONS = frozenset("at to by in on for from within until after before with since".split())
# A clause that begins so leans on what stands before it, or has more before its subject.
_NO_SUBJECT = frozenset(
    "it its they their them this that these those he his she her we our us you your i my there "
    "here such both if when while as after before until unless although because since once in on "
    "at by for from with within under of to and but or so not no nothing none however".split()
)
_ARTICLES = frozenset("the a an each every all any".split())
# A fact after one of these is part of a larger phrase, which a question would tear apart.
_BEFORE_NOUN = _ARTICLES | frozenset(
    "of the between past last next first further another additional remaining total".split()
)
_CHANGES = frozenset({"rise", "fall", "grow"})
_JOINS = re.compile(r"\b(?:and|or|but|that|which|who|whom|whose|where|if|than)\b", re.I)
_APPROXIMATION = re.compile(
    r"(?:\b(?:about|approximately|approx\.|around|roughly|some|nearly|almost|circa|ca\.|over|under|"
    r"up to|at least|at most|no more than|not more than|more than|less than|a total of|"
    r"a maximum of|a minimum of|an estimated)\s+)+$",
    re.I,
)
_CLAUSE = re.compile(
    r"[,;]?\s(?:(?:of )?which|who|where|while|but|because|if|unless|whereas|although|provided|"
    r"compared|up from|down from)\b.*$",
    re.I,
)
_SECOND_VERB = re.compile(r",?\s(?:and|but)\s(?:has|had|is|was|will|would|shall|may)\b.*$")
_NAME = re.compile(r"[A-Z][\w&’'-]*(?: (?:(?:of|&|de|van|von) )?[A-Z][\w&’'-]*)*")


def _lexical_verbs() -> dict[str, tuple[str, str]]:
    """Forms of common verbs, with the form of "do" and the base that replace them."""
    forms = {}
    for base in _REGULAR.split():
        forms[base + "s"] = ("does", base)
        forms[base + ("d" if base.endswith("e") else "ed")] = ("did", base)
    for form, base in _IRREGULAR.items():
        forms[form] = ("does" if form.endswith("s") else "did", base)
    return forms


_LEXICAL = _lexical_verbs()


def direct_question(sentence: str, target: Target) -> str | None:
    """The question for ``target`` in its own words; None where the clause is not plain."""
    head = _APPROXIMATION.sub("", sentence[: target.start])
    tail = _tail(sentence[target.end :])
    if tail is None or re.search(r"[^\w\s’'&./%-]", head) or _JOINS.search(head):
        return None
    words = head.split()
    place = _verb_place(words)
    if place is None:
        return None
    subject, verb, middle = words[:place], words[place], words[place + 1 :]
    if not 1 <= len(subject) <= 10 or subject[0].casefold() in _NO_SUBJECT:
        return None
    return _turned(subject, verb, middle, target, tail)


def gap_question(sentence: str, target: Target) -> str:
    """The sentence with a gap for ``target``."""
    gap = f"{sentence[: target.start]}[…]{sentence[target.end :]}"
    return f"Which {target.noun} belongs in the gap: “{gap}”?"


def who_question(sentence: str) -> tuple[str, str] | None:
    """The name that opens ``sentence`` with the question who it is; None if no name acts in it."""
    match = _NAME.match(sentence)
    if match is None or match.group().split()[0].casefold() in _NO_SUBJECT | _ARTICLES:
        return None
    rest = _SECOND_VERB.sub("", sentence[match.end() :].strip().rstrip(".!"))
    verb = rest.split(" ", 1)[0]
    acts = verb in _LEXICAL or verb in {"will", "would", "shall", "must", "may", "has"}
    if not acts or not 3 <= len(rest.split()) <= 25 or re.search(r"[“”\"():;]", rest):
        return None
    return match.group(), f"Who {rest}?"


def _verb_place(words: list[str]) -> int | None:
    """Where the one verb of the clause stands, None if there is none or more than one."""
    auxiliaries = [n for n, word in enumerate(words) if word in _AUXILIARIES]
    if auxiliaries:
        last = auxiliaries[0] + len(auxiliaries) - 1
        return auxiliaries[0] if auxiliaries[-1] == last else None
    lexical = [n for n, word in enumerate(words) if n > 0 and word in _LEXICAL]
    return lexical[0] if len(lexical) == 1 else None


def _turned(
    subject: list[str], verb: str, middle: list[str], target: Target, tail: str
) -> str | None:
    preposition = middle[-1] if middle and middle[-1] in _PREPOSITIONS else ""
    middle = middle[:-1] if preposition else middle
    if middle and middle[-1].casefold() in _BEFORE_NOUN:
        return None
    if verb in {"has", "have", "had"} and not (middle and middle[0].endswith(("ed", "en"))):
        return None
    if verb in _LEXICAL:
        verb, base = _LEXICAL[verb]
        preposition = preposition or ("by" if base in _CHANGES else "")
        middle = [base, *middle]
    if subject[0].casefold() in _ARTICLES:
        subject = [subject[0].casefold(), *subject[1:]]
    asked = f"how many {target.counted}" if target.counted else f"what {target.noun}"
    if not middle and not preposition and not target.counted:
        asked = "what"
    parts = [preposition, asked, verb, *subject, *middle, tail]
    question = " ".join(part for part in parts if part)
    return f"{question[0].upper()}{question[1:]}?"


def _tail(text: str) -> str | None:
    """What follows the fact, without clauses that add to it; None if it cannot be cut."""
    tail = _CLAUSE.sub("", text.rstrip(" .!")).strip()
    if not tail:
        return ""
    if tail.startswith(("of ", "'", "’")):
        return None
    if re.search(r"[^\w\s’'&./%-]", tail) or _JOINS.search(tail) or len(tail.split()) > 15:
        return None
    return tail
