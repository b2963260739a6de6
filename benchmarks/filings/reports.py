"""Invented filings as PDF files: annual and quarterly reports, notices, earnings releases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import Template
from typing import Any

from benchmarks.filings.figures import Figures, figures_of
from benchmarks.filings.layout import Sheets
from benchmarks.filings.tables import REGIONS, TableOf, tables

FOLDER = Path(__file__).parent
YEARS = (2021, 2022, 2023)
DRIVERS = ("lower freight cost", "higher selling prices", "a weaker mix of products", "volume")
TARGETS = ("Larkmoor Systems", "Bexley Dynamics", "Pell & Strand", "Ostrava Optics")
PRODUCTS = ("ear protection", "battery packs", "coated film", "handheld readers", "water filters")
CASES = ("Marlow River", "Combat Sound", "Delvane Talc", "Northgate Permit")
_REPORTS = {"FORM 10-K": "ANNUAL REPORT ", "FORM 10-Q": "QUARTERLY REPORT ", "FORM 8-K": ""}
PROGRAMS = ("Fit for Growth", "One Backbone", "Simpler Together", "Compass")


@dataclass(frozen=True, slots=True)
class Filing:
    """A written file, whose it is, and the pages on which each of its parts stands."""

    path: Path
    company: Mapping[str, Any]
    kind: str
    year: int
    pages: Mapping[str, Sequence[int]]


def companies() -> list[dict[str, Any]]:
    """The invented companies: names, words and segments."""
    found: list[dict[str, Any]] = json.loads((FOLDER / "companies.json").read_text())
    return found


def write_filings(folder: Path) -> list[Filing]:
    """Write every filing into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for company in companies():
        written += [_annual(folder, company, year) for year in YEARS]
        written.append(_quarterly(folder, company, 2023, 2))
        written.append(_notice(folder, company, 2023))
        written.append(_earnings(folder, company, 2023))
    return written


def facts_of(company: Mapping[str, Any], year: int) -> dict[str, str]:
    """What the sentences of a year's report are filled with."""
    now, before = figures_of(company["file"], year), figures_of(company["file"], year - 1)
    draw = Random(f"{company['file']} {year} facts")
    always = Random(company["file"])
    segments = dict(zip(("segment1", "segment2", "segment3"), company["segments"], strict=True))
    regions = dict(zip(("region1", "region2", "region3"), REGIONS, strict=True))
    return {
        **{k: v for k, v in company.items() if isinstance(v, str)},
        **segments, **regions,
        "year": str(year), "revenue": f"{now.revenue:,}", "revenue_p": f"{before.revenue:,}",
        "employees": f"{now.employees:,}", "product": always.choice(PRODUCTS),
        "case": always.choice(CASES), "ceo": f"{always.choice('ABCDEF')}. Holloway",
        "cfo": f"{always.choice('GHJKLM')}. Trent", "driver": draw.choice(DRIVERS),
        "program": always.choice(PROGRAMS), "target": draw.choice(TARGETS),
        "facility": f"{draw.randint(10, 50) * 100:,}", "buyback": f"{draw.randint(5, 60) * 100:,}",
        "guidance": f"{draw.randint(2, 5)} to {draw.randint(6, 8)}",
        "price": f"{draw.randint(150, 2500):,}", "reserve": f"{draw.randint(50, 900):,}",
        "restructuring": f"{draw.randint(30, 400):,}",
    }  # fmt: skip


def _annual(folder: Path, company: Mapping[str, Any], year: int) -> Filing:
    end = company.get("year_end", "December 31")
    path = folder / f"{company['file']}_{year}_10K.pdf"
    sheets = Sheets(path, "Table of Contents")
    _cover(sheets, company, "FORM 10-K", f"For the fiscal year ended {end}, {year}")
    years = [figures_of(company["file"], year - back) for back in range(3)]
    _body(
        sheets, facts_of(company, year), tables(company, years, end),
        (FOLDER / "text.md").read_text(),
    )  # fmt: skip
    sheets.save()
    return Filing(path, company, "10K", year, sheets.pages)


def _quarterly(folder: Path, company: Mapping[str, Any], year: int, quarter: int) -> Filing:
    path = folder / f"{company['file']}_{year}Q{quarter}_10Q.pdf"
    sheets = Sheets(path, "")
    _cover(sheets, company, "FORM 10-Q", f"For the quarterly period ended June 30, {year}")
    years = [_quarter(company, year - back) for back in range(2)]
    shown = tables(company, years, "June 30")
    facts = facts_of(company, year)
    text = (FOLDER / "text.md").read_text()
    kept = text[text.index("# Item 7.") : text.index("# Item 8.")] + "%%income\n%%balance\n"
    _body(sheets, facts, shown, f"{kept}%%cashflow\n")
    sheets.save()
    return Filing(path, company, "10Q", year, sheets.pages)


def _quarter(company: Mapping[str, Any], year: int) -> Figures:
    return figures_of(f"{company['file']} quarter", year)


def _notice(folder: Path, company: Mapping[str, Any], year: int) -> Filing:
    path = folder / f"{company['file']}_{year}_8K_dated-{year}-05-12.pdf"
    sheets = Sheets(path, "")
    _cover(sheets, company, "FORM 8-K", f"Date of report: May 12, {year}")
    facts = facts_of(company, year)
    sheets.note("vote")
    sheets.heading("Item 5.07 Submission of Matters to a Vote of Security Holders")
    sheets.paragraph(
        Template(
            "At the annual meeting of $name the directors were elected, and the proposal for a "
            "report on pay equity was rejected with 61 percent of the votes."
        ).substitute(facts)
    )
    sheets.save()
    return Filing(path, company, "8K", year, sheets.pages)


def _earnings(folder: Path, company: Mapping[str, Any], year: int) -> Filing:
    path = folder / f"{company['file']}_{year}Q4_EARNINGS.pdf"
    sheets = Sheets(path, "")
    sheets.centred(
        f"{company['short']} Reports Fourth Quarter and Full Year {year} Results", bold=True
    )
    facts = facts_of(company, year)
    years = [figures_of(company["file"], year - back) for back in range(2)]
    sheets.note("results")
    sheets.paragraph(
        Template(
            "$name (NYSE: $symbol) today reported net sales of $revenue million for $year. For the "
            "coming year the company expects organic growth of $guidance percent."
        ).substitute(facts)
    )
    text = "%%income\n%%balance\n%%cashflow\n"
    _body(sheets, facts, tables(company, years, company.get("year_end", "December 31")), text)
    sheets.save()
    return Filing(path, company, "EARNINGS", year, sheets.pages)


def _cover(sheets: Sheets, company: Mapping[str, Any], form: str, period: str) -> None:
    sheets.centred("UNITED STATES", bold=True, size=12)
    sheets.centred("SECURITIES AND EXCHANGE COMMISSION", bold=True, size=12)
    sheets.centred("Washington, D.C. 20549")
    sheets.centred(form, bold=True, size=14)
    sheets.paragraph(f"{_REPORTS[form]}PURSUANT TO SECTION 13 OR 15(d) OF THE EXCHANGE ACT OF 1934")
    sheets.centred(period, bold=True)
    sheets.centred("Commission file number 1-3285")
    sheets.centred(company["name"], bold=True, size=16)
    sheets.centred("(Exact name of registrant as specified in its charter)", size=8)
    sheets.paragraph("Securities registered pursuant to Section 12(b) of the Act:")
    sheets.note("securities")
    for title, mark in (("Common Stock", ""), ("1.500% Notes due 2026", "26"), ("Notes", "31")):
        sheets.paragraph(
            f"{title}, par value $.01   {company['symbol']}{mark}   New York Stock Exchange"
        )
    sheets.paragraph(
        "Indicate by check mark whether the registrant is a large accelerated filer, an "
        "accelerated filer, a non-accelerated filer or a smaller reporting company."
    )
    sheets.new_page()


def _body(
    sheets: Sheets, facts: Mapping[str, str], shown: Mapping[str, TableOf], text: str
) -> None:
    for line in text.splitlines():
        if line.startswith("%"):
            name = line.strip("%")
            if line.startswith("%%"):
                sheets.new_page()
            sheets.table(shown[name])
            sheets.note(name)
            if line.startswith("%%"):
                sheets.paragraph(
                    "The accompanying Notes to Consolidated Financial Statements are an integral "
                    "part of this statement."
                )
        elif line.startswith("#"):
            title = Template(line.lstrip("# ")).substitute(facts)
            if line.startswith("# "):
                sheets.new_page()
            sheets.heading(title)
            sheets.note(title.split(".")[0] if title.startswith("NOTE") else title)
        else:
            sheets.paragraph(Template(line).substitute(facts))
            for name in ("target", "case", "program", "guidance", "reserve", "facility", "driver"):
                if f"${name}" in line:
                    sheets.note(name)
