"""Answers and their evidence as HTML. Everything from a document is text here, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3

from assistant.answers import Answer, Citation, Claim, Status, Support
from assistant.wording import numbered
from corpus.errors import DealAssistantError
from index.hits import DocumentRecord
from index.library import Library

CONTEXT = 280
# How a message begins that is no stored answer: still streaming, stopped or failed.
UNFINISHED = '<div class="da-answer da-unfinished">'

_TAGS = {"div", "p", "span", "strong", "mark", "details", "summary", "ul", "li", "h4", "sup"}
_ATTRIBUTES = {"*": {"class"}}


def answer_html(answer: Answer) -> str:
    """An answer as a chat message: lead, claims with citation numbers, notes."""
    parts = []
    if answer.rewritten_question != answer.question:
        parts.append(f'<p class="da-read">Read as: {_text(answer.rewritten_question)}</p>')
    if answer.status is Status.ANSWERED:
        parts.extend(_answered(answer))
    else:
        parts.extend(f"<p>{_text(p)}</p>" for p in answer.text.split("\n") if p.strip())
    parts.extend(f'<p class="da-note">{_text(caveat.text)}</p>' for caveat in answer.caveats)
    if answer.abstained and answer.related:
        parts.append('<p class="da-read">Related passages are shown as evidence; none answers.</p>')
    kind = " da-declined" if answer.abstained else ""
    return _clean(f'<div class="da-answer{kind}">{"".join(parts)}</div>')


def streaming_html(text: str, read_as: str | None) -> str:
    """The part of an answer that has arrived."""
    read = f'<p class="da-read">Read as: {_text(read_as)}</p>' if read_as else ""
    paragraphs = "".join(f"<p>{_text(p)}</p>" for p in text.split("\n") if p.strip())
    waiting = "" if paragraphs else '<p class="da-read">Looking through the documents …</p>'
    return _clean(f"{UNFINISHED}{read}{waiting}{paragraphs}</div>")


def question_html(question: str) -> str:
    """What a person asked, as a chat message."""
    return _clean(f"<div>{_text(question)}</div>")


def evidence_html(answer: Answer, library: Library) -> str:
    """The evidence pane: one card per citation, the quoted words marked in their passage."""
    shown = numbered(answer.claims)
    if shown:
        cards = [_card(str(n), c, library) for n, c in enumerate(shown, start=1)]
        return _clean(f'<div class="da-evidence"><h4>Where it stands</h4>{"".join(cards)}</div>')
    if answer.related:
        cards = [_related(c) for c in answer.related]
        title = "<h4>Related, but not an answer</h4>"
        return _clean(f'<div class="da-evidence">{title}{"".join(cards)}</div>')
    return empty_evidence()


def empty_evidence() -> str:
    """The evidence pane before the first answer."""
    return _clean(
        '<div class="da-evidence"><h4>Where it stands</h4><p class="da-meta">The quoted words, '
        "in their passage, appear here with every answer.</p></div>"
    )


def documents_html(records: Sequence[DocumentRecord]) -> str:
    """The indexed documents, as a list."""
    if not records:
        return _clean('<div class="da-documents"><p class="da-meta">No documents yet.</p></div>')
    items = "".join(
        f"<li><strong>{_text(r.title)}</strong><p class='da-meta'>{_text(_details(r))}</p></li>"
        for r in records
    )
    return _clean(f'<div class="da-documents"><ul>{items}</ul></div>')


def plain_text(answer: Answer) -> str:
    """An answer with its sources as plain text, to be pasted elsewhere."""
    lines = [answer.question, "", answer.text]
    lines += [f"Note: {caveat.text}" for caveat in answer.caveats]
    sources = numbered(answer.claims)
    if sources:
        lines += ["", "Sources"]
        lines += [f"[{n}] {_place(c)}: “{c.quote}”" for n, c in enumerate(sources, start=1)]
    return "\n".join(lines)


def _answered(answer: Answer) -> list[str]:
    numbers = {citation: n for n, citation in enumerate(numbered(answer.claims), start=1)}
    parts = []
    lead, _, _ = answer.text.partition("\n\n")
    if answer.claims and not lead.startswith(answer.claims[0].text):
        parts.append(f'<p class="da-lead">{_text(lead)}</p>')
    for claim in answer.claims:
        marks = "".join(
            f'<span class="da-cite">{numbers[c]}</span>' for c in dict.fromkeys(claim.citations)
        )
        parts.append(f'<p class="{_claim_class(claim)}">{_spanned(claim)} {marks}</p>')
    return parts


def _claim_class(claim: Claim) -> str:
    return "da-claim" if claim.support is Support.SUPPORTED else "da-claim da-unsupported"


def _spanned(claim: Claim) -> str:
    start, end = claim.span_start, claim.span_end
    if start is None or end is None:
        return _text(claim.text)
    text = claim.text
    return f"{_text(text[:start])}<strong>{_text(text[start:end])}</strong>{_text(text[end:])}"


def _card(number: str, citation: Citation, library: Library) -> str:
    try:
        text = library.document(citation.document_id).text
    except DealAssistantError:
        text, before, after = citation.quote, "", ""
    else:
        before = text[max(0, citation.start - CONTEXT) : citation.start]
        after = text[citation.end : citation.end + CONTEXT]
    if len(before) == CONTEXT:
        before = "…" + before.split(" ", 1)[-1]
    if len(after) == CONTEXT:
        after = after.rsplit(" ", 1)[0] + " …"
    return (
        f'<div class="da-card"><p><span class="da-cite">{number}</span> '
        f"<strong>{_text(citation.title)}</strong></p>"
        f'<p class="da-meta">{_text(_place(citation))}</p>'
        f'<p class="da-passage">{_lines(before)}<mark>{_lines(citation.quote)}</mark>'
        f"{_lines(after)}</p></div>"
    )


def _related(citation: Citation) -> str:
    return (
        f'<div class="da-card da-related"><p><strong>{_text(citation.title)}</strong></p>'
        f'<p class="da-meta">{_text(_place(citation))}</p>'
        f'<p class="da-passage">{_lines(citation.quote)}</p></div>'
    )


def _place(citation: Citation) -> str:
    parts = [citation.document]
    if citation.page:
        parts.append(f"page {citation.page}")
    if citation.published:
        parts.append(f"{citation.published:%d %B %Y}")
    return ", ".join(parts)


def _details(record: DocumentRecord) -> str:
    parts = [record.deal or "no deal", record.kind or "", record.path.rsplit("/", 1)[-1]]
    if record.published:
        parts.append(f"{record.published:%d %b %Y}")
    if record.page_count:
        parts.append(f"{record.page_count} p.")
    if record.breaks_off:
        parts.append("breaks off")
    return " · ".join(p for p in parts if p)


def _text(text: str) -> str:
    """``text`` so that neither HTML nor Markdown finds anything in it but text."""
    plain = re.sub(r"\s+", " ", text)
    return re.sub(r"[&<>\"'*_`\[\]()#!~|\\$:@]", lambda m: f"&#{ord(m.group())};", plain)


def _lines(text: str) -> str:
    """``text`` with its line breaks kept and blank lines, which would end the block, not."""
    joined = "\n".join(_text(line.strip()) for line in text.splitlines() if line.strip())
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :]
    return f"{_edge(left)}{joined}{_edge(right)}"


def _edge(space: str) -> str:
    """White space at an edge of a text: a line break if there is one in it, else a space."""
    return "\n" if "\n" in space else " " if space else ""


def _clean(markup: str) -> str:
    """``markup`` with nothing left that could act, whatever went wrong above."""
    cleaned = nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set())
    return re.sub(r"(?<=[^&])[*_`\[\]~|\\$]", lambda m: f"&#{ord(m.group())};", cleaned)
