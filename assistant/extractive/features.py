"""What is measured of a question and a sentence before anything is decided."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.aliases import meant_names
from assistant.extractive.evidence import Sentence
from assistant.extractive.forms import find_candidates, has_form
from assistant.questions import AnswerType, Question, QuestionKind
from corpus.documents import BlockKind, Document
from index.hits import Hit
from index.words import content_stems, find_words

SENTENCE_FEATURES = (
    "coverage",
    "coverage_with_context",
    "coverage_of_passage",
    "names",
    "names_with_context",
    "names_of_passage",
    "coverage_of_document",
    "names_of_document",
    "names_of_deal",
    "form",
    "new_form",
    "typed_question",
    "form_of_typed",
    "focus",
    "focus_of_passage",
    "pairs",
    "passage_similarity",
    "passage_score",
    "passage_reciprocal_rank",
    "opening",
    "length",
    "figures",
    "figures_around",
    "preference",
    "preference_below_best",
    "is_table_row",
    "is_list_item",
)

# How many characters of a document are searched for the names asked about: who and what it is
# about is said early.
OPENING = 50_000


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each stem is among the retrieved sentences: log((n + 1) / (df + 0.5))."""

    frequencies: Counter[str]
    sentences: int

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Rarity:
        """Counted over ``sentences``."""
        return cls.of_texts([sentence.text for sentence in sentences])

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> Rarity:
        """Counted over ``texts``."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(content_stems(text))
        return cls(counts, len(texts))

    def weight(self, stem: str) -> float:
        """The weight of ``stem``; highest where no sentence holds it."""
        return math.log((self.sentences + 1) / (self.frequencies[stem] + 0.5)) + 0.1

    def coverage(self, terms: Sequence[str], stems: frozenset[str]) -> float:
        """The share of ``terms``, weighted by rarity, that ``stems`` holds; in [0, 1]."""
        total = sum(self.weight(term) for term in terms)
        held = sum(self.weight(term) for term in terms if term in stems)
        return held / total if total else 0.0


def measure_sentences(
    question: Question, sentences: Sequence[Sentence], hits: Sequence[Hit]
) -> NDArray[np.float32]:
    """The SENTENCE_FEATURES of each sentence, shape (len(sentences), features)."""
    if not sentences:
        return np.zeros((0, len(SENTENCE_FEATURES)), dtype=np.float32)
    rarity = Rarity.of(sentences)
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    fits = max((hit.preference for hit in hits), default=0.0)
    said = _said_by_documents(sentences)
    rows = [
        _measure(question, s, hits[s.passage_rank], rarity, best, fits, said[s.document.id])
        for s in sentences
    ]
    return np.asarray(rows, dtype=np.float32)


def surroundings(sentence: Sentence) -> str:
    """What a reader of the passage knows: its title, headings and text."""
    return " ".join(
        (sentence.document.title, *sentence.passage.heading_path, sentence.passage.text)
    )


def _measure(
    question: Question,
    sentence: Sentence,
    hit: Hit,
    rarity: Rarity,
    best_score: float,
    best_preference: float,
    said: _Said,
) -> list[float]:
    text = sentence.text
    own = content_stems(text)
    meant = meant_names(text, sentence.document.text)
    near = own | content_stems(sentence.context_text) | meant
    around = near | content_stems(surroundings(sentence))
    figures = tuple(figure.replace(",", "") for figure in question.figures)
    typed = float(question.answer_type is not AnswerType.PHRASE)
    form = float(has_form(text, question.answer_type))
    return [
        rarity.coverage(question.terms, own),
        rarity.coverage(question.terms, near),
        rarity.coverage(question.terms, around),
        share_of_names(question, own),
        share_of_names(question, near),
        share_of_names(question, around),
        rarity.coverage(question.terms, said.document),
        share_of_names(question, said.document),
        share_of_names(question, said.deal),
        form,
        float(has_new_form(question, text)),
        typed,
        typed * float(has_new_form(question, text)),
        _share(question.focus, own),
        _share(question.focus, around),
        _pairs(question, text),
        hit.similarity or 0.0,
        hit.score / best_score,
        1.0 / (1 + sentence.passage_rank),
        1.0 / (1 + sentence.ordinal),
        math.log1p(len(text)) / 6,
        _share(figures, own),
        _share(figures, around),
        hit.preference,
        hit.preference - best_preference,
        float(sentence.kind is BlockKind.TABLE_ROW),
        float(sentence.kind is BlockKind.LIST_ITEM),
    ]


def document_stems(document: Document) -> frozenset[str]:
    """The stems of what a document is called, and of its OPENING."""
    return _stems_of(f"{document.path} {document.title}\n{document.text[:OPENING]}")


@lru_cache(maxsize=256)
def _stems_of(text: str) -> frozenset[str]:
    return content_stems(text)


@dataclass(frozen=True, slots=True)
class _Said:
    """The stems of a document, and of all retrieved documents of its deal, itself included."""

    document: frozenset[str]
    deal: frozenset[str]


def _said_by_documents(sentences: Sequence[Sentence]) -> dict[str, _Said]:
    """What each retrieved document says, by its id; one of no deal is alone in its own."""
    documents = {s.document.id: s.document for s in sentences}
    own = {key: document_stems(document) for key, document in documents.items()}
    deals: dict[str, frozenset[str]] = {}
    for key, document in documents.items():
        if document.deal is not None:
            deals[document.deal] = deals.get(document.deal, frozenset()) | own[key]
    return {
        key: _Said(own[key], own[key] if document.deal is None else deals[document.deal])
        for key, document in documents.items()
    }


def share_of_names(question: Question, stems: frozenset[str]) -> float:
    """The mean share of each name's words that ``stems`` holds; 1 without names."""
    shares = [_share(tuple(sorted(content_stems(name))), stems) for name in question.names]
    return sum(shares) / len(shares) if shares else 1.0


def has_new_form(question: Question, text: str) -> bool:
    """Whether ``text`` has words of the form asked for that the question does not have."""
    if question.kind is QuestionKind.YES_NO:
        return True
    asked = content_stems(question.text)
    answer_type = question.answer_type
    if answer_type is AnswerType.PLACE:
        answer_type = AnswerType.NAME
    candidates = find_candidates(text, answer_type)
    if not candidates:
        return has_form(text, answer_type) and not re.search(r"\d", question.answer_type)
    return any(content_stems(text[c.start : c.end]) - asked for c in candidates)


def _share(wanted: Sequence[str], stems: frozenset[str]) -> float:
    return sum(w in stems for w in wanted) / len(wanted) if wanted else 1.0


def _pairs(question: Question, text: str) -> float:
    """The share of the question's adjacent content words that stand adjacent in ``text``."""
    asked = _adjacent(question.text)
    return len(asked & _adjacent(text)) / len(asked) if asked else 0.0


def _adjacent(text: str) -> frozenset[tuple[str, str]]:
    stems = [word.stem for word in find_words(text) if word.is_content]
    return frozenset(pairwise(stems))
