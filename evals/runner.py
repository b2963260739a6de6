"""Asks every question of a set and records what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from assistant.answerer import Turn
from assistant.answers import Support
from assistant.assistant import Assistant
from corpus.documents import Document
from corpus.errors import UnreadableFileError
from corpus.load import discover, load_document
from evals.metrics import summarise
from evals.records import CitedPlace, Record, RetrievedPassage, Run
from evals.scoring import score, stands
from evals.sets import EvalQuestion, EvalSet

Progress = Callable[[int, int, str], None]


def run_set(
    eval_set: EvalSet, assistant: Assistant, folder: Path, progress: Progress | None = None
) -> Run:
    """Ask every question of ``eval_set``; ``assistant`` has ``folder`` indexed already.

    Documents are read from ``folder`` again, past the index, so that a citation is checked
    against the file and not against what the index made of it.
    """
    documents = read_afresh(folder)
    records = []
    for number, question in enumerate(eval_set.questions):
        if progress:
            progress(number, len(eval_set.questions), question.id)
        records.append(_ask(question, assistant, documents))
    if progress:
        progress(len(eval_set.questions), len(eval_set.questions), "")
    return Run(
        set_path=eval_set.path,
        set_digest=eval_set.digest,
        documents_digest=sha256("".join(sorted(documents)).encode()).hexdigest(),
        model=assistant.answerer_name,
        embedding_model=assistant.library.embedder.name,
        metrics=summarise(records),
        records=tuple(records),
    )


def read_afresh(folder: Path) -> Mapping[str, Document]:
    """The documents of ``folder`` by id; files that cannot be read are left out."""
    documents = {}
    for path in discover(folder):
        try:
            document = load_document(path, root=folder)
        except UnreadableFileError:
            continue
        documents[document.id] = document
    return documents


def _ask(question: EvalQuestion, assistant: Assistant, documents: Mapping[str, Document]) -> Record:
    history: tuple[Turn, ...] = ()
    for earlier in question.history:
        history = (*history, Turn.of(assistant.ask(earlier, history=history)))
    start = perf_counter()
    answer = assistant.ask(question.question, history=history)
    seconds = perf_counter() - start
    return Record(
        id=question.id,
        question=question.question,
        rewritten_question=answer.rewritten_question,
        answerable=question.expects_answer,
        answer=answer.text,
        abstained=answer.abstained,
        confidence=answer.confidence,
        citations=tuple(
            CitedPlace(document=c.document, page=c.page, quote=c.quote, stands=stands(c, documents))
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
        unsupported_claims=sum(c.support is Support.UNSUPPORTED for c in answer.claims),
        span=answer.span,
        tags=question.tags,
        seconds=seconds,
        scores=score(question, answer, documents),
    )
