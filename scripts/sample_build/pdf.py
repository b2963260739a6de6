"""Sets a sample text as a PDF with running headers, footers, page numbers and hyphenation."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from scripts.sample_build.markup import Piece, SampleText, Shape

MARGIN = 32 * mm
HYPHENATION = (
    "ac-qui-si-tion ag-gre-gate agree-ment ap-prov-al ar-bi-tra-tion avail-abil-i-ty "
    "busi-ness com-mer-cial com-mit-ment com-pa-ny com-ple-tion con-di-tions con-fi-den-tial "
    "con-sid-er-a-tion con-struc-tion cur-tail-ment cus-tom-ers de-fin-i-tive de-liv-ery "
    "dis-tri-bu-tion doc-u-men-ta-tion em-ploy-ees en-ter-prise ex-clu-siv-i-ty "
    "ex-pen-di-ture fa-cil-i-ty fi-nanc-ing gen-er-a-tion gov-ern-ing guar-an-tee "
    "in-dem-ni-ty in-de-pend-ent in-stru-ments in-vest-ment man-age-ment ma-te-ri-al "
    "max-i-mum merg-er ob-li-ga-tions op-er-a-tion pay-ment per-cent-age "
    "per-for-mance pro-duc-tion pur-chas-er reg-u-la-to-ry re-main-ing rev-e-nue "
    "share-hold-ers sub-sid-i-ar-ies ter-mi-na-tion trans-ac-tion war-ran-ties"
).split()
_PARTS = {word.replace("-", ""): word.split("-") for word in HYPHENATION}

BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=10.5, leading=14, alignment=TA_JUSTIFY, spaceAfter=7
)
STYLES = {
    Shape.PARAGRAPH: BODY,
    Shape.ITEM: ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=3, spaceAfter=4),
    Shape.HEADING: ParagraphStyle(
        "heading", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=10,
        spaceAfter=6, keepWithNext=1,
    ),
    Shape.TITLE: ParagraphStyle(
        "title", fontName="Helvetica-Bold", fontSize=18, leading=22, spaceAfter=14
    ),
}  # fmt: skip
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
HEAD_CELL = ParagraphStyle("head_cell", parent=CELL, fontName="Helvetica-Bold")


class _CountingCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """Writes "Page n of m" when all pages are known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._states: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._states, start=1):
            self.__dict__.update(state)
            self.setFont("Helvetica", 8)
            self.drawRightString(A4[0] - MARGIN, 14 * mm, f"Page {number} of {len(self._states)}")
            super().showPage()
        super().save()


def render(sample: SampleText) -> bytes:
    """The PDF of ``sample``, the same bytes each time.

    Streams stay uncompressed, so the bytes do not depend on the version of zlib.
    """
    rl_config.useA85 = 0
    out = BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=30 * mm,
        bottomMargin=26 * mm, title=sample.head["title"], author=sample.head["author"],
        invariant=1, pageCompression=0,
    )  # fmt: skip

    def decorate(canvas: Canvas, _document: object) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, A4[1] - 16 * mm, sample.head["header"])
        canvas.line(MARGIN, A4[1] - 18 * mm, A4[0] - MARGIN, A4[1] - 18 * mm)
        canvas.drawString(MARGIN, 14 * mm, sample.head["footer"])
        canvas.restoreState()

    story = [flowable for piece in sample.pieces for flowable in _flowables(piece)]
    template.build(story, onFirstPage=decorate, onLaterPages=decorate, canvasmaker=_CountingCanvas)
    return out.getvalue()


def _flowables(piece: Piece) -> list[Flowable]:
    if piece.shape is Shape.BREAK:
        return [PageBreak()]
    if piece.shape is Shape.TABLE:
        return [_table(piece.rows), Spacer(1, 10)]
    if piece.shape is Shape.ITEM:
        return [Paragraph(_marked(piece.text), STYLES[piece.shape], bulletText="–")]
    if piece.shape is Shape.PARAGRAPH:
        return [Paragraph(_marked(piece.text), BODY)]
    return [Paragraph(escape(piece.text), STYLES[piece.shape])]


def _table(rows: tuple[tuple[str, ...], ...]) -> Table:
    cells = [
        [Paragraph(escape(cell), HEAD_CELL if number == 0 else CELL) for cell in row]
        for number, row in enumerate(rows)
    ]
    width = A4[0] - 2 * MARGIN
    first = width * (0.46 if len(rows[0]) > 2 else 0.4)
    others = (width - first) / (len(rows[0]) - 1)
    table = Table(cells, colWidths=[first] + [others] * (len(rows[0]) - 1), repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
                ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.grey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _marked(text: str) -> str:
    """``text`` as reportlab markup: bold, and soft hyphens where words may be divided."""
    hyphenated = re.sub(r"[A-Za-z]{7,}", lambda match: _divided(match[0]), escape(text))
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", hyphenated)


def _divided(word: str) -> str:
    parts = _PARTS.get(word.lower())
    if parts is None:
        return word
    pieces, start = [], 0
    for part in parts:
        pieces.append(word[start : start + len(part)])
        start += len(part)
    return "\xad".join(pieces)
