"""Tables, lists of terms and footnotes of PDFs made for these tests."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import BlockKind, Source
from corpus.readers import pdf

LEFT, TOP, STEP = 72, 760, 12
Word = tuple[float, float, str]  # how far right and down it is printed, and the word


def made(*pages: Sequence[Word], small: tuple[str, ...] = ()) -> bytes:
    """A PDF with the words of ``pages``; those that begin with ``small`` are set small."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for words in pages:
        for across, down, word in words:
            note = word.startswith(small)
            canvas.setFont("Helvetica", 7 if note else 10)
            canvas.drawString(LEFT + across, TOP - down, word)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Sequence[Word], small: tuple[str, ...] = ()) -> Source:
    return pdf.read(made(*pages, small=small), "a.pdf")


def rows(source: Source) -> list[str]:
    return [block.text for block in source.blocks if block.kind is BlockKind.TABLE_ROW]


def test_a_sign_in_a_column_of_its_own_belongs_to_its_number() -> None:
    def line(down: float, label: str, *numbers: str) -> list[Word]:
        places = zip(numbers, (150, 230, 260, 340), strict=True)
        return [(0, down, label), *((across, down, word) for word, across in places if word)]

    words = [
        *((230, 0, "2025"), (340, 0, "2024")),
        *line(14, "Sales", "$", "1,250", "$", "1,100"),
        *line(28, "Loss", "$", "(25)", "$", "(31)"),
        *line(42, "Costs", "", "700", "", "650"),
    ]
    assert rows(read(words)) == [
        "2025 | 2024",
        "Sales | 2025: $1,250 | 2024: $1,100",
        "Loss | 2025: $(25) | 2024: $(31)",
        "Costs | 2025: 700 | 2024: 650",
    ]


def test_a_bracket_or_per_cent_sign_apart_belongs_to_its_number() -> None:
    words: list[Word] = [
        *((200.0, 0.0, "2025"), (320.0, 0.0, "2024")),
        *((0.0, 14.0, "Loss"), (200.0, 14.0, "(25"), (240.0, 14.0, ")")),
        *((320.0, 14.0, "(31"), (360.0, 14.0, ")")),
        *((0.0, 28.0, "Margin"), (200.0, 28.0, "12.5"), (240.0, 28.0, "%")),
        *((320.0, 28.0, "11.0"), (360.0, 28.0, "%")),
    ]
    assert rows(read(words))[1:] == [
        "Loss | 2025: (25) | 2024: (31)",
        "Margin | 2025: 12.5% | 2024: 11.0%",
    ]


def test_the_last_row_of_a_table_may_go_on_in_a_line_below() -> None:
    words: list[Word] = [
        *((0, 0, "Item"), (80, 0, "Party"), (200, 0, "Duty")),
        *((0, 20, "1"), (80, 20, "Orrin plc"), (200, 20, "To pay the price of EUR 5 million")),
        (200, 20 + STEP, "at completion"),
        *((0, 52, "2"), (80, 52, "Fjord AB"), (200, 52, "To guarantee the duties of Orrin")),
        (200, 52 + STEP, "in full until 30 June 2030"),
        (0, 90, "The parties have signed it in two copies and each of them keeps one of these."),
    ]
    source = read(words)
    assert rows(source) == [
        "Item | Party | Duty",
        "1 | Party: Orrin plc | Duty: To pay the price of EUR 5 million at completion",
        "2 | Party: Fjord AB | Duty: To guarantee the duties of Orrin in full until 30 June 2030",
    ]
    assert source.blocks[-1].text.startswith("The parties")


def test_a_label_on_two_lines_is_one_label() -> None:
    words: list[Word] = [
        *((0, 0, "Borrower"), (150, 0, "Orrin plc")),
        *((0, 18, "Amount and"), (150, 18, "EUR 25 million, in drawings of EUR 10 million and")),
        *((0, 18 + STEP, "currency of the"), (150, 18 + STEP, "EUR 15 million, subject to")),
        *((0, 18 + 2 * STEP, "loan"), (150, 18 + 2 * STEP, "the conditions")),
        *((0, 60, "Costs of the"), (150, 60, "None")),
        (0, 60 + STEP, "lender"),
        *((0, 90, "Maturity"), (150, 90, "30 June 2030")),
    ]
    assert rows(read(words)) == [
        "Borrower: Orrin plc",
        "Amount and currency of the loan: EUR 25 million, in drawings of EUR 10 million and EUR 15 "
        "million, subject to the conditions",
        "Costs of the lender: None",
        "Maturity: 30 June 2030",
    ]


def test_rows_of_figures_whose_labels_begin_small_stay_apart() -> None:
    rows_down = ((0, "Debt", "31"), (14, "of which bonds", "12"), (40, "Cash", "9"))
    words: list[Word] = []
    for down, label, figure in rows_down:
        words += [(0, down, label), (200, down, figure)]
    assert rows(read(words)) == ["Debt: 31", "of which bonds: 12", "Cash: 9"]


def lines(*texts: str, down: float = 0) -> list[Word]:
    return [(0, down + STEP * number, text) for number, text in enumerate(texts)]


def test_a_paragraph_reads_on_past_the_footnotes_of_its_page() -> None:
    said = "The lender may refuse to pay out the loan where the borrower has not met"
    notes = ("1 With the charge of USD 3 million in the first quarter, and", "the kiln in May.")
    other = "2 Without the quarry."
    first = [*lines(said), *lines(*notes, other, down=660)]
    second = lines("the covenant. The rest of the loan follows later, as the parties have agreed.")
    blocks = read(first, second, small=("1", "2", "the kiln")).blocks
    assert [(block.text, block.page) for block in blocks] == [
        (f"{said} {second[0][2]}", 1),
        (" ".join(notes), 1),
        (other, 1),
    ]


def test_small_print_without_a_mark_is_no_footnote() -> None:
    said = "The lender may refuse to pay out the loan where the borrower has"
    first = [*lines(said), *lines("Small words that no mark begins", down=STEP)]
    blocks = read(first, lines("not met the covenant."), small=("Small",)).blocks
    assert len(blocks) == 1


def test_the_title_over_all_columns_is_no_header() -> None:
    words: list[Word] = [
        (110, 0, "Consolidated figures"),
        *((0, 16, "EUR million"), (180, 16, "2025"), (280, 16, "2024")),
        *((0, 32, "Sales"), (180, 32, "10"), (280, 32, "12")),
    ]
    source = read(words)
    assert source.blocks[0].text == "Consolidated figures"
    assert rows(source) == ["EUR million | 2025 | 2024", "Sales | 2025: 10 | 2024: 12"]


def test_a_year_takes_neither_the_sign_before_nor_the_one_after_it() -> None:
    places = (0, 150, 210, 270, 330)

    def line(down: float, *cells: str) -> list[Word]:
        return [(across, down, cell) for across, cell in zip(places, cells, strict=True)]

    words = [*line(0, "US$", "2025", "%", "2024", "%"), *line(14, "Sales", "90", "40", "80", "38")]
    assert rows(read(words)) == [
        "US$ | 2025 | % | 2024 | %",
        "Sales | 2025: 90 | %: 40 | 2024: 80 | %: 38",
    ]


def test_headers_close_above_a_row_are_no_part_of_it() -> None:
    words: list[Word] = [
        *((200, 0, "Actual"), (300, 0, "Budget")),
        *((0, 12, "Sales"), (200, 12, "268"), (300, 12, "251")),
        *((0, 28, "Costs"), (200, 28, "100"), (300, 28, "90")),
    ]
    assert rows(read(words)) == [
        "Actual | Budget",
        "Sales | Actual: 268 | Budget: 251",
        "Costs | Actual: 100 | Budget: 90",
    ]


def test_a_small_table_at_the_foot_of_a_page_keeps_its_headers() -> None:
    said = ("The lender pays out the loan once the borrower has met the covenant.",) * 3
    table: list[Word] = []
    for number, cells in enumerate(
        (("Due", "Sum", "Rate"), ("2025", "10", "4.5%"), ("12", "20", "4.7%"))
    ):
        down = 60 + STEP * number
        table += [(across, down, word) for across, word in zip((0, 100, 200), cells, strict=True)]
    source = read([*lines(*said), *table], small=("Due", "Sum", "Rate", "2", "1", "4"))
    assert rows(source) == [
        "Due | Sum | Rate",
        "2025 | Sum: 10 | Rate: 4.5%",
        "12 | Sum: 20 | Rate: 4.7%",
    ]
