"""The extractive answerer on a small folder of documents written for these tests."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.answerer import AskedQuestion, Draft
from assistant.answers import CaveatKind
from assistant.assistant import Assistant
from assistant.comparisons import sides_of
from assistant.events import TextDelta
from assistant.extractive import ExtractiveAnswerer
from assistant.extractive.comparing import sentences_about
from assistant.extractive.evidence import read_sentences
from assistant.extractive.ranking import Ranked
from assistant.extractive.writing import write_claim
from assistant.retrieval import retrieve
from index.embeddings import Embedder
from index.library import Library

DOCUMENTS = {
    "quarry/memo.md": """# Board memo on Project Quarry

Brightwater Holdings intends to buy the Halden cement works from Orrin Group. The board expects
to pay $412 million in cash at closing. Ada Quill, chief executive of Brightwater, presented the
plan on 4 March 2025. She asked the directors to keep it confidential. The works are located in
Tromsdal and employ 860 people. The letter of intent does not create any obligation to complete
the purchase. Brightwater may also acquire the rail terminal next to the works.

Closing is subject to three conditions:

- approval by the competition authority
- consent of the lending banks
- a clean environmental report
""",
    "quarry/scraped.txt": """Brightwater nears purchase of Halden cement works
Brightwater Holdings is close to an agreement with Orrin Group over the Halden cement works, two
people familiar with the talks said on Monday. Analysts see it as a bet on rail construction.
Orrin Group has been selling factories since 2023 and wants to repay its bonds. The company told
lenders it would cut its debt below $900 million this year, with a longer-term savings goal of
""",
    "lumen/release.txt": """Lumen Foods to purchase Tarn Dairy
Lumen Foods will purchase Tarn Dairy for EUR 95 million, the companies announced today. Tarn Dairy
makes yoghurt and cheese at two sites in Jutland. The agreement includes a termination fee of EUR
3 million, which Lumen pays if it withdraws.
""",
    "lumen/financing.md": """# Financing of the purchase

Lumen Foods intends to finance the purchase of Tarn Dairy as the following table shows.

| Source | EUR million |
| --- | --- |
| Term loan of Fjord Bank | 60 |
| Own cash | 35 |
""",
}

CONDITIONS = ("competition authority", "lending banks", "environmental report")


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("extractive")
    for path, text in DOCUMENTS.items():
        file = folder / "documents" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    opened = Library.open(folder / "data", embedder=embedder)
    opened.sync(folder / "documents")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answerer(embedder: Embedder) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(embedder)


def ask(answerer: ExtractiveAnswerer, library: Library, question: str) -> Draft:
    hits = library.search(question)
    *_, draft = answerer.stream(AskedQuestion(text=question, original=question), hits, library)
    assert isinstance(draft, Draft)
    return draft


ASKED = {
    "How much does the board expect to pay?": "$412 million",
    "Who is the chief executive of Brightwater?": "Ada Quill",
    "When was the plan presented?": "4 March 2025",
    "Where are the works located?": "Tromsdal",
    "How many people do the works employ?": "860",
    "How much is the termination fee?": "EUR 3 million",
}


def test_what_is_answered_is_right_and_marked(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    drafts = {question: ask(answerer, library, question) for question in ASKED}
    answered = {question: draft for question, draft in drafts.items() if not draft.abstained}
    assert len(answered) >= 4
    for question, draft in answered.items():
        claim = draft.claims[0]
        assert ASKED[question] in claim.text
        if draft.span is not None:
            assert claim.text[claim.span_start : claim.span_end] == draft.span


def test_citations_quote_the_document_exactly(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    drafts = [ask(answerer, library, question) for question in ASKED]
    citations = [c for draft in drafts for claim in draft.claims for c in claim.citations]
    assert len(citations) >= 4
    for citation in citations:
        text = library.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before(library: Library) -> None:
    sentences = read_sentences(library.search("keep it confidential"), library)
    (sentence,) = [s for s in sentences if s.text.startswith("She asked")]
    claim = write_claim(Ranked(sentence, None, 1.0, np.zeros(0, dtype=np.float32)))
    assert "Ada Quill" in claim.text
    assert claim.citations[0].quote.startswith("Ada Quill")


@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief executive of Orrin Group?",
        "Who is the chief executive of Lumen Foods?",
        "How many people does Tarn Dairy employ?",
        "Where did the singer give a free concert?",
        "What is the interest rate on the loan?",
    ],
)
def test_what_no_document_says_is_declined(
    answerer: ExtractiveAnswerer, library: Library, question: str
) -> None:
    draft = ask(answerer, library, question)
    assert draft.abstained
    assert not draft.claims
    assert draft.reason


def test_a_denied_obligation_is_answered_no(answerer: ExtractiveAnswerer, library: Library) -> None:
    draft = ask(answerer, library, "Is Brightwater obliged to complete the purchase?")
    assert draft.lead == "No"
    assert "does not create any obligation" in draft.claims[0].text


def test_a_mere_possibility_is_not_answered_yes(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    draft = ask(answerer, library, "Will Brightwater acquire the rail terminal next to the works?")
    assert draft.lead is None
    assert "may also acquire" in draft.claims[0].text


def test_the_conditions_of_a_list_are_gathered(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    draft = ask(answerer, library, "What are the conditions for closing?")
    text = " ".join(claim.text for claim in draft.claims)
    for condition in CONDITIONS:
        assert condition in text


@pytest.mark.parametrize(
    "question", ["What is closing subject to?", "How many conditions is closing subject to?"]
)
def test_an_introduction_is_never_quoted_without_what_it_introduces(
    answerer: ExtractiveAnswerer, library: Library, question: str
) -> None:
    draft = ask(answerer, library, question)
    quoted = [citation.quote for claim in draft.claims for citation in claim.citations]
    assert "Closing is subject to three conditions:" in quoted
    for condition in CONDITIONS:
        assert any(condition in quote for quote in quoted)


def test_a_table_is_quoted_with_the_sentence_that_points_to_it(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    draft = ask(answerer, library, "How does Lumen Foods finance the purchase of Tarn Dairy?")
    quoted = " ".join(citation.quote for claim in draft.claims for citation in claim.citations)
    for words in ("the following table", "Term loan of Fjord Bank", "Own cash"):
        assert words in quoted
    assert draft.lead is None


@pytest.mark.parametrize(
    "question", ["What is Orrin Group's savings goal?", "What is the longer-term savings goal?"]
)
def test_an_answer_the_text_breaks_off_before_is_not_completed(
    answerer: ExtractiveAnswerer, library: Library, question: str
) -> None:
    draft = ask(answerer, library, question)
    assert draft.abstained
    assert draft.reason is not None
    assert "breaks off" in draft.reason
    assert [caveat.kind for caveat in draft.caveats] == [CaveatKind.SOURCE_CUT_OFF]


def test_both_sides_of_a_comparison_are_found(library: Library) -> None:
    text = "How does the price of Halden compare with the price of Tarn Dairy?"
    hits = retrieve(AskedQuestion(text=text, original=text), library, 4)
    sentences = read_sentences(hits, library)
    sides = sides_of(text)
    halden, tarn = (sentences_about(side, sides, sentences) for side in sides)
    assert "EUR 95 million" in " ".join(s.text for s in tarn)
    assert "lumen/release.txt" in {s.document.path for s in tarn}
    assert {s.document.deal for s in tarn} == {"lumen"}
    assert halden
    assert {s.document.path for s in halden} <= {"quarry/memo.md", "quarry/scraped.txt"}


def test_the_streamed_text_is_the_draft(answerer: ExtractiveAnswerer, library: Library) -> None:
    question = "How much does the board expect to pay?"
    hits = library.search(question)
    *deltas, draft = answerer.stream(AskedQuestion(text=question, original=question), hits, library)
    assert isinstance(draft, Draft)
    streamed = "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))
    assert streamed.endswith(draft.claims[-1].text)


def test_without_hits_it_declines(answerer: ExtractiveAnswerer, library: Library) -> None:
    question = "How much does the board expect to pay?"
    *_, draft = answerer.stream(AskedQuestion(text=question, original=question), (), library)
    assert isinstance(draft, Draft)
    assert draft.abstained


def test_of_two_equally_sure_values_neither_is_marked(
    embedder: Embedder, answerer: ExtractiveAnswerer, tmp_path: Path
) -> None:
    folder = tmp_path / "documents" / "quay"
    folder.mkdir(parents=True)
    for name, fee in (("offer", 3), ("reply", 4)):
        (folder / f"{name}.md").write_text(
            f"# Sale of the Lund quay\n\nThe notary's fee for the Lund quay is EUR {fee} million.\n"
        )
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(tmp_path / "documents")
    draft = ask(answerer, library, "What is the notary's fee for the Lund quay?")
    library.close()

    quoted = " ".join(claim.text for claim in draft.claims)
    assert "EUR 3 million" in quoted and "EUR 4 million" in quoted
    assert draft.span is None
    assert draft.lead is None
    assert [caveat.kind for caveat in draft.caveats] == [CaveatKind.SOURCES_DISAGREE]


def test_the_passage_that_answers_comes_first(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    for question, words in ASKED.items():
        hits = tuple(reversed(library.search(question)))
        draft = answerer.answer(question, hits, library)
        if not draft.abstained:
            first = next(h for h in hits if h.passage.id == draft.passages[0])
            assert words in first.passage.text
    answer = Assistant(library, answerer).ask("When was the plan presented?")
    assert answer.retrieved[0].passage.id == answer.citations[0].passage_id
