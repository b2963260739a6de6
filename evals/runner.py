"""Asks every question of a set and records what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from assistant.answers import Answer, Support
from assistant.assistant import Assistant
from corpus.errors import DealAssistantError
from evals.asking import Asked, Asking, Block, asking_here, blocks_of
from evals.citation_quality import stands
from evals.evidence_lookup import EvidenceLookup
from evals.failures import cause_of
from evals.metrics import summarise, summarise_by_tag
from evals.record_cache import CachedRecord, RecordCache
from evals.records import CitedPlace, Record, RetrievedPassage, Run
from evals.scoring import score
from evals.sets import EvalQuestion, EvalSet
from evals.sources import Sources, read_sources

Progress = Callable[[int, int, str], None]
SHOWN_PROBLEMS = 10


class SetDoesNotFitError(DealAssistantError):
    """The evidence of a set is not in the documents."""


def run_set(
    eval_set: EvalSet,
    assistant: Assistant,
    folder: Path,
    progress: Progress | None = None,
    *,
    asking: Asking | None = None,
    cache: RecordCache | None = None,
) -> Run:
    """Ask every question of ``eval_set``; ``assistant`` has ``folder`` indexed already.

    Documents are read from ``folder`` again, past the index, so that a citation is checked
    against the file and not against what the index made of it. ``asking`` is how questions
    are asked, by default in this process. A block of questions whose records ``cache`` holds
    is not asked; what is asked is put there as each block is done.

    Raises:
        SetDoesNotFitError: evidence is not where the set says, so scores would mean nothing.
    """
    sources = read_sources(folder)
    check_evidence(eval_set, sources)
    digest = sha256("".join(sorted(sources.documents)).encode()).hexdigest()
    found: dict[str, CachedRecord] = {}
    missing: list[Block] = []
    for block in blocks_of(eval_set.questions):
        known = {q.id: c for q in block if cache and (c := cache.get(q))}
        if len(known) == len(block):
            found |= known
        else:
            missing.append(block)
    total = len(eval_set.questions)
    _tell(progress, len(found), total, "asking")
    for asked in (asking or asking_here(assistant))(missing):
        for one in asked:
            found[one.question.id] = CachedRecord(
                documents_digest=digest,
                model=assistant.answerer_name,
                embedding_model=assistant.library.embedder.name,
                record=record_of(one, sources),
            )
            if cache:
                cache.put(one.question, found[one.question.id])
            _tell(progress, len(found), total, one.question.id)
    _tell(progress, total, total, "")
    return _run_of(eval_set, [found[q.id] for q in eval_set.questions])


def cached_run(eval_set: EvalSet, cache: RecordCache) -> Run | None:
    """The run of ``eval_set`` from records of earlier runs alone; None if any is missing."""
    found = []
    for question in eval_set.questions:
        cached = cache.get(question)
        if cached is None:
            return None
        found.append(cached)
    return _run_of(eval_set, found)


def _run_of(eval_set: EvalSet, found: Sequence[CachedRecord]) -> Run:
    records = [cached.record for cached in found]
    return Run(
        set_path=eval_set.path,
        set_digest=eval_set.digest,
        documents_digest=found[0].documents_digest,
        model=found[0].model,
        embedding_model=found[0].embedding_model,
        metrics=summarise(records),
        by_tag=summarise_by_tag(records),
        records=tuple(records),
    )


def _tell(progress: Progress | None, done: int, total: int, label: str) -> None:
    if progress:
        progress(done, total, label)


def check_evidence(eval_set: EvalSet, sources: Sources) -> None:
    """Raise SetDoesNotFitError, naming questions, where evidence is not in ``sources``."""
    if not sources.documents:
        raise SetDoesNotFitError(
            "There is no readable document to ask about, so that declining would always be right. "
            "Check --documents."
        )
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


def record_of(asked: Asked, sources: Sources) -> Record:
    """What an answer is worth as an answer to its question."""
    question, answer = asked.question, asked.answer
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
        seconds=asked.seconds,
        input_tokens=asked.input_tokens,
        output_tokens=asked.output_tokens,
        scores=scores,
    )


def _cluster(question: EvalQuestion, answer: Answer) -> str:
    """The document a question is about: of its evidence, else the first retrieved."""
    if question.evidence:
        return question.evidence[0].document
    return answer.retrieved[0].document.path if answer.retrieved else question.id
