"""The sentences of a passage that bear a claim out, as citations with exact ranges."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import Citation
from assistant.prompt import ShownPassage, is_planted
from corpus.dates import find_dates
from corpus.figures import find_figures
from corpus.sentences import sentence_spans
from index.library import Library
from index.words import content_stems

MOST_SENTENCES = 3
# A further sentence has to bear this much of what the ones before it leave open.
WORTH_ADDING = 2.0
_FIGURE_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class _Bearing:
    """A sentence's range in the passage and the terms of the claim it holds."""

    start: int
    end: int
    terms: frozenset[str]


def cite(claim: str, shown: ShownPassage, library: Library) -> tuple[Citation, ...]:
    """The best supporting sentences of what the model was shown of a passage.

    Neighbouring sentences make one citation. Sentences that speak to the model instead of
    the reader are never evidence; a passage with nothing else gives no citation.
    """
    text = shown.hit.passage.text[: shown.length]
    wanted = _terms(claim)
    sentences = [
        _Bearing(span.start, span.end, _terms(text[span.start : span.end]) & wanted)
        for span in sentence_spans(text)
        if not is_planted(text[span.start : span.end])
    ]
    chosen: list[_Bearing] = []
    covered: frozenset[str] = frozenset()
    while sentences and len(chosen) < MOST_SENTENCES:
        best = max(sentences, key=lambda s: (_weight(s.terms - covered), s.start - s.end))
        if chosen and _weight(best.terms - covered) < WORTH_ADDING:
            break
        chosen.append(best)
        sentences.remove(best)
        covered |= best.terms
    ranges = _joined(text, sorted((s.start, s.end) for s in chosen))
    return tuple(_citation(shown, start, end, library) for start, end in ranges)


def _terms(text: str) -> frozenset[str]:
    """Content stems, and figures and dates by value so that notations meet."""
    figures = {f"#{f.kind}:{f.unit}:{f.value}" for f in find_figures(text)}
    dates = {f"@{d.value}" for d in find_dates(text)}
    words = {w for w in content_stems(text) if not any(c.isdigit() for c in w)}
    return frozenset(words | figures | dates)


def _weight(terms: frozenset[str]) -> float:
    return sum(_FIGURE_WEIGHT if term[0] in "#@" else 1.0 for term in terms)


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _citation(shown: ShownPassage, start: int, end: int, library: Library) -> Citation:
    hit = shown.hit
    at = hit.passage.start + start
    return Citation(
        document_id=hit.document.id,
        document=hit.document.path,
        title=hit.document.title,
        page=library.document(hit.document.id).page_at(at) or hit.passage.page,
        start=at,
        end=hit.passage.start + end,
        quote=hit.passage.text[start:end],
        passage_id=hit.passage.id,
        deal=hit.document.deal,
        published=hit.document.published,
    )
