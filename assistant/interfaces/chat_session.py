"""What the chat does; all state is in the browser or in the assistant's stores."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.conversations import UnknownConversationError
from assistant.events import Finished, Restarted, Rewritten, TextDelta
from assistant.interfaces.document_panel import ALL_DEALS
from assistant.interfaces.evidence import (
    UNFINISHED,
    answer_html,
    empty_evidence,
    evidence_html,
    failed_html,
    plain_text,
    question_html,
    stopped_html,
    streaming_html,
)
from corpus.errors import DealAssistantError

MAX_CONVERSATIONS = 30
LATE_SECONDS = 0.5
FAILED = "The service failed. Its log says why. Ask again, or tell whoever runs it."

# Taking a thumb back sends "".
_VERDICTS: dict[bool | str, bool | None] = {
    True: True,
    "Like": True,
    False: False,
    "Dislike": False,
    "": None,
}

Message = dict[str, Any]
_LOG = logging.getLogger(__name__)


class Attention:
    """What a reader of one page turned to last: an answer under way, or a conversation."""

    def __init__(self) -> None:
        self.number = 0
        self.asking = False
        self.conversation: str | None = None

    def turned(self, conversation: str | None = None, *, asking: bool = False) -> int:
        """Note that the reader turned to something else; what was under way is void."""
        self.number += 1
        self.asking, self.conversation = asking, conversation
        return self.number


class ChatSession:
    """Handlers of the page's events, each from component values to component values."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def listed(self, mine: list[str], current: str | None) -> tuple[Any, Any]:
        """This browser's conversations, the last used first, and the button to delete one."""
        store = self._assistant.conversations
        own = set(mine or [])
        known = [c for c in store.all() if c.id in own] if store else []
        choices = [(c.title, c.id) for c in known if c.turns][:MAX_CONVERSATIONS]
        chosen = current if any(current == value for _, value in choices) else None
        return (
            gr.update(choices=choices, value=chosen, visible=bool(choices)),
            gr.update(visible=chosen is not None),
        )

    def sample(self, data: gr.SelectData) -> str:
        """The question of a sample that was clicked."""
        return str(data.value["text"])

    def ask(
        self,
        question: str,
        messages: list[Message],
        current: str | None,
        mine: list[str],
        deal: str,
        documents: list[str],
        attention: Attention,
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question, updating the page as the answer comes.

        The box is emptied at once and then left alone: the next question may be typed there.
        """
        if not question.strip():
            yield *(gr.skip() for _ in range(8)), ""
            return
        began = attention.turned(asking=True)
        current, mine = self._conversation(current, mine)
        shown = [*messages, _message("user", question_html(question))]
        try:
            events = self._assistant.stream(
                question,
                deal=None if deal == ALL_DEALS else deal,
                documents=documents or (),
                conversation=current,
            )
            running = (gr.update(visible=False), gr.update(visible=True))
            box: Any = ""
            for part in _parts(events):
                if attention.number != began:
                    return
                if isinstance(part, Answer):
                    shown.append(_message("assistant", answer_html(part)))
                    evidence = (evidence_html(part, self._assistant.library), plain_text(part))
                    yield shown, gr.skip(), *evidence, current, mine, *_idle(), ""
                    return
                reply = _message("assistant", part)
                yield [*shown, reply], box, gr.skip(), gr.skip(), current, mine, *running, ""
                box = gr.skip()
            raise RuntimeError("the chain ended without an answer")
        except DealAssistantError as error:
            told = str(error)
        except Exception:  # noqa: BLE001 (the page must not be left waiting for ever)
            _LOG.exception("unforeseen error")
            told = FAILED
        if attention.number != began:
            return
        shown.append(_message("assistant", failed_html(told)))
        kept = tuple(gr.skip() for _ in range(3))
        yield shown, *kept, current, mine, *_idle(), question

    def put_back(self, typed: str, unanswered: str) -> Any:
        """A question that failed, back in its box unless something else is typed there."""
        return gr.skip() if typed.strip() or not unanswered else unanswered

    def stopped(self, messages: list[Message]) -> tuple[Any, Any, Any]:
        """The page once a reader has stopped an answer."""
        if messages and messages[-1]["role"] == "assistant" and not _is_answer(messages[-1]):
            stopped = _message("assistant", stopped_html(_content(messages[-1])))
            messages = [*messages[:-1], stopped]
        return messages, *_idle()

    def wait_for_late_parts(self) -> None:
        """Return once a part that was under way when an answer was stopped must be there."""
        time.sleep(LATE_SECONDS)

    def fresh(self, attention: Attention) -> tuple[Any, ...]:
        """An empty conversation."""
        attention.turned()
        return _empty()

    def reopen(self, conversation: str, attention: Attention) -> tuple[Any, ...]:
        """A stored conversation with the evidence of its last answer."""
        attention.turned(conversation)
        try:
            return self._stored(conversation)
        except UnknownConversationError as error:
            raise gr.Error(str(error)) from error

    def _stored(self, conversation: str) -> tuple[Any, ...]:
        answers = self._answers(conversation)
        messages = []
        for answer in answers:
            messages.append(_message("user", question_html(answer.question)))
            messages.append(_message("assistant", answer_html(answer)))
        if not answers:
            return messages, conversation, empty_evidence(), "", *_idle()
        return messages, conversation, *self._evidence(answers[-1]), *_idle()

    def delete(self, conversation: str | None, attention: Attention) -> tuple[Any, ...]:
        """Delete a conversation and begin anew."""
        store = self._assistant.conversations
        if conversation is None or store is None:
            return tuple(gr.skip() for _ in range(6))
        try:
            store.delete(conversation)
        except UnknownConversationError:
            _LOG.info("conversation %s was deleted already", conversation)
        return self.fresh(attention)

    def shown_again(self, attention: Attention) -> tuple[Any, ...]:
        """What the reader turned to, in case a late part of an answer was laid over it.

        It is no turn of the reader's own: a question asked meanwhile goes on.
        """
        if attention.asking:
            return tuple(gr.skip() for _ in range(6))
        if attention.conversation is None:
            return _empty()
        try:
            return self._stored(attention.conversation)
        except UnknownConversationError:  # of which opening it told
            return *(gr.skip() for _ in range(4)), *_idle()

    def evidence_of(
        self, current: str | None, messages: list[Message], data: gr.SelectData
    ) -> tuple[Any, Any]:
        """The evidence of the answer that was clicked, or that follows the question clicked."""
        ordinal = _ordinal(messages, data.index)
        answers = self._answers(current) if current else ()
        if ordinal >= len(answers):
            return gr.skip(), gr.skip()
        return self._evidence(answers[ordinal])

    def rated(self, current: str | None, messages: list[Message], data: gr.LikeData) -> None:
        """Store a thumb up or down, or that it was taken back."""
        store = self._assistant.conversations
        if store is None or current is None or data.liked not in _VERDICTS:
            return
        if not _is_answer(messages[_position(data.index)]):
            raise gr.Error("Only a finished answer can be rated.")
        helpful = _VERDICTS[data.liked]
        store.rate(current, _ordinal(messages, data.index), helpful=helpful)

    def _conversation(self, current: str | None, mine: list[str]) -> tuple[str | None, list[str]]:
        """The conversation a question belongs to: the current one, or a new one."""
        store = self._assistant.conversations
        if store is None:
            return None, mine
        if current:
            try:
                return store.get(current).id, mine
            except UnknownConversationError:
                _LOG.info("conversation %s is gone; a new one begins", current)
        created = store.create().id
        return created, [*(mine or []), created]

    def _answers(self, conversation: str) -> tuple[Answer, ...]:
        store = self._assistant.conversations
        return store.answers(conversation) if store else ()

    def _evidence(self, answer: Answer) -> tuple[str, str]:
        return evidence_html(answer, self._assistant.library), plain_text(answer)


def _parts(events: Iterator[Any]) -> Iterator[str | Answer]:
    """The reply as it grows, as HTML, and last the answer."""
    text, read_as = "", None
    yield streaming_html(text, read_as)
    for event in events:
        if isinstance(event, Finished):
            yield event.answer
            return
        if isinstance(event, Rewritten) and event.changed:
            read_as = event.question
        elif isinstance(event, Restarted):
            text = ""
        elif isinstance(event, TextDelta):
            text += event.text
        yield streaming_html(text, read_as)


def _empty() -> tuple[Any, ...]:
    """An empty conversation."""
    return [], None, empty_evidence(), "", *_idle()


def _idle() -> tuple[Any, Any]:
    """The buttons when nothing runs."""
    return gr.update(visible=True), gr.update(visible=False)


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _content(message: Message) -> str:
    content = message["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def _is_answer(message: Message) -> bool:
    return message["role"] == "assistant" and not _content(message).startswith(UNFINISHED)


def _position(index: Any) -> int:
    return int(index[0] if isinstance(index, (list, tuple)) else index)


def _ordinal(messages: Sequence[Message], index: Any) -> int:
    """The number of the stored answer at a message, or of the one that follows it.

    Stopped and failed questions are shown but not stored, so positions differ.
    """
    return sum(_is_answer(message) for message in messages[: _position(index)])
