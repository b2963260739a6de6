"""Word documents, by python-docx."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from corpus.documents import Block, BlockKind, Metadata, Source
from corpus.errors import UnreadableFileError
from corpus.readers.docx_text import (
    PARAGRAPH,
    TABLE,
    Words,
    grid_of,
    parts_of,
    rows_of,
    words_of,
)
from corpus.tables import table_rows

MAX_UNPACKED_BYTES = 300_000_000
_REMEDY = "Open it in Word and save it again as .docx, or as PDF."


def read(data: bytes, path: str) -> Source:
    """Headings, paragraphs, list items and table rows of a .docx file, in order.

    Raises:
        UnreadableFileError: the file is damaged, or unpacks to an absurd size.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableFileError(path, "it unpacks to more than 300 MB", _REMEDY)
        word = docx.Document(BytesIO(data))
        blocks = _blocks(word)
        metadata = _metadata(word, blocks)
    except UnreadableFileError:
        raise
    except Exception as error:
        # python-docx and the zip and XML parsers below it raise dozens of kinds of error.
        problem = f"it is not a sound Word file ({type(error).__name__})"
        raise UnreadableFileError(path, problem, _REMEDY) from error
    return Source(blocks=blocks, metadata=metadata)


class _Blocks:
    """Gathers the blocks of a document, each note after the paragraph that refers to it."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.notes = _notes(word)
        self.found: list[Block] = []

    def read(self, parent: Element) -> None:
        """Add what stands in ``parent``: a document's body, a text box or a note."""
        for item in parts_of(parent, PARAGRAPH, TABLE):
            if item.tag == TABLE:
                self._table(item)
            else:
                words = words_of(item)
                self._add(words.text, *_kind(Paragraph(item, self.word._body)))
                self._beside(words)

    def _add(self, text: str, kind: BlockKind, level: int = 0) -> None:
        if text:
            self.found.append(Block(text, kind, len(self.found), level))

    def _beside(self, words: Words) -> None:
        for box in words.boxes:
            self.read(box)
        for name in words.notes:
            note = self.notes.pop(name, None)  # taken out: a note is read once
            if note is not None:
                self.read(note)

    def _table(self, table: Element) -> None:
        rows = list(rows_of(table))
        grid = grid_of(rows)
        lines = iter(table_rows(grid))  # a row without text has no line
        for row, texts in zip(rows, grid, strict=True):
            if any(texts):
                self._add(next(lines, ""), BlockKind.TABLE_ROW)
            for cell in row:
                for words in cell.paragraphs:
                    self._beside(words)
                for inner in cell.tables:
                    self._table(inner)


def _blocks(word: WordDocument) -> tuple[Block, ...]:
    blocks = _Blocks(word)
    blocks.read(word.element.body)
    return tuple(blocks.found)


def _notes(word: WordDocument) -> dict[tuple[str, str], Element]:
    """The footnotes and endnotes by kind and number."""
    found: dict[tuple[str, str], Element] = {}
    for relation in word.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"footnotes", "endnotes"} and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                found.setdefault((kind, str(note.get(qn("w:id"), ""))), note)
    return found


def _kind(paragraph: Paragraph) -> tuple[BlockKind, int]:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style == "Title":
        return BlockKind.HEADING, 1
    heading = re.fullmatch(r"Heading (\d)", style)
    if heading:
        return BlockKind.HEADING, min(int(heading.group(1)), 6)
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    if style.startswith("List") or numbered:
        return BlockKind.LIST_ITEM, 0
    return (BlockKind.QUOTE, 0) if "Quote" in style else (BlockKind.PARAGRAPH, 0)


def _metadata(word: WordDocument, blocks: tuple[Block, ...]) -> Metadata:
    properties = word.core_properties
    title = properties.title or next(
        (block.text for block in blocks if block.kind is BlockKind.HEADING), None
    )
    author = properties.author if properties.author != "python-docx" else None
    return Metadata(title=title or None, author=author or None)
