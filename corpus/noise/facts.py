"""What a deal's own lines hold and a page's furniture seldom does: figures, dates, terms."""

from __future__ import annotations

import re

from corpus.dates import find_dates
from corpus.documents import Block, BlockKind
from corpus.figures import FigureKind, find_figures

FACTS = frozenset((FigureKind.MONEY, FigureKind.PERCENT, FigureKind.MULTIPLE, FigureKind.MEASURE))
LABELLED = re.compile(r"[^\W\d_][^:.!?]{0,40}(?:(?<!\d): ?|: )\S")  # "Governing law: England"
TERM = re.compile(r"(?P<label>[^\W\d_][^:.!?|\n]{1,50}): (?P<value>[^\n]{1,160})")
LABEL_WORDS = 5
# Labels of the lines that a site puts under its articles: "Tags: kilns", "Editing by Bo: Oslo"
LABELS_OF_SITES = re.compile(
    r"(?:tag(?:s|ged(?: (?:as|in|under))?)?|topics?|categor(?:y|ies)|filed (?:under|in)|keywords?|"
    r"photo\w*|images?|pictures?|videos?|credits?|sources?|via|authors?|by|"
    r"writ(?:ten|ers?|ing)(?: by)?|edit(?:ed|ing|ors?)(?: by)?|report(?:ed|ing|ers?)(?: by)?|"
    r"text|publish(?:ed|er)|posted|"
    r"(?:last )?(?:updated?|modified|edited|reviewed)|correction|created|date|time|"
    r"(?:\w+ ){0,2}contacts?|"
    r"(?:tele)?phone|tel|fax|e-?mail|web(?: ?site)?|url|links?|address|follow|share(?: this)?|like|"
    r"read|see|watch|listen|more|next|prev(?:ious)?|also|comments?|repl(?:y|ies)|copyright|rating|"
    r"location|subscribe|sign[ -]?(?:up|in)|log[ -]?in|notes?|disclosure|disclaimer|permalink|"
    r"related|language|page|doi|isbn|issn|received|accepted|issue date|"
    r"twitter|facebook|instagram|linkedin|youtube)"
    r"(?: (?:(?:on|in|by|at|to|also|more|this|us|for|from)\b.*|post|article|story|stories|link))?",
    re.IGNORECASE,
)
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


def is_term(text: str) -> bool:
    """Whether the text is a labelled value of the document: "Maturity: 30 June 2030".

    The lines under an article are labelled too, but by what a site says of it: "Tags: kilns".
    Titles of other articles have colons as well, but seldom a date or an amount behind them.
    """
    term = TERM.fullmatch(text)
    if term is None or LABELS_OF_SITES.fullmatch(term["label"]):
        return False
    stated = states_facts(term["value"]) or bool(find_dates(term["value"]))
    return stated and len(term["label"].split()) <= LABEL_WORDS


def is_one_word(text: str) -> bool:
    """Whether the text is one word that may name a part of a business: "Advertising".

    "Advertisement" only ever marks one.
    """
    return len(text.split()) == 1 and MARKS_AN_ADVERT.fullmatch(text) is None


def is_short_heading(block: Block) -> bool:
    """Whether the block is such a word as a heading."""
    return block.kind is BlockKind.HEADING and is_one_word(block.text)
