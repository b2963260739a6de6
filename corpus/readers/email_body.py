"""What an e-mail says: its texts in order, with those of the messages forwarded in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage

from corpus.documents import BlockKind
from corpus.readers.email_flowed import reflowed
from corpus.readers.email_parts import (
    FORWARDED,
    content_type,
    disposition,
    file_name,
    header,
    parameter,
    parts_of,
    text_of,
)
from corpus.readers.html_blocks import blocks_of as page_blocks_of

MOST_FORWARDS = 10  # messages within one another
_DEEPEST = 60  # parts within one another
_PLAIN_SHARE = 0.7  # of a page's words, in a plain text that says the same
_LINK = re.compile(r"<?\b(?:https?://|www\.|mailto:)\S+", re.I)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class BodyText:
    """A stretch of text: the writer's own, or that of a message ``forwarded`` as a file.

    A line of a ``whole`` one is a paragraph. One ``unread`` stands for a part that lies within
    too many others.
    """

    text: str
    is_page: bool = False
    whole: bool = False
    forwarded: bool = False
    unread: bool = False


def body_of(message: EmailMessage) -> tuple[BodyText, ...]:
    """The texts of a message; those of one kind that follow one another are one.

    So a quote that an attachment interrupts is one quote.
    """
    merged: list[BodyText] = []
    for text in _texts(message, 0, 0):
        if merged and replace(merged[-1], text=text.text) == text and not text.forwarded:
            merged[-1] = replace(text, text=f"{merged[-1].text}\n\n{text.text}")
        else:
            merged.append(text)
    return tuple(merged)


def attachments_of(message: EmailMessage) -> tuple[str, ...]:
    """The names of the files attached, but for the pictures of a page."""
    parts = parts_of(message) or [message]
    return tuple(name for part in parts for name in _names(part, message, 1))


def _names(part: EmailMessage, outer: EmailMessage, depth: int) -> Iterator[str]:
    kind, name = content_type(part), file_name(part)
    is_picture = kind.startswith("image/") and content_type(outer) == "multipart/related"
    is_body = kind.startswith("text/") and not disposition(part)
    if name and not is_picture and not is_body:
        yield name
    if depth < _DEEPEST:
        for inner in parts_of(part):
            yield from _names(inner, part, depth + 1)


def _texts(part: EmailMessage, depth: int, forwards: int) -> Iterator[BodyText]:
    kind, parts = content_type(part), parts_of(part)
    if depth > _DEEPEST:
        yield BodyText(file_name(part) or f"a part of kind {kind}", unread=True)
    elif kind in FORWARDED:
        for inner in parts:
            yield from _forwarded(inner, depth + 1, forwards + 1)
    elif kind == "multipart/alternative" and parts:
        # The entry of a calendar says the same for programs alone.
        said = [one for one in parts if content_type(one) != "text/calendar"] or parts
        yield from _fullest([tuple(_texts(one, depth + 1, forwards)) for one in said])
    elif parts:
        for one in parts if kind.startswith("multipart/") else ():
            yield from _texts(one, depth + 1, forwards)
    elif kind.startswith(("text/", "multipart/")) and (
        depth == 0 or disposition(part) != "attachment"
    ):
        yield _text(part, kind)


def _forwarded(message: EmailMessage, depth: int, forwards: int) -> Iterator[BodyText]:
    """The message's header in one line, as that of a quoted message is read, and its texts."""
    headline, unread = _headline(message), forwards > MOST_FORWARDS
    if headline or unread:
        yield BodyText(headline or "a message", whole=True, forwarded=True, unread=unread)
    if not unread:
        for text in _texts(message, depth, forwards):
            yield replace(text, forwarded=True)


def _headline(message: EmailMessage) -> str:
    found = ((name, header(message, name)) for name in ("From", "Date", "To", "Cc", "Subject"))
    return " ".join(f"{name}: {value}" for name, value in found if value)


def _text(part: EmailMessage, kind: str) -> BodyText:
    text = text_of(part)
    if kind == "text/html":
        return BodyText(_page_text(text), is_page=True, whole=True)
    if kind == "text/plain" and parameter(part, "format") == "flowed":
        delete_space = parameter(part, "delsp") == "yes"
        return BodyText(reflowed(text, delete_space=delete_space), whole=True)
    return BodyText(text)


def _fullest(options: Sequence[tuple[BodyText, ...]]) -> tuple[BodyText, ...]:
    """Of texts that should say the same, the plain one unless it says less than the page."""
    full = [texts for texts in options if any(text.text.strip() for text in texts)]
    pages = [texts for texts in full if any(text.is_page for text in texts)]
    plain = [texts for texts in full if texts not in pages]
    if not pages or not plain:
        return (pages or plain or [()])[0]
    return pages[-1] if _says_less(_words(plain[0]), _words(pages[-1])) else plain[0]


def _says_less(plain: Counter[str], page: Counter[str]) -> bool:
    """Whether a plain text only stands in for a page, is cut off, or lacks one of its figures."""
    lacking = {word for word in page - plain if word[0].isdigit()}
    added = {word for word in plain - page if word[0].isdigit()}
    return (plain & page).total() < _PLAIN_SHARE * page.total() or bool(lacking and not added)


def _words(texts: Sequence[BodyText]) -> Counter[str]:
    """How often each word and figure stands there; addresses of pages are neither."""
    whole = "\n".join(text.text for text in texts)
    return Counter(_WORD.findall(_LINK.sub(" ", whole).casefold()))


def _page_text(markup: str) -> str:
    """The text of a message in HTML as its plain text would be: quotes marked with ">"."""
    paragraphs = []
    for entry in page_blocks_of(markup):
        mark = "> " if entry.block.kind is BlockKind.QUOTE else ""
        lines = entry.block.text.split("\n")
        if "hidden" not in entry.roles:
            # "> 5%" is no quote: spaces before it say so
            paragraphs.append("\n".join((mark or "  " * (ln[0] == ">")) + ln for ln in lines))
    return "\n\n".join(paragraphs)
