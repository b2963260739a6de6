"""Companies as questions name them."""

import pytest

from corpus.documents import Identity
from index.companies import named_companies

FILED = (
    ("HOLLIS & MARCH", "HOLLISANDMARCH"),
    ("ADVANCED TIDAL DEVICES, INC.", "ATD"),
    ("American Lumen Company", "AMERICANLUMEN"),
    ("American Harbor Works Company, Inc.", "AMERICANHARBORWORKS"),
    ("QRMorland Chase & Co.", "QRMORLAND"),
    ("The 4K Company", "4K"),
    ("Vantor plc", "VANTOR"),
)
IDENTITIES = [Identity(n, (f,), year) for n, f in FILED for year in (2021, 2022)]


@pytest.mark.parametrize(
    ("question", "company"),
    [
        ("What did Hollis & March earn?", "HOLLIS & MARCH"),
        ("What did Hollis and March's peers earn?", "HOLLIS & MARCH"),
        ("What did H&M earn?", "HOLLIS & MARCH"),
        ("What did HnM's devices earn?", "HOLLIS & MARCH"),
        ("What did HOLLISANDMARCH earn?", "HOLLIS & MARCH"),
        ("Is ATD growing?", "ADVANCED TIDAL DEVICES, INC."),
        ("Is Advanced Tidal Devices growing?", "ADVANCED TIDAL DEVICES, INC."),
        ("Is American Lumen growing?", "American Lumen Company"),
        ("Is American Harbor growing?", "American Harbor Works Company, Inc."),
        ("Is QRM growing?", "QRMorland Chase & Co."),
        ("What is the FY2018 capex of 4K?", "The 4K Company"),
        ("Does VANTOR's margin rise?", "Vantor plc"),
    ],
)
def test_a_company_is_named_in_many_ways(question: str, company: str) -> None:
    (alone,) = named_companies(company, IDENTITIES)
    assert [n.companies for n in named_companies(question, IDENTITIES)] == [alone.companies]


@pytest.mark.parametrize(
    "question", ["Which American company grew?", "What was the net income?", "", "is it atd-like?"]
)
def test_other_words_name_no_company(question: str) -> None:
    assert named_companies(question, IDENTITIES) == ()


def test_both_sides_of_a_comparison_are_named() -> None:
    found = named_companies("Did ATD or Vantor grow faster?", IDENTITIES)
    assert len({name.companies for name in found}) == 2
