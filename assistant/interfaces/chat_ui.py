"""The chat in the browser: conversations and scope, chat, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.interfaces.chat_session import Attention, ChatSession
from assistant.interfaces.document_panel import ALL_DEALS, DocumentPanel
from assistant.interfaces.evidence import empty_evidence
from corpus.detect import SUPPORTED_SUFFIXES

# The key under which a browser keeps the ids of its conversations. They are no secret, and a
# key that is drawn anew at every start would lose them.
STORAGE_KEY = "deal-assistant"
HERE = Path(__file__).parent

THEME = gr.themes.Default(
    primary_hue="indigo",
    neutral_hue="slate",
    font=["ui-sans-serif", "system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"],
    font_mono=["ui-monospace", "Consolas", "monospace"],
).set(
    body_background_fill="*neutral_100",
    block_background_fill="transparent",
    block_background_fill_dark="transparent",
    block_border_width="0px",
    block_shadow="none",
    block_padding="0px",
    block_title_text_weight="600",
    block_title_text_size="*text_sm",
    input_background_fill="*neutral_50",
    input_border_width="1px",
)
CSS = (HERE / "chat.css").read_text("utf-8")
HEAD = f"<script>{(HERE / 'chat.js').read_text('utf-8')}</script>"
FAVICON = HERE / "favicon.svg"

# The deed has a button of its own: what ends a running answer must not run when the reader says
# no. The id comes from the list, for the page's script is not told what a State holds.
_CONFIRM_CONVERSATION = (
    "(c) => { if (c && confirm('Delete this conversation?')) "
    "document.querySelector('#delete-confirmed').click(); }"
)
# A tab reads the browser's store when it is loaded and writes what it has, without what other
# tabs have written since; the script keeps what all of them had.
_REMEMBERED = "(mine, current) => [window.dealAssistant.remembered(mine), current]"
_CONFIRM_DOCUMENTS = (
    "(d) => d && d.length && confirm(`Remove ${d.length} document(s) from the index? "
    "Files in a synced folder come back with the next sync.`) ? d : []"
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and write."""

    mine: gr.BrowserState
    current: gr.State
    unanswered: gr.State
    attention: gr.State
    summary: gr.HTML
    conversations: gr.Radio
    new: gr.Button
    delete: gr.Button
    deletion: gr.Button
    deal: gr.Dropdown
    documents: gr.Dropdown
    upload: gr.UploadButton
    uploaded: gr.HTML
    listing: gr.HTML
    remove: gr.Button
    chat: gr.Chatbot
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    evidence: gr.HTML
    copyable: gr.Textbox


def build(assistant: Assistant) -> gr.Blocks:
    """The chat page over ``assistant``."""
    page: gr.Blocks = gr.Blocks(
        title="Deal assistant", analytics_enabled=False, fill_width=True, fill_height=True
    )
    with page:
        parts = _layout()
        _wire_documents(page, parts, DocumentPanel(assistant))
        _wire_chat(page, parts, ChatSession(assistant))
    return page


def _layout() -> _Parts:
    with gr.Row(elem_classes="da-header"):
        gr.HTML("<h1>Deal assistant</h1>", elem_classes="da-title")
        summary = gr.HTML(elem_classes="da-summary")
    mine = gr.BrowserState([], storage_key=STORAGE_KEY, secret=STORAGE_KEY)
    current = gr.State(None)
    unanswered = gr.State("")
    attention = gr.State(Attention())
    with gr.Row(elem_classes="da-panes"):
        with gr.Column(scale=2, min_width=230, elem_classes="da-pane da-left"):
            with gr.Row(elem_classes="da-buttons"):
                new = gr.Button("New conversation", size="sm", scale=3)
                delete = gr.Button("Delete", size="sm", scale=1, min_width=70, visible=False)
                deletion = gr.Button(visible="hidden", elem_id="delete-confirmed")
            conversations = gr.Radio(
                [], label="Conversations", elem_classes="da-conversations", visible=False
            )
            deal = gr.Dropdown([ALL_DEALS], value=ALL_DEALS, label="Answer from")
            documents = gr.Dropdown(
                [], multiselect=True, show_label=False, container=False, elem_id="documents"
            )
            upload = gr.UploadButton(
                "Add documents",
                file_count="multiple",
                file_types=sorted(SUPPORTED_SUFFIXES),
                size="sm",
            )
            uploaded = gr.HTML(elem_classes="da-uploaded")
            with gr.Accordion("Documents", open=False, elem_classes="da-listing"):
                listing = gr.HTML()
                remove = gr.Button("Remove the chosen documents", size="sm", visible=False)
        with gr.Column(scale=5, min_width=320, elem_classes="da-pane da-middle"):
            chat, question, send, stop = _chat()
        with gr.Column(scale=4, min_width=300, elem_classes="da-pane da-right"):
            evidence = gr.HTML(empty_evidence(), elem_id="evidence")
            with gr.Accordion("Answer with its sources, as text", open=False):
                copyable = gr.Textbox(
                    show_label=False, lines=6, interactive=False, buttons=["copy"]
                )
    return _Parts(
        mine, current, unanswered, attention, summary, conversations, new, delete, deletion, deal,
        documents, upload, uploaded, listing, remove, chat, question, send, stop, evidence,
        copyable,
    )  # fmt: skip


def _chat() -> tuple[gr.Chatbot, gr.Textbox, gr.Button, gr.Button]:
    chat = gr.Chatbot(
        show_label=False,
        height="100%",
        min_height=260,
        buttons=[],
        layout="bubble",
        latex_delimiters=[],
        feedback_options=("Like", "Dislike"),
        elem_classes="da-chat",
    )
    with gr.Row(elem_classes="da-ask"):
        question = gr.Textbox(
            show_label=False,
            container=False,
            placeholder="Ask about the documents",
            lines=1,
            max_lines=5,
            scale=8,
            autofocus=True,
            elem_id="question",
        )
        send = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
        stop = gr.Button("Stop", variant="stop", scale=1, min_width=80, visible=False)
    return chat, question, send, stop


def _wire_documents(page: gr.Blocks, p: _Parts, panel: DocumentPanel) -> None:
    scope = [p.deal, p.documents, p.listing, p.summary, p.chat]
    page.load(panel.scope, None, scope)
    p.deal.input(panel.documents_of, [p.deal], [p.documents])
    p.documents.change(panel.removable, [p.documents], [p.remove])
    added = p.upload.upload(panel.add, [p.upload, p.deal], [p.uploaded], show_progress="hidden")
    removed = p.remove.click(panel.remove, [p.documents], [p.uploaded], js=_CONFIRM_DOCUMENTS)
    for event in (added, removed):
        event.then(panel.scope, None, scope)


def _wire_chat(page: gr.Blocks, p: _Parts, session: ChatSession) -> None:
    listed = (session.listed, [p.mine, p.current], [p.conversations, p.delete])
    page.load(*listed, js=_REMEMBERED)
    asking = (
        session.ask,
        [p.question, p.chat, p.current, p.mine, p.deal, p.documents, p.attention],
        [
            *(p.chat, p.question, p.evidence, p.copyable),
            *(p.current, p.mine, p.send, p.stop, p.unanswered),
        ],
    )
    triggers = [p.question.submit, p.send.click]
    asked: Any = gr.on(triggers, *asking, show_progress="hidden")
    sample: Any = p.chat.example_select(session.sample, None, [p.question])
    answered: Any = sample.then(*asking, show_progress="hidden")
    for event in (asked, answered):
        event.then(session.put_back, [p.question, p.unanswered], [p.question])
        event.then(*listed, js=_REMEMBERED)
    _wire_conversations(p, session, [asked, answered], listed)
    p.chat.select(session.evidence_of, [p.current, p.chat], [p.evidence, p.copyable])
    p.chat.like(session.rated, [p.current, p.chat], None)


def _wire_conversations(p: _Parts, session: ChatSession, running: list[Any], listed: Any) -> None:
    """What ends a running answer: stopping it, and leaving its conversation."""
    stopped = (session.stopped, [p.chat], [p.chat, p.send, p.stop])
    stopping = p.stop.click(*stopped, cancels=running)
    # A part that was already under way arrives after all, and would undo what stopping showed.
    stopping.then(session.wait_for_late_parts, None, None).then(*stopped)

    shown = [p.chat, p.current, p.evidence, p.copyable, p.send, p.stop]
    fresh = p.new.click(session.fresh, [p.attention], shown, cancels=running)
    opened = p.conversations.input(
        session.reopen, [p.conversations, p.attention], shown, cancels=running
    )
    p.delete.click(None, [p.conversations], None, js=_CONFIRM_CONVERSATION)
    deleted = p.deletion.click(
        session.delete, [p.conversations, p.attention], shown, cancels=running
    )
    for event in (fresh, opened, deleted):
        event.then(*listed, js=_REMEMBERED)
        late = event.then(session.wait_for_late_parts, None, None)
        late.then(session.shown_again, [p.attention], shown)
