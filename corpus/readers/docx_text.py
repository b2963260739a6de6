"""The words in the XML of a Word file, as they read with every tracked change accepted.

Element names: ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from corpus.readers.superscripts import LOWERED, RAISED, without_marks

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE = f"{_WORD}p", f"{_WORD}tbl"
_CONTAINER = f"{_WORD}txbxContent"
_NO_TEXT = frozenset(
    f"{_WORD}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr",
                 "sdtEndPr", "rt")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_CHARACTERS = {
    f"{_WORD}{name}": text
    for name, text in (("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"),
                       ("noBreakHyphen", "-"))
}  # fmt: skip
_NOTES = {f"{_WORD}footnoteReference": "footnotes", f"{_WORD}endnoteReference": "endnotes"}
MAX_DEPTH = 200

Notes = Mapping[tuple[str, str], Element]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's text, its text boxes, and the kind and number of each note it refers to."""

    text: str
    boxes: tuple[Element, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text, the columns it spans, and what stands in it beside its text."""

    text: str
    span: int
    continues: bool
    paragraphs: tuple[Words, ...]
    tables: tuple[Element, ...]


def attribute(element: Element, child: str, name: str = "val") -> str | None:
    """The attribute ``name`` of the descendant at ``child`` ("rPr/vertAlign"), if it has one."""
    found = element.find("/".join(f"{_WORD}{part}" for part in child.split("/")))
    return None if found is None else str(found.get(f"{_WORD}{name}", ""))


def parts_of(parent: Element, *tags: str, depth: int = 0) -> Iterator[Element]:
    """The nearest elements of the given kinds, through content controls, changes and the like."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in _NO_TEXT and isinstance(child.tag, str) and depth < MAX_DEPTH:
            yield from parts_of(child, *tags, depth=depth + 1)


def words_of(paragraph: Element) -> Words:
    """What a paragraph says; text boxes and notes are named for the caller to read."""
    pieces: list[str] = []
    boxes: list[Element] = []
    notes: list[tuple[str, str]] = []

    def gather(element: Element, depth: int) -> None:
        tag = element.tag
        if tag in _NO_TEXT or not isinstance(tag, str) or depth > MAX_DEPTH:
            return
        if tag == _CONTAINER:
            boxes.append(element)
        elif tag == f"{_WORD}t":
            pieces.append(element.text or "")
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag in _NOTES:
            notes.append((_NOTES[tag], str(element.get(f"{_WORD}id", ""))))
        else:
            raised = attribute(element, "rPr/vertAlign") == "superscript"
            pieces.append(RAISED if raised else "")
            for child in element:
                gather(child, depth + 1)
            pieces.append(LOWERED if raised else "")

    for child in paragraph:
        gather(child, 0)
    text = without_marks("".join(pieces)).replace("\xad", "")
    return Words(" ".join(text.split()), tuple(boxes), tuple(notes))


def rows_of(table: Element) -> Iterator[list[Cell]]:
    """The cells of each row that no tracked change has deleted."""
    for row in parts_of(table, f"{_WORD}tr"):
        if attribute(row, "trPr/del") is None:
            indent = int(attribute(row, "trPr/gridBefore") or 0)
            blank = [Cell("", indent, False, (), ())] if indent else []
            yield blank + [_cell(cell) for cell in parts_of(row, f"{_WORD}tc")]


def _cell(cell: Element) -> Cell:
    inside = list(parts_of(cell, PARAGRAPH, TABLE))
    paragraphs = tuple(words_of(item) for item in inside if item.tag == PARAGRAPH)
    merge = attribute(cell, "tcPr/vMerge")
    return Cell(
        text=" ".join(words.text for words in paragraphs if words.text),
        span=int(attribute(cell, "tcPr/gridSpan") or 1),
        continues=merge is not None and merge != "restart",
        paragraphs=paragraphs,
        tables=tuple(item for item in inside if item.tag == TABLE),
    )


def grid_of(rows: list[list[Cell]]) -> list[list[str]]:
    """The text in every column of every row; a merged cell stands in each that it covers."""
    grid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            above = grid[-1][len(texts)] if grid and len(texts) < len(grid[-1]) else ""
            texts += [above if cell.continues else cell.text] * min(cell.span, 100)
        grid.append(texts)
    return grid
