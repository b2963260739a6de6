"""Where the figures of an answer stand: in its citations, its context, or nowhere."""

from __future__ import annotations

from assistant.answers import Answer
from corpus.figures import find_figures
from evals.fact_types import Frozen
from evals.sources import Sources
from evals.support import holds_figure


class FigureSupport(Frozen):
    """How many figures an answer states, and how many of them lack each level of support."""

    stated: int = 0
    not_cited: int = 0
    not_retrieved: int = 0
    nowhere: int = 0


def figure_support(answer: Answer, text: str, sources: Sources) -> FigureSupport:
    """Look up every figure of ``text``, the answer without its citation marks."""
    stated = find_figures(text)
    cited = find_figures("\n".join(c.quote for c in answer.citations))
    retrieved = find_figures("\n".join(h.passage.text for h in answer.retrieved))
    return FigureSupport(
        stated=len(stated),
        not_cited=sum(not holds_figure(cited, f) for f in stated),
        not_retrieved=sum(not holds_figure(retrieved, f) for f in stated),
        nowhere=sum(not sources.hold(f) for f in stated),
    )
