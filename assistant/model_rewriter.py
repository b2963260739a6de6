"""Makes a follow-up stand alone with a chat model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answerer import Turn
from assistant.chat_models import ChatModelFailedError, stream_text
from assistant.followups import Rewrite, rewrite
from assistant.prompt import neutral
from assistant.reply_text import plain, visible
from assistant.small_talk import small_talk_reply
from index.words import content_stems

TIMEOUT_S = 10.0
MOST_TURNS = 4

RULES = """\
You rewrite the last question of a conversation so that it can be understood without it.

Rules:
1. Replace "it", "they", "there", "that deal" and the like by what they stand for, and fill in \
what the last question leaves out.
2. Keep its meaning, its names, figures and dates. Add nothing else, and never answer it.
3. If it can be understood as it is, repeat it unchanged.
4. Reply with the question only, on one line."""

_LABEL = re.compile(
    r"\A\W*(?:(?:the )?(?:rewritten|standalone|stand-alone|last|new) question|question)"
    r"(?: is)?\W*:\s*",
    re.I,
)


class ChatModelRewriter:
    """Rewrites with a chat model, and by rules where the model fails, or answers instead."""

    def __init__(self, chat_model: BaseChatModel, *, timeout_s: float = TIMEOUT_S) -> None:
        self._chat_model = chat_model
        self._timeout_s = timeout_s

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewrite:
        """``question`` as it would be asked without the conversation."""
        turns = [turn for turn in history if small_talk_reply(turn.question) is None]
        if not turns:
            return Rewrite(text=question, changed=False)
        messages = (SystemMessage(RULES), HumanMessage(_asked(question, turns[-MOST_TURNS:])))
        try:
            pieces = stream_text(self._chat_model, messages, timeout_s=self._timeout_s, retries=1)
            text = _read("".join(pieces))
        except ChatModelFailedError:
            return rewrite(question, history)
        if not _is_rewrite(text, question, turns):
            return rewrite(question, history)
        return Rewrite(text=text, changed=text != question)


def _asked(question: str, turns: Sequence[Turn]) -> str:
    """The earlier questions, with the answering words of those that had any."""
    lines = []
    for turn in turns:
        lines.append(f"Earlier question: {neutral(turn.rewritten_question)}")
        if turn.span:
            lines.append(f"Its answer: {neutral(turn.span)}")
    return "\n".join([*lines, f"Last question: {neutral(question)}", "Rewritten question:"])


def _read(reply: str) -> str:
    lines = [line.strip() for line in plain(visible(reply)).splitlines() if line.strip()]
    if not lines:
        return ""
    asking = [line for line in lines if line.endswith("?")]
    return _LABEL.sub("", (asking or lines)[0]).strip("\"'“”` ")


def _is_rewrite(text: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether ``text`` asks what ``question`` does, with no words that nobody has said."""
    if not text or (question.endswith("?") and not text.endswith("?")):
        return False
    said = [question, *(f"{turn.rewritten_question} {turn.span or ''}" for turn in turns)]
    known = {stem for each in said for stem in content_stems(each)}
    stems = set(content_stems(text))
    return bool(stems) and len(stems - known) <= max(1, len(stems) // 3)
