"""How well each filing fits the company, the fiscal period and the form that a question names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.dates import DatePrecision, find_dates
from index.companies import NamedCompany, companies_of, named_companies
from index.hits import DocumentRecord
from index.periods import AskedPeriod, asked_periods

# Of a filing of the company that is asked about: what the company alone is worth, what the
# period adds, and the form.
COMPANY, PERIOD, FORM = 0.3, 0.5, 0.2
_FORMS = {
    "annual report": re.compile(r"\b(?:annual report|10-?K)\b", re.I),
    "quarterly report": re.compile(r"\b(?:quarterly report|10-?Q)\b", re.I),
    "current report": re.compile(r"\b(?:current report|8-?K)\b", re.I),
    "earnings release": re.compile(
        r"\bearnings (?:release|report|announcement|call)|\bpress release\b", re.I
    ),
}


@dataclass(frozen=True, slots=True)
class AskedFilings:
    """What a question names of filings, and how well each filing fits it, from 0 to 1, by id."""

    companies: tuple[NamedCompany, ...] = ()
    fits: Mapping[str, float] = field(default_factory=dict)

    def fit(self, record: DocumentRecord) -> float | None:
        """How well a filing fits; None for what is none, or where no company is named."""
        if not self.fits or not record.identity.company:
            return None
        return self.fits.get(record.id, 0.0)


def asked_filings(question: str, records: Sequence[DocumentRecord]) -> AskedFilings:
    """The companies ``question`` names among those whose filings are in ``records``.

    With filings of one company only, naming it tells nothing about which document is meant
    unless a period is named too.
    """
    filings = [r for r in records if r.identity.company]
    owners = companies_of(r.identity for r in filings)
    named = named_companies(question, owners)
    meant = {key for name in named for key in name.companies}
    periods = asked_periods(question)
    if not meant or (len(set(owners.values())) == 1 and not periods):
        return AskedFilings()
    forms = {kind for kind, pattern in _FORMS.items() if pattern.search(question)}
    days = _months(question)
    own = [r for r in filings if owners[r.identity] in meant]
    latest = max((r.identity.fiscal_year or 0 for r in own), default=0)
    fits = {}
    for record in own:
        period = _period_fit(record, periods, latest)
        form = _form_fit(record, forms, periods, days)
        fits[record.id] = COMPANY + PERIOD * period + FORM * form
    return AskedFilings(named, fits)


def _period_fit(record: DocumentRecord, asked: Sequence[AskedPeriod], latest: int) -> float:
    """1 for the period asked for; less for one whose filing shows it beside its own.

    Where several are asked for, as in a comparison, the last one counts, whose filing shows
    those before it too.
    """
    year, quarter = record.identity.fiscal_year, record.identity.fiscal_quarter
    if year is None:
        return 0.0
    if not asked:
        return 0.5 if year == latest else 0.3
    last = asked[-1]
    if year == last.year:
        return _quarter_fit(record, quarter or 0, last.quarter)
    annual = record.kind == "annual report"
    if year - last.year in {1, 2} and annual:
        return 0.4 - 0.1 * (year - last.year)
    if any(year == period.year for period in asked):
        return 0.6
    return 0.1 if year == last.year + 1 else 0.0


def _quarter_fit(record: DocumentRecord, quarter: int, asked: int) -> float:
    if quarter == asked or (asked == 0 and record.kind == "annual report"):
        return 1.0
    if asked == 0:
        return 0.8 if quarter in {0, 4} else 0.6
    if record.kind == "annual report":
        return 0.8 if asked == 4 else 0.5
    return 0.6 if quarter == 0 else 0.4


def _form_fit(
    record: DocumentRecord,
    asked: set[str],
    periods: Sequence[AskedPeriod],
    months: frozenset[tuple[int, int]],
) -> float:
    """1 for the form that is named; else what questions of this kind are mostly about."""
    if asked:
        return 1.0 if record.kind in asked else 0.0
    published = record.published
    if published and (published.year, published.month) in months:
        return 1.0
    if record.kind == "annual report":
        return 0.8
    quarterly = bool(periods) and periods[-1].quarter > 0
    return 0.8 if quarterly and record.kind == "quarterly report" else 0.4


def _months(question: str) -> frozenset[tuple[int, int]]:
    exact = {DatePrecision.DAY, DatePrecision.MONTH}
    found = [m.value for m in find_dates(question) if m.precision in exact]
    return frozenset((day.year, day.month) for day in found)
