"""Answers that stand in several places: lists, and what several sentences say."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.extractive.disagreeing import answers_otherwise, marked_value
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import SENTENCE_FEATURES
from assistant.extractive.ranking import Ranked
from assistant.questions import SEVERAL, Question
from corpus.documents import BlockKind
from index.words import content_stems

MAX_ITEMS = 12
MAX_SENTENCES = 3
# A further sentence is quoted only where it is this likely to answer, too ...
FURTHER = 0.5
# ... or, for a question that asks for several things, this likely.
FURTHER_OF_SEVERAL = 0.3
# Below this it is open which of the two likeliest answers; both are quoted, no words marked.
CERTAIN = 0.5
AS_CERTAIN = 0.1
LIKELY = 0.12
# In what a further sentence may not be behind the best: how well its document is the one asked
# for; and where one answer is asked for, the words, names and figures of the question, since
# the same statement about another party, loan or year would be a second, wrong answer.
_FITTING = ("preference",)
_FITTING_ONE = ("preference", "coverage_with_context", "names_with_context", "figures")
SLACK = 0.05
_POINTS_ON = re.compile(
    r":$|\b(?:following|below)\s+table\b|\btable\s+(?:below|that follows)\b|\bas follows\b|"
    r"\b(?:set out|shown|listed) below\b",
    re.I,
)
NEAR = 200  # characters at the most between an introduction and what it introduces


def gather(
    question: Question, ranked: Sequence[Ranked], sentences: Sequence[Sentence]
) -> tuple[Ranked, ...]:
    """The best sentence and those that go on answering, the best first."""
    best = ranked[0]
    if question.kind in SEVERAL or _introduces(best.sentence):
        items = _with_items(best, ranked, sentences)
        if items:
            return items
    floor = FURTHER_OF_SEVERAL if question.kind in SEVERAL else FURTHER
    fitting = _FITTING if question.kind in SEVERAL else _FITTING_ONE
    further = [
        r
        for r in ranked[1:]
        if _of_one_deal(r, best) and not _same(r, best) and _fits_as_well(r, best, fitting)
    ]
    surely = [r for r in further if r.probability >= floor]
    if question.kind not in SEVERAL and is_certain(best):
        # Another value beside a certain one is a second, wrong answer, unless it is as certain:
        # then it is open which of the two is meant.
        surely = [r for r in surely if not answers_otherwise(best, r) or _as_certain(r, best)]
    if not surely and not is_certain(best):
        surely = [r for r in further[:1] if r.probability >= LIKELY]
    chosen = (best, *surely[: MAX_SENTENCES - 1])
    # An introduction says nothing without what it introduces.
    listed = [
        (_introduces(one.sentence) and _with_items(one, ranked, sentences)) or (one,)
        for one in chosen
    ]
    return tuple({id(one.sentence): one for items in listed for one in items}.values())


def is_open(question: Question, gathered: Sequence[Ranked]) -> bool:
    """Whether one answer is asked for and what was gathered gives two, both shown unmarked."""
    return question.kind not in SEVERAL and any(
        answers_otherwise(gathered[0], one) for one in gathered[1:]
    )


def is_certain(best: Ranked) -> bool:
    """Whether the best sentence is likelier to answer than all others together."""
    return best.probability >= CERTAIN


def _as_certain(one: Ranked, best: Ranked) -> bool:
    return is_certain(one) and one.probability >= best.probability - AS_CERTAIN


def only_introduces(gathered: Sequence[Ranked]) -> bool:
    """Whether the first of ``gathered`` has no value itself but points to those after it."""
    first = gathered[0]
    return len(gathered) > 1 and _introduces(first.sentence) and marked_value(first) is None


def _introduces(sentence: Sentence) -> bool:
    return _POINTS_ON.search(sentence.text.rstrip()) is not None


def _with_items(
    best: Ranked, ranked: Sequence[Ranked], sentences: Sequence[Sentence]
) -> tuple[Ranked, ...]:
    known = {id(r.sentence): r for r in ranked}
    items = _list_items(best.sentence, sentences)
    return tuple(known.get(id(item)) or _unmarked(item, best) for item in items)


def _list_items(best: Sentence, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The list items or table rows that ``best`` introduces, or the list it belongs to.

    Their introduction comes first.
    """
    beside = sorted(
        (s for s in sentences if s.document.id == best.document.id), key=lambda s: s.start
    )
    at = beside.index(best)
    first = at if best.kind is BlockKind.LIST_ITEM else at + 1
    if first == len(beside) or (first > at and not _introduces(best)):
        return ()
    kind = beside[first].kind
    if kind not in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}:
        return ()
    while best.kind is kind and first > 0 and beside[first - 1].kind is kind:
        if not _follows(beside, first):
            break
        first -= 1
    last = first
    while last < len(beside) and beside[last].kind is kind and _follows(beside, last):
        last += 1
    items = beside[first:last][:MAX_ITEMS]
    if not items:
        return ()
    introduced = first > 0 and _introduces(beside[first - 1])
    return (*(beside[first - 1 : first] if introduced else ()), *items)


def _follows(beside: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence stands near the one before it, nothing left out between them."""
    return index == 0 or beside[index].start - beside[index - 1].end <= NEAR


def _unmarked(sentence: Sentence, best: Ranked) -> Ranked:
    return dataclasses.replace(best, sentence=sentence, span=None)


def _fits_as_well(one: Ranked, best: Ranked, features: Sequence[str]) -> bool:
    """Whether ``one`` is nowhere behind ``best`` in ``features``, measured of the question."""
    places = [SENTENCE_FEATURES.index(name) for name in features]
    return all(float(one.features[i]) >= float(best.features[i]) - SLACK for i in places)


def _of_one_deal(one: Ranked, best: Ranked) -> bool:
    """Whether both speak of the same deal; the law of another agreement is no second answer."""
    return one.sentence.document.deal == best.sentence.document.deal


def _same(one: Ranked, other: Ranked) -> bool:
    """Whether two sentences say the same, as copies of one text in two files do."""
    if answers_otherwise(one, other):
        return False
    a, b = content_stems(one.sentence.text), content_stems(other.sentence.text)
    return len(a & b) >= 0.8 * min(len(a), len(b))
