"""Which pages of a filing are its financial statements, and what else these are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.documents import Document

# The name staff use, the titles filings print, and words by which the statement is also known.
STATEMENTS: tuple[tuple[str, str, str], ...] = (
    (
        "income statement",
        r"statements?\s+of\s+(?:consolidated\s+)?(?:income|operations|earnings|profit\s+(?:and|or)\s+loss)"
        r"(?!\s+and\s+comprehensive\s+loss\s+data)",
        "profit and loss, P&L, statement of operations, statement of earnings",
    ),
    (
        "balance sheet",
        r"(?:balance\s+sheets?|statements?\s+of\s+(?:consolidated\s+)?financial\s+(?:position|condition))",
        "statement of financial position, assets and liabilities",
    ),
    (
        "cash flow statement",
        r"statements?\s+of\s+(?:consolidated\s+)?cash\s+flows?",
        "statement of cash flows, operating, investing and financing activities",
    ),
)
_TITLES = tuple((name, re.compile(pattern, re.I), known) for name, pattern, known in STATEMENTS)
_TOP_CHARACTERS = 500
_LONGEST_TITLE = 160
_FIGURE = re.compile(r"(?<![\w.,])\(?\d[\d,.]*\)?(?![\w,.])")
_MIN_FIGURES = 20


def statement_pages(document: Document) -> Mapping[int, str]:
    """For each page that is a financial statement, its name and what else it is called.

    A page counts when a short line at its top names one statement, or two, and many figures
    follow: tables of contents and auditors' reports name them all, notes name them in prose.
    """
    found: dict[int, str] = {}
    for page in document.pages:
        text = document.text[page.start : page.end]
        if len(_FIGURE.findall(text)) < _MIN_FIGURES:
            continue
        top = text[:_TOP_CHARACTERS].split("\n")
        titles = "\n".join(line for line in top if len(line) <= _LONGEST_TITLE)
        named = [(name, known) for name, title, known in _TITLES if title.search(titles)]
        if 0 < len(named) <= 2:
            found[page.number] = "; ".join(f"{name}, {known}" for name, known in named)
    return found


def asked_statements(question: str) -> tuple[str, ...]:
    """The financial statements that ``question`` names, by the names staff use."""
    asked = [name for name, title, _ in _TITLES if title.search(question)]
    plain = question.casefold()
    for name, words in _PLAIN.items():
        if name not in asked and any(word in plain for word in words):
            asked.append(name)
    return tuple(asked)


_PLAIN = {
    "income statement": ("income statement", "p&l", "profit and loss", "statement of income"),
    "cash flow statement": ("cash flow statement", "cashflow statement"),
}
