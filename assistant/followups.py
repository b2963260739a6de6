"""Makes a follow-up question stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.answerer import Turn
from assistant.answers import Frozen

_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her|hers)\b", re.I)
_THAT_THING = re.compile(
    r"\b(?:that|this|these|those) (?:deal|agreement|company|firm|partnership|contract|transaction|"
    r"amount|figure|price|party|facility|loan|one|document|term sheet|report|plan|target)s?\b",
    re.I,
)
_CONTINUES = re.compile(
    r"^\s*(?:and|but|or|so|also|what about|how about|and what about|same for)\b[\s,]*", re.I
)
_BARE = re.compile(
    r"^\s*(?:why|how|when|where|who|how so|how come|how much|how many|since when|until when|"
    r"by when|for how long|which ones?|says who|by whom|are you sure|really|who else|what else|"
    r"anything else|where exactly|in what way)(?: not| exactly| is that| then)?\s*\??\s*$",
    re.I,
)
_NAME = re.compile(
    r"(?:[A-Z][\w&’'-]*[A-Za-z0-9]|[A-Z]{2,})(?:\s+(?:(?:of|and|the|&)\s+)?[A-Z][\w&’'-]*)*"
)
_QUESTION_WORDS = frozenset(
    "what who whom whose which when where why how is are was were do does did can could will would "
    "should has have had may in on at by for of to from with and but or so also the a an under "
    "according name list tell give show explain describe ceo cfo us".split()
)
_PERSON_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)


class Rewrite(Frozen):
    """A question that stands alone, and whether it differs from what was asked."""

    text: str
    changed: bool


class RuleRewriter:
    """Rewrites by rules: names carried over for pronouns, ellipses filled."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewrite:
        """``question`` as it would be asked without the conversation; see ``rewrite``."""
        return rewrite(question, history)


def rewrite(question: str, history: Sequence[Turn]) -> Rewrite:
    """Make ``question`` stand alone, by what was asked before.

    A question that names what it is about is left as it is. Only the questions before are
    carried over, never the answers: what an assistant said, or declined to say, must not
    become part of a question.
    """
    if not history:
        return Rewrite(text=question, changed=False)
    before = history[-1].rewritten_question
    text = question
    if _BARE.match(question):
        text = f"{question.strip().rstrip('?')}: {before}"
    elif _CONTINUES.match(question) or _is_fragment(question):
        text = _filled(question, before)
    elif _PRONOUN.search(question) or _THAT_THING.search(question):
        text = _with_subject(question, history)
    return Rewrite(text=text, changed=text != question)


def _is_fragment(question: str) -> bool:
    """Whether a question is a few words without a verb, like "In Texas?"."""
    words = re.findall(r"[\w’'&-]+", question)
    has_verb = re.search(
        r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|shall|"
        r"who|what|which|list|name|explain|describe|tell|give|show|compare|summari[sz]e)\b",
        question,
        re.I,
    )
    return len(words) <= 5 and has_verb is None


def _filled(question: str, before: str) -> str:
    """An elliptic question completed by the one before it."""
    rest = _CONTINUES.sub("", question).strip()
    if re.match(
        r"(?:who|what|when|where|which|why|how|is|are|was|were|do|does|did|can|will)\b", rest, re.I
    ):
        names = [n for n in names_in(before) if n.casefold() not in rest.casefold()]
        if names_in(rest) or not names:
            return rest[0].upper() + rest[1:]
        return f"{rest.rstrip('?').rstrip()} ({', '.join(names)})?"
    swapped = _swapped(rest.rstrip("?. "), before)
    return swapped if swapped is not None else f"{before.rstrip('?. ')}, {rest.rstrip('?. ')}?"


def _swapped(rest: str, before: str) -> str | None:
    """``before`` with its phrase of the same form replaced: "in Ohio" by "in Texas"."""
    match = re.match(
        r"(?P<preposition>in|for|at|by|to|from|with|of|on|under|after|before|about)\s", rest, re.I
    )
    if match is not None:
        preposition = match["preposition"]
        pattern = rf"\b{preposition}\s+(?:the\s+)?(?:[A-Z0-9][\w.&’'-]*)(?:\s+[A-Z0-9][\w.&’'-]*)*"
        found = list(re.finditer(pattern, before))
        if found:
            last = found[-1]
            return f"{before[: last.start()]}{rest}{before[last.end() :]}"
        return None
    names = names_in(before)
    if names_in(rest) and len(names) == 1:
        return before.replace(names[0], rest.removeprefix("the ") if names[0] in rest else rest)
    return None


def _with_subject(question: str, history: Sequence[Turn]) -> str:
    """``question`` with the names it may refer to added, where it names none itself."""
    for turn in reversed(history[-3:]):
        names = names_in(turn.rewritten_question)
        if not names:
            continue
        own = {n.casefold() for n in names_in(question)}
        carried = [n for n in names if n.casefold() not in own]
        if not carried:
            return question
        return _substituted(question, carried)
    return _with_topic(question, history[-1].rewritten_question)


def _substituted(question: str, names: Sequence[str]) -> str:
    subject = names[0] if len(names) == 1 else " and ".join(names[:2])
    possessive = re.compile(r"\b(?:its|their|his)\b|\bher\b(?=\s+[a-z])", re.I)
    if possessive.search(question):
        return possessive.sub(f"{subject}'s", question, count=1)
    plain = re.compile(r"\b(?:it|they|them|he|him|she|her)\b", re.I)
    expletive = re.compile(
        r"\b(?:is it|it is|was it|it was)\b.*\b(?:that|true|possible|clear)\b", re.I
    )
    if plain.search(question) and not expletive.search(question):
        return plain.sub(subject, question, count=1)
    return f"{question.rstrip('?. ')} ({subject})?"


def _with_topic(question: str, before: str) -> str:
    words = [w for w in re.findall(r"[\w%$€£.-]+", before) if w.casefold() not in _QUESTION_WORDS]
    topic = " ".join(words[:8]).strip(".-")
    return f"{question.rstrip('?. ')} ({topic})?" if topic else question


def names_in(question: str) -> tuple[str, ...]:
    """The capitalised names of a question, each once, in order."""
    found = []
    for match in _NAME.finditer(question):
        words = match.group().split()
        while words and words[0].casefold().rstrip("'s’") in _QUESTION_WORDS:
            words = words[1:]
        name = re.sub(r"['’]s?$", "", " ".join(words))
        if name and name.casefold() not in _QUESTION_WORDS:
            found.append(name)
    return tuple(dict.fromkeys(found))


_PROMPT = (
    "Rewrite the last question so that it can be understood without the conversation. Keep its "
    "meaning, add nothing, do not answer it. Reply with the question only.\n\n{turns}\n"
    "Last question: {question}\nRewritten question:"
)


class ChatModelRewriter:
    """Rewrites with a chat model, and by rules where the model fails."""

    def __init__(self, chat_model: BaseChatModel) -> None:
        self._chat_model = chat_model

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewrite:
        """``question`` as it would be asked without the conversation."""
        if not history:
            return Rewrite(text=question, changed=False)
        turns = "\n".join(f"Earlier question: {t.rewritten_question}" for t in history[-4:])
        try:
            reply = self._chat_model.invoke(_PROMPT.format(turns=turns, question=question))
        except Exception:  # noqa: BLE001 (every provider raises its own; the rules never fail)
            return rewrite(question, history)
        text = " ".join(reply.text.split()).strip('"')
        if not text or len(text) > 4 * len(question) + 300:
            return rewrite(question, history)
        return Rewrite(text=text, changed=text != question)
