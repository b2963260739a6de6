"""Finds what is wrong with an eval set before a run is spent on it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from evals.evidence_lookup import EvidenceLookup
from evals.fact_matching import fact_stated, label_of
from evals.fact_types import Fact, Frozen
from evals.facts import contains, whole_figure
from evals.near_duplicates import Closeness, near_duplicates
from evals.sets import Answerability, EvalQuestion, EvalSet
from evals.sources import Sources
from evals.stated_after_all import stated_after_all


class Severity(StrEnum):
    """An error makes scores wrong; a warning is for a person to look at."""

    ERROR = "error"
    WARNING = "warning"


class Check(StrEnum):
    """What was looked for."""

    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"
    NO_FACTS = "answerable-without-facts"
    UNANSWERABLE_WITH_FACTS = "unanswerable-with-facts"
    UNANSWERABLE_STATED = "unanswerable-but-stated"
    NO_EVIDENCE = "answerable-without-evidence"
    EVIDENCE_NOT_FOUND = "evidence-not-found"
    FACT_NOT_IN_EVIDENCE = "fact-not-in-evidence"
    FORBIDDEN_FACT = "forbidden-is-a-fact"
    DRAFT = "draft"


class Finding(Frozen):
    """One fault of the question ``id``: what was looked for, and what is wrong."""

    id: str
    check: Check
    severity: Severity
    message: str


class LintReport(Frozen):
    """Every finding on a set, in the order of its questions."""

    set_path: str
    questions: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity is Severity.ERROR for f in self.findings)


def lint(eval_set: EvalSet, sources: Sources) -> LintReport:
    """Check ``eval_set`` by itself and against the documents of ``sources``."""
    lookup = EvidenceLookup(sources.documents.values())
    found = [
        *_duplicates(eval_set),
        *(f for question in eval_set.questions for f in _question(question, lookup)),
        *(f for question in eval_set.questions for f in _stated(question, sources)),
    ]
    order = {question.id: number for number, question in enumerate(eval_set.questions)}
    return LintReport(
        set_path=eval_set.path,
        questions=len(eval_set.questions),
        findings=tuple(sorted(found, key=lambda f: order[f.id])),
    )


def _duplicates(eval_set: EvalSet) -> Iterator[Finding]:
    for pair in near_duplicates(eval_set.questions):
        if pair.closeness is Closeness.SAME:
            message = f"asks the same as {pair.earlier!r}; remove one of the two"
            yield _error(pair.later, Check.DUPLICATE, message)
        else:
            message = f"asks nearly the same as {pair.earlier!r}"
            yield _warning(pair.later, Check.NEAR_DUPLICATE, message)


def _question(question: EvalQuestion, lookup: EvidenceLookup) -> Iterator[Finding]:
    if question.expects_answer:
        yield from _answerable(question, lookup)
    elif question.says_what_is_right:
        message = "no answer is expected, and yet there are facts or an answer span"
        yield _error(question.id, Check.UNANSWERABLE_WITH_FACTS, message)
    for evidence in question.evidence:
        problem = lookup.problem(evidence)
        if problem is not None:
            yield _error(question.id, Check.EVIDENCE_NOT_FOUND, problem)
    yield from _forbidden(question)
    if question.draft:
        yield _warning(question.id, Check.DRAFT, "nobody has reviewed this question yet")


def _stated(question: EvalQuestion, sources: Sources) -> Iterator[Finding]:
    if question.answerable not in {False, Answerability.NONE} or question.history:
        return
    found = next(stated_after_all(question.question, sources.documents.values()), None)
    if found is not None:
        message = f"no answer is expected, but {found.path} says {' '.join(found.text.split())!r}"
        yield _warning(question.id, Check.UNANSWERABLE_STATED, message)


def _answerable(question: EvalQuestion, lookup: EvidenceLookup) -> Iterator[Finding]:
    if not question.says_what_is_right:
        message = "an answer is expected, and no facts say what it must state"
        yield _error(question.id, Check.NO_FACTS, message)
    if not question.evidence:
        message = "no evidence: nothing says where the answer stands"
        yield _warning(question.id, Check.NO_EVIDENCE, message)
        return
    quoted, whole = lookup.quoted(question.evidence), lookup.whole(question.evidence)
    facts = question.facts
    if question.answer_spans:
        facts = (*facts, question.answer_spans)
    for fact in facts:
        name = repr(label_of(fact)[0])
        if fact_stated(quoted, fact):
            continue
        if fact_stated(whole, fact):
            message = f"{name} stands in the document, but not in what is quoted of it"
            yield _warning(question.id, Check.FACT_NOT_IN_EVIDENCE, message)
        else:
            message = f"{name} does not stand in the documents of its evidence"
            yield _error(question.id, Check.FACT_NOT_IN_EVIDENCE, message)


def _forbidden(question: EvalQuestion) -> Iterator[Finding]:
    """Whether a right answer would say what is forbidden."""
    for fact in question.facts:
        name = repr(label_of(fact)[0])
        for words in question.forbidden:
            if _says(fact, words):
                message = f"who states the fact {name} says the forbidden {words!r}"
                yield _error(question.id, Check.FORBIDDEN_FACT, message)
        for forbidden in question.forbidden_facts:
            if fact == forbidden or any(fact_stated(label, forbidden) for label in label_of(fact)):
                message = f"the fact {name} is forbidden as well"
                yield _error(question.id, Check.FORBIDDEN_FACT, message)


def _says(fact: Fact, words: str) -> bool:
    """Whether stating ``fact`` says ``words``, or ``words`` is its figure in other notation."""
    if any(contains(label, words) for label in label_of(fact)):
        return True
    return whole_figure(words) is not None and fact_stated(words, fact)


def _error(question_id: str, check: Check, message: str) -> Finding:
    return Finding(id=question_id, check=check, severity=Severity.ERROR, message=message)


def _warning(question_id: str, check: Check, message: str) -> Finding:
    return Finding(id=question_id, check=check, severity=Severity.WARNING, message=message)
