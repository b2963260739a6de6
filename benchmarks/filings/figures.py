"""The figures of an invented company's fiscal year: every statement adds up from these."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Figures:
    """One fiscal year in millions of dollars, but for the employees and the tax rate."""

    year: int
    revenue: int
    cost: int
    overhead: int
    research: int
    interest: int
    tax: int
    depreciation: int
    capex: int
    dividends: int
    buyback: int
    cash: int
    receivables: int
    inventories: int
    current_assets: int
    ppe: int
    goodwill: int
    assets: int
    payables: int
    current_liabilities: int
    debt: int
    equity: int
    operating_cash: int
    segments: tuple[int, int, int]
    regions: tuple[int, int, int]
    employees: int

    @property
    def gross(self) -> int:
        """Gross profit."""
        return self.revenue - self.cost

    @property
    def operating(self) -> int:
        """Operating income."""
        return self.gross - self.overhead - self.research

    @property
    def before_tax(self) -> int:
        """Income before income taxes."""
        return self.operating - self.interest

    @property
    def net(self) -> int:
        """Net income."""
        return self.before_tax - self.tax


def figures_of(company: str, year: int) -> Figures:
    """The figures of ``company`` for ``year``; the same each time."""
    base = Random(company).randint(3_000, 40_000)
    draw = Random(f"{company} {year}")

    def share(low: float, high: float) -> int:
        return round(revenue * draw.uniform(low, high))

    revenue = round(base * 1.06 ** (year - 2018) * draw.uniform(0.94, 1.06))
    overhead, research, interest = share(0.15, 0.2), share(0.03, 0.06), share(0.005, 0.02)
    cost = share(0.5, 0.6)
    tax = round((revenue - cost - overhead - research - interest) * draw.uniform(0.15, 0.25))
    cash, receivables, inventories = share(0.06, 0.2), share(0.1, 0.15), share(0.08, 0.14)
    ppe, goodwill = share(0.2, 0.4), share(0.2, 0.4)
    current_assets = cash + receivables + inventories + share(0.01, 0.03)
    assets = current_assets + ppe + goodwill + share(0.05, 0.1)
    payables = share(0.06, 0.1)
    first, second = draw.uniform(0.35, 0.45), draw.uniform(0.25, 0.35)
    home, abroad = draw.uniform(0.4, 0.5), draw.uniform(0.2, 0.3)
    return Figures(
        year, revenue, cost, overhead, research, interest, tax,
        depreciation=share(0.03, 0.06), capex=share(0.03, 0.07), dividends=share(0.02, 0.05),
        buyback=share(0.01, 0.05), cash=cash, receivables=receivables, inventories=inventories,
        current_assets=current_assets, ppe=ppe, goodwill=goodwill, assets=assets,
        payables=payables, current_liabilities=payables + share(0.1, 0.15),
        debt=share(0.2, 0.4), equity=share(0.2, 0.3), operating_cash=share(0.1, 0.2),
        segments=_parts(revenue, first, second), regions=_parts(revenue, home, abroad),
        employees=base * 2 + draw.randint(0, 900),
    )  # fmt: skip


def _parts(whole: int, first: float, second: float) -> tuple[int, int, int]:
    one, two = round(whole * first), round(whole * second)
    return one, two, whole - one - two
