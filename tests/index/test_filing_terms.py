"""What analysts ask for, and where filings state it."""

import pytest

from corpus.documents import Document, Page
from index.filing_terms import asked_terms
from index.statements import asked_statements, statement_pages

ROWS = "\n".join(f"Line {n} | 2023: {n},100 | 2022: ({n},050)" for n in range(1, 14))


@pytest.mark.parametrize(
    ("question", "line", "statement"),
    [
        ("What was capex?", "purchases of property, plant and equipment", "cash flow statement"),
        ("Is it a capital-intensive business?", "total assets", "balance sheet"),
        ("What is the net PPNE?", "property, plant and equipment, net", "balance sheet"),
        ("How healthy is its quick ratio?", "total current liabilities", "balance sheet"),
        ("Does the gross margin improve?", "cost of sales", "income statement"),
        ("What is the DPO?", "accounts payable", "balance sheet"),
    ],
)
def test_a_measure_brings_the_lines_it_is_made_of(question: str, line: str, statement: str) -> None:
    terms = asked_terms(question)
    assert line in terms.lines
    assert statement in terms.statements
    assert not terms.named


def test_a_statement_that_is_named_counts_before_those_of_the_measure() -> None:
    terms = asked_terms("Using the P&L statement, what was capex?")
    assert terms.statements == ("income statement",)
    assert terms.named


@pytest.mark.parametrize("question", ["", "Who is its chief executive?"])
def test_other_questions_ask_for_no_line(question: str) -> None:
    assert asked_terms(question).lines == ()
    assert asked_statements(question) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Consolidated Statements of Earnings\n\n{ROWS}", "income statement"),
        (f"Vantor plc\n\nStatement of Financial Position\n\n{ROWS}", "balance sheet"),
        (f"CONSOLIDATED STATEMENTS OF CASH FLOWS\n\n{ROWS}", "cash flow statement"),
        (f"Segments\n\n{ROWS}", None),
        ("Consolidated Balance Sheets\n\nsee page 12", None),
    ],
)
def test_a_page_of_figures_under_a_title_is_a_statement(text: str, name: str | None) -> None:
    document = Document("d", "d.pdf", None, text, pages=(Page(1, 0, len(text)),))
    found = statement_pages(document).get(1)
    assert found is None if name is None else (found or "").startswith(name)


def test_a_line_says_the_measure_that_was_asked_for() -> None:
    terms = asked_terms("What was capex?")
    assert terms.said_by("Purchases of property, plant and equipment | 2023: (1,577)") == "capex"
    assert terms.said_by("Net sales | 2023: 9,100") == ""
