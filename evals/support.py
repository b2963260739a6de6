"""Whether words bear a statement out, mechanically and apart from the assistant's own check.

Every figure and date of the statement must stand in the evidence, in whatever notation; every
name too; polarity and modality must be equal; and most content words must be covered. This is
the support relation behind citation recall and precision (Gao et al. 2023, "Enabling Large
Language Models to Generate Text with Citations"), with a mechanical test in place of a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import find_dates, same_date
from corpus.figures import Figure, FigureKind, find_figures, same_figure
from corpus.sentences import sentence_spans
from evals.facts import normalised

MIN_COVERAGE = 0.6

_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w&'’-]+(?:\s+(?:(?:of|and|&)\s+)?[A-Z][\w&'’-]+)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|non-?binding|fails?)\b|n['’]t\b", re.I
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|would|expects?|aims?|plans?)\b", re.I
)
_DEONTIC = re.compile(r"\b(?:must|shall|required?|obliged)\b", re.I)
_MODALITIES = (_POSSIBLE, _DEONTIC)
_FUNCTION_WORDS = frozenset(
    "a an the and or but of to in on at by for from with as is are was were be been being it its "
    "this that these those their his her they he she we you which who whom whose what when where "
    "will would shall should may might can could must do does did has have had not no also than "
    "then there here such any all both each more most other some so if about into over under "
    "according document documents say says said state states".split()
)


def supports(evidence: str, statement: str) -> bool:
    """Whether ``evidence`` bears ``statement`` out."""
    return not unsupported_parts(statement, evidence)


def unsupported_parts(statement: str, evidence: str) -> tuple[str, ...]:
    """What of ``statement`` the ``evidence`` does not bear out; empty if nothing."""
    if normalised(statement).strip(" .") in normalised(evidence):
        return ()
    figures = find_figures(evidence)
    failed = [f.text for f in find_figures(statement) if not holds_figure(figures, f)]
    dates = find_dates(evidence)
    failed += [d.text for d in find_dates(statement) if not any(same_date(d, o) for o in dates)]
    failed += _missing_names(statement, evidence)
    for span in sentence_spans(statement):
        failed += _turned(statement[span.start : span.end], evidence)
    if coverage(statement, evidence) < MIN_COVERAGE:
        failed.append("content words")
    return tuple(dict.fromkeys(failed))


def _turned(sentence: str, evidence: str) -> list[str]:
    """Whether ``sentence`` says no, may or must where its closest evidence does not."""
    closest = _closest_sentence(sentence, evidence)
    failed = []
    if bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(closest)):
        failed.append("polarity")
    if any(bool(m.search(sentence)) != bool(m.search(closest)) for m in _MODALITIES):
        failed.append("modality")
    return failed


def holds_figure(figures: Sequence[Figure], figure: Figure) -> bool:
    """Whether ``figure`` is among ``figures``; a bare number may leave its unit to the context."""
    return any(
        same_figure(figure, other)
        or (FigureKind.NUMBER in {figure.kind, other.kind} and figure.value == other.value)
        for other in figures
    )


def coverage(statement: str, evidence: str) -> float:
    """Share of the statement's content words that stand in the evidence; 1 if it has none."""
    words, known = _content(statement), _content(evidence)
    return sum(w in known for w in words) / len(words) if words else 1.0


def _closest_sentence(statement: str, evidence: str) -> str:
    """The sentence of ``evidence`` whose polarity counts: the one that shares most words."""
    clauses = re.split(r"(?<=[.!?;])\s+|\n+", evidence)
    return max(clauses, key=lambda clause: coverage(statement, clause))


def _missing_names(statement: str, evidence: str) -> list[str]:
    known = {_root(w) for w in _WORD.findall(evidence)}
    missing = []
    for match in _NAME.finditer(statement):
        words = [w for w in _WORD.findall(match.group()) if w.casefold() not in _FUNCTION_WORDS]
        if any(_root(w) not in known for w in words):
            missing.append(match.group())
    return missing


def _content(text: str) -> frozenset[str]:
    return frozenset(_root(w) for w in _WORD.findall(text) if w.casefold() not in _FUNCTION_WORDS)


def _root(word: str) -> str:
    plain = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain
