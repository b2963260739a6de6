"""Plain text: paragraphs stay whole, whether or not a program broke their lines."""

from pathlib import Path

import pytest

from corpus.load import load_document

BROKEN = """\
Acme Holdings has agreed to buy Beta Systems for 4.2 billion dollars in cash and
shares, the two companies said in a joint statement on Monday, in what would be
the largest deal in the sector this year."""
WHOLE = (
    "The price falls due on the day on which the last of the conditions is met, and where none "
    "is met until the end of the year either of the parties may withdraw from the agreement."
)


def paragraphs(text: str, folder: Path) -> list[str]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    made = load_document(path, keep_all=True)
    return [made.text[s.start : s.end] for s in made.sections]


def joined(text: str) -> str:
    return text.replace("\n", " ")


def test_broken_and_whole_paragraphs_in_one_document(tmp_path: Path) -> None:
    short = "The sale is expected to close in the first quarter of next year, and it\nremains open."
    found = paragraphs(f"{BROKEN}\n\n{WHOLE}\n{WHOLE}\n\n{short}\n", tmp_path)
    assert found == [joined(BROKEN), WHOLE, WHOLE, joined(short)]


def test_lines_of_labels_among_broken_paragraphs_stay_apart(tmp_path: Path) -> None:
    labels = ["Seller: Acme Holdings", "Buyer: Beta Systems", "Price: EUR 4 million", "Term: May"]
    found = paragraphs("\n\n".join((BROKEN, "\n".join(labels), BROKEN)), tmp_path)
    assert found == [joined(BROKEN), *labels, joined(BROKEN)]


def test_headlines_of_like_length_stay_apart(tmp_path: Path) -> None:
    headlines = [
        "Acme Holdings Offers Four Billion Dollars for Beta Systems",
        "Shareholders of Beta Systems Want More, Analysts Believe",
        "Regulators Examine the Takeover of Beta Systems by Acme",
        "Banks Lend Acme Two Billion Dollars at a Fixed Interest",
    ]
    assert paragraphs("\n".join([*headlines, "", WHOLE]), tmp_path) == [*headlines, WHOLE]


def test_clauses_and_bullets_begin_new_paragraphs(tmp_path: Path) -> None:
    text = """\
1.1 The Lender shall make available to the Borrower a term loan facility in
an aggregate amount of EUR 25 million at a rate of interest of not more than
2.75 per cent, subject to the terms of this agreement.
1.2 The Borrower shall repay the loan in full on the Maturity Date together
with all interest accrued.
o The fee is paid by the Borrower on the day on which the agreement is made
and not later.
"""
    lines = text.splitlines()
    expected = [" ".join(lines[:3]), " ".join(lines[3:5]), " ".join(lines[5:])]
    assert paragraphs(text, tmp_path) == expected


def test_rows_of_columns_stay_apart(tmp_path: Path) -> None:
    rows = [
        "Revenue in millions of dollars, continuing business    10    12",
        "Profit in millions of dollars, continuing business      2     3",
        "Debt in millions of dollars, all of the companies       7     5",
    ]
    assert paragraphs("\n".join([BROKEN, "", *rows]), tmp_path) == [joined(BROKEN), *rows]


def test_a_value_that_goes_on_below_itself_is_whole(tmp_path: Path) -> None:
    text = """\
Borrower:            Acme Holdings Ltd
Interest:            EURIBOR plus 2.75 per cent per annum, payable
                     quarterly in arrear
Amounts:             10
                     12
"""
    found = paragraphs(text, tmp_path)
    assert found[1].endswith("per cent per annum, payable quarterly in arrear")
    assert found[2:] == ["Amounts:             10", "12"]


@pytest.mark.parametrize("hyphen", ["-", "\xad"])
def test_words_divided_at_the_ends_of_lines_are_made_whole(hyphen: str, tmp_path: Path) -> None:
    text = f"""\
The parties have agreed that the long-term deposit shall be paid in
two equal instal{hyphen}
ments, and that the sup\xadply agreement shall be signed by both of the long{hyphen}
term partners not later than thirty days after the signing of this agree{hyphen}
ment, at a price of which each of them pays one half, that is EUR 4{hyphen}
5 million.
"""
    (found,) = paragraphs(text, tmp_path)
    assert found == (
        "The parties have agreed that the long-term deposit shall be paid in two equal "
        "instalments, and that the supply agreement shall be signed by both of the long-term "
        "partners not later than thirty days after the signing of this agreement, at a price of "
        "which each of them pays one half, that is EUR 4-5 million."
    )


def test_tabs_without_end_and_lines_without_a_blank_one_take_no_long_time(tmp_path: Path) -> None:
    assert len(paragraphs("a" + "\t" * 50_000 + "\xa0b\nthe end", tmp_path)) == 2
    line = "The price falls due on the day on which the last of the conditions is met and\n"
    assert paragraphs(line * 5000, tmp_path) == [joined(line * 5000).strip()]
