"""Where the figures of an answer stand: in its citations, its context, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, Citation
from corpus.figures import Figure, find_figures
from evals.fact_types import Frozen
from evals.sources import Sources
from evals.support import holds_figure

Figures = tuple[Figure, ...]


class FigureSupport(Frozen):
    """How many figures an answer states, and how many of them lack each level of support."""

    stated: int = 0
    not_cited: int = 0
    not_retrieved: int = 0
    nowhere: int = 0


def figure_support(answer: Answer, text: str, sources: Sources) -> FigureSupport:
    """Look up every figure of ``text``, the answer without its citation marks.

    A figure of a claim must stand in what that claim cites; one outside of claims, in what any
    of them cites.
    """
    stated = find_figures(text)
    places = _places(answer, text)
    everywhere = find_figures(_quotes(answer.citations))
    retrieved = find_figures("\n".join(h.passage.text for h in answer.retrieved))
    return FigureSupport(
        stated=len(stated),
        not_cited=sum(not holds_figure(_cited(f, places, everywhere), f) for f in stated),
        not_retrieved=sum(not holds_figure(retrieved, f) for f in stated),
        nowhere=sum(not sources.hold(f) for f in stated),
    )


def _places(answer: Answer, text: str) -> list[tuple[int, int, Figures]]:
    """Where each claim stands in ``text``, and the figures of what it cites."""
    places, at = [], 0
    for claim in answer.claims:
        start = text.find(claim.text, at)
        if start >= 0:
            at = start + len(claim.text)
            places.append((start, at, find_figures(_quotes(claim.citations))))
    return places


def _cited(figure: Figure, places: Sequence[tuple[int, int, Figures]], rest: Figures) -> Figures:
    return next((cited for start, end, cited in places if start <= figure.start < end), rest)


def _quotes(citations: Sequence[Citation]) -> str:
    return "\n".join(c.quote for c in citations)
