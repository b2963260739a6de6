"""E-mails: the message itself; quoted replies and signatures are set aside."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from bs4 import BeautifulSoup

from corpus.documents import Block, BlockKind, Metadata, RemovedBlock, Source
from corpus.errors import UnreadableFileError
from corpus.readers.text import blocks_of

_REPLY_START = re.compile(
    r"^\s*(?:On .{5,120} wrote:|-{2,}\s*(?:Original|Forwarded) Message\s*-{2,}|_{10,})\s*$", re.I
)
_LEGAL = re.compile(
    r"(?:this (?:e-?mail|message).{0,80}(?:confidential|intended (?:only|solely|for))|"
    r"if you (?:are not the intended|have received this)|"
    r"consider the environment before printing)",
    re.I | re.S,
)


def read(data: bytes, path: str) -> Source:
    """Header lines and body of an .eml file.

    Raises:
        UnreadableFileError: it has no header or no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"]):
        problem = "it has no e-mail header"
        raise UnreadableFileError(path, problem, "Save the message again as .eml.")
    blocks: list[Block] = []
    removed: list[RemovedBlock] = []
    for name in ("From", "To", "Cc", "Date", "Subject"):
        value = _header(message, name)
        if value:
            blocks.append(Block(text=f"{name}: {value}", position=len(blocks)))
    aside: str | None = None
    for block in blocks_of(_body(message)):
        position = len(blocks) + len(removed)
        reason = aside or _reason(block.text)
        if (reason == "quoted reply" and not block.text.startswith(">")) or reason == "signature":
            aside = reason
        if reason:
            removed.append(RemovedBlock(block.text, reason, position))
        else:
            blocks.append(Block(block.text, block.kind, position))
    names = [p.get_filename() for p in message.iter_attachments() if p.get_filename()]
    if names:
        text = f"Attachments: {', '.join(str(n) for n in names)}"
        blocks.append(Block(text, BlockKind.PARAGRAPH, len(blocks) + len(removed)))
    return Source(tuple(blocks), _metadata(message), None, tuple(removed))


def _reason(text: str) -> str | None:
    if text.startswith(">") or _REPLY_START.match(text):
        return "quoted reply"
    if text.strip() in {"--", "-- "}:
        return "signature"
    return "legal footer" if _LEGAL.search(text) else None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, IndexError, AttributeError):
        return ""


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else ""
    except (LookupError, ValueError, KeyError, AttributeError):
        return ""
    if part is not None and part.get_content_type() == "text/html":
        soup = BeautifulSoup(content, "lxml")
        for tag in soup(["script", "style"]):
            tag.decompose()
        return soup.get_text("\n")
    return str(content)


def _metadata(message: EmailMessage) -> Metadata:
    published: date | None = None
    try:
        published = parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, IndexError):
        published = None
    return Metadata(
        title=_header(message, "Subject") or None,
        author=_header(message, "From") or None,
        published=published,
    )
