"""Plain text: one block per paragraph, whether lines are wrapped or not."""

from __future__ import annotations

import re
from statistics import median

from corpus.documents import Block, BlockKind, Source
from corpus.encoding import decode

WIDEST = 80  # characters after which mail programs break the lines of a quote
_LIST_ITEM = re.compile(r"\s*(?:[-*•·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")


def read(data: bytes, path: str) -> Source:
    """The paragraphs of a text file.

    Raises:
        UnreadableFileError: the bytes are not text.
    """
    return Source(blocks=blocks_of(decode(data, path)))


def blocks_of(text: str, *, wrapped: bool = False) -> tuple[Block, ...]:
    """One block per line, or per blank-separated paragraph where the text is hard-wrapped.

    That is found out from the lines unless ``wrapped`` says it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    groups = [g for g in re.split(r"\n[ \t]*\n+", text) if g.strip()]
    margin = max((len(line) for line in text.split("\n")), default=0) if wrapped else 0
    wrapped = wrapped or _is_hard_wrapped(groups)
    pieces: list[str] = []
    for group in groups:
        lines = [line.strip() for line in group.split("\n") if line.strip()]
        pieces.extend(_unwrapped(lines, min(margin, WIDEST)) if wrapped else lines)
    return tuple(
        Block(
            text=piece,
            kind=BlockKind.LIST_ITEM if _LIST_ITEM.match(piece) else BlockKind.PARAGRAPH,
            position=position,
        )
        for position, piece in enumerate(pieces)
    )


def _is_hard_wrapped(groups: list[str]) -> bool:
    """Whether most lines that are followed by another end near one right margin."""
    inner = [
        len(line.rstrip())
        for group in groups
        for line in group.strip().split("\n")[:-1]
        if line.strip()
    ]
    if len(inner) < 3:
        return False
    typical = median(sorted(inner)[len(inner) // 2 :])
    if not 45 <= typical <= 110:
        return False
    near = sum(typical - 18 <= length <= typical + 12 for length in inner)
    return near >= 0.6 * len(inner) and max(inner) <= typical + 25


def _unwrapped(lines: list[str], margin: int) -> list[str]:
    """Lines joined into paragraphs; list items and label lines begin a new one.

    A line far from the ``margin``, or from the end of the longest line, was ended by its writer.
    """
    longest = max(margin, *(len(line) for line in lines))
    pieces: list[str] = []
    for number, line in enumerate(lines):
        short_before = number > 0 and len(lines[number - 1]) < 0.6 * longest
        if pieces and not short_before and not _LIST_ITEM.match(line):
            pieces[-1] += " " + line
        else:
            pieces.append(line)
    return pieces
