"""Completes a follow-up that leaves out what the question before it said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerer import Turn
from assistant.question_parts import (
    AUXILIARY,
    DOCUMENT,
    DOCUMENT_IN,
    QuestionParts,
    capitalised,
    names_in,
    read_parts,
)
from assistant.references import answered_name

CONTINUES = re.compile(
    r"^\s*(?:(?:and|but|or|so|also|then|ok(?:ay)?)\b[\s,]*)*"
    r"(?:(?:what|how) about\b|(?:the )?same (?:question )?for\b|also\b)?[\s,]*",
    re.I,
)
_BARE = re.compile(
    r"(?P<asks>why|how so|how come|since when|until when|by when|when|from when|"
    r"for how long|how long|where exactly|where|who else|what else|who|by whom|with whom|how much|"
    r"how many|which ones?|in what way|how)(?: not| exactly| is that| was that| then| so)*",
    re.I,
)
_AGAIN = re.compile(
    r"are you (?:quite |really )?sure(?: about that)?|really|says who|is that (?:right|so|true|"
    r"correct)|who says(?: so| that)?|where does it say (?:that|so)|how do you know(?: that)?|"
    r"(?:can you )?(?:say|explain) (?:that|it) again|come again",
    re.I,
)
_DOCUMENT_ONLY = re.compile(DOCUMENT, re.I)
# Not "the contract price": there the document's kind says which price.
_DOCUMENT_NAMED = re.compile(
    rf"\b(?:the|its|their|our)\s+{DOCUMENT}(?=['’]s\b|\s*[?,.]|\s+(?:of|for|with|between|and|binding|"
    r"signed|dated|say|state|name|give|put|set|report|foresee|mention|call|require|allow|contain|"
    r"include|provide|fix|list|define|describe|cover|end|expire|run|start|bind|date)s?\b)",
    re.I,
)
_SAID_BY = re.compile(
    rf"what (?:did|does|do)\s+(?P<document>(?:the\s+)?{DOCUMENT})\s+"
    r"(?:say|state|give|report|show|put|name)s?(?:\s+(?:instead|though|then))?",
    re.I,
)
_TIME = re.compile(
    r"\b(?:(?:in|by|for|during|since|until|at the end of|of)\s+)?"
    r"(?:(?:the )?(?:full |fiscal |financial )?(?:year )?(?:19|20)\d\d|"
    r"Q[1-4](?: (?:19|20)\d\d)?|(?:this|last|next) (?:fiscal )?(?:year|quarter|month)|"
    r"(?:the )?(?:first|second|third|fourth) quarter(?: of (?:19|20)\d\d)?)\b",
    re.I,
)
_PREPOSITION = re.compile(
    r"(?P<preposition>in|for|at|by|to|from|with|of|on|under|after|before|about|against|between)\s",
    re.I,
)
_NAMED = r"(?:the\s+)?(?:[A-Z][\w.&’'-]*)(?:\s+(?:of\s+)?[A-Z][\w.&’'-]*)*"
_OTHER = re.compile(
    r"(?:(?P<preposition>\w+)\s+)?(?:the|its|their)\s+other(?:s|\s+(?:one|two|[a-z ]+))?", re.I
)
_QUESTION_START = re.compile(
    rf"(?:(?:in|on|at|to|from|by|for|with|under|until|since|of)\s+)?"
    rf"(?:who|whom|whose|what|which|when|where|why|how)\b|{AUXILIARY}(?:n[’']t)?\b|(?:list|name|give|tell|show|explain|describe|compare|"
    r"summari[sz]e|please|define|find)\b",
    re.I,
)
_ADVERBIAL = re.compile(r"(?:.*\b)?(?:when|where|why|how(?: long)?)", re.I)
_HEADED = re.compile(
    r"(?P<the>(?:the|an?|its|their)\s+)(?P<head>[a-z][a-z -]*?)"
    r"(?P<tail>\s+(?:of|in|for|under|to|with|between|on|at|from)\b.*)?$"
)
LONGEST_FRAGMENT = 7


def is_elliptic(question: str) -> bool:
    """Whether ``question`` has no verb of its own: "why?", "and in Texas?"."""
    rest = CONTINUES.sub("", question, count=1).strip(" ?.!")
    if _BARE.fullmatch(rest) or _AGAIN.fullmatch(rest) or _SAID_BY.fullmatch(rest):
        return True
    return bool(rest) and _is_fragment(rest)


def completed(question: str, history: Sequence[Turn]) -> str:
    """The elliptic ``question`` in full, after ``history``, which is not empty."""
    rest = CONTINUES.sub("", question, count=1).strip(" ?.!")
    before = read_parts(history[-1].rewritten_question)
    said_by = _SAID_BY.fullmatch(rest)
    if _AGAIN.fullmatch(rest):
        text = before.text
    elif said_by is not None:
        text = _with_document(said_by["document"], before.text)
    elif (bare := _BARE.fullmatch(rest)) is not None:
        text = _asked_anew(bare["asks"], before, history[-1])
    else:
        text = _with_fragment(rest, before, history)
    return capitalised(text if text.endswith("?") else f"{text.rstrip('. ')}?")


def _is_fragment(rest: str) -> bool:
    if _QUESTION_START.match(rest) or len(rest.split()) > LONGEST_FRAGMENT:
        return False
    return re.search(rf"\s{AUXILIARY}\s", f" {rest} ", re.I) is None


def _asked_anew(asks: str, before: QuestionParts, turn: Turn) -> str:
    """“When?” after “Where did X play?” is “When did X play?”."""
    plain = re.sub(r"\b(?:how so|how come)\b", "why", asks.casefold())
    plain = plain.removesuffix(" exactly")
    rest, verb = before.rest.strip(), before.auxiliary.casefold()
    if not rest:
        return f"{plain} ({before.text.strip(' ?.')})"
    if plain in {"who else", "what else"} and before.wh:
        return f"{plain} {verb} {rest}" if verb else f"{plain} {rest}"
    if plain == "who" and before.is_about_being and re.search(r"\w(?:ed|made|built)$", rest):
        return f"by whom {verb} {rest}"
    if re.match(r"which one", plain):
        return _which_ones(before)
    if before.asks_for_a_party:
        return f"{plain} is it that {answered_name(turn) or 'someone'} {rest}"
    there = re.match(r"there\s+(?P<thing>.+)", rest, re.I)
    if there and plain == "how much":
        return f"how much {verb} {there['thing']}"
    degree = re.fullmatch(r"how (?!long|much|many|often)(\w+)", before.wh, re.I)
    if degree and before.is_about_being:
        return f"{plain} {verb} {rest} {degree[1]}"
    if before.is_about_being and re.match(r"(?:what|who|which)\b", before.wh, re.I):
        return f"{plain} {verb} {answered_name(turn) or 'that'} {rest}"
    kept = _ADVERBIAL.fullmatch(before.wh) or not before.wh
    what = "" if kept else _asked_noun(before.wh)
    return f"{plain} {verb} {rest}{what}"


def _asked_noun(wh: str) -> str:
    """“What synergies” asked about synergies, which “why?” has to keep."""
    noun = re.fullmatch(r"(?:what|which|how (?:much|many))\s+(?P<noun>.+)", wh.strip(), re.I)
    return f" ({noun['noun']})" if noun else ""


def _which_ones(before: QuestionParts) -> str:
    noun = re.fullmatch(r"(?:how many|what|which)\s+(?P<noun>.+)", before.wh, re.I)
    verb, rest = before.auxiliary.casefold(), before.rest.strip()
    if noun:
        return f"which {noun['noun']} {verb} {rest}"
    there = re.match(r"there\s+(?:any\s+|some\s+)?(?P<things>[\w-]+)(?P<rest>.*)", rest, re.I)
    if there:
        return f"which {there['things']} {verb} there{there['rest']}"
    return f"which ones {verb} {rest}" if verb else f"which ones {rest}"


def _with_fragment(rest: str, before: QuestionParts, history: Sequence[Turn]) -> str:
    """The question before, with its phrase of the same form replaced by ``rest``."""
    if (other := _OTHER.fullmatch(rest)) is not None:
        return _with_other(rest, other["preposition"], before, history)
    time = _TIME.fullmatch(rest)
    if time is not None:
        return _with_time(rest, before.text)
    document = re.sub(r"^(?:in|from|according to|under|per|by)\s+", "", rest, flags=re.I)
    if _DOCUMENT_ONLY.fullmatch(document):
        return _with_document(document, before.text, inside=document != rest)
    preposition = _PREPOSITION.match(rest)
    if preposition is not None:
        pattern = rf"\b{preposition['preposition']}\s+{_NAMED}"
        found = list(re.finditer(pattern, before.text))
        if found:
            return f"{before.text[: found[-1].start()]}{rest}{before.text[found[-1].end() :]}"
        return _appended(before.text, rest)
    return _with_noun(rest, before)


def _with_noun(rest: str, before: QuestionParts) -> str:
    names = names_in(rest)
    if names and before.names:
        plain = re.sub(r"['’]s?$", "", rest)
        return before.text.replace(before.names[0], plain, 1)
    if names:
        return _appended(before.text, f"for {rest}")
    headed = _HEADED.match(before.rest.strip())
    if headed and before.is_about_being and before.wh:
        tail = headed["tail"] or ""
        wh = "what" if re.match(r"how\b", before.wh, re.I) else before.wh
        return f"{wh} {before.auxiliary} {rest}{tail}"
    added = f" ({', '.join(before.names)})" if before.names else ""
    return f"what is {rest}{added}" if added else _appended(before.text, rest)


def _with_document(document: str, before: str, *, inside: bool = False) -> str:
    """``before`` asked of another document; what its name said of the deal is kept.

    ``inside``: what the other document says is asked, not what it is.
    """
    document = document if re.match(r"(?:the|its|their)\s", document, re.I) else f"the {document}"
    found = list(DOCUMENT_IN.finditer(before))
    if not found:
        return _appended(before, f"in {document}") if inside else _of_document(document, before)
    last = found[-1]
    text = f"{before[: last.start()]}in {document}{before[last.end() :]}"
    lost = [name for name in names_in(last.group()) if name not in text]
    return f"{text.rstrip(' ?.')} ({', '.join(lost)})" if lost else text


def _of_document(document: str, before: str) -> str:
    """``before``, which asks what a document says or what of it, asked of another."""
    named = list(_DOCUMENT_NAMED.finditer(before))
    if len(named) != 1:
        return _appended(before, f"in {document}")
    return f"{before[: named[0].start()]}{document}{before[named[0].end() :]}"


def _with_time(rest: str, before: str) -> str:
    found = list(_TIME.finditer(before))
    has_preposition = re.match(
        r"(?:in|by|for|during|since|until|at|of|this|last|next)\b", rest, re.I
    )
    phrase = rest if has_preposition else f"in {rest}"
    if not found:
        return _appended(before, phrase)
    return f"{before[: found[-1].start()]}{phrase}{before[found[-1].end() :]}"


def _with_other(
    rest: str, preposition: str | None, before: QuestionParts, history: Sequence[Turn]
) -> str:
    """“The other one”: what stood beside the thing asked about, if there is one such thing."""
    documents = _documents_of(history)
    if (current := DOCUMENT_IN.search(before.text)) is not None:
        others = [d for d in documents if d.casefold() not in current.group().casefold()]
        return _with_document(others[0] if len(others) == 1 else "the other document", before.text)
    if not before.names:
        return _appended(before.text, rest)
    for current_name in reversed(before.names):
        others_named = _beside(current_name, history)
        if len(others_named) == 1:
            return before.text.replace(current_name, others_named[0], 1)
    earlier = dict.fromkeys(
        n
        for turn in history[-4:-1]
        for n in names_in(turn.rewritten_question)
        if n not in before.names
    )
    put = (
        next(iter(earlier)) if len(earlier) == 1 else re.sub(r"^(?!the|its|their)\w+\s+", "", rest)
    )
    return before.text.replace(before.names[-1], put, 1)


def _documents_of(history: Sequence[Turn]) -> list[str]:
    found: dict[str, None] = {}
    for turn in history[-4:]:
        for match in DOCUMENT_IN.finditer(turn.rewritten_question):
            found[match.group()[len(match["preposition"]) :].strip().casefold()] = None
    return list(found)


def _beside(name: str, history: Sequence[Turn]) -> list[str]:
    """The names joined to ``name`` by "and" or "or" in questions, and in answers that stood."""
    texts = [turn.rewritten_question for turn in history[-4:]]
    texts += [turn.answer for turn in history[-4:] if not turn.abstained]
    proper = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
    escaped = re.escape(name)
    found: dict[str, None] = {}
    for text in texts:
        for match in re.finditer(rf"\b{escaped} (?:and|or) (?:in |at |with )?({proper})", text):
            found[match[1]] = None
        for match in re.finditer(rf"({proper}) (?:and|or) (?:in |at |with )?{escaped}\b", text):
            found[match[1]] = None
    return list(found)


def _appended(before: str, phrase: str) -> str:
    return f"{before.rstrip('?. ')}, {phrase}?"
