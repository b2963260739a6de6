"""Plain text: one block per paragraph, whether lines are wrapped or not."""

from __future__ import annotations

import re

from corpus.documents import Block, BlockKind, Source
from corpus.encoding import decode
from corpus.readers.hyphens import DIVIDED, mended
from corpus.readers.wrapping import LIST_ITEM, WIDEST, paragraphs, unwrapped


def read(data: bytes, path: str) -> Source:
    """The paragraphs of a text file.

    Raises:
        UnreadableFileError: the bytes are not text.
    """
    return Source(blocks=blocks_of(decode(data, path)))


def blocks_of(text: str, *, wrapped: bool = False) -> tuple[Block, ...]:
    """One block per line, or per paragraph where a program broke its lines.

    That is found out from the lines unless ``wrapped`` says it of all of them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    # A soft hyphen at the end of a line is one that the reader sees.
    text = re.sub(rf"{DIVIDED}(?=[ \t]*\n)", "-", text).replace(DIVIDED, "")
    groups = [
        [line.rstrip() for line in group.split("\n") if line.strip()]
        for group in re.split(r"\n[ \t]*\n+", text)
        if group.strip()
    ]
    if wrapped:
        margin = min(WIDEST, max((len(line) for line in text.split("\n")), default=0))
        pieces = [piece for lines in groups for piece in unwrapped(lines, margin)]
    else:
        pieces = paragraphs(groups)
    blocks = [
        Block(
            text=piece,
            kind=BlockKind.LIST_ITEM if LIST_ITEM.match(piece) else BlockKind.PARAGRAPH,
            position=position,
        )
        for position, piece in enumerate(pieces)
    ]
    return tuple(mended(blocks) if any(DIVIDED in piece for piece in pieces) else blocks)
