"""Makes a follow-up question stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerer import Turn
from assistant.answers import Frozen
from assistant.ellipsis import CONTINUES, completed, is_elliptic
from assistant.question_parts import capitalised, names_in
from assistant.references import has_reference, resolved
from assistant.small_talk import small_talk_reply

_DEFINITE = re.compile(
    r"\b(?:the|its)\s+(?!documents?\b|deals?\b|files?\b|sources?\b|same\b|world\b|parties\b)[a-z]",
    re.I,
)
_OVER_ALL = re.compile(
    r"\b(?:(?:which|what|all|any|every|how many)\s+(?:of the\s+)?"
    r"(?:deals?|documents?|compan(?:y|ies)|agreements|contracts|files|sources)|"
    r"across|between the documents)\b",
    re.I,
)
_LONGEST_FOLLOW_UP = 12


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

    A question that names what it is about is left as it is. What is carried over are the
    phrases of the questions before, and of an answer only the name that a checked span
    marks; nothing is carried from the answer to a question that was declined.
    """
    turns = [turn for turn in history if small_talk_reply(turn.question) is None]
    if not turns or not question.strip():
        return Rewrite(text=question, changed=False)
    text = question
    if is_elliptic(question):
        text = completed(question, turns)
    else:
        continued = CONTINUES.match(question)
        rest = question[continued.end() :] if continued else question
        goes_on = rest != question.lstrip()
        text = capitalised(rest) if goes_on and rest else question
        if has_reference(text):
            text = resolved(text, turns)
        elif not names_in(text) and (goes_on or _leaves_its_deal_open(text)):
            text = _with_names(text, turns if goes_on else _answered(turns))
    if text != question:
        text = capitalised(text)
    return Rewrite(text=text, changed=text != question)


def _leaves_its_deal_open(question: str) -> bool:
    """Whether a question asks for "the break fee" without saying whose."""
    short = len(question.split()) <= _LONGEST_FOLLOW_UP
    return short and bool(_DEFINITE.search(question)) and not _OVER_ALL.search(question)


def _answered(turns: Sequence[Turn]) -> Sequence[Turn]:
    return () if turns[-1].abstained else turns


def _with_names(question: str, turns: Sequence[Turn]) -> str:
    """``question`` with the names that the last of ``turns`` with any asked about."""
    for turn in reversed(turns[-3:]):
        names = names_in(turn.rewritten_question)
        if names:
            return f"{question.rstrip('?. ')} ({', '.join(names[:3])})?"
    return question
