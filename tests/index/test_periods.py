"""Fiscal periods as questions name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import AskedPeriod, asked_periods, without_periods


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("What was the FY2018 capex?", [(2018, 0)]),
        ("As of FY23, did margins rise?", [(2023, 0)]),
        ("And in fiscal year 2021 or FY'22?", [(2021, 0), (2022, 0)]),
        ("From FY21 to FY22", [(2021, 0), (2022, 0)]),
        ("Did sales grow in Q2 of FY2023?", [(2023, 2)]),
        ("Did sales grow in Q2'23?", [(2023, 2)]),
        ("Did sales grow in 2Q23?", [(2023, 2)]),
        ("The 2023 Q3 report", [(2023, 3)]),
        ("in the fourth quarter of fiscal 2022", [(2022, 4)]),
        ("Which notes are registered as of 2022?", [(2022, 0)]),
        ("How much of the $2,022 was paid, or 2018%?", []),
    ],
)
def test_periods_are_read(question: str, periods: list[tuple[int, int]]) -> None:
    assert asked_periods(question) == tuple(AskedPeriod(y, q) for y, q in periods)


def test_what_is_left_does_not_name_them() -> None:
    assert without_periods("What was the FY2018 capex?") == "What was the capex?"


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert asked_periods(without_periods(text)) is not None
