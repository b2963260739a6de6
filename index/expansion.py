"""Other notations of what a question says: abbreviations, figures, dates, words for one thing.

The lexical index matches words as they are written; a document may write "chief executive",
"1,400 billion" or "30.04.2026" where a question writes "CEO", "$1.4 trillion" or "30 April 2026".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from corpus.dates import DateMention, DatePrecision, find_dates
from corpus.figures import Figure, FigureKind, find_figures

ABBREVIATIONS: tuple[tuple[str, ...], ...] = (
    ("CEO", "chief executive", "chief executive officer"),
    ("CFO", "chief financial officer", "finance director"),
    ("COO", "chief operating officer"),
    ("chair", "chairman", "chairwoman", "chairperson"),
    ("SPA", "share purchase agreement"),
    ("PPA", "power purchase agreement"),
    ("RCF", "revolver", "revolving credit facility"),
    ("MoU", "memorandum of understanding"),
    ("LoI", "letter of intent"),
    ("NDA", "confidentiality agreement", "non-disclosure agreement"),
    ("JV", "joint venture"),
    ("IPO", "initial public offering", "go public", "listing"),
    ("M&A", "mergers and acquisitions"),
    ("MAC", "material adverse change"),
    ("AGM", "annual general meeting"),
    ("EGM", "extraordinary general meeting"),
    ("capex", "capital expenditure"),
    ("opex", "operating expenditure", "operating costs"),
    ("R&D", "research and development"),
    ("D&A", "depreciation and amortisation"),
    ("bps", "basis points"),
    ("HQ", "headquarters", "head office", "registered office", "seat"),
    ("US", "United States", "America", "American"),
    ("UK", "United Kingdom", "Britain", "British"),
    ("EU", "European Union"),
)
# Words that deal documents use for one thing.
SAME_THING: tuple[tuple[str, ...], ...] = tuple(
    tuple(group.split())
    for group in (
        "buy purchase acquire acquisition takeover buyer purchaser acquirer",
        "sell divest dispose disposal divestiture divestment",
        "oblige obligation obliged bind binding bound commit commitment committed",
        "end terminate termination cancel cancellation expire expiry expiration",
        "start begin commence commencement",
        "make manufacture produce production build built",
        "pay payable payment",
        "revenue turnover revenues",
        "agree contract deal partner partnership agreement",
        "employ employee staff worker workforce personnel headcount",
        "close complete completion closing",
        "site location facility plant factory factories",
        "goal target aim objective",
        "dispute quarrel lawsuit litigation litigate",
        "limit cap ceiling maximum",
        "extend extension prolong prolongation renew renewal",
        "damages penalty penalties",
        "security collateral guarantee",
        "delay delayed late",
        "advise adviser advisor counsel advice",
        "permit approval approve clear clearance authorise authorize permission",
        "condition requirement require prerequisite precondition",
        "grow growth increase rise rising raise",
        "fall drop decline decrease shrink",
        "job jobs position",
        "save saving savings synergy synergies",
    )
)
_GROUPS = {word: group for group in SAME_THING for word in group}
_MAGNITUDES = (
    (Decimal(10) ** 12, ("trillion", "tn")),
    (Decimal(10) ** 9, ("billion", "bn")),
    (Decimal(10) ** 6, ("million", "m", "mn")),
)
_QUARTERS = ("first", "second", "third", "fourth")


def expansions(question: str) -> tuple[str, ...]:
    """Words and phrases that say what parts of ``question`` say, in other notations.

    What the question itself says is not among them.
    """
    found = [*_abbreviations(question), *_same_words(question)]
    found += [form for figure in find_figures(question) for form in _figure_forms(figure)]
    found += [form for mention in find_dates(question) for form in _date_forms(mention)]
    plain = question.casefold()
    return tuple(dict.fromkeys(f for f in found if f.casefold() not in plain))


def _abbreviations(question: str) -> Iterator[str]:
    for group in ABBREVIATIONS:
        if any(_says(question, form) for form in group):
            yield from group


def _says(question: str, form: str) -> bool:
    # "US" is a country, "us" is not; longer words are told by themselves.
    flags = re.NOFLAG if form.isupper() and len(form) <= 3 else re.I
    return re.search(rf"(?<!\w){re.escape(form)}s?(?!\w)", question, flags) is not None


def _same_words(question: str) -> Iterator[str]:
    for word in re.findall(r"[a-z]+", question.casefold()):
        yield from _GROUPS.get(word, _GROUPS.get(word.removesuffix("s"), ()))


def _figure_forms(figure: Figure) -> Iterator[str]:
    if figure.kind not in {FigureKind.MONEY, FigureKind.NUMBER} or figure.value < 1000:
        return
    yield f"{figure.value.normalize():,f}"
    for size, names in _MAGNITUDES:
        scaled = figure.value / size
        if Decimal("0.1") <= scaled < 10_000:
            for name in names:
                yield f"{scaled.normalize():,f} {name}"
                yield f"{scaled.normalize():f}{name}"


def _date_forms(mention: DateMention) -> Iterator[str]:
    day: date = mention.value
    if mention.precision is DatePrecision.DAY:
        yield f"{day.day} {day:%B %Y}"
        yield f"{day:%B} {day.day}, {day.year}"
        yield f"{day:%Y-%m-%d}"
        yield f"{day:%d.%m.%Y}"
    elif mention.precision is DatePrecision.MONTH:
        yield f"{day:%B %Y}"
    elif mention.precision is DatePrecision.QUARTER:
        quarter = (day.month - 1) // 3
        yield f"Q{quarter + 1} {day.year}"
        yield f"{_QUARTERS[quarter]} quarter of {day.year}"
