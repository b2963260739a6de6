"""What a deal's own lines hold and a page's furniture seldom does: figures, dates, terms."""

from __future__ import annotations

import re

from corpus.dates import find_dates
from corpus.documents import Block, BlockKind
from corpus.figures import FigureKind, find_figures

FACTS = frozenset((FigureKind.MONEY, FigureKind.PERCENT, FigureKind.MULTIPLE, FigureKind.MEASURE))
LABELLED = re.compile(r"[^\W\d_][^:.!?]{0,40}(?:(?<!\d): ?|: )\S")  # "Governing law: England"
MARKS_AN_ADVERT = re.compile(r"\W*ad(?:vertisement)?s?\W*", re.IGNORECASE)


def states_facts(text: str) -> bool:
    """Whether the text states money, a percentage, a multiple or a measure."""
    return any(figure.kind in FACTS for figure in find_figures(text))


def states_terms(text: str) -> bool:
    """Whether a figure, a date or a labelled value stands in the text."""
    return bool(LABELLED.match(text) or states_facts(text) or find_dates(text))


def is_labelled_by_a_date(text: str) -> bool:
    """Whether the text has a date for its label: "By 30 June 2026: first delivery".

    "Last updated: 30 June 2026" has the date after the label, as furniture does.
    """
    label, colon, term = text.partition(": ")
    return bool(colon and term.strip() and find_dates(label))


def is_one_word(text: str) -> bool:
    """Whether the text is one word that may name a part of a business: "Advertising".

    "Advertisement" only ever marks one.
    """
    return len(text.split()) == 1 and MARKS_AN_ADVERT.fullmatch(text) is None


def is_short_heading(block: Block) -> bool:
    """Whether the block is such a word as a heading."""
    return block.kind is BlockKind.HEADING and is_one_word(block.text)
