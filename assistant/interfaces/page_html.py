"""What the page shows around the chat, as HTML: documents, notices, an empty conversation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.interfaces.markup import as_date, as_text, cleaned
from index.hits import DocumentRecord


def notices_html(done: Sequence[str], failed: Sequence[str]) -> str:
    """What an upload or a removal did, and what it could not do."""
    lines = [f'<p class="da-meta">{as_text(line)}</p>' for line in done]
    lines += [f'<p class="da-note da-error">{as_text(line)}</p>' for line in failed]
    return cleaned(f'<div class="da-notices">{"".join(lines)}</div>')


def progress_html(done: int, total: int, name: str) -> str:
    """How far the reading of uploaded files is."""
    line = f"Reading {done + 1} of {total}: {name}"
    return cleaned(
        f'<div class="da-reading"><p class="da-meta">{as_text(line)}</p>'
        f'<progress value="{done}" max="{total}"></progress></div>'
    )


def welcome_html(has_documents: bool) -> str:
    """What an empty conversation shows."""
    if has_documents:
        return cleaned(
            "<div class='da-welcome'><h3>What do you want to know?</h3><p>Every answer quotes the "
            "documents and shows the place. Where they do not say, it says so.</p></div>"
        )
    return cleaned(
        "<div class='da-welcome'><h3>There are no documents yet</h3><p>Add some with the button "
        "“Add documents”, or run “deal-assistant index FOLDER”.</p></div>"
    )


def summary_html(documents: int, deals: int, model: str) -> str:
    """What the assistant answers from, and what writes its answers."""
    counted = f"{_count(documents, 'document')} in {_count(deals, 'deal')}"
    writer = "extractive answers" if model == "extractive" else f"answers by {model}"
    return cleaned(f"<p class='da-meta'>{as_text(f'{counted} · {writer}')}</p>")


def documents_html(records: Sequence[DocumentRecord]) -> str:
    """The indexed documents, deal by deal."""
    if not records:
        return cleaned('<div class="da-documents"><p class="da-meta">No documents yet.</p></div>')
    parts = []
    for deal, group in groupby(sorted(records, key=_deal_and_path), key=lambda r: r.deal):
        items = "".join(
            f"<li>{as_text(r.title)}<p class='da-meta'>{as_text(_details(r))}</p></li>"
            for r in group
        )
        parts.append(f"<h4>{as_text(deal or 'No deal')}</h4><ul>{items}</ul>")
    return cleaned(f'<div class="da-documents">{"".join(parts)}</div>')


def _details(record: DocumentRecord) -> str:
    parts = [record.path.rsplit("/", 1)[-1], record.kind or ""]
    if record.published:
        parts.append(as_date(record.published))
    if record.page_count:
        parts.append(f"{record.page_count} p.")
    if record.breaks_off:
        parts.append("breaks off")
    return " · ".join(p for p in parts if p)


def _deal_and_path(record: DocumentRecord) -> tuple[bool, str, str]:
    return record.deal is None, record.deal or "", record.path


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
