"""Markdown: headings, paragraphs, list items and table rows, by markdown-it."""

from __future__ import annotations

import re
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.documents import Block, BlockKind, Metadata, Source
from corpus.encoding import decode
from corpus.tables import table_rows

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.S)


def read(data: bytes, path: str) -> Source:
    """The blocks of a Markdown file; title, author and date from its front matter.

    Raises:
        UnreadableFileError: the bytes are not text.
    """
    text = decode(data, path).replace("\r\n", "\n")
    metadata = Metadata()
    front = _FRONT_MATTER.match(text)
    if front:
        metadata = _metadata(front.group(1))
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = _blocks(tokens)
    return Source(
        blocks=tuple(
            Block(text=t, kind=k, level=level, position=i) for i, (t, k, level) in enumerate(blocks)
        ),
        metadata=metadata,
    )


def _blocks(tokens: list[Token]) -> list[tuple[str, BlockKind, int]]:
    found: list[tuple[str, BlockKind, int]] = []
    heading = lists = 0
    quote = in_table = False
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type in {"list_item_open", "list_item_close"}:
            lists += token.nesting
        elif token.type in {"blockquote_open", "blockquote_close"}:
            quote = token.nesting == 1
        elif token.type == "table_open":
            in_table, rows = True, []
        elif token.type == "table_close":
            in_table = False
            found.extend((row, BlockKind.TABLE_ROW, 0) for row in table_rows(rows))
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in {"inline", "fence", "code_block", "html_block"}:
            text = _text(token)
            if in_table:
                rows[-1].append(text)
            elif text:
                found.append((text, _kind(heading, lists, quote), heading))
    return found


def _kind(heading: int, lists: int, quote: bool) -> BlockKind:
    if heading:
        return BlockKind.HEADING
    if lists:
        return BlockKind.LIST_ITEM
    return BlockKind.QUOTE if quote else BlockKind.PARAGRAPH


def _text(token: Token) -> str:
    if token.type == "html_block":
        return " ".join(re.sub(r"<[^>]*>", " ", token.content).split())
    if token.children is None:
        return token.content.strip()
    parts = []
    for child in token.children:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline"} or child.type == "image":
            parts.append(child.content)
    return " ".join("".join(parts).split())


def _metadata(front: str) -> Metadata:
    pairs = re.findall(r"^(\w+)\s*:\s*(.+?)\s*$", front, re.M)
    fields = {key.lower(): value.strip("\"'") for key, value in pairs}
    return Metadata(
        title=fields.get("title"),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        published=_date(fields.get("date", "")),
        url=fields.get("url"),
        language=fields.get("lang"),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
