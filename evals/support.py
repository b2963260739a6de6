"""Whether words bear a statement out, mechanically and apart from the assistant's own check.

Every figure and date of the statement must stand in the evidence, in whatever notation; every
name too; polarity, direction and modality must be equal; and most content words must be covered.
What is quoted sentence by sentence is borne out as it stands. This is
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
from evals.signs import directions

MIN_COVERAGE = 0.6

_OPENERS = (
    "Yes No Not Both Neither Either However Based Once Upon Since Because While Although After "
    "Before During Until Unless Per Every Several Total Overall Further Also Only Even Still Thus "
    "Therefore Instead Besides Between Among Within Without Through Against Beyond Despite Today"
).split()
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_CAPITAL = r"[A-Z][\w&'’-]+"
_RUN = rf"{_CAPITAL}(?:\s+(?:(?:of|and|&)\s+)?{_CAPITAL})*"
_NAME = re.compile(rf"(?<![.!?:]\s)(?<!^)\b(?P<name>{_RUN})")
# The first word of a sentence has a capital letter whatever it is: it is taken for a name unless
# it has the ending of another word, or is one that opens sentences.
_OPENING_NAME = re.compile(
    rf"(?:^|(?<=[.!?:]\s))(?!(?:{'|'.join(_OPENERS)})\b)(?!\w+(?:ing|ed|ly|tion|ment)\b)"
    rf"(?P<name>{_RUN})",
    re.M,
)
_BEGINS = re.compile(r"(?:^|[.!?][\"')\]]*\s+|[•·]\s*)$")
_ENDS = re.compile(r"\W*$|[\"')\]]*[.!?;](?!\d)")
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
    if _is_quoted(statement, evidence):
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


def _is_quoted(statement: str, evidence: str) -> bool:
    """Whether ``statement`` is whole sentences of ``evidence``.

    A part of one proves nothing: "bound to accept" of "not bound to accept", "EUR 64" of
    "EUR 640 million".
    """
    words, whole = normalised(statement).strip(" ."), normalised(evidence)
    return bool(words) and any(
        _BEGINS.search(whole[: match.start()]) and _ENDS.match(whole, match.end())
        for match in re.finditer(re.escape(words), whole)
    )


def _turned(sentence: str, evidence: str) -> list[str]:
    """Whether ``sentence`` says no, up, may or must where its closest evidence does not."""
    closest = _closest_sentence(sentence, evidence)
    failed = []
    if bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(closest)):
        failed.append("polarity")
    if directions(sentence) * directions(closest) < 0:
        failed.append("direction")
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
    for match in (*_OPENING_NAME.finditer(statement), *_NAME.finditer(statement)):
        words = [w for w in _WORD.findall(match["name"]) if w.casefold() not in _FUNCTION_WORDS]
        if any(_root(w) not in known for w in words):
            missing.append(match["name"])
    return missing


def _content(text: str) -> frozenset[str]:
    return frozenset(_root(w) for w in _WORD.findall(text) if w.casefold() not in _FUNCTION_WORDS)


def _root(word: str) -> str:
    plain = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain
