"""Walks a parsed web page and returns its visible text as blocks, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from corpus.documents import Block, BlockKind
from corpus.readers.html_roles import roles_of
from corpus.readers.html_tables import CELLS, LONGEST_CELL, Row, Tables
from corpus.readers.html_tags import BLOCK_TAGS, HEADINGS, INVISIBLE
from corpus.readers.superscripts import LOWERED, RAISED, without_marks

MAX_DEPTH = 2_000


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with what the page's markup says about it.

    ``link_share`` is the share of its characters inside links, 0-1. ``roles`` are the roles
    that the names of the elements around it suggest. ``tag`` is the element it stands in.
    """

    block: Block
    link_share: float
    roles: frozenset[str]
    tag: str


@lru_cache(maxsize=1)
def parse(markup: str) -> HtmlElement | None:
    """Parse ``markup`` however malformed it is; None where it holds no element at all.

    The last tree is remembered and shared: callers read it and never change it.
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        return fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


Context = tuple[str, frozenset[str], BlockKind, int]  # tag, roles, kind, level


LINE_BREAK = "\ue000"  # stands for <br> until the white space of the source is folded
CELL_BREAK = "\ue001"
# The page's own such characters are its icons.
_NO_TEXT = str.maketrans(dict.fromkeys((LINE_BREAK, CELL_BREAK, RAISED, LOWERED)))
RAISED_STYLE = re.compile(r"vertical-align:\s*super")


class _Collector:
    """Gathers the text between two block boundaries and closes it into a PageBlock."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self.parts: list[str] = []
        self.linked = 0
        self.row: Row | None = None
        self.context: Context = ("body", frozenset(), BlockKind.PARAGRAPH, 0)

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.parts.append(text if text.isascii() else text.translate(_NO_TEXT))
            if linked:
                self.linked += sum(map(len, text.split()))

    def close(self) -> None:
        if not self.parts:
            self.linked = 0
            return
        text = _folded("".join(self.parts), self.row)
        self.parts.clear()
        if text:
            tag, roles, kind, level = self.context
            characters = max(1, sum(map(len, text.split())))
            block = Block(text, kind, len(self.blocks), level)
            self.blocks.append(PageBlock(block, min(1.0, self.linked / characters), roles, tag))
        self.linked = 0


def _folded(text: str, row: Row | None) -> str:
    """Fold the source's white space, then break at <br>; a row of a table is read by its cells.

    Soft hyphens and the marks of footnotes go: they belong to no word and no figure.
    """
    folded = " ".join(without_marks(text).replace("\xad", "").split())
    if row is not None and CELL_BREAK in folded:
        before, *cells = folded.split(CELL_BREAK)
        folded = f"{before}{row.text([_one_line(cell.strip()) for cell in cells])}"
    if LINE_BREAK not in folded:
        return folded
    return "\n".join(line.strip() for line in folded.split(LINE_BREAK) if line.strip())


def _one_line(cell: str) -> str:
    """The cell of a table without its line breaks, but for one that holds a page's column."""
    return cell if len(cell) > LONGEST_CELL else " ".join(cell.replace(LINE_BREAK, " ").split())


def _is_raised(element: HtmlElement) -> bool:
    if element.tag == "sup":
        return True
    style = element.get("style", "")
    return element.tag in {"span", "font"} and bool(RAISED_STYLE.search(style))


def _kind(tag: str, outer: BlockKind) -> BlockKind:
    if tag in HEADINGS:
        return BlockKind.HEADING
    if tag in {"li", "dd", "dt"}:
        return BlockKind.LIST_ITEM
    if tag in {"blockquote", "q"}:
        return BlockKind.QUOTE
    if outer in {BlockKind.LIST_ITEM, BlockKind.QUOTE}:
        return outer
    return BlockKind.PARAGRAPH


class _Walk:
    """Walks a page without recursion, since pages are nested as deep as they like."""

    def __init__(self) -> None:
        self.collector = _Collector()
        self.tables = Tables()
        # Of each open element: its context, whether it is linked, and the row it stands in.
        self.stack: list[tuple[HtmlElement, Context, bool, Row | None, Iterator[HtmlElement]]] = []

    def enter(self, element: HtmlElement, context: Context, linked: bool, row: Row | None) -> None:
        tag = element.tag
        linked = linked or tag == "a"
        if tag not in BLOCK_TAGS:
            # inline elements pass their own role on only for themselves, not for the block
            if _is_raised(element):
                self.collector.parts.append(RAISED)
        elif row is not None:
            # a cell, or a paragraph inside one, which runs on in its row
            self.collector.parts.append(CELL_BREAK if tag in CELLS else " ")
        else:
            self.collector.close()
            row = self.tables.row(element) if tag == "tr" else None
            kind = _kind(tag, context[2]) if row is None else row.kind
            context = (tag, roles_of(element, context[1]), kind, HEADINGS.get(tag, 0))
            self.collector.context, self.collector.row = context, row
        self.collector.add(element.text, linked)
        self.stack.append((element, context, linked, row, iter(element)))

    def leave(self) -> None:
        element, _, _, row, _ = self.stack.pop()
        if _is_raised(element):
            self.collector.parts.append(LOWERED)
        if element.tag in BLOCK_TAGS and (row is None or element.tag == "tr"):
            self.collector.close()
        elif element.tag in BLOCK_TAGS:
            self.collector.parts.append(" ")
        if self.stack:
            _, outer, linked, row, _ = self.stack[-1]
            self.collector.context, self.collector.row = outer, row
            self.collector.add(element.tail, linked)

    def blocks(self, root: HtmlElement) -> tuple[PageBlock, ...]:
        self.enter(root, self.collector.context, False, None)
        while self.stack:
            _, context, linked, row, children = self.stack[-1]
            child = next(children, None)
            too_deep = len(self.stack) > MAX_DEPTH
            if child is None:
                self.leave()
            elif not isinstance(child.tag, str) or child.tag in INVISIBLE or too_deep:
                self.collector.add(child.tail, linked)
            elif child.tag in {"br", "hr"}:
                self.collector.parts.append(LINE_BREAK)
                self.collector.add(child.tail, linked)
            else:
                self.enter(child, context, linked, row)
        self.collector.close()
        return tuple(self.collector.blocks)


def page_blocks(root: HtmlElement) -> tuple[PageBlock, ...]:
    """Every visible block of text under ``root``; nothing is judged or left out here."""
    return _Walk().blocks(root)


@lru_cache(maxsize=1)
def blocks_of(markup: str) -> tuple[PageBlock, ...]:
    """The blocks of a page; the last page is remembered, since the noise filter asks again."""
    root = parse(markup)
    return () if root is None else page_blocks(root)
