from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DatePrecision, find_dates, same_date


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("30 June 2027", date(2027, 6, 30), DatePrecision.DAY),
        ("June 30th, 2027", date(2027, 6, 30), DatePrecision.DAY),
        ("2025-11-20", date(2025, 11, 20), DatePrecision.DAY),
        ("2025/11/20", date(2025, 11, 20), DatePrecision.DAY),
        ("10-Jun-2025", date(2025, 6, 10), DatePrecision.DAY),
        ("10th of June 2025", date(2025, 6, 10), DatePrecision.DAY),
        ("28/02/2026", date(2026, 2, 28), DatePrecision.DAY),
        ("02/28/2026", date(2026, 2, 28), DatePrecision.DAY),
        ("1.2.2026", date(2026, 2, 1), DatePrecision.DAY),
        ("March 2026", date(2026, 3, 1), DatePrecision.MONTH),
        ("Q3 2025", date(2025, 7, 1), DatePrecision.QUARTER),
        ("third quarter of 2025", date(2025, 7, 1), DatePrecision.QUARTER),
        ("FY25", date(2025, 1, 1), DatePrecision.YEAR),
        ("2015", date(2015, 1, 1), DatePrecision.YEAR),
        ("last quarter", date(2025, 10, 1), DatePrecision.QUARTER),
        ("this year", date(2026, 1, 1), DatePrecision.YEAR),
        ("yesterday", date(2026, 1, 31), DatePrecision.DAY),
    ],
)
def test_one_date(text: str, value: date, precision: DatePrecision) -> None:
    (found,) = find_dates(f"It was {text} then", date(2026, 2, 1))
    assert (found.text, found.value, found.precision) == (text, value, precision)


def test_a_time_may_follow_the_day() -> None:
    assert [d.value for d in find_dates("2025-06-10T12:00:00Z")] == [date(2025, 6, 10)]


def test_both_years_of_a_range() -> None:
    assert [d.value.year for d in find_dates("from 2020–2025")] == [2020, 2025]


def test_an_impossible_day_is_not_read_as_one() -> None:
    assert [d.precision for d in find_dates("31 February 2025")] == [DatePrecision.YEAR]


@pytest.mark.parametrize("text", ["$2025", "2,025 people", "this year", "1950%"])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_dates_agree_as_far_as_the_coarser_goes() -> None:
    day, month, other = find_dates("30 June 2027, June 2027, 1 July 2027")
    assert same_date(day, month) and not same_date(day, other) and not same_date(month, other)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for text in (f"{day:%d %B %Y}", f"{day:%B %d, %Y}", day.isoformat()):
        assert [d.value for d in find_dates(text)] == [day]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["1 ", "Jan ", "2025", "2025 ", "Q1 ,", "May  "])
def test_a_megabyte_of_hostile_text_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + " on 30 June 2027"
    assert find_dates(text)[-1].value == date(2027, 6, 30)
