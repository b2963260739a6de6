"""The evaluator itself is tested: each planted fault is caught by the metric that should."""

from pathlib import Path

import pytest

from assistant.answers import Answer, Citation, Claim, Status
from corpus.documents import Document
from corpus.passages import PassageSettings, build_passages
from evals.asking import Asked
from evals.metrics import summarise
from evals.records import Cause, Metrics, Record
from evals.runner import record_of
from evals.sets import EvalQuestion
from evals.sources import Sources, read_sources
from index.hits import DocumentRecord, Hit

PRICE = "The purchase price for Marlow Rail is EUR 640 million in cash."
BOUND = "The seller is not bound to accept a lower offer."
TEASER = "Goalkeeper Ilse Brandvold signs for EUR 12 million."
TEXT = f"# Term sheet\n\n{PRICE}\n\n{BOUND}\n\nThe annual rent of the depot is EUR 3 million.\n"

ASKS_PRICE = EvalQuestion.model_validate(
    {
        "id": "price",
        "question": "What is the purchase price?",
        "facts": (
            {"type": "amount", "value": 640, "magnitude": "million", "currency": "EUR"},
        ),
        "forbidden": ("12 million",),
        "forbidden_facts": (
            {"type": "amount", "value": 690, "magnitude": "million", "currency": "EUR"},
        ),
        "answerable": True,
        "evidence": ({"document": "terms.md", "quote": PRICE},),
    }
)  # fmt: skip
ASKS_BOUND = EvalQuestion.model_validate(
    {
        "id": "bound",
        "question": "Is the seller bound to accept a lower offer?",
        "facts": (("not bound",),),
        "answerable": True,
        "evidence": ({"document": "terms.md", "quote": BOUND},),
    }
)
ASKS_UNKNOWN = EvalQuestion(id="unknown", question="Who audits Marlow Rail?", answerable=False)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    folder: Path = tmp_path_factory.mktemp("documents")
    (folder / "terms.md").write_text(TEXT, "utf-8")
    return read_sources(folder)


def document_of(sources: Sources) -> Document:
    return next(iter(sources.documents.values()))


def cited(sources: Sources, quote: str) -> Citation:
    document = document_of(sources)
    start = document.text.index(quote)
    return Citation(
        document_id=document.id,
        document=document.path,
        title="",
        page=document.page_at(start),
        start=start,
        end=start + len(quote),
        quote=quote,
        passage_id="p",
    )


def hits(sources: Sources) -> tuple[Hit, ...]:
    document = document_of(sources)
    passages = build_passages(
        document, count_tokens=lambda t: len(t.split()), settings=PassageSettings()
    )
    record = DocumentRecord(
        id=document.id, path=document.path, deal=None, title="", publisher=None, published=None,
        kind=None, url=None, page_count=1, passage_count=len(passages), character_count=0,
        removed_count=0, breaks_off=False, indexed_at="",
    )  # fmt: skip
    return tuple(Hit(passage=p, document=record, score=1.0) for p in passages)


def answer(sources: Sources, text: str, quote: str | None) -> Answer:
    citations = (cited(sources, quote),) if quote else ()
    return Answer(
        question="q",
        rewritten_question="q",
        status=Status.ANSWERED,
        text=f"{text} [1]",
        claims=(Claim(text=text, citations=citations),),
        retrieved=hits(sources),
        confidence=0.9,
        model="planted",
    )


def declined(sources: Sources) -> Answer:
    return Answer(
        question="q",
        rewritten_question="q",
        status=Status.DECLINED,
        text="The documents do not say.",
        retrieved=hits(sources),
        model="planted",
    )


def measure(question: EvalQuestion, given: Answer, sources: Sources) -> tuple[Metrics, Record]:
    record = record_of(Asked(question, given, 0.0), sources)
    return summarise([record]), record


def test_a_right_answer_passes_every_metric(sources: Sources) -> None:
    metrics, record = measure(ASKS_PRICE, answer(sources, PRICE, PRICE), sources)

    assert record.cause is None
    assert metrics.fact_recall == metrics.fact_recall_strict == metrics.fact_precision == 1
    assert metrics.figure_accuracy == metrics.citation_recall == metrics.citation_precision == 1
    assert metrics.citation_correctness == metrics.evidence_cited == metrics.recall_at_1 == 1
    assert metrics.unsupported_figures_cited == metrics.forbidden_rate == metrics.over_refusal == 0
    assert metrics.forbidden_string_rate == metrics.forbidden_fact_rate == 0


def test_a_wrong_figure_is_unsupported_at_every_level(sources: Sources) -> None:
    given = answer(sources, PRICE.replace("640", "690"), PRICE)

    metrics, record = measure(ASKS_PRICE, given, sources)

    assert metrics.figure_accuracy == metrics.fact_recall == metrics.citation_recall == 0
    assert metrics.unsupported_figures_cited == metrics.unsupported_figures_retrieved == 1
    assert metrics.unsupported_figures_nowhere == 1
    assert metrics.forbidden_fact_rate == 1
    assert metrics.forbidden_string_rate == 0
    assert record.cause is Cause.SAYS_FORBIDDEN


def test_a_wrong_figure_that_nobody_forbade_is_unsupported(sources: Sources) -> None:
    given = answer(sources, PRICE.replace("640", "655"), PRICE)

    metrics, record = measure(ASKS_PRICE, given, sources)

    assert metrics.figure_accuracy == metrics.forbidden_rate == 0
    assert metrics.unsupported_figures_nowhere == 1
    assert record.cause is Cause.UNSUPPORTED


def test_another_figure_of_the_documents_is_unsupported_by_its_citation(sources: Sources) -> None:
    given = answer(sources, PRICE.replace("640", "3"), PRICE)

    metrics, _ = measure(ASKS_PRICE, given, sources)

    assert metrics.unsupported_figures_cited == 1
    assert metrics.unsupported_figures_retrieved == metrics.unsupported_figures_nowhere == 0


def test_a_figure_cited_by_another_claim_is_unsupported_by_its_own(sources: Sources) -> None:
    claims = (
        Claim(text=PRICE, citations=(cited(sources, BOUND),)),
        Claim(text=BOUND, citations=(cited(sources, PRICE),)),
    )
    swapped = answer(sources, PRICE, None).model_copy(
        update={"text": f"{PRICE} [1]\n\n{BOUND} [2]", "claims": claims}
    )

    metrics, _ = measure(ASKS_PRICE, swapped, sources)

    assert metrics.citation_recall == 0
    assert metrics.unsupported_figures_cited == 1
    assert metrics.unsupported_figures_retrieved == 0


def test_a_figure_cut_short_is_unsupported(sources: Sources) -> None:
    given = answer(sources, PRICE.removesuffix(" million in cash."), PRICE)

    metrics, record = measure(ASKS_PRICE, given, sources)

    assert metrics.citation_recall == metrics.figure_accuracy == 0
    assert metrics.unsupported_figures_nowhere == 1
    assert record.cause is Cause.UNSUPPORTED


def test_a_claim_about_another_party_is_not_borne_out(sources: Sources) -> None:
    given = answer(sources, BOUND.replace("The seller", "Oakhanger"), BOUND)

    metrics, record = measure(ASKS_BOUND, given, sources)

    assert metrics.fact_recall == 1
    assert metrics.citation_recall == 0
    assert record.cause is Cause.UNSUPPORTED


def test_facts_of_which_none_is_vital_have_no_strict_recall(sources: Sources) -> None:
    okay = {"type": "text", "any_of": ["in cash"], "weight": "okay"}
    vital = {"type": "text", "any_of": ["escrow"]}
    asked = ASKS_PRICE.model_dump(mode="json")
    only_okay = EvalQuestion.model_validate({**asked, "facts": [okay]})
    both = EvalQuestion.model_validate({**asked, "facts": [okay, vital]})

    assert measure(only_okay, answer(sources, PRICE, PRICE), sources)[0].fact_recall_strict is None
    metrics, _ = measure(both, answer(sources, PRICE, PRICE), sources)
    assert metrics.fact_recall == pytest.approx(1 / 3)
    assert metrics.fact_recall_strict == 0


def test_a_dropped_not_lowers_citation_recall(sources: Sources) -> None:
    right, _ = measure(ASKS_BOUND, answer(sources, BOUND, BOUND), sources)
    wrong, record = measure(
        ASKS_BOUND, answer(sources, BOUND.replace("not ", ""), BOUND), sources
    )  # fmt: skip

    assert right.citation_recall == 1
    assert wrong.citation_recall == wrong.citation_precision == wrong.fact_recall == 0
    assert record.cause is Cause.UNSUPPORTED


def test_a_citation_to_the_wrong_sentence_lowers_citation_quality(sources: Sources) -> None:
    metrics, record = measure(ASKS_PRICE, answer(sources, PRICE, BOUND), sources)

    assert metrics.fact_recall == 1
    assert metrics.citation_recall == metrics.citation_precision == metrics.evidence_cited == 0
    assert metrics.unsupported_figures_cited == 1
    assert record.cause is Cause.UNSUPPORTED


def test_a_citation_moved_by_a_word_does_not_stand(sources: Sources) -> None:
    given = answer(sources, PRICE, PRICE)
    moved = given.claims[0].citations[0].model_copy(update={"start": 5})
    given = given.model_copy(update={"claims": (Claim(text=PRICE, citations=(moved,)),)})

    metrics, record = measure(ASKS_PRICE, given, sources)

    assert metrics.fact_recall == 1
    assert metrics.citation_correctness == 0
    assert not record.citations[0].stands
    assert record.cause is Cause.UNSUPPORTED


def test_an_unneeded_citation_lowers_precision_only(sources: Sources) -> None:
    given = answer(sources, PRICE, PRICE)
    both = Claim(text=PRICE, citations=(cited(sources, PRICE), cited(sources, BOUND)))

    metrics, _ = measure(ASKS_PRICE, given.model_copy(update={"claims": (both,)}), sources)

    assert metrics.citation_recall == 1
    assert metrics.citation_precision == 0.5


def test_an_answer_from_noise_says_what_it_must_not(sources: Sources) -> None:
    metrics, record = measure(ASKS_PRICE, answer(sources, TEASER, PRICE), sources)

    assert metrics.forbidden_rate == metrics.forbidden_string_rate == 1
    assert metrics.forbidden_fact_rate == metrics.fact_recall == 0
    assert metrics.unsupported_figures_nowhere == 1
    assert record.cause is Cause.SAYS_FORBIDDEN


def test_noise_in_what_is_retrieved_is_counted(sources: Sources) -> None:
    question = EvalQuestion(
        id="noise-1", question="Who is bound?", forbidden=("lower offer",), answerable=False
    )

    metrics, _ = measure(question, declined(sources), sources)

    assert metrics.noise_rate is not None
    assert metrics.noise_rate > 0


def test_an_answer_to_an_unanswerable_question_is_wrongly_answered(sources: Sources) -> None:
    right, _ = measure(ASKS_UNKNOWN, declined(sources), sources)
    wrong, record = measure(ASKS_UNKNOWN, answer(sources, PRICE, PRICE), sources)

    assert right.abstention_recall == 1
    assert wrong.abstention_recall == 0
    assert record.cause is Cause.WRONGLY_ANSWERED


def test_a_refusal_of_an_answerable_question_is_over_refusal(sources: Sources) -> None:
    metrics, record = measure(ASKS_PRICE, declined(sources), sources)

    assert metrics.over_refusal == 1
    assert metrics.abstention_precision == metrics.fact_recall == 0
    assert record.cause is Cause.WRONGLY_DECLINED


def test_a_refusal_in_words_alone_is_no_abstention(sources: Sources) -> None:
    given = answer(sources, "The documents do not say who audits it.", None)

    metrics, record = measure(ASKS_UNKNOWN, given, sources)

    assert metrics.abstention_recall == 0
    assert record.cause is Cause.WRONGLY_ANSWERED


def test_what_was_not_retrieved_is_named_as_the_cause(sources: Sources) -> None:
    given = declined(sources).model_copy(update={"retrieved": ()})

    metrics, record = measure(ASKS_PRICE, given, sources)

    assert metrics.recall_at_k == metrics.ndcg_at_10 == metrics.mean_reciprocal_rank == 0
    assert metrics.over_refusal is None
    assert record.cause is Cause.NOT_RETRIEVED


def test_follow_ups_that_failed_lower_their_accuracy(sources: Sources) -> None:
    question = ASKS_PRICE.model_copy(update={"tags": ("follow-up",)})

    right, _ = measure(question, answer(sources, PRICE, PRICE), sources)
    wrong, _ = measure(question, answer(sources, PRICE, BOUND), sources)
    other, _ = measure(ASKS_PRICE, answer(sources, PRICE, PRICE), sources)

    assert right.follow_up_accuracy == 1
    assert wrong.follow_up_fact_recall == 1
    assert wrong.follow_up_accuracy == 0
    assert other.follow_up_accuracy is None


def test_what_a_question_does_not_forbid_is_not_measured(sources: Sources) -> None:
    metrics, _ = measure(ASKS_BOUND, answer(sources, BOUND, BOUND), sources)

    assert metrics.forbidden_string_rate is metrics.forbidden_fact_rate is None
    assert metrics.forbidden_rate is None
    assert metrics.figure_accuracy is metrics.span_f1 is metrics.noise_rate is None


def test_words_marked_where_there_is_no_answer_are_wrong(sources: Sources) -> None:
    question = ASKS_UNKNOWN.model_copy(update={"answer_span": ""})
    marked = answer(sources, PRICE, PRICE).model_copy(update={"span": "EUR 640 million"})

    right, _ = measure(question, declined(sources), sources)
    wrong, _ = measure(question, marked, sources)

    assert right.span_exact == right.span_f1 == 1
    assert wrong.span_exact == wrong.span_f1 == 0


def test_an_answer_that_differs_from_the_reference_fails(sources: Sources) -> None:
    question = EvalQuestion(
        id="reference", question="What is the purchase price?", reference="EUR 640 million",
        answerable=True,
    )  # fmt: skip
    wrong = answer(sources, PRICE.replace("640", "655"), PRICE)

    metrics, record = measure(question, answer(sources, PRICE, PRICE), sources)
    assert metrics.reference_accuracy == 1
    assert record.cause is None
    assert measure(question, wrong, sources)[0].reference_accuracy == 0
    assert measure(question, declined(sources), sources)[0].reference_accuracy == 0
    assert measure(ASKS_PRICE, wrong, sources)[0].reference_accuracy is None
