from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import BlockKind, Document, Section
from evals.drafting import draft_questions, write_drafts
from evals.fact_matching import fact_stated
from evals.fact_types import AmountFact, DateFact, Fact, NameFact, PercentFact, QuantityFact
from evals.lint import Check, lint
from evals.sets import EvalQuestion, EvalSet, load_set
from evals.sources import Sources, read_sources
from tests.evals.small_runs import invoke

ROOT = Path(__file__).parents[2]


def document(text: str, path: str = "a.md", kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document(
        id=path, path=path, deal=None, text=text, sections=(Section(0, len(text), kind),)
    )


def drafts(text: str) -> tuple[EvalQuestion, ...]:
    return draft_questions(Sources.of({"a.md": document(text)}))


@pytest.mark.parametrize(
    ("sentence", "question", "fact"),
    [
        ("The purchase price is EUR 640 million.", "What is the purchase price?",
         AmountFact(type="amount", value=Decimal(640), magnitude="million", currency="EUR")),
        ("The buyer will pay about $1.5 billion at closing.",
         "What amount will the buyer pay at closing?",
         AmountFact(type="amount", value=Decimal("1.5"), magnitude="billion", currency="USD")),
        ("The loan must be repaid within 18 months of signing.",
         "Which period belongs in the gap: “The loan must be repaid within […] of signing.”?",
         QuantityFact(type="quantity", value=Decimal(18), unit="months")),
        ("The coupon of the notes rose to 8.25% last spring.",
         "To what percentage did the coupon of the notes rise last spring?",
         PercentFact(type="percent", value=Decimal("8.25"))),
        ("The seller delivers 620 GWh in an average year.",
         "What quantity does the seller deliver in an average year?",
         QuantityFact(type="quantity", value=Decimal(620), unit="GWh")),
        ("The plant near Ghent employs 1,140 people.", "How many people does the plant near "
         "Ghent employ?", QuantityFact(type="quantity", value=Decimal(1140), unit="people")),
        ("The shares were sold on 14 July 2026.", "On what date were the shares sold?",
         DateFact(type="date", value="2026-07-14")),
        ("The permit is expected in the fourth quarter of 2026.",
         "Which quarter belongs in the gap: “The permit is expected in the […].”?",
         DateFact(type="date", value="2026-Q4")),
        ("3.2 The lease is expected to start in July 2027.",
         "In what month is the lease expected to start?", DateFact(type="date", value="2027-07")),
    ],
)  # fmt: skip
def test_a_sentence_becomes_the_question_it_answers(
    sentence: str, question: str, fact: Fact
) -> None:
    (draft,) = drafts(sentence)

    assert draft.question == question
    assert draft.facts == (fact,)
    assert draft.draft
    assert draft.answerable is True
    assert draft.evidence[0].quote == sentence.removeprefix("3.2 ")


@pytest.mark.parametrize(
    "sentence",
    [
        "If the seller agrees, the price is EUR 5 million.",
        "It will pay EUR 5 million for the licence.",
        "The seller delivers the plant and pays EUR 5 million.",
        "The sellers receive an earn-out of EUR 5 million.",
        "The buyer, which is listed, paid EUR 5 million.",
        "In such a case the buyer pays EUR 5 million.",
    ],
)
def test_what_is_no_plain_clause_is_asked_with_a_gap(sentence: str) -> None:
    (draft,) = drafts(sentence)

    gap = sentence.replace("EUR 5 million", "[…]")
    assert draft.question == f"Which amount belongs in the gap: “{gap}”?"


def test_who_acts_is_asked_for_names_only() -> None:
    text = (
        "Ada Lindholm signed the lease for the buyer.\nThe lease of Ada Lindholm is long.\n"
        "Management signed the lease for the seller.\nThe management is happy with the lease."
    )

    (draft,) = drafts(text)

    assert draft.question == "Who signed the lease for the buyer?"
    assert draft.facts == (NameFact(type="name", name="Ada Lindholm"),)


@pytest.mark.parametrize(
    "text",
    [
        "In all, the fee is EUR 5 million, which is EUR 5,000,000 in figures.",
        "There are many reasons for that, and none of them counts.",
        "Date: 9 March 2026",
        "The price is 5.",
        "",
    ],
)
def test_what_gives_no_question(text: str) -> None:
    assert drafts(text) == ()


def test_headings_tables_and_legal_notices_give_no_question() -> None:
    text = "The purchase price is EUR 640 million."
    kinds = [BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.DISCLAIMER]

    for kind in kinds:
        assert draft_questions(Sources.of({"a": document(text, kind=kind)})) == ()


def test_with_several_documents_a_question_names_its_own_without_the_answer() -> None:
    text = "The purchase price is EUR 640 million."
    sources = Sources.of({p: document(text, p) for p in ("b.md", "a.md", "EUR 640 million.md")})

    found = draft_questions(sources)

    assert [q.question for q in found] == [
        "According to “a.md”, what is the purchase price?",
        "According to “b.md”, what is the purchase price?",
    ]
    assert [q.id for q in found] == ["draft-0001", "draft-0002"]


def test_a_fact_is_asked_for_once_and_a_document_gives_no_more_than_asked_for() -> None:
    text = "\n".join(f"The fee of bank number {n} is EUR {n} million." for n in range(2, 9))
    twice = Sources.of({"a": document(f"{text}\nThe fee of another bank is EUR 2 million.")})

    assert len(draft_questions(twice)) == 7
    limited = draft_questions(twice, per_document=3)
    assert len(limited) == 3
    assert len({q.facts for q in limited}) == 3


_WORDS = st.sampled_from(
    "The price fee of Corvane Lindholm is was will pay rose to by in EUR 640 million 2.5% 1,140 "
    "people 12 years 14 July 2026 and which “ ” ( ) , ' 5 $3bn (1,577) £4.50".split(" ")
)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.lists(_WORDS, min_size=4, max_size=14), min_size=1, max_size=5))
def test_whatever_is_drafted_passes_lint(sentences: list[list[str]]) -> None:
    text = "\n".join("The " + " ".join(words) + "." for words in sentences)
    sources = Sources.of({"a": document(text)})

    questions = draft_questions(sources)

    for question in questions:
        assert (question.evidence[0].quote or "absent") in text
        assert not fact_stated(question.question, question.facts[0])
    report = lint(EvalSet(path="", digest="", questions=questions), sources)
    assert {f.check for f in report.findings} <= {Check.DRAFT, Check.NEAR_DUPLICATE}


def test_the_samples_give_a_set_that_reads_back_and_passes_lint(tmp_path: Path) -> None:
    sources = read_sources(ROOT / "samples")
    path = tmp_path / "new" / "set.jsonl"

    questions = draft_questions(sources)
    write_drafts(path, questions)

    loaded = load_set(path)
    assert loaded.questions == questions
    assert lint(loaded, sources).errors == 0
    assert {q.evidence[0].document for q in questions} == {
        d.path for d in sources.documents.values()
    }
    assert {"amount", "percent", "quantity", "date", "name"} == {q.tags[0] for q in questions}


def test_the_command_writes_once(tmp_path: Path) -> None:
    folder, out = tmp_path / "documents", tmp_path / "set.jsonl"
    folder.mkdir()

    def code() -> int:
        return invoke("init", str(folder), "--out", str(out)).exit_code

    assert code() == 2
    (folder / "terms.txt").write_text("The purchase price is EUR 640 million.\n")
    assert code() == 0
    written = out.read_text()
    assert code() == 3
    assert out.read_text() == written
    assert invoke("lint", str(out), "--documents", str(folder)).exit_code == 0
    assert invoke("init", str(tmp_path / "absent"), "--out", str(out)).exit_code == 2
