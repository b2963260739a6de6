"""The chat in the browser: conversations and scope, chat, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.conversations import UnknownConversationError
from assistant.events import Finished, Restarted, Rewritten, TextDelta
from assistant.interfaces.evidence import (
    UNFINISHED,
    answer_html,
    documents_html,
    empty_evidence,
    evidence_html,
    plain_text,
    question_html,
    streaming_html,
)
from corpus.detect import SUPPORTED_SUFFIXES
from corpus.errors import DealAssistantError

ALL_DEALS = "All deals"
MAX_CONVERSATIONS = 30
SAMPLE_QUESTIONS = (
    "What will Foxconn manufacture for OpenAI?",
    "Is OpenAI obliged to buy anything?",
    "How much has OpenAI committed to AI infrastructure?",
    "Which deals mention power supply?",
)

THEME = gr.themes.Soft(
    primary_hue="indigo",
    neutral_hue="slate",
    font=["ui-sans-serif", "system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"],
    font_mono=["ui-monospace", "Consolas", "monospace"],
)
CSS = (Path(__file__).parent / "chat.css").read_text("utf-8")

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and write."""

    mine: gr.BrowserState
    current: gr.State
    conversations: gr.Radio
    deal: gr.Dropdown
    documents: gr.Dropdown
    listing: gr.HTML
    upload: gr.UploadButton
    uploaded: gr.HTML
    chat: gr.Chatbot
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    new: gr.Button
    evidence: gr.HTML
    copyable: gr.Textbox


def build(assistant: Assistant) -> gr.Blocks:
    """The chat page over ``assistant``."""
    page: gr.Blocks = gr.Blocks(
        title="Deal assistant", analytics_enabled=False, fill_width=True, fill_height=True
    )
    with page:
        gr.HTML(
            '<div class="da-header"><strong>Deal assistant</strong>'
            "<span>Answers from the documents, with the place each one stands</span></div>"
        )
        parts = _layout(assistant)
        _wire(page, parts, assistant)
    return page


def _layout(assistant: Assistant) -> _Parts:
    mine, current = gr.BrowserState([], storage_key="deal-assistant"), gr.State(None)
    with gr.Row(elem_classes="da-panes"):
        with gr.Column(scale=2, min_width=240, elem_classes="da-pane da-left"):
            new = gr.Button("New conversation", variant="secondary", size="sm")
            conversations = gr.Radio(
                [], label="Conversations", elem_classes="da-conversations", interactive=True
            )
            deal = gr.Dropdown([ALL_DEALS], value=ALL_DEALS, label="Deal")
            documents = gr.Dropdown(
                [], multiselect=True, label="Documents", info="All of the deal if none is chosen"
            )
            upload = gr.UploadButton(
                "Add documents",
                file_count="multiple",
                file_types=sorted(SUPPORTED_SUFFIXES),
                size="sm",
            )
            uploaded = gr.HTML()
            with gr.Accordion("Indexed documents", open=False):
                listing = gr.HTML(documents_html(assistant.library.documents()))
        with gr.Column(scale=5, min_width=320, elem_classes="da-pane da-middle"):
            chat = gr.Chatbot(
                show_label=False,
                height="calc(100vh - 310px)",
                min_height=320,
                buttons=[],
                layout="bubble",
                latex_delimiters=[],
                feedback_options=("Like", "Dislike"),
                placeholder="Ask about the deal documents.",
                elem_classes="da-chat",
            )
            with gr.Row(elem_classes="da-ask"):
                question = gr.Textbox(
                    show_label=False,
                    placeholder="Ask a question about the documents",
                    lines=1,
                    max_lines=5,
                    scale=8,
                    autofocus=True,
                    elem_id="question",
                )
                send = gr.Button("Ask", variant="primary", scale=1, min_width=70, elem_id="ask")
                stop = gr.Button("Stop", variant="stop", scale=1, min_width=70, visible=False)
            gr.Examples(
                [[q] for q in SAMPLE_QUESTIONS], inputs=[question], label="Sample questions"
            )
        with gr.Column(scale=4, min_width=300, elem_classes="da-pane da-right"):
            evidence = gr.HTML(empty_evidence(), elem_id="evidence")
            with gr.Accordion("Answer as text, to copy", open=False):
                copyable = gr.Textbox(
                    show_label=False, lines=6, interactive=False, buttons=["copy"]
                )
    return _Parts(
        mine, current, conversations, deal, documents, listing, upload, uploaded, chat,
        question, send, stop, new, evidence, copyable,
    )  # fmt: skip


def _wire(page: gr.Blocks, parts: _Parts, assistant: Assistant) -> None:
    p = parts
    session = _Session(assistant)
    page.load(session.scope, None, [p.deal, p.documents, p.listing])
    page.load(session.listed, [p.mine, p.current], [p.conversations])
    p.deal.change(session.documents_of, [p.deal], [p.documents])
    asked: Any = gr.on(
        [p.question.submit, p.send.click],
        session.ask,
        [p.question, p.chat, p.current, p.mine, p.deal, p.documents],
        [p.chat, p.question, p.evidence, p.copyable, p.current, p.mine, p.send, p.stop],
        show_progress="hidden",
    )
    asked.then(session.listed, [p.mine, p.current], [p.conversations])
    p.stop.click(session.stopped, None, [p.send, p.stop], cancels=[asked])
    p.new.click(session.fresh, None, [p.chat, p.current, p.evidence, p.copyable, p.conversations])
    p.chat.clear(session.fresh, None, [p.chat, p.current, p.evidence, p.copyable, p.conversations])
    p.conversations.input(
        session.reopen, [p.conversations], [p.chat, p.current, p.evidence, p.copyable]
    )
    p.upload.upload(session.add, [p.upload, p.deal], [p.uploaded]).then(
        session.scope, None, [p.deal, p.documents, p.listing]
    )
    p.chat.like(session.rated, [p.current, p.chat], None)


class _Session:
    """What the page does; all state is in the browser or in the assistant's stores."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def scope(self) -> tuple[Any, Any, str]:
        """Deals, documents and the list of documents as they are now."""
        library = self._assistant.library
        return (
            gr.update(choices=[ALL_DEALS, *library.deals()]),
            gr.update(choices=[(r.title, r.id) for r in library.documents()]),
            documents_html(library.documents()),
        )

    def documents_of(self, deal: str) -> Any:
        """The documents that can be chosen within a deal."""
        records = self._assistant.library.documents(None if deal == ALL_DEALS else deal)
        return gr.update(choices=[(r.title, r.id) for r in records], value=[])

    def listed(self, mine: list[str], current: str | None) -> Any:
        """This browser's conversations, the last used first."""
        store = self._assistant.conversations
        known = [c for c in store.all() if c.id in set(mine or [])] if store else []
        choices = [(c.title, c.id) for c in known[:MAX_CONVERSATIONS]]
        return gr.update(choices=choices, value=current)

    def ask(
        self,
        question: str,
        messages: list[Message],
        current: str | None,
        mine: list[str],
        deal: str,
        documents: list[str],
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question, updating the page as the answer comes."""
        if not question.strip():
            yield tuple(gr.skip() for _ in range(8))
            return
        store = self._assistant.conversations
        if store and not current:
            current = store.create().id
            mine = [*(mine or []), current]
        shown = [*messages, _message("user", question_html(question))]
        text, read_as, answer = "", None, None
        running = (gr.update(visible=False), gr.update(visible=True))
        try:
            events = self._assistant.stream(
                question,
                deal=None if deal == ALL_DEALS else deal,
                documents=documents or (),
                conversation=current,
            )
            reply = _message("assistant", streaming_html("", None))
            yield [*shown, reply], "", gr.skip(), gr.skip(), current, mine, *running
            for event in events:
                if isinstance(event, Rewritten) and event.changed:
                    read_as = event.question
                elif isinstance(event, Restarted):
                    text = ""
                elif isinstance(event, TextDelta):
                    text += event.text
                elif isinstance(event, Finished):
                    answer = event.answer
                    break
                reply = _message("assistant", streaming_html(text, read_as))
                yield [*shown, reply], "", gr.skip(), gr.skip(), current, mine, *running
        except DealAssistantError as error:
            shown.append(_message("assistant", streaming_html(str(error), None)))
            yield shown, question, gr.skip(), gr.skip(), current, mine, *self.stopped()
            return
        if answer is None:
            raise RuntimeError("the chain ended without an answer")
        shown.append(_message("assistant", answer_html(answer)))
        evidence = evidence_html(answer, self._assistant.library)
        yield shown, "", evidence, plain_text(answer), current, mine, *self.stopped()

    def stopped(self) -> tuple[Any, Any]:
        """The buttons when nothing runs."""
        return gr.update(visible=True), gr.update(visible=False)

    def fresh(self) -> tuple[list[Message], None, str, str, Any]:
        """An empty conversation."""
        return [], None, empty_evidence(), "", gr.update(value=None)

    def reopen(self, conversation: str) -> tuple[list[Message], str | None, str, str]:
        """A stored conversation with the evidence of its last answer."""
        try:
            answers = self._answers(conversation)
        except UnknownConversationError as error:
            raise gr.Error(str(error)) from error
        messages = []
        for answer in answers:
            messages.append(_message("user", question_html(answer.question)))
            messages.append(_message("assistant", answer_html(answer)))
        if not answers:
            return messages, conversation, empty_evidence(), ""
        last = answers[-1]
        evidence = evidence_html(last, self._assistant.library)
        return messages, conversation, evidence, plain_text(last)

    def add(
        self,
        paths: list[str],
        deal: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        """Index uploaded files; each failure is told with its file."""
        lines = []
        for number, path in enumerate(paths):
            name = Path(path).name
            progress((number, len(paths)), desc=name)
            try:
                data = Path(path).read_bytes()
                record = self._assistant.library.add_file(
                    name, data, None if deal == ALL_DEALS else deal
                )
                lines.append(f"Added {record.title}.")
            except (DealAssistantError, OSError) as error:
                lines.append(str(error))
        return streaming_html("\n".join(lines), None)

    def rated(self, current: str | None, messages: list[Message], data: gr.LikeData) -> None:
        """Store a thumb up or down."""
        store = self._assistant.conversations
        if store is None or current is None or data.liked is None:
            return
        index = int(data.index[0] if isinstance(data.index, (list, tuple)) else data.index)
        if not _is_answer(messages[index]):
            raise gr.Error("Only a finished answer can be rated.")
        # Stopped and failed questions are shown but not stored, so positions differ.
        ordinal = sum(_is_answer(message) for message in messages[:index])
        store.rate(current, ordinal, helpful=data.liked in {True, "Like"})

    def _answers(self, conversation: str) -> tuple[Answer, ...]:
        store = self._assistant.conversations
        return store.answers(conversation) if store else ()


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _is_answer(message: Message) -> bool:
    content = message["content"]
    text = content if isinstance(content, str) else "".join(c.get("text", "") for c in content)
    return message["role"] == "assistant" and not text.startswith(UNFINISHED)
