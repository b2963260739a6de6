"""What a sentence cannot answer: another party's attribute, another year's figure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.mismatches import cannot_answer
from assistant.questions import read_question
from index.embeddings import Embedder
from index.library import Library

TEXT = """# Ardle Mill and Tamber Lisle agree

Vera Stroud, chief executive of Tamber Lisle, called the sale a good one.

Ardle Mill's finance director, Otto Pike, signed for the seller.

The mill had revenue of EUR 40 million in 2024, and its chief executive stays.

Interest is 4.5% a year.

Should the parties extend the lease?

Some 310 people work at the mill, which draws 6.0 MW.

Twenty jobs will be lost when the second line closes.

Chimneys on the site are 80 m high.

Thornby Fund holds 72% of the shares.

Stroud bought 9% of them. Dr Lena Moor, founder of the mill, holds 19%.

Moor has agreed to a salary of EUR 300,000.

Lisle will pay with a loan of EUR 5 million and its own cash.

Lisle, the port of Tamber, has a contract worth EUR 8 million with Gorse Bank.

Water comes from a dam that the Seller is going to build.

Gorse Bank (the "Seller") signed first, then Ardle Mill.

Sellers: the seller is Gorse Bank.

Paper costs its largest customer EUR 700 a tonne.

Counsel to the Buyer is Holt & Sable LLP.

Both the buyer and the seller were advised on tax by Ennis Crewe.

Posts at the new dam, up to 90 during construction and 12 permanent, are advertised.
"""


@pytest.fixture(scope="module")
def sentences(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Sentence]]:
    folder: Path = tmp_path_factory.mktemp("mismatches")
    (folder / "documents").mkdir()
    (folder / "documents" / "report.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    found = read_sentences(library.search("Ardle Mill"), library)
    library.close()
    yield {sentence.text.split()[0]: sentence for sentence in found}


@pytest.mark.parametrize(
    ("question", "opens", "cannot"),
    [
        ("Who is the chief executive of Ardle Mill?", "Vera", True),
        ("Who is Ardle Mill's chief executive?", "Vera", True),
        ("Who is the chief executive of Tamber Lisle?", "Vera", False),
        ("Who is the finance director of Tamber Lisle?", "Ardle", True),
        ("Who is the finance director of Ardle Mill?", "Ardle", False),
        ("Who is the chief executive of Ardle Mill?", "The", False),
        ("What did the chief executive of Tamber Lisle say?", "Vera", False),
        ("What was revenue in 2024?", "The", False),
        ("What was revenue in FY2024?", "The", False),
        ("What was revenue in 2027?", "The", True),
        ("How did revenue change from 2023 to 2024?", "The", False),
        ("What was revenue?", "The", False),
    ],
)
def test_what_is_said_of_another_does_not_answer(
    sentences: dict[str, Sentence], question: str, opens: str, *, cannot: bool
) -> None:
    assert cannot_answer(read_question(question), sentences[opens]) is cannot


@pytest.mark.parametrize(
    ("question", "opens", "cannot"),
    [
        ("What share of the mill does its founder hold?", "Thornby", True),
        ("What share of the mill does its founder hold?", "Stroud", True),
        ("What share of the mill does its founder hold?", "Dr", False),
        ("What will the founder earn?", "Moor", False),
        ("Who holds most of the shares?", "Thornby", False),
        ("Who is the seller of the dam?", "Water", True),
        ("Who is the seller of the dam?", "Gorse", False),
        ("Who is the seller of the dam?", "Sellers:", False),
        ("What will the seller build?", "Water", False),
        ("Who acts for the sellers as lawyer?", "Counsel", True),
        ("Which law firm advises the purchaser?", "Counsel", False),
        ("Which law firm advises the vendor?", "Both", False),
        ("Who advises the buyer and the seller?", "Counsel", False),
        ("How much is the contract of Tamber Lisle and Ardle Mill worth?", "Lisle,", True),
        ("How much is the contract of Tamber Lisle and Gorse Bank worth?", "Lisle,", False),
        ("How much is the contract worth?", "Lisle,", False),
        ("With whom do Tamber Lisle and Ardle Mill have contracts?", "Lisle,", False),
        ("What do its other suppliers get a tonne?", "Paper", True),
        ("What do its other customers pay a tonne?", "Paper", False),
        ("What does its largest supplier get a tonne?", "Paper", False),
    ],
)
def test_another_person_or_group_does_not_answer(
    sentences: dict[str, Sentence], question: str, opens: str, *, cannot: bool
) -> None:
    assert cannot_answer(read_question(question), sentences[opens]) is cannot


@pytest.mark.parametrize(
    ("question", "opens", "cannot"),
    [
        ("What is the interest rate?", "Interest", False),
        ("What is the interest rate?", "The", True),
        ("What price per tonne did they agree?", "The", True),
        ("What price did they agree?", "The", False),
        ("What price did they agree?", "Vera", True),
        ("What price did they agree?", "Interest", False),
        ("How much does Lisle pay for the mill?", "Lisle", True),
        ("With what does Lisle pay for the mill?", "Lisle", False),
        ("How large a loan does Lisle take?", "Lisle", False),
        ("How high is the chimney?", "Some", True),
        ("How high is the chimney?", "Chimneys", False),
        ("How high is the interest?", "Interest", False),
        ("How many jobs will be cut?", "Some", True),
        ("How many jobs will be cut?", "Twenty", False),
        ("How many people work there?", "Some", False),
        ("How many jobs will be created?", "Some", True),
        ("How many jobs will be created?", "Posts", False),
    ],
)
def test_another_measure_does_not_answer(
    sentences: dict[str, Sentence], question: str, opens: str, *, cannot: bool
) -> None:
    assert cannot_answer(read_question(question), sentences[opens]) is cannot


@pytest.mark.parametrize(
    ("question", "cannot"),
    [
        ("Will the parties extend the lease?", True),
        ("What do the parties ask about the lease?", False),
        ("Which questions are open?", False),
    ],
)
def test_a_question_answers_only_what_asks_for_questions(
    sentences: dict[str, Sentence], question: str, *, cannot: bool
) -> None:
    assert cannot_answer(read_question(question), sentences["Should"]) is cannot
