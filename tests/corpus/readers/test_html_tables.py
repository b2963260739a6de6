"""Tables of a web page: one row each, with sign and bracket at their number."""

import pytest

from corpus.documents import Block, BlockKind
from corpus.readers.html import read


def blocks(body: str) -> tuple[Block, ...]:
    return read(f"<html><body>{body}</body></html>".encode(), "page.html").blocks


def rows(table: str) -> list[str]:
    found = blocks(f"<table>{table}</table>")
    return [block.text for block in found if block.kind is BlockKind.TABLE_ROW]


def row(*cells: str, wrap: str = "{}") -> str:
    filled = (wrap.format(cell) if cell else "" for cell in cells)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in filled)}</tr>"


@pytest.mark.parametrize(
    "wrap", ["{}", "<p>{}</p>", "<div><span>{}</span></div>", "<p> {} <br></p>"]
)
def test_a_number_is_one_value_with_its_sign_and_bracket(wrap: str) -> None:
    lines = (
        row("Sales", "", "$", "1,577", "", "", "$", "1,100", "", wrap=wrap),
        row("Loss", "", "$", "(25", ")", "", "$", "(31", ")", wrap=wrap),
        row("Margin", "", "", "12.5", "%", "", "", "(11.0", ")%", wrap=wrap),
        row("Other", "", "US$", "—", "", "", "€", "(4", ")", wrap=wrap),
    )
    assert rows("".join(lines)) == [
        "Sales | $1,577 | $1,100",
        "Loss | $(25) | $(31)",
        "Margin | 12.5% | (11.0)%",
        "Other | US$— | €(4)",
    ]


def test_a_row_alone_is_read_as_one_where_it_holds_figures() -> None:
    assert rows(row("Loss per share", "$", "(0.25", ")", wrap="<div>{}</div>")) == [
        "Loss per share | $(0.25)"
    ]


def test_a_missing_value_keeps_its_place_and_an_empty_column_does_not() -> None:
    lines = (
        row("Deal", "", "Buyer", "Price", "Date"),
        row("Alpha", "", "Orrin", "$5m", "1 May 2025"),
        row("Beta", "", "", "$7m", "2 May 2025"),
        row("Gamma", "", "Fjord", "", "3 May 2025"),
    )
    assert rows("".join(lines)) == [
        "Deal | Buyer | Price | Date",
        "Alpha | Orrin | $5m | 1 May 2025",
        "Beta | | $7m | 2 May 2025",
        "Gamma | Fjord | | 3 May 2025",
    ]


def test_a_heading_over_several_columns_leaves_no_gaps_in_the_rows_below() -> None:
    head = "<tr><td></td><td colspan=4>2025</td><td colspan=2>2024</td></tr>"
    sub = "<tr><td></td><td colspan=2>June</td><td colspan=2>May</td><td colspan=2>June</td></tr>"
    assert rows(head + sub + row("Sales", "$", "9", "$", "8", "$", "7")) == [
        "2025 | 2024",
        "June | May | June",
        "Sales | $9 | $8 | $7",
    ]


def test_the_title_over_all_columns_is_the_caption_and_no_row() -> None:
    title = "<tr><td colspan=3><p>Consolidated figures</p></td></tr>"
    body = row("EUR million", "2025", "2024") + row("Sales", "9", "8") + row("Costs", "4", "3")
    found = blocks(f"<table>{title}{body}</table>")
    assert [(block.kind, block.text) for block in found[:2]] == [
        (BlockKind.PARAGRAPH, "Consolidated figures"),
        (BlockKind.TABLE_ROW, "EUR million | 2025 | 2024"),
    ]


def test_a_label_between_rows_is_a_row_and_a_note_below_them_is_none() -> None:
    label = "<tr><td colspan=3>Current assets:</td></tr>"
    note = "<tr><td colspan=3>(1) Without the kiln sold in May.</td></tr>"
    assert rows(row("", "2025", "2024") + label + row("Cash", "9", "8") + note) == [
        "2025 | 2024",
        "Current assets:",
        "Cash | 9 | 8",
    ]


@pytest.mark.parametrize("mark", ["•", "(a)", "2.", "iv)"])
@pytest.mark.parametrize("wrap", ["{}", "<p>{}</p>", "<div>{}</div>"])
def test_a_bullet_in_a_cell_of_its_own_begins_an_item(mark: str, wrap: str) -> None:
    said = "The approval of the board is needed for it."
    items = row(mark, "", said, wrap=wrap) + row(mark, "", "And a fee.", wrap=wrap)
    found = blocks(f"<table>{items}</table>")
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.LIST_ITEM, f"{mark} {said}"),
        (BlockKind.LIST_ITEM, f"{mark} And a fee."),
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    menu = "<p><a href='/a'>Home</a></p><p><a href='/b'>News</a></p>"
    said = "<p>Orrin will buy the brick works for 4 million.</p><p>The price is final.</p>" * 8
    assert rows(f"<tr><td>{menu}</td><td>{said}</td></tr>") == []
    assert rows(row("<a href='/a'>Home</a>", "<a href='/b'>News</a>", wrap="<div>{}</div>")) == []
    assert rows("<tr><td>Sales</td><td><ul><li>One</li></ul></td></tr>") == []


def test_tables_in_tables_are_read_however_deep() -> None:
    nest = "<table><tr><td>" * 500 + "<p>The price is final.</p>"
    assert [block.text for block in blocks(nest)] == ["The price is final."]


def test_a_column_of_shares_and_a_mark_in_a_matrix_join_nothing() -> None:
    shares = (row("EUR m", "2025", "%", "2024", "%"), row("Sales", "100", "40", "90", "38"))
    assert rows("".join(shares)) == ["EUR m | 2025 | % | 2024 | %", "Sales | 100 | 40 | 90 | 38"]
    marks = (row("Works", "Lease", "Sale"), row("Phase 1", "x", ""), row("Phase 2", "x", "x"))
    assert rows("".join(marks)) == ["Works | Lease | Sale", "Phase 1 | x", "Phase 2 | x | x"]


def test_a_currency_over_the_labels_is_no_sign_of_the_year() -> None:
    lines = (row("US$", "2025", "2024"), row("Sales", "268", "251"), row("Loss", "$", "2024"))
    assert rows("".join(lines)) == ["US$ | 2025 | 2024", "Sales | 268 | 251", "Loss | $2024"]


def test_a_bracket_after_an_empty_cell_belongs_to_its_number() -> None:
    lines = (row("Loss", "$", "(5", "", ")"), row("Costs", "$", "7", "", ""))
    assert rows("".join(lines)) == ["Loss | $(5)", "Costs | $7"]


def test_a_year_without_a_value_is_no_bullet() -> None:
    lines = (row("", "2025", "2024"), row("Debt", "—", "268"), row("", "—", "268"))
    assert rows("".join(lines)) == ["2025 | 2024", "Debt | — | 268", "— | 268"]


def test_a_cell_inside_a_form_is_read() -> None:
    form = "<tr><td>Sales</td><form><td>268</td></form><td>251</td></tr>"
    assert rows(form + row("Costs", "100", "90")) == ["Sales | 268 | 251", "Costs | 100 | 90"]


def test_an_icon_shifts_no_cell() -> None:
    lines = (row("&#xe001; Sales", "268"), row("&#xe000;Costs&#xe002;", "100"))
    assert rows("".join(lines)) == ["Sales | 268", "Costs | 100"]
