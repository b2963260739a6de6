"""Word documents, by python-docx."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.documents import Block, BlockKind, Metadata, Source
from corpus.errors import UnreadableFileError
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
        metadata = _metadata(word)
    except UnreadableFileError:
        raise
    except Exception as error:
        # python-docx and the zip and XML parsers below it raise dozens of kinds of error.
        problem = f"it is not a sound Word file ({type(error).__name__})"
        raise UnreadableFileError(path, problem, _REMEDY) from error
    return Source(blocks=blocks, metadata=metadata)


def _blocks(word: WordDocument) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for item in word.iter_inner_content():
        if isinstance(item, Paragraph):
            text = " ".join(item.text.split())
            if text:
                kind, level = _kind(item)
                blocks.append(Block(text=text, kind=kind, level=level, position=len(blocks)))
        elif isinstance(item, Table):
            for row in table_rows([[cell.text for cell in row.cells] for row in item.rows]):
                blocks.append(Block(text=row, kind=BlockKind.TABLE_ROW, position=len(blocks)))
    return tuple(blocks)


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


def _metadata(word: WordDocument) -> Metadata:
    properties = word.core_properties
    title = properties.title or next(
        (p.text.strip() for p in word.paragraphs if _kind(p)[0] is BlockKind.HEADING), None
    )
    author = properties.author if properties.author != "python-docx" else None
    return Metadata(title=title or None, author=author or None)
