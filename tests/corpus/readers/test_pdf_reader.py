"""The PDF reader on PDFs made for these tests."""

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import BlockKind, Source
from corpus.errors import UnreadableFileError
from corpus.readers import pdf

WIDTH, HEIGHT = A4
LEFT, TOP, STEP = 72, 760, 14


def make(*pages: Callable[[Canvas], object]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for draw in pages:
        canvas.setFont("Times-Roman", 10.5)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, *lines: str, x: float = LEFT, y: float = TOP) -> float:
    for line in lines:
        canvas.drawString(x, y, line)
        y -= STEP
    return y


def texts(source: Source, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in source.blocks if kind in {None, block.kind}]


def test_lines_become_paragraphs_and_headings_stand_alone() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(LEFT, TOP, "Term sheet")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(LEFT, TOP - 30, "1. Price")
        canvas.setFont("Times-Roman", 10.5)
        write(
            canvas,
            "The buyer pays EUR 40 million for all shares in the company, free of cash and debt,",
            "and of any lien. The price is final.",
            y=TOP - 50,
        )

    source = pdf.read(make(draw), "a.pdf")
    assert texts(source, BlockKind.HEADING) == ["Term sheet", "1. Price"]
    assert texts(source, BlockKind.PARAGRAPH) == [
        "The buyer pays EUR 40 million for all shares in the company, free of cash and debt, and "
        "of any lien. The price is final."
    ]


def test_numbered_clauses_are_paragraphs_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas,
            "4.1 The seller shall deliver the goods to the port of the buyer within thirty days.",
            "4.2 The buyer shall pay within sixty days of receipt of the invoice and of the goods.",
        )

    assert [t[:3] for t in texts(pdf.read(make(draw), "a.pdf"))] == ["4.1", "4.2"]


def test_a_word_divided_at_a_line_end_is_made_whole() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "The acquisition of the instru-", "ments division is a non-", "binding plan.")

    (text,) = texts(pdf.read(make(draw), "a.pdf"))
    assert text == "The acquisition of the instruments division is a non-binding plan."


def test_a_divided_word_is_written_as_the_document_writes_it_elsewhere() -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas, "The re-", "ceipt ends the on-", "going cost-", "benefit study of 2024-", "25."
        )
        write(
            canvas, "A cost-benefit study is a state-of-the-", "art Anglo-", "Swedish idea.", y=600
        )
        write(canvas, "Short-", "and long-term loans are due.", y=500)

    assert texts(pdf.read(make(draw), "a.pdf")) == [
        "The receipt ends the ongoing cost-benefit study of 2024-25.",
        "A cost-benefit study is a state-of-the-art Anglo-Swedish idea.",
        "Short- and long-term loans are due.",
    ]


def test_a_line_that_begins_with_a_number_is_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "The sellers are liable for defects of title until the end of a period of")
        write(canvas, "18 months after completion", y=TOP - STEP)

    (text,) = texts(pdf.read(make(draw), "a.pdf"))
    assert text.endswith("a period of 18 months after completion")


def test_a_sentence_that_crosses_a_page_is_one_and_keeps_its_first_page() -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, "The lender may refuse to pay out the second part of the loan where the")

    def second(canvas: Canvas) -> None:
        write(canvas, "borrower has not met the covenant. The rest follows later.", "")

    (block,) = pdf.read(make(first, second), "a.pdf").blocks
    assert "where the borrower has not met" in block.text
    assert block.page == 1


def test_table_rows_name_their_headers() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [
            ("Line", "2025", "2024"),
            ("Revenue", "1,006.0", "942.0"),
            ("Profit", "68.4", "55.7"),
        ]
        for number, row in enumerate(rows):
            for cell, x in zip(row, (LEFT, 300, 420), strict=True):
                canvas.drawString(x, TOP - number * STEP, cell)
        write(canvas, "The figures are in millions of euros and have been audited.", y=TOP - 80)

    source = pdf.read(make(draw), "a.pdf")
    assert texts(source, BlockKind.TABLE_ROW) == [
        "Line | 2025 | 2024",
        "Revenue | 2025: 1,006.0 | 2024: 942.0",
        "Profit | 2025: 68.4 | 2024: 55.7",
    ]


def test_cells_that_stand_close_are_told_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        rows = [
            ("EUR million", "2023", "2024", "2025"),
            ("Operating profit before exceptional items", "55.7", "68.4", "71.0"),
            ("Net debt", "(12.3)", "8.1", "9.4"),
        ]
        for number, row in enumerate(rows):
            for cell, x in zip(row, (LEFT, 252, 288, 324), strict=True):
                canvas.drawString(x, TOP - number * 18, cell)

    assert texts(pdf.read(make(draw), "a.pdf"), BlockKind.TABLE_ROW)[1:] == [
        "Operating profit before exceptional items | 2023: 55.7 | 2024: 68.4 | 2025: 71.0",
        "Net debt | 2023: (12.3) | 2024: 8.1 | 2025: 9.4",
    ]


def test_cells_on_several_lines_are_one_row() -> None:
    def draw(canvas: Canvas) -> None:
        cells = [
            (TOP, "Condition", "Who", "Date"),
            (TOP - 20, "Approval by the", "", ""),
            (TOP - 32, "authority", "Buyer", "30 June 2026"),
            (TOP - 52, "Consent of the", "Sellers and", "31 May 2026"),
            (TOP - 64, "lenders", "advisers", ""),
        ]
        for y, *row in cells:
            for cell, x in zip(row, (LEFT, 300, 420), strict=True):
                canvas.drawString(x, y, cell)

    assert texts(pdf.read(make(draw), "a.pdf"), BlockKind.TABLE_ROW) == [
        "Condition | Who | Date",
        "Approval by the authority | Who: Buyer | Date: 30 June 2026",
        "Consent of the lenders | Who: Sellers and advisers | Date: 31 May 2026",
    ]


def test_rows_in_sections_are_not_taken_for_one() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [(0, "", "2025"), (14, "Cash", "12"), (28, "Stocks", "31"), (54, "Loans", "22")]
        for down, label, figure in rows:
            canvas.drawString(LEFT, TOP - down, label or "EUR million")
            canvas.drawString(300, TOP - down, figure)

    rows = texts(pdf.read(make(draw), "a.pdf"), BlockKind.TABLE_ROW)
    assert rows == ["EUR million: 2025", "Cash: 12", "Stocks: 31", "Loans: 22"]


def test_a_list_of_terms_keeps_label_and_text_together() -> None:
    terms = [
        (
            "Purchaser",
            (
                "Orrin plc, or a subsidiary that it names before signing, which then",
                "ta-",
                "kes over all duties.",
            ),
        ),
        ("Price", ("EUR 640 million, of which EUR 400 million at completion.",)),
        ("Exclusivity", ("Until 30 June 2026.",)),
    ]

    def draw(canvas: Canvas) -> None:
        y = TOP
        for label, lines in terms:
            canvas.drawString(LEFT, y, label)
            y = write(canvas, *lines, x=200, y=y) - 6

    assert texts(pdf.read(make(draw), "a.pdf"), BlockKind.TABLE_ROW) == [
        "Purchaser: Orrin plc, or a subsidiary that it names before signing, which then takes over "
        "all duties.",
        "Price: EUR 640 million, of which EUR 400 million at completion.",
        "Exclusivity: Until 30 June 2026.",
    ]


def test_a_small_header_that_changes_its_words_is_set_aside() -> None:
    def page(header: str, said: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(LEFT, 810, header)
            canvas.setFont("Times-Roman", 10.5)
            write(canvas, said, "It is binding on both parties.")

        return draw

    pages = [page("Orrin plc", "The price is fixed."), page("Circular", "The rent is not.")]
    source = pdf.read(make(*pages), "a.pdf")
    assert [block.text for block in source.removed] == ["Orrin plc", "Circular"]


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, *(f"left column line {n} goes on and" for n in range(9)))
        write(canvas, *(f"right column line {n} goes on and" for n in range(9)), x=320)

    text = " ".join(texts(pdf.read(make(draw), "a.pdf")))
    assert text.index("left column line 8") < text.index("right column line 0")


def test_a_header_over_two_columns_is_no_part_of_them() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 810, "Orrin plc – circular")
            canvas.drawRightString(WIDTH - LEFT, 810, str(number))
            for side, x in (("left", LEFT), ("right", 320)):
                write(canvas, *(f"{side} line {number}.{n} goes on and" for n in range(9)), x=x)
            canvas.drawCentredString(WIDTH / 2, 40, f"- {number} -")

        return draw

    source = pdf.read(make(page(1), page(2)), "a.pdf")
    text = " ".join(texts(source))
    assert "left line 1.8 goes on and right line 1.0" in text
    assert "right line 1.8 goes on and left line 2.0" in text
    assert [b.text for b in source.removed] == [
        "Orrin plc – circular 1", "- 1 -", "Orrin plc – circular 2", "- 2 -",
    ]  # fmt: skip


def test_headers_that_change_sides_and_words_are_known_by_the_page_number() -> None:
    def page(number: int, header: str, said: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            sides = (header, str(number)) if number % 2 else (str(number), header)
            canvas.drawString(LEFT, 810, sides[0])
            canvas.drawRightString(WIDTH - LEFT, 810, sides[1])
            write(canvas, said, f"Clause {said[4:9]} applies to it.", y=TOP)

        return draw

    pages = [
        page(1, "Annual report", "The price is fixed."),
        page(2, "Orrin plc", "The rent is not."),
        page(3, "Risks", "The loan is due."),
    ]
    source = pdf.read(make(*pages), "a.pdf")
    assert [block.text for block in source.removed] == [
        "Annual report 1", "2 Orrin plc", "Risks 3",
    ]  # fmt: skip


def test_numbered_headings_on_top_of_their_pages_are_kept() -> None:
    def page(heading: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica-Bold", 14)
            canvas.drawString(LEFT, 800, heading)
            canvas.setFont("Times-Roman", 10.5)
            write(canvas, f"{heading[2:]} come under this clause, as both of the parties know.")

        return draw

    source = pdf.read(make(page("1 Loans"), page("2 Rents")), "a.pdf")
    assert texts(source, BlockKind.HEADING) == ["1 Loans", "2 Rents"]


def test_what_tables_and_paragraphs_have_in_common_is_kept() -> None:
    def page(first: str, sales: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for number, row in enumerate([("EUR million", "2025", "2024"), ("Total", sales, "9")]):
                for cell, x in zip(row, (LEFT, 300, 420), strict=True):
                    canvas.drawString(x, 800 - number * STEP, cell)
            write(
                canvas, f"{first} may be called in at any time by a vote of most of all", "lenders."
            )

        return draw

    pages = [page("Loan A", "12"), page("Loan B", "13"), page("Loan C", "14")]
    source = pdf.read(make(*pages), "a.pdf")
    assert texts(source, BlockKind.TABLE_ROW)[::2] == ["EUR million | 2025 | 2024"] * 3
    assert all(text.endswith("lenders.") for text in texts(source, BlockKind.PARAGRAPH))
    assert source.removed == ()


def test_what_repeats_over_pages_is_set_aside_with_a_reason() -> None:
    said = ["The price is fixed.", "Deliveries begin in May.", "Swedish law applies to all of it."]

    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 810, "Orrin plc - strictly private")
            write(canvas, said[number - 1])
            canvas.drawString(LEFT, 40, f"Page {number} of 3")
            canvas.saveState()
            canvas.translate(200, 300)
            canvas.rotate(45)
            canvas.setFont("Helvetica-Bold", 60)
            canvas.drawString(0, 0, "DRAFT")
            canvas.restoreState()

        return draw

    source = pdf.read(make(page(1), page(2), page(3)), "a.pdf")
    assert texts(source) == said
    reasons = {(block.text, block.reason) for block in source.removed}
    assert ("DRAFT", "watermark") in reasons
    assert ("Orrin plc - strictly private", "running header or footer") in reasons
    assert ("Page 2 of 3", "running header or footer") in reasons


def test_line_numbers_in_a_gutter_are_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 13):
            y = TOP - number * STEP
            canvas.drawString(40, y, str(number))
            canvas.drawString(LEFT, y, f"words of line number {number} of the pleading go on")

    source = pdf.read(make(draw), "a.pdf")
    assert " ".join(texts(source)).startswith("words of line number 1 of the pleading go on words")
    assert [block.reason for block in source.removed] == ["line numbers"]


def test_legal_notices_are_kept_and_marked() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "The parties have agreed on a price of EUR 3 million for the two machines.")
        write(canvas, "This paper does not constitute an offer of securities.", y=TOP - 60)

    source = pdf.read(make(draw), "a.pdf")
    assert texts(source, BlockKind.DISCLAIMER) == [
        "This paper does not constitute an offer of securities."
    ]


def encrypted(user: str) -> bytes:
    plain = make(lambda canvas: write(canvas, "The rent is EUR 900 a month."))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(plain)))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_file_encrypted_without_a_password_opens() -> None:
    assert texts(pdf.read(encrypted(""), "a.pdf")) == ["The rent is EUR 900 a month."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encrypted("secret"), "password"),
        (b"%PDF-1.7\nthis is no pdf at all", "a.pdf"),
        (make(lambda canvas: write(canvas, "text"))[:300], "a.pdf"),
        (make(lambda canvas: canvas.rect(10, 10, 200, 200, fill=1)), "OCR"),
    ],
    ids=["password", "corrupt", "truncated", "image only"],
)
def test_a_file_that_cannot_be_read_is_named_with_the_next_step(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as caught:
        pdf.read(data, "a.pdf")
    assert "a.pdf" in str(caught.value)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        pdf.read(b"%PDF-1.4\n" + data, "a.pdf")


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=200, max_value=1500), st.binary(min_size=1, max_size=30))
def test_no_damage_crashes_it(place: int, damage: bytes) -> None:
    sound = make(lambda canvas: write(canvas, "The rent is EUR 900 a month."))
    broken = sound[:place] + damage + sound[place + len(damage) :]
    try:
        pdf.read(broken, "a.pdf")
    except UnreadableFileError as error:
        assert "a.pdf" in str(error)
