"""Drafts an eval set from documents: questions for the figures, dates and names in them.

The drafts are a start for a person, who knows what staff ask; each is marked as a draft.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import BlockKind, Document
from corpus.sentences import sentence_spans
from evals.drafted_facts import find_targets, key_of
from evals.fact_matching import fact_stated
from evals.fact_types import AnyTypedFact, NameFact
from evals.facts import normalised
from evals.question_forms import direct_question, gap_question, who_question
from evals.sets import EvalQuestion, Evidence
from evals.sources import Sources

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_MARKER = re.compile(r"(?:\(?\d+(?:\.\d+)*[.)]?|\([a-z]+\)|[•*-])\s+")
_LEAST_WORDS, _MOST_WORDS = 5, 45


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question before it has an id; ``direct`` if it is asked without showing a gap."""

    sentence: _Sentence
    question: str
    fact: AnyTypedFact
    kind: str
    direct: bool


def draft_questions(sources: Sources, *, per_document: int = 12) -> tuple[EvalQuestion, ...]:
    """Draft at most ``per_document`` questions on each document, in order of paths.

    Every fact is asked for once a document, and stands in the sentence that the evidence
    quotes. With more than one document, each question names the one it is about.
    """
    documents = sorted(sources.documents.values(), key=lambda d: d.path)
    titles = Counter(document.title for document in documents)
    found: list[EvalQuestion] = []
    asked: set[str] = set()
    for document in documents:
        name = document.title if titles[document.title] == 1 else document.path
        names = (name, document.path) if len(documents) > 1 else ()
        for draft in _best(list(_drafts(document)), per_document):
            text = _named(draft, names)
            if text is None or normalised(text) in asked:
                continue
            asked.add(normalised(text))
            found.append(_question(len(found) + 1, text, draft, document))
    return tuple(found)


def write_drafts(path: Path, questions: Sequence[EvalQuestion]) -> None:
    """Write ``questions`` as JSON Lines, without the fields left at their defaults.

    Raises:
        FileExistsError: there is a file at ``path``, which a person may have reviewed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (q.model_dump(mode="json", exclude_defaults=True) for q in questions)
    with path.open("x", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _drafts(document: Document) -> Iterator[_Draft]:
    asked: set[str] = set()
    for sentence in _sentences(document):
        for draft in (*_on_names(sentence, document), *_on_values(sentence, document)):
            key = key_of(draft.fact)
            if key in asked or fact_stated(draft.question, draft.fact):
                continue
            if fact_stated(sentence.text, draft.fact):
                asked.add(key)
                yield draft


def _on_values(sentence: _Sentence, document: Document) -> Iterator[_Draft]:
    within = _as_within_a_sentence(sentence.text, document.text)
    for target in find_targets(sentence.text):
        direct = direct_question(within, target)
        question = direct or gap_question(sentence.text, target)
        yield _Draft(sentence, question, target.fact, target.fact.type, direct is not None)


def _as_within_a_sentence(sentence: str, text: str) -> str:
    """``sentence`` with a small first letter, if the document ever writes its first word so."""
    first = re.match(r"\w+", sentence)
    if first is None or not re.search(rf"\b{first.group().lower()}\b", text):
        return sentence
    return sentence[0].lower() + sentence[1:]


def _on_names(sentence: _Sentence, document: Document) -> Iterator[_Draft]:
    found = who_question(sentence.text)
    if found is not None and _is_name(found[0], document.text):
        yield _Draft(sentence, found[1], NameFact(type="name", name=found[0]), "name", direct=True)


def _is_name(words: str, text: str) -> bool:
    """Whether ``words`` never stand in lower case, and once where no sentence begins."""
    if re.search(rf"\b{re.escape(words.lower())}\b", text):
        return False
    return re.search(rf"[a-z,] {re.escape(words)}\b", text) is not None


def _sentences(document: Document) -> Iterator[_Sentence]:
    """The whole sentences of the prose, without the number or bullet before them."""
    for section in document.sections:
        if section.kind not in _PROSE:
            continue
        text = document.text[section.start : section.end]
        for span in sentence_spans(text):
            sentence = text[span.start : span.end]
            marker = _MARKER.match(sentence)
            cut = marker.end() if marker else 0
            sentence = sentence[cut:]
            long_enough = _LEAST_WORDS <= len(sentence.split()) <= _MOST_WORDS
            if long_enough and sentence[0].isupper() and sentence[-1] in ".!":
                yield _Sentence(sentence, section.start + span.start + cut)


def _best(drafts: Sequence[_Draft], most: int) -> list[_Draft]:
    """The direct questions first where there are too many; then in order of the document."""
    chosen = sorted(drafts, key=lambda d: not d.direct)[:most]
    return sorted(chosen, key=lambda d: d.sentence.start)


def _named(draft: _Draft, names: Sequence[str]) -> str | None:
    """The question with the first of ``names`` that does not give the fact away."""
    if not names:
        return draft.question
    question = draft.question[0].lower() + draft.question[1:]
    texts = (f"According to “{name}”, {question}" for name in names)
    return next((t for t in texts if not fact_stated(t, draft.fact)), None)


def _question(number: int, text: str, draft: _Draft, document: Document) -> EvalQuestion:
    page = document.page_at(draft.sentence.start)
    quote = Evidence(document=document.path, page=page, quote=draft.sentence.text)
    return EvalQuestion(
        id=f"draft-{number:04d}",
        question=text,
        facts=(draft.fact,),
        answerable=True,
        evidence=(quote,),
        tags=(draft.kind,),
        draft=True,
    )
