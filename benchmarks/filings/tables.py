"""The statements and tables of an invented filing, as rows of label and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.filings.figures import Figures


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: its caption, what stands over the columns, and rows of label and cells."""

    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


Line = tuple[str, Callable[[Figures], int] | None]


def tables(company: Mapping[str, str], years: Sequence[Figures], end: str) -> dict[str, TableOf]:
    """Every table of the report for the first of ``years``, the years before beside it."""
    columns = tuple(str(f.year) for f in years)
    statement = f"Years ended {end} (Millions)"

    def table(caption: str, unit: str, lines: Sequence[Line]) -> TableOf:
        rows = tuple(
            (label, tuple(_shown(value(f)) for f in years) if value else ())
            for label, value in lines
        )
        return TableOf(caption, unit, columns, rows)

    flows = company.get("flows_title", "Consolidated Statements of Cash Flows")
    balance = company.get("balance_title", "Consolidated Balance Sheets")
    return {
        "income": table(company["income_title"], statement, _income(company)),
        "comprehensive": table(
            "Consolidated Statements of Comprehensive Income", statement,
            [(company["net_word"], lambda f: f.net), ("Cumulative translation adjustment",
             lambda f: -f.tax // 3), ("Defined benefit pension plans", lambda f: f.interest)]),
        "balance": table(balance, f"At {end} (Millions)", _balance(company)),
        "cashflow": table(flows, statement, _cash_flow(company)),
        "equity": table(
            "Consolidated Statements of Changes in Equity", statement,
            [("Balance at beginning of year", lambda f: f.equity - f.net + f.dividends),
             (company["net_word"], lambda f: f.net), ("Dividends declared", lambda f: -f.dividends),
             ("Reacquired stock", lambda f: -f.buyback), ("Balance at end of year",
             lambda f: f.equity)]),
        "segments": table(
            f"{company['revenue_word']} by segment", "(Millions)",
            [(name, lambda f, n=n: f.segments[n]) for n, name in enumerate(company["segments"])]
            + [("Total", lambda f: f.revenue)]),
        "geography": table(
            f"{company['revenue_word']} by geography", "(Millions)",
            [(name, lambda f, n=n: f.regions[n]) for n, name in enumerate(REGIONS)]
            + [("Total", lambda f: f.revenue)]),
        "ppe": table(
            "Property, plant and equipment", "(Millions)",
            [("Land and buildings", lambda f: f.ppe), ("Machinery and equipment",
             lambda f: f.ppe + f.depreciation * 4), ("Gross", lambda f: 2 * f.ppe
             + f.depreciation * 4), ("Accumulated depreciation",
             lambda f: -f.ppe - f.depreciation * 4), ("Net", lambda f: f.ppe)]),
        "tax": table(
            "Provision for income taxes", "(Millions)",
            [("Current", lambda f: f.tax - 20), ("Deferred", lambda f: 20),
             ("Total provision", lambda f: f.tax)]),
        "debt": table(
            "Long-term debt", "(Millions)",
            [("Medium-term notes due 2027", lambda f: f.debt // 2),
             ("Registered notes due 2031", lambda f: f.debt - f.debt // 2),
             ("Total", lambda f: f.debt)]),
    }  # fmt: skip


REGIONS = ("United States", "Europe, Middle East and Africa", "Asia Pacific")


def _shown(value: int) -> str:
    return f"({-value:,})" if value < 0 else f"{value:,}"


def _income(company: Mapping[str, str]) -> list[Line]:
    return [
        (company["revenue_word"], lambda f: f.revenue),
        ("Operating expenses", None),
        (company["cost_word"], lambda f: f.cost),
        ("Selling, general and administrative expenses", lambda f: f.overhead),
        ("Research, development and related expenses", lambda f: f.research),
        ("Operating income", lambda f: f.operating),
        ("Interest expense", lambda f: f.interest),
        ("Income before income taxes", lambda f: f.before_tax),
        ("Provision for income taxes", lambda f: f.tax),
        (company["net_word"], lambda f: f.net),
        ("Weighted average shares outstanding, diluted", lambda f: 580 + f.year % 7),
        ("Earnings per share, diluted (cents)", lambda f: f.net * 100 // (580 + f.year % 7)),
    ]


def _balance(company: Mapping[str, str]) -> list[Line]:
    return [
        ("Assets", None),
        ("Cash and cash equivalents", lambda f: f.cash),
        ("Accounts receivable, net", lambda f: f.receivables),
        ("Total inventories", lambda f: f.inventories),
        ("Total current assets", lambda f: f.current_assets),
        ("Property, plant and equipment, net", lambda f: f.ppe),
        ("Goodwill", lambda f: f.goodwill),
        ("Total assets", lambda f: f.assets),
        ("Liabilities", None),
        ("Accounts payable", lambda f: f.payables),
        ("Total current liabilities", lambda f: f.current_liabilities),
        ("Long-term debt", lambda f: f.debt),
        ("Total liabilities", lambda f: f.assets - f.equity),
        ("Equity", None),
        ("Total equity", lambda f: f.equity),
        ("Total liabilities and equity", lambda f: f.assets),
    ]


def _cash_flow(company: Mapping[str, str]) -> list[Line]:
    return [
        ("Cash Flows from Operating Activities", None),
        (company["net_word"], lambda f: f.net),
        ("Depreciation and amortization", lambda f: f.depreciation),
        ("Accounts receivable", lambda f: -f.receivables // 9),
        ("Inventories", lambda f: -f.inventories // 7),
        ("Accounts payable", lambda f: f.payables // 8),
        ("Net cash provided by operating activities", lambda f: f.operating_cash),
        ("Cash Flows from Investing Activities", None),
        (company["ppe_word"], lambda f: -f.capex),
        ("Acquisitions, net of cash acquired", lambda f: -f.goodwill // 9),
        ("Net cash used in investing activities", lambda f: -f.capex - f.goodwill // 9),
        ("Cash Flows from Financing Activities", None),
        ("Proceeds from debt", lambda f: f.debt // 6),
        ("Purchases of treasury stock", lambda f: -f.buyback),
        ("Dividends paid to shareholders", lambda f: -f.dividends),
        ("Net cash used in financing activities", lambda f: -f.buyback - f.dividends),
        ("Cash and cash equivalents at end of year", lambda f: f.cash),
    ]
