"""Answers and their evidence as HTML. Everything from a document is text here, never markup."""

from __future__ import annotations

import re

from assistant.answers import Answer, Caveat, CaveatKind, Citation, Claim, Status, Support
from assistant.interfaces.markup import as_date, as_lines, as_text, cleaned
from assistant.wording import DECLINED, numbered
from corpus.errors import DealAssistantError
from index.library import Library

CONTEXT = 280
# How a message begins that is no stored answer: still streaming, stopped or failed.
UNFINISHED = '<div class="da-answer da-unfinished">'


def answer_html(answer: Answer) -> str:
    """An answer as a chat message: lead, claims with citation numbers, notes."""
    parts = []
    if answer.rewritten_question != answer.question:
        parts.append(f'<p class="da-read">Read as: {as_text(answer.rewritten_question)}</p>')
    if answer.status is Status.ANSWERED:
        parts.extend(_answered(answer))
    elif answer.abstained:
        parts.append(f'<p class="da-lead">{as_text(DECLINED)}</p>')
        parts.append(f"<p>{as_text(answer.reason)}</p>" if answer.reason else "")
    else:
        parts.extend(f"<p>{as_text(p)}</p>" for p in answer.text.split("\n") if p.strip())
    parts.extend(f'<p class="da-note">{as_text(caveat.text)}</p>' for caveat in _notes(answer))
    if answer.abstained and answer.related:
        parts.append('<p class="da-read">Related passages are shown as evidence; none answers.</p>')
    kind = " da-declined" if answer.abstained else ""
    return cleaned(f'<div class="da-answer{kind}">{"".join(parts)}</div>')


def streaming_html(text: str, read_as: str | None) -> str:
    """The part of an answer that has arrived."""
    read = f'<p class="da-read">Read as: {as_text(read_as)}</p>' if read_as else ""
    paragraphs = "".join(f"<p>{as_text(p)}</p>" for p in text.split("\n") if p.strip())
    waiting = "" if paragraphs else '<p class="da-read">Looking through the documents …</p>'
    return cleaned(f"{UNFINISHED}{read}{waiting}{paragraphs}</div>")


def stopped_html(streamed: str) -> str:
    """What had arrived of an answer when its reader stopped it."""
    paragraphs = [p for p in re.findall(r"<p>.*?</p>", streamed, re.S) if "da-read" not in p]
    return cleaned(f'{UNFINISHED}{"".join(paragraphs)}<p class="da-note">Stopped.</p></div>')


def failed_html(message: str) -> str:
    """Why a question was not answered, as a chat message."""
    return cleaned(f'{UNFINISHED}<p class="da-note da-error">{as_text(message)}</p></div>')


def question_html(question: str) -> str:
    """What a person asked, as a chat message."""
    return cleaned(f"<div>{as_text(question)}</div>")


def evidence_html(answer: Answer, library: Library) -> str:
    """The evidence pane: one card per citation, the quoted words marked in their passage."""
    shown = numbered(answer.claims)
    if shown:
        cards = [_card(str(n), c, library) for n, c in enumerate(shown, start=1)]
        return cleaned(f'<div class="da-evidence"><h4>Evidence</h4>{"".join(cards)}</div>')
    if answer.related:
        cards = [_related(c) for c in answer.related]
        title = "<h4>Related, but not an answer</h4>"
        return cleaned(f'<div class="da-evidence">{title}{"".join(cards)}</div>')
    return empty_evidence()


def empty_evidence() -> str:
    """The evidence pane before the first answer."""
    return cleaned(
        '<div class="da-evidence"><h4>Evidence</h4><p class="da-meta">Here stand the quoted '
        "words of an answer, marked in their passage. Choose an earlier answer to see its "
        "own.</p></div>"
    )


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
        parts.append(f'<p class="da-lead">{as_text(lead)}</p>')
    for claim in answer.claims:
        marks = "".join(
            f'<span class="da-cite" role="button" tabindex="0" '
            f'aria-label="Source {numbers[c]}">{numbers[c]}</span>'
            for c in dict.fromkeys(claim.citations)
        )
        parts.append(f'<p class="{_claim_class(claim)}">{_spanned(claim)} {marks}</p>')
    return parts


def _notes(answer: Answer) -> list[Caveat]:
    """The caveats, but the one that only repeats why a question was declined."""
    told = answer.abstained and "breaks off" in answer.text
    return [c for c in answer.caveats if not (told and c.kind is CaveatKind.SOURCE_CUT_OFF)]


def _claim_class(claim: Claim) -> str:
    return "da-claim" if claim.support is Support.SUPPORTED else "da-claim da-unsupported"


def _spanned(claim: Claim) -> str:
    start, end = claim.span_start, claim.span_end
    if start is None or end is None:
        return as_text(claim.text)
    text = claim.text
    return (
        f"{as_text(text[:start])}<strong>{as_text(text[start:end])}</strong>{as_text(text[end:])}"
    )


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
        f'<div class="da-card da-source-{number}"><p class="da-source">'
        f'<span class="da-cite">{number}</span> <strong>{as_text(citation.title)}</strong></p>'
        f'<p class="da-meta">{as_text(_place(citation))}</p>'
        f'<p class="da-passage">{as_lines(before)}<mark>{as_lines(citation.quote)}</mark>'
        f"{as_lines(after)}</p></div>"
    )


def _related(citation: Citation) -> str:
    return (
        '<div class="da-card da-related"><p class="da-source">'
        f"<strong>{as_text(citation.title)}</strong></p>"
        f'<p class="da-meta">{as_text(_place(citation))}</p>'
        f'<p class="da-passage">{as_lines(citation.quote)}</p></div>'
    )


def _place(citation: Citation) -> str:
    parts = [citation.document]
    if citation.page:
        parts.append(f"page {citation.page}")
    if citation.published:
        parts.append(as_date(citation.published))
    return " · ".join(parts)
