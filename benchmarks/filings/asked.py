"""Analysts' questions about the invented filings, with the pages that hold the evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from benchmarks.filings.reports import YEARS, Filing

OTHER_KINDS = (
    (
        "10Q",
        "Did $asked's net income grow in Q2 of FY$year compared to Q2 of FY$before?",
        ("income",),
    ),
    ("10Q", "What were the total current assets of $asked at the end of Q2 $year?", ("balance",)),
    (
        "8K",
        "As of May 2023, were any proposals on pay equity rejected by $asked's shareholders?",
        ("vote",),
    ),
    (
        "EARNINGS",
        "What full year $year results did $asked report in its Q4 $year earnings release?",
        ("results", "income"),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the file that answers it, and the pages of it that hold the evidence."""

    question: str
    document: str
    pages: frozenset[int]


def questions(filings: Sequence[Filing]) -> list[Asked]:
    """About five questions for each annual report, and a few for the other kinds."""
    forms: list[dict[str, Any]] = json.loads((Path(__file__).parent / "questions.json").read_text())
    found = []
    annual = [filing for filing in filings if filing.kind == "10K"]
    for number, filing in enumerate(annual):
        for form in forms[number % 4 :: 4]:
            if form.get("any_year") and filing.year != max(YEARS):
                continue
            found.append(_asked(filing, form["ask"], form["at"]))
    for filing in filings:
        found += [_asked(filing, ask, at) for kind, ask, at in OTHER_KINDS if kind == filing.kind]
    return found


def _asked(filing: Filing, form: str, at: Sequence[str]) -> Asked:
    company: Mapping[str, Any] = filing.company
    text = Template(form).substitute(
        asked=company["asked"], year=filing.year, before=filing.year - 1,
        year2=f"{filing.year % 100:02}", before2=f"{filing.year % 100 - 1:02}",
        segment3=company["segments"][2],
    )  # fmt: skip
    pages = frozenset(page for name in at for page in filing.pages.get(name, ()))
    assert pages, (filing.path.name, at)
    return Asked(text, filing.path.name, pages)
