"""The small markup the sample texts are written in: a head of ``key: value``, then blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

PAGE_BREAK = "[page break]"


class Shape(Enum):
    """What a block is set as."""

    TITLE = 1
    HEADING = 2
    PARAGRAPH = 3
    ITEM = 4
    TABLE = 5
    BREAK = 6


@dataclass(frozen=True)
class Piece:
    """One block; ``rows`` is filled for tables only."""

    shape: Shape
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SampleText:
    """A sample text: where it goes, its head, its blocks."""

    target: str
    head: dict[str, str]
    pieces: tuple[Piece, ...]


def parse(text: str) -> SampleText:
    """Read a sample text; raises KeyError without a ``target`` in its head."""
    _, head_text, body = text.split("---\n", 2)
    head = dict(line.split(": ", 1) for line in head_text.strip().splitlines())
    pieces: list[Piece] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        pieces.extend(_pieces(chunk.strip()))
    return SampleText(head["target"], head, tuple(pieces))


def _pieces(chunk: str) -> list[Piece]:
    lines = chunk.splitlines()
    if chunk == PAGE_BREAK:
        return [Piece(Shape.BREAK)]
    if chunk.startswith("## "):
        return [Piece(Shape.HEADING, chunk[3:])]
    if chunk.startswith("# "):
        return [Piece(Shape.TITLE, chunk[2:])]
    if chunk.startswith("|"):
        cells = (tuple(c.strip() for c in line.strip("|").split("|")) for line in lines)
        return [Piece(Shape.TABLE, rows=tuple(cells))]
    if chunk.startswith("- "):
        items = re.split(r"\n(?=- )", chunk)
        return [Piece(Shape.ITEM, " ".join(item[2:].split())) for item in items]
    return [Piece(Shape.PARAGRAPH, " ".join(chunk.split()))]
