"""Asks every question of a set and records what came back."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from assistant.answerer import Turn
from assistant.answers import Answer, Support
from assistant.assistant import Assistant
from corpus.errors import DealAssistantError
from evals.citation_quality import stands
from evals.evidence_lookup import EvidenceLookup
from evals.failures import cause_of
from evals.metrics import summarise, summarise_by_tag
from evals.records import CitedPlace, Record, RetrievedPassage, Run
from evals.scoring import score
from evals.sets import EvalQuestion, EvalSet
from evals.sources import Sources, read_sources

Progress = Callable[[int, int, str], None]
SHOWN_PROBLEMS = 10


class SetDoesNotFitError(DealAssistantError):
    """The evidence of a set is not in the documents."""


def run_set(
    eval_set: EvalSet, assistant: Assistant, folder: Path, progress: Progress | None = None
) -> Run:
    """Ask every question of ``eval_set``; ``assistant`` has ``folder`` indexed already.

    Documents are read from ``folder`` again, past the index, so that a citation is checked
    against the file and not against what the index made of it.

    Raises:
        SetDoesNotFitError: evidence is not where the set says, so scores would mean nothing.
    """
    sources = read_sources(folder)
    _check_evidence(eval_set, sources)
    records = []
    for number, question in enumerate(eval_set.questions):
        if progress:
            progress(number, len(eval_set.questions), question.id)
        records.append(_ask(question, assistant, sources))
    if progress:
        progress(len(eval_set.questions), len(eval_set.questions), "")
    return Run(
        set_path=eval_set.path,
        set_digest=eval_set.digest,
        documents_digest=sha256("".join(sorted(sources.documents)).encode()).hexdigest(),
        model=assistant.answerer_name,
        embedding_model=assistant.library.embedder.name,
        metrics=summarise(records),
        by_tag=summarise_by_tag(records),
        records=tuple(records),
    )


def _check_evidence(eval_set: EvalSet, sources: Sources) -> None:
    lookup = EvidenceLookup(sources.documents.values())
    problems = [
        f"{question.id}: {problem}"
        for question in eval_set.questions
        for problem in map(lookup.problem, question.evidence)
        if problem is not None
    ]
    if problems:
        shown = "\n".join(problems[:SHOWN_PROBLEMS])
        more = len(problems) - SHOWN_PROBLEMS
        raise SetDoesNotFitError(
            f"{eval_set.path}: evidence is missing from the documents. Correct the set, or give "
            f"the documents it was written for ('deal-assistant eval lint' shows more):\n{shown}"
            + (f"\n... and {more} more" if more > 0 else "")
        )


def _ask(question: EvalQuestion, assistant: Assistant, sources: Sources) -> Record:
    history: tuple[Turn, ...] = ()
    for earlier in question.history:
        history = (*history, Turn.of(assistant.ask(earlier, history=history)))
    start = perf_counter()
    answer = assistant.ask(question.question, history=history)
    return record_of(question, answer, perf_counter() - start, sources)


def record_of(question: EvalQuestion, answer: Answer, seconds: float, sources: Sources) -> Record:
    """What ``answer``, given after ``seconds``, is worth as an answer to ``question``."""
    scores = score(question, answer, sources)
    return Record(
        id=question.id,
        question=question.question,
        rewritten_question=answer.rewritten_question,
        answerable=question.expects_answer,
        answer=answer.text,
        abstained=answer.abstained,
        confidence=answer.confidence,
        citations=tuple(
            CitedPlace(document=c.document, page=c.page, quote=c.quote, stands=stands(c, sources))
            for c in answer.citations
        ),
        retrieved=tuple(
            RetrievedPassage(
                document=h.document.path,
                page=h.passage.page,
                passage_id=h.passage.id,
                text=h.passage.text,
            )
            for h in answer.retrieved
        ),
        caveats=tuple(f"{c.kind.value}: {c.text}" for c in answer.caveats),
        claims=len(answer.claims),
        unsupported_claims=sum(c.support is Support.UNSUPPORTED for c in answer.claims),
        cluster=_cluster(question, answer),
        cause=cause_of(scores, answerable=question.expects_answer, abstained=answer.abstained),
        span=answer.span,
        tags=question.tags,
        seconds=seconds,
        scores=scores,
    )


def _cluster(question: EvalQuestion, answer: Answer) -> str:
    """The document a question is about: of its evidence, else the first retrieved."""
    if question.evidence:
        return question.evidence[0].document
    return answer.retrieved[0].document.path if answer.retrieved else question.id
