"""Sets a sample text as a Word document, the same bytes each time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from scripts.sample_build.markup import Piece, SampleText, Shape

TABLE_STYLE = "Light Grid Accent 1"
EPOCH = (2020, 1, 1, 0, 0, 0)


def render(sample: SampleText) -> bytes:
    """The .docx of ``sample``."""
    document = Document()
    _drop_unused_parts(document)
    section = document.sections[0]
    section.header.paragraphs[0].text = sample.head["header"]
    section.footer.paragraphs[0].text = sample.head["footer"]
    properties = document.core_properties
    properties.title = sample.head["title"]
    properties.author = sample.head["author"]
    properties.created = properties.modified = datetime.fromisoformat(sample.head["date"])
    for piece in sample.pieces:
        _add(document, piece)
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _drop_unused_parts(document: WordDocument) -> None:
    """The default template carries a hundred table styles, twice: nine tenths of the file."""
    for relation in list(document.part.rels.values()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(relation.rId)
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", TABLE_STYLE}:
            style.delete()


def _add(document: WordDocument, piece: Piece) -> None:
    if piece.shape is Shape.TITLE:
        document.add_heading(piece.text, level=1)
    elif piece.shape is Shape.HEADING:
        document.add_heading(piece.text, level=2)
    elif piece.shape is Shape.TABLE:
        table = document.add_table(rows=0, cols=len(piece.rows[0]), style=TABLE_STYLE)
        for row in piece.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    else:
        style = "List Bullet" if piece.shape is Shape.ITEM else None
        paragraph = document.add_paragraph(style=style)
        for number, run in enumerate(re.split(r"\*\*", piece.text)):
            paragraph.add_run(run).bold = number % 2 == 1


def _settled(data: bytes) -> bytes:
    """The zip rewritten in name order with one time stamp, and uncompressed, as zlibs differ."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_STORED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = ZipInfo(name, EPOCH)
            info.create_system = 3
            new.writestr(info, old.read(name))
    return out.getvalue()
