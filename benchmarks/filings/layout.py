"""Sheets of an invented filing: text, headings and tables placed as printed web filings are."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from benchmarks.filings.tables import TableOf

LEFT, RIGHT, TOP, BOTTOM = 54.0, 558.0, 738.0, 60.0
SIZE, LEADING = 10.0, 12.5
COLUMN = 74.0


class Sheets:
    """Pages written from top to bottom; ``pages`` says where each heading and table stands."""

    def __init__(self, path: Path, running: str) -> None:
        self.pages: dict[str, list[int]] = {}
        self._canvas = Canvas(str(path), pagesize=LETTER, invariant=True)
        self._running = running
        self._number = 1
        self._y = TOP

    def note(self, name: str) -> None:
        """Note that ``name`` stands on this page."""
        self.pages.setdefault(name, []).append(self._number)

    def centred(self, text: str, *, bold: bool = False, size: float = SIZE) -> None:
        """A line in the middle of the sheet."""
        self._canvas.setFont("Times-Bold" if bold else "Times-Roman", size)
        self._canvas.drawCentredString((LEFT + RIGHT) / 2, self._y, text)
        self._y -= size * 1.6

    def heading(self, text: str) -> None:
        """A bold line in the size of the text, as filings have them."""
        self._room(4 * LEADING)
        self._y -= LEADING * 0.6
        for line in simpleSplit(text, "Times-Bold", SIZE, RIGHT - LEFT):
            self._canvas.setFont("Times-Bold", SIZE)
            self._canvas.drawString(LEFT, self._y, line)
            self._y -= LEADING
        self._y -= LEADING * 0.3

    def paragraph(self, text: str) -> None:
        """Text in lines, over the page's end if need be."""
        for line in simpleSplit(text, "Times-Roman", SIZE, RIGHT - LEFT):
            self._room(LEADING)
            self._canvas.setFont("Times-Roman", SIZE)
            self._canvas.drawString(LEFT, self._y, line)
            self._y -= LEADING
        self._y -= LEADING * 0.6

    def table(self, table: TableOf) -> None:
        """Caption, unit, column heads and rows; currency signs stand in columns of their own."""
        self._room((len(table.rows) + 4) * 1.2 * LEADING)
        self.centred(table.caption, bold=True)
        self._canvas.setFont("Times-Bold", 8)
        self._canvas.drawString(LEFT, self._y, table.unit)
        for place, column in enumerate(table.columns):
            self._canvas.drawRightString(self._right(table, place), self._y, column)
        self._y -= LEADING
        for number, (label, cells) in enumerate(table.rows):
            bold = not cells or label.startswith(("Total", "Net"))
            self._canvas.setFont("Times-Bold" if bold else "Times-Roman", 9)
            self._canvas.drawString(LEFT, self._y, label)
            for place, cell in enumerate(cells):
                right = self._right(table, place)
                if number in {0, len(table.rows) - 1}:
                    self._canvas.drawString(right - COLUMN + 20, self._y, "$")
                self._canvas.drawRightString(right, self._y, cell)
            self._y -= LEADING * 1.15
        self._y -= LEADING

    def new_page(self) -> None:
        """End this page: its number below, the running line above the next."""
        self._canvas.setFont("Times-Roman", 8)
        self._canvas.drawCentredString((LEFT + RIGHT) / 2, 36, str(self._number))
        self._canvas.showPage()
        self._number += 1
        self._y = TOP
        if self._running:
            self._canvas.setFont("Times-Roman", 8)
            self._canvas.drawString(LEFT, 762, self._running)

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _room(self, height: float) -> None:
        if self._y - height < BOTTOM:
            self.new_page()

    def _right(self, table: TableOf, place: int) -> float:
        return RIGHT - COLUMN * (len(table.columns) - 1 - place)
