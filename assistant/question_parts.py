"""The parts of an English question that a follow-up may leave out, read without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
_WH = (
    r"(?:(?:in|on|at|to|from|by|for|with|under|until|since|of)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)\b"
)
_QUESTION = re.compile(
    rf"\s*(?:(?P<wh>{_WH}[^?]*?)\s+)??(?P<auxiliary>{AUXILIARY})\s+(?P<rest>[^?]+)", re.I
)
_SUBJECT_QUESTION = re.compile(
    r"\s*(?P<wh>(?:who|what|which|whose)\b(?:\s+(?:company|companies|firm|bank|party|person|bidder|"
    r"group|fund|lender|buyer|seller|supplier|adviser|advisor|investor|organi[sz]ation)\b)?)"
    r"\s+(?P<rest>[^?]+)",
    re.I,
)
_NAME = re.compile(
    r"(?<![\w’'-])(?:Dr\.? )?(?:[A-Z][\w’'-]*[\w]|[A-Z])"
    r"(?:(?:\s+(?:(?:of|the|de|van|von|&)\s+)?|\s?&\s?)[A-Z][\w’'-]*)*"
)
_NO_NAMES = frozenset(
    "what who whom whose which when where why how is are was were do does did can could will would "
    "should shall may might must has have had in on at by for of to from with and but or so also "
    "the a an under until since after before between according list name tell give show explain "
    "describe compare if it its he she they this that these those there i ceo cfo coo cto us q1 q2 "
    "q3 q4 january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday eur usd gbp ebitda did not no yes "
    "any are besides please ok not summarise summarize find define identify provide state outline "
    "enumerate mention check calculate quote cite repeat translate remind specify confirm wo ca "
    "sha".split()
)
# "What's", "Isn't": the word before the ending says whether it opens a question.
_OPENING = re.compile(r"(?:n['’]t|['’](?:s|re|ll|ve|d)?)$")
_BEFORE_DOCUMENT = (
    r"(?:the|its|their|a|signed|draft|final|first|second|original|latest|new|board|share|news|"
    r"annual|quarterly|loan|purchase|power|facility|credit)"
)
# A word is read in one way only: two ways for each of many words would take for ever.
DOCUMENT = (
    rf"(?:(?:{_BEFORE_DOCUMENT}|(?!{_BEFORE_DOCUMENT}\s)[A-Z][\w’'-]*)\s+)*"
    r"(?:term sheet|press release|memo(?:randum)?|board memo|contract|(?:\w+ )?agreement|report|"
    r"article|e-?mails?|e-?mail thread|thread|filing|letter|extract|presentation|prospectus|"
    r"announcement|spa|ppa|loi|letter of intent)"
)
DOCUMENT_IN = re.compile(
    rf"\b(?P<preposition>in|from|by|according to|under|per)\s+{DOCUMENT}\b", re.I
)
_ROLE = re.compile(
    r"(?:the |an? )?(?:(?:current|new|former|first|group)\s)?(?:chief [a-z]+(?: officer)?|c[efot]o|"
    r"chair(?:man|woman|person)?|president|founders?|co-founder|head|boss|director|owner|leader|"
    r"adviser|advisor|managing director|partner|spokes\w+)s?\s+(?:of|at|for)\s+",
    re.I,
)
_NOUN_PHRASE = re.compile(
    r"(?:(?:the|an?|any|all|both|its|their)\s+[\w&’'.-]+(?:\s+[\w&’'.-]+)*)", re.I
)
_PLURAL = re.compile(r"\b(?:the|these|any|all)\s+(?:[a-z-]+\s+){0,2}[a-z-]{2,}[^s\W]s\b(?:[^?,]*)")
_NAMED_THING = re.compile(r"the (?:[A-Z][\w’'-]+ )+[a-z-]+(?= [a-z])(?! (?:of|in|for)\b)")
_FINITE = re.compile(rf"\s(?:{AUXILIARY}|if|when|because|that|which|who|before|after|until)\b.*")


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """A question taken apart.

    ``wh`` is what asks ("how long"), empty for a yes/no question; ``auxiliary`` the verb
    before the subject, empty where ``wh`` is the subject; ``rest`` what follows, without
    question mark. ``names`` are the proper names, each once, in order.
    """

    text: str
    wh: str
    auxiliary: str
    rest: str
    names: tuple[str, ...]

    @property
    def is_about_being(self) -> bool:
        """Whether it asks what something is: "What is the price?", "How large is the loan?"."""
        return self.auxiliary.casefold() in {"is", "are", "was", "were"}

    @property
    def asks_for_a_party(self) -> bool:
        """Whether the answer is the subject: "Who makes it?", "Which company bids?"."""
        return bool(self.wh) and not self.auxiliary

    @property
    def subject(self) -> str | None:
        """What "it" would mean after this question; None where that cannot be told."""
        if self.asks_for_a_party or not self.rest:
            return self.names[0] if self.names else None
        rest = re.sub(r"^there\s+", "", self.rest, flags=re.I)
        if _ROLE.match(rest):
            rest = _ROLE.sub("", rest, count=1)
            return self.names[0] if self.names else rest
        for name in self.names:
            if rest.startswith(name):
                owned = rest[len(name) :]
                whole = self.is_about_being and re.match(r"['’]s?\s+[a-z]", owned)
                return rest.rstrip() if whole else name
        named = _NAMED_THING.match(rest)
        if named is not None:
            return named.group()
        phrase = _NOUN_PHRASE.match(rest)
        asks_what = bool(self.wh) and re.match(
            r"(?:what|which|who|how|when|where)\b", self.wh, re.I
        )
        if phrase is not None and self.is_about_being and (asks_what or rest != self.rest):
            return _FINITE.sub("", _without_participle(phrase.group())).strip()
        if self.names:
            return self.names[0]
        short = re.match(r"(?:the|an?)\s+(?:[a-z-]+\s+)?[a-z-]+", rest, re.I)
        return short.group() if short and phrase and len(phrase.group().split()) <= 3 else None

    @property
    def plural(self) -> str | None:
        """The plural noun phrase in it: "the racks Foxconn develops"."""
        match = _PLURAL.search(self.rest)
        return match.group().strip() if match else None

    @property
    def topic(self) -> str:
        """What it is about in its own words, without what asks."""
        return self.rest.strip() or self.text.strip(" ?.")


@lru_cache(maxsize=512)
def read_parts(text: str) -> QuestionParts:
    """Take the question ``text`` apart; never fails, parts that are not there are empty."""
    names = names_in(text)
    plain = text.strip().rstrip("?!. ")
    subject_question = _SUBJECT_QUESTION.match(plain)
    if subject_question is not None and not re.match(
        rf"(?:{AUXILIARY})\b", subject_question["rest"], re.I
    ):
        auxiliary = re.search(rf"\s{AUXILIARY}\s", f" {subject_question['rest']} ", re.I)
        own_verb = re.match(r"[a-z]{3,}(?:s|ed)\b\s", subject_question["rest"] + " ")
        open_noun = re.fullmatch(r"\s*(?:what|which|whose)", subject_question["wh"], re.I)
        if auxiliary is None or (own_verb and not open_noun):
            return QuestionParts(
                text, subject_question["wh"].strip(), "", subject_question["rest"], names
            )
    match = _QUESTION.match(plain)
    if match is None:
        return QuestionParts(text, "", "", "", names)
    return QuestionParts(
        text, (match["wh"] or "").strip(), match["auxiliary"], match["rest"], names
    )


def names_in(text: str) -> tuple[str, ...]:
    """The capitalised names of a question, each once, in order, without possessive endings."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and _OPENING.sub("", words[0]).casefold() in _NO_NAMES:
            words = words[1:]
        while words and words[-1].casefold() in _NO_NAMES:
            words = words[:-1]
        # "Tarnbeck's CEO" names one company.
        at = next((n for n, word in enumerate(words) if re.search(r"['’]s?$", word)), None)
        name = re.sub(r"['’]s?$", "", " ".join(words if at is None else words[: at + 1]))
        if len(name) > 1 and not name.isdigit():
            found.append(name)
    return tuple(dict.fromkeys(found))


def _without_participle(phrase: str) -> str:
    """The noun phrase without what is said of it: "the deal signed in May" is "the deal"."""
    return re.sub(
        r"(?<!\bthe)(?<!\ba)\s(?:\w{3,}ed|made|paid|built|bought|sold|due|held)\b.*", "", phrase
    )


def capitalised(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]
