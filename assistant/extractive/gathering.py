"""Answers that stand in several places: lists, conditions, and comparisons."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.extractive.evidence import Sentence
from assistant.extractive.features import SENTENCE_FEATURES, surroundings
from assistant.extractive.ranking import Ranked
from assistant.questions import Question, QuestionKind, read_question
from assistant.words import content_stems
from corpus.documents import BlockKind

MAX_ITEMS = 12
MAX_SENTENCES = 3
# A further sentence is quoted only where it is this likely to answer, too ...
FURTHER = 0.5
# ... or, for a question that asks for several things, this likely.
FURTHER_OF_SEVERAL = 0.3
# Below this it is open which of the two likeliest answers; both are quoted, no words marked.
CERTAIN = 0.5
LIKELY = 0.12
_SEVERAL = {QuestionKind.LIST, QuestionKind.CONDITION, QuestionKind.WHY}


def gather(
    question: Question, ranked: Sequence[Ranked], sentences: Sequence[Sentence]
) -> tuple[Ranked, ...]:
    """The best sentence and those that go on answering, the best first."""
    best = ranked[0]
    items = _list_items(best.sentence, sentences) if question.kind in _SEVERAL else ()
    if items:
        known = {id(r.sentence): r for r in ranked}
        return tuple(known.get(id(item)) or _unmarked(item, best) for item in items)
    floor = FURTHER_OF_SEVERAL if question.kind in _SEVERAL else FURTHER
    further = [r for r in ranked[1:] if not _same(r, best) and _fits_as_well(r, best)]
    surely = [r for r in further if r.probability >= floor]
    if not surely and not is_certain(best):
        surely = [r for r in further[:1] if r.probability >= LIKELY]
    return (best, *surely[: MAX_SENTENCES - 1])


def is_certain(best: Ranked) -> bool:
    """Whether the best sentence is likelier to answer than all others together."""
    return best.probability >= CERTAIN


def sides(
    question: Question, sentences: Sequence[Sentence]
) -> tuple[tuple[Question, list[Sentence]], ...]:
    """The two sides of a comparison: for each, the question about it and its sentences.

    The sides are the first two names whose sentences differ; without two names, the two
    documents retrieved first. Fewer than two where the evidence has only one side.
    """
    named = [(name, _about(name, sentences)) for name in question.names]
    named = [(name, about) for name, about in named if about]
    if len(named) >= 2:
        others = {name: [n for n, _ in named if n != name] for name, _ in named}
        return tuple(
            (read_question(_without(question.text, others[name])), about)
            for name, about in named[:2]
        )
    ids = list(dict.fromkeys(s.document.id for s in sentences))[:2]
    return tuple((question, [s for s in sentences if s.document.id == i]) for i in ids)


def _about(name: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    stems = content_stems(name)
    direct = [s for s in sentences if stems <= content_stems(s.context_text)]
    return direct or [s for s in sentences if stems <= content_stems(surroundings(s))]


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return " ".join(text.split())


def _list_items(best: Sentence, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The run of list items that ``best`` introduces or belongs to, its introduction first."""
    beside = sorted(
        (s for s in sentences if s.document.id == best.document.id), key=lambda s: s.start
    )
    at = beside.index(best)
    first = at + 1 if best.kind is not BlockKind.LIST_ITEM else at
    if best.kind is not BlockKind.LIST_ITEM and not best.text.rstrip().endswith(":"):
        return ()
    while first > 0 and beside[first - 1].kind is BlockKind.LIST_ITEM:
        first -= 1
    last = max(first, at)
    while last < len(beside) and beside[last].kind is BlockKind.LIST_ITEM:
        last += 1
    items = beside[first:last][:MAX_ITEMS]
    if not items:
        return ()
    introduced = first > 0 and beside[first - 1].text.rstrip().endswith(":")
    return (*(beside[first - 1 : first] if introduced else ()), *items)


def _unmarked(sentence: Sentence, best: Ranked) -> Ranked:
    return dataclasses.replace(best, sentence=sentence, span=None)


def _fits_as_well(one: Ranked, best: Ranked) -> bool:
    """Whether the question prefers the document of ``best`` no more than that of ``one``."""
    at = SENTENCE_FEATURES.index("preference")
    return float(one.features[at]) >= float(best.features[at]) - 0.05


def _same(one: Ranked, other: Ranked) -> bool:
    """Whether two sentences say the same, as copies of one text in two files do."""
    a, b = content_stems(one.sentence.text), content_stems(other.sentence.text)
    return len(a & b) >= 0.8 * min(len(a), len(b))
