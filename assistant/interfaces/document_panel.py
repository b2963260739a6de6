"""What the page does with documents: their scope, their list, adding and removing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.interfaces.page_html import (
    documents_html,
    notices_html,
    progress_html,
    summary_html,
    welcome_html,
)
from corpus.errors import DealAssistantError
from index.hits import DocumentRecord

ALL_DEALS = "All deals"
SAMPLE_DEAL = "openai-foxconn"
SAMPLE_QUESTIONS = (
    "What will Foxconn manufacture for OpenAI?",
    "Is OpenAI obliged to buy anything?",
    "How much has OpenAI committed to AI infrastructure?",
    "Which deals mention power supply?",
)
# For documents that are not the samples.
COMMON_QUESTIONS = (
    "Who are the parties?",
    "What is the price?",
    "When is completion expected?",
    "Which conditions have to be met?",
)


class DocumentPanel:
    """Handlers of the events around documents, from component values to component values."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def scope(self) -> tuple[Any, ...]:
        """Deals, documents, their list, the summary and sample questions as they are now."""
        library = self._assistant.library
        records, deals = library.documents(), library.deals()
        questions = SAMPLE_QUESTIONS if SAMPLE_DEAL in deals else COMMON_QUESTIONS
        return (
            gr.update(choices=[ALL_DEALS, *deals]),
            _choice(records),
            documents_html(records),
            summary_html(len(records), len(deals), self._assistant.answerer_name),
            gr.update(
                placeholder=welcome_html(bool(records)),
                examples=[{"text": q} for q in questions] if records else [],
            ),
        )

    def documents_of(self, deal: str) -> Any:
        """The documents that can be chosen within a deal."""
        return _choice(self._assistant.library.documents(None if deal == ALL_DEALS else deal))

    def removable(self, documents: list[str]) -> Any:
        """The button that removes documents, shown while some are chosen."""
        return gr.update(visible=bool(documents))

    def add(self, paths: list[str], deal: str) -> Iterator[str]:
        """Index uploaded files, showing how far it is; each failure is told with its file."""
        added, failed = [], []
        for number, path in enumerate(map(Path, paths)):
            yield progress_html(number, len(paths), path.name)
            try:
                data = path.read_bytes()
                # The page's own copy; the library keeps the document.
                path.unlink(missing_ok=True)
                record = self._assistant.library.add_file(
                    path.name, data, None if deal == ALL_DEALS else deal
                )
                added.append(f"Added: {record.title}")
            except (DealAssistantError, OSError) as error:
                failed.append(str(error))
        yield notices_html(added, failed)

    def remove(self, documents: list[str]) -> str:
        """Remove documents from the index, if the reader confirmed it."""
        done, failed = [], []
        for document_id in documents or []:
            try:
                title = self._assistant.library.record(document_id).title
                self._assistant.library.remove(document_id)
                done.append(f"Removed: {title}")
            except DealAssistantError as error:
                failed.append(str(error))
        return notices_html(done, failed)


def _choice(records: Sequence[DocumentRecord]) -> Any:
    info = f"All {len(records)} documents, if none is chosen" if len(records) > 1 else None
    choices = [(record.title, record.id) for record in records]
    return gr.update(choices=choices, value=[], info=info)
