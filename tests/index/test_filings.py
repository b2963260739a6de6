"""The right filing of the right company and year comes first; no other is excluded."""

from collections.abc import Iterator

import pytest

from index.embeddings import Embedder
from index.library import Library
from index.search import SearchStages

COVER = """FORM {form}

For the {period}

{name}

(Exact name of registrant as specified in its charter)

The Company sells goods in many countries. Capital expenditures were {capex} million dollars.

The Company paid dividends to its shareholders. It employs people in many places.
"""
FILED = (
    ("VANTOR_2021_10K", "Vantor plc", "10-K", "fiscal year ended June 30, 2021", 11),
    ("VANTOR_2022_10K", "Vantor plc", "10-K", "fiscal year ended June 30, 2022", 12),
    ("VANTOR_2022Q2_10Q", "Vantor plc", "10-Q", "quarterly period ended June 30, 2022", 13),
    ("HOLLISANDMARCH_2021_10K", "Hollis & March", "10-K", "fiscal year ended May 31, 2021", 14),
    ("HOLLISANDMARCH_2022_10K", "Hollis & March", "10-K", "fiscal year ended May 31, 2022", 15),
)


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("filings")
    (folder / "in").mkdir()
    for stem, name, form, period, capex in FILED:
        text = COVER.format(form=form, period=period, name=name, capex=capex)
        (folder / "in" / f"{stem}.txt").write_text(text)
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "in")
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "filing"),
    [
        ("What was Vantor's capex in FY2021?", "VANTOR_2021_10K"),
        ("What was VANTOR's FY22 capital expenditure?", "VANTOR_2022_10K"),
        ("How did Vantor's capex change from FY2021 to FY2022?", "VANTOR_2022_10K"),
        ("What was Vantor's capital expenditure in Q2 of FY2022?", "VANTOR_2022Q2_10Q"),
        ("What does Vantor's 2022 10-Q say of dividends?", "VANTOR_2022Q2_10Q"),
        ("What did H&M spend on capex in fiscal 2021?", "HOLLISANDMARCH_2021_10K"),
        ("Did Hollis & March pay dividends?", "HOLLISANDMARCH_2022_10K"),
        ("What was Vantor's capex in FY2020?", "VANTOR_2021_10K"),
    ],
)
def test_the_filing_that_is_named_comes_first(library: Library, question: str, filing: str) -> None:
    assert library.search(question)[0].document.path == f"{filing}.txt"


def test_no_filing_is_excluded(library: Library) -> None:
    hits = library.search("What was Vantor's capex in FY2021?", k=20)
    assert len({hit.document.path for hit in hits}) == len(FILED)


def test_without_preference_the_filings_are_alike(library: Library) -> None:
    hits = library.search(
        "What was Vantor's capex in FY2021?", stages=SearchStages(preference=False)
    )
    assert {hit.preference for hit in hits} == {0.0}


def test_the_context_names_company_and_period(library: Library) -> None:
    hit = library.search("What was Vantor's capex in FY2021?")[0]
    assert hit.document.identity.period == "FY2021"
    assert "fiscal 2021" not in hit.passage.text
