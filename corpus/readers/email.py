"""E-mails: the message and what it quotes, its legal footers marked as such.

A quoted reply is kept here, marked as one, and so are signatures and footers: only the index can
see whether the message it comes from, or the same footer, stands there too
(corpus.noise.repeated).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import groupby

from corpus.documents import Block, BlockKind, Metadata, RemovedBlock, Source
from corpus.errors import UnreadableFileError
from corpus.readers.email_body import BodyText, attachments_of, body_of
from corpus.readers.email_parts import header, parsed
from corpus.readers.text import blocks_of

_REPLY_START = re.compile(
    r"[> \t]*(?:On .{5,160} wrote:|-{2,}\s*(?:Original|Forwarded) Message\s*-{2,}|_{10,})\s*", re.I
)
_REPLY_HEADER = re.compile(r"[> \t]*(From|Sent|Date|To|Cc|Subject):\s", re.I)
_MARK = re.compile(r"^\s?>[> ]*")
_SIGNED = re.compile(r"^--\s*$")
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
    try:
        message = parsed(data)
    except RecursionError as error:
        problem = "its parts lie within one another too deeply"
        raise UnreadableFileError(path, problem, "Save the innermost message alone.") from error
    if message is None:
        problem = "it has no e-mail header"
        raise UnreadableFileError(path, problem, "Save the message again as .eml.")
    blocks: list[Block] = []
    removed: list[RemovedBlock] = []
    for name in ("From", "To", "Cc", "Date", "Subject"):
        value = header(message, name)
        if value:
            blocks.append(Block(text=f"{name}: {value}", position=len(blocks)))
    for text in body_of(message):
        for block in _blocks(text):
            found = replace(block, position=len(blocks) + len(removed))
            reason = "within too many other parts" if text.unread else "mark of a signature"
            if text.unread or _SIGNED.match(found.text):
                removed.append(RemovedBlock(found.text, reason, found.position))
            else:
                blocks.append(found)
    names = attachments_of(message)
    if names:
        said = f"Attachments: {', '.join(names)}"
        blocks.append(Block(said, BlockKind.PARAGRAPH, len(blocks) + len(removed)))
    return Source(tuple(blocks), _metadata(message), None, tuple(removed))


def _blocks(body: BodyText) -> Iterator[Block]:
    """The paragraphs of a text, quotes and legal footers marked as such."""
    for part in _parts(body.text):
        found = blocks_of(part.text, wrapped=part.marked and not body.whole)
        footers = _footers(found)
        for index, block in enumerate(found):
            kind = BlockKind.DISCLAIMER if index >= footers else block.kind
            quoted = part.quoted or body.forwarded
            yield replace(block, kind=BlockKind.QUOTE if quoted else kind)


def _footers(blocks: Sequence[Block]) -> int:
    """The index from which only legal footers follow: a sentence amid others is none."""
    start = len(blocks)
    while start and _LEGAL.search(blocks[start - 1].text):
        start -= 1
    return start


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a body that are the writer's own, or another's.

    ``marked`` lines bear quotation marks: the mail program that set them broke them, too.
    """

    text: str
    quoted: bool
    marked: bool


def _parts(body: str) -> Iterator[_Part]:
    """The body as runs of own and of quoted lines, these without their marks.

    What follows "On ... wrote:" is quoted where it is marked with ">"; where its first line is
    not, all to the end is, as some mail programs quote without marks.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opening = _openings(lines)
    first_unmarked = _first_unmarked(lines, opening)
    labels: list[str] = []
    for number, line in enumerate(lines):
        if number in opening:
            labels.append("opening")
        elif not line.strip() and labels:
            labels.append(labels[-1])
        else:
            labels.append("quoted" if number > first_unmarked or _MARK.match(line) else "own")
    for label, run in groupby(zip(labels, lines, strict=True), key=lambda one: one[0]):
        own = [line for _, line in run]
        bare = [_SIGNED.sub(r"\n\g<0>\n", _MARK.sub("", line)) for line in own]
        if label == "own":
            yield _Part("\n".join(own), quoted=False, marked=False)
        else:
            between = " " if label == "opening" else "\n"
            yield _Part(between.join(bare), quoted=True, marked=own != bare)


def _openings(lines: Sequence[str]) -> frozenset[int]:
    """The lines that say whose words follow: "On ... wrote:", which may be broken, or a header."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if _REPLY_START.fullmatch(line):
            found.add(number)
        elif _is_broken_start(lines[number : number + 2]):
            found.update((number, number + 1))
        elif _is_header(lines[number : number + 5]):
            found.add(number)
        if number - 1 in found and _REPLY_HEADER.match(line):
            found.add(number)
    return frozenset(found)


def _is_broken_start(lines: Sequence[str]) -> bool:
    """Whether two lines together say whose words follow, and the second alone does not."""
    if len(lines) < 2 or _REPLY_START.fullmatch(lines[1]):
        return False
    return bool(_REPLY_START.fullmatch(f"{lines[0]} {_MARK.sub('', lines[1])}"))


def _is_header(lines: Sequence[str]) -> bool:
    """Whether a line and those below it are the header of another message, with no line above."""
    found = [_REPLY_HEADER.match(line) for line in lines]
    names = [match.group(1).casefold() for match in found if match]
    begins = bool(found) and found[0] is not None and names[0] == "from"
    return begins and len(names) > 2 and not {"sent", "date"}.isdisjoint(names)


def _first_unmarked(lines: Sequence[str], opening: frozenset[int]) -> int:
    """The first opening after which the next line with text bears no quotation mark."""
    first, is_marked = len(lines), True
    for number in range(len(lines) - 1, -1, -1):
        if number in opening:
            first = first if is_marked else number
        elif lines[number].strip():
            is_marked = _MARK.match(lines[number]) is not None
    return first


def _metadata(message: EmailMessage) -> Metadata:
    published: date | None = None
    try:
        published = parsedate_to_datetime(header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        published = None
    return Metadata(
        title=header(message, "Subject") or None,
        author=header(message, "From") or None,
        published=published,
    )
