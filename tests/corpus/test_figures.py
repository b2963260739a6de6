from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import FigureKind, find_figures, same_figure


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("$1.4 trillion", FigureKind.MONEY, "1400000000000", "USD"),
        ("USD 1,400bn", FigureKind.MONEY, "1400000000000", "USD"),
        ("US$ 890,000,000", FigureKind.MONEY, "890000000", "USD"),
        ("€3.5m", FigureKind.MONEY, "3500000", "EUR"),
        ("€1.400.000,50", FigureKind.MONEY, "1400000.5", "EUR"),
        ("£40k", FigureKind.MONEY, "40000", "GBP"),
        ("1.4-billion-dollar", FigureKind.MONEY, "1400000000", "USD"),
        ("half a billion dollars", FigureKind.MONEY, "500000000", "USD"),
        ("Rs 500 crore", FigureKind.MONEY, "5000000000", "INR"),
        ("$(1,577)", FigureKind.MONEY, "-1577", "USD"),
        ("$(25) million", FigureKind.MONEY, "-25000000", "USD"),
        ("US$(25)m", FigureKind.MONEY, "-25000000", "USD"),
        ("EUR (25.5) million", FigureKind.MONEY, "-25500000", "EUR"),
        ("(1,577)", FigureKind.NUMBER, "-1577", None),
        ("(3.2) million", FigureKind.NUMBER, "-3200000", None),
        ("($3.2) million", FigureKind.MONEY, "-3200000", "USD"),
        ("(12.5)%", FigureKind.PERCENT, "-12.5", "%"),
        ("(3.2) %", FigureKind.PERCENT, "-3.2", "%"),
        ("(4) per cent", FigureKind.PERCENT, "-4", "%"),
        ("Rs. 500 crore", FigureKind.MONEY, "5000000000", "INR"),
        ("₹1,00,000 crore", FigureKind.MONEY, "1000000000000", "INR"),
        ("INR 12,34,567.50", FigureKind.MONEY, "1234567.5", "INR"),
        ("U.S.$25 million", FigureKind.MONEY, "25000000", "USD"),
        ("USD$25 million", FigureKind.MONEY, "25000000", "USD"),
        ("CAD$25m", FigureKind.MONEY, "25000000", "CAD"),
        ("AU$25m", FigureKind.MONEY, "25000000", "AUD"),
        ("NZ$25m", FigureKind.MONEY, "25000000", "NZD"),
        ("R$25 million", FigureKind.MONEY, "25000000", "BRL"),
        ("BRL 25 million", FigureKind.MONEY, "25000000", "BRL"),
        ("25 million MXN", FigureKind.MONEY, "25000000", "MXN"),
        ("PLN 25 million", FigureKind.MONEY, "25000000", "PLN"),
        ("ZAR 25 million", FigureKind.MONEY, "25000000", "ZAR"),
        ("USD one million", FigureKind.MONEY, "1000000", "USD"),
        ("€1.234,56 million", FigureKind.MONEY, "1234560000", "EUR"),
        ("EUR 2,5 million", FigureKind.MONEY, "2500000", "EUR"),
        ("EUR 10 000 000", FigureKind.MONEY, "10000000", "EUR"),
        ("CHF 10'000'000", FigureKind.MONEY, "10000000", "CHF"),
        ("$10 000 000", FigureKind.MONEY, "10000000", "USD"),
        ("$300 mln", FigureKind.MONEY, "300000000", "USD"),
        ("€300 mrd", FigureKind.MONEY, "300000000000", "EUR"),
        ("1.4tn", FigureKind.NUMBER, "1400000000000", None),
        ("one hundred and twenty million", FigureKind.NUMBER, "120000000", None),
        ("75 basis points", FigureKind.PERCENT, "0.75", "%"),
        ("minus 3%", FigureKind.PERCENT, "-3", "%"),
        ("8.5x", FigureKind.MULTIPLE, "8.5", "x"),
        ("90-day", FigureKind.DURATION, "90", "day"),
        ("two and a half years", FigureKind.DURATION, "2.5", "year"),
        ("ten business days", FigureKind.DURATION, "10", "business day"),
        ("1.2 GW", FigureKind.MEASURE, "1200000000", "W"),
    ],
)
def test_one_figure_with_its_value(
    text: str, kind: FigureKind, value: str, unit: str | None
) -> None:
    (figure,) = find_figures(f"It was {text}, they said.")
    assert (figure.kind, figure.value, figure.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["Section 5.2", "Clause 3", "in 2015", "the 3rd", "Form 10-K", "a GB200 rack", "Q3 2025",
     "on 30 June 2027", "June 30, 2027", "2025-11-20", "at 12:30", "a 5G network",
     "billions", "1-800-555-1234"],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("ten (10) per cent", 10), ("five million (5) million", 5_000_000)]
)
def test_brackets_that_repeat_the_words_before_are_not_negative(text: str, value: int) -> None:
    assert find_figures(f"a fee of {text}")[-1].value == value


def test_numbers_side_by_side_stay_apart() -> None:
    columns = find_figures("Revenue $ 250 310 275")
    assert [f.value for f in columns] == [250, 310, 275]
    assert [f.value for f in find_figures("lots 1,25 and 3,50")] == [1, 3]


def test_a_range_says_its_unit_once() -> None:
    low, high = find_figures("between $5-7 million")
    assert (low.value, low.unit) == (Decimal(5_000_000), "USD")
    assert (high.value, high.unit) == (Decimal(7_000_000), "USD")
    assert [f.value for f in find_figures("12-18 months")] == [12, 18]


def test_counts_know_what_is_counted() -> None:
    counted = find_figures("It has two plants and 1,200 employees.")
    assert [(f.value, f.noun) for f in counted] == [(2, "plants"), (1200, "employees")]


def test_currencies_and_amounts_are_told_apart() -> None:
    dollars, same, euros, other = find_figures("$890m, USD 890,000,000, EUR 890m, $891m")
    assert same_figure(dollars, same)
    assert not same_figure(dollars, euros)
    assert not same_figure(dollars, other)
    assert same_figure(dollars, other, Decimal("0.01"))


@given(st.text(alphabet="0123456789.,$€%()-– abkmtonxwundredAndhalf", max_size=200))
def test_ranges_are_ordered_and_exact(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        end = figure.end


@given(st.integers(1, 10**12))
def test_an_amount_survives_every_notation(amount: int) -> None:
    (a,), (b,), (c,) = (
        find_figures(t) for t in (f"${amount:,}", f"USD {amount}", f"{amount} US dollars")
    )
    assert a.value == b.value == c.value == amount


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1a",
        "$ ",
        "(1,577) ",
        "one hundred and ",
        "1-",
        ". ",
        "EUR 1 000 ",
        "€1 000",
        "(1) ",
        "1'000",
        "1,00,",
    ],
)
def test_a_megabyte_of_hostile_text_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "a1 and $5m"
    assert find_figures(text)[-1].text == "$5m"
