"""Whether the passages answer at all, as a calibrated probability.

Not a cosine cut-off: a passage about the right company can be near in meaning and still not
say what was asked. What counts is whether the question's rare words, names and figures stand
by the sentence, whether it has words of the form asked for, and how surely it was read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.agreeing import Marked
from assistant.extractive.model import Model
from assistant.extractive.ranking import CLOSE_FEATURES, Ranked
from index.hits import Hit

# How a page is laid out says which sentence to look at, not whether anything answers.
_LAYOUT = {"passage_score", "opening", "is_table_row", "is_list_item"}
_OF_THE_BEST = tuple(f for f in CLOSE_FEATURES if f not in _LAYOUT)
ANSWERABLE_FEATURES = (
    *_OF_THE_BEST,
    "probability",
    "probability_margin",
    "best_reader",
    "second_reader",
    "best_closeness",
    "top_similarity",
    "similarity_margin",
    "names_times_coverage",
    "reader_times_coverage",
    "reader_times_closeness",
    "form_times_names",
)

DECLINE_BELOW = 0.5
# Where one part of a question is answered, a side of a comparison for one, less is asked of the
# others: what they are about is often named in one part only.
PART_BELOW = 0.25


def answerable_probability(ranked: Sequence[Ranked], hits: Sequence[Hit], model: Model) -> float:
    """The probability that the best of ``ranked`` answers; 0 where there is none."""
    if not ranked:
        return 0.0
    row = measure_answerable(ranked, hits)[None, :]
    return float(model.answerable.probabilities(row)[0])


def measure_answerable(ranked: Sequence[Ranked], hits: Sequence[Hit]) -> NDArray[np.float32]:
    """The ANSWERABLE_FEATURES of a ranking, shape (features,)."""
    best = dict(zip(CLOSE_FEATURES, ranked[0].features.tolist(), strict=True))
    second = ranked[1] if len(ranked) > 1 else None
    marked = Marked.of(ranked[0].sentence, ranked[0].span)
    others = ((r, Marked.of(r.sentence, r.span)) for r in ranked[1:])
    rival = next((r for r, theirs in others if not marked.agrees(theirs)), None)
    similarities = sorted((hit.similarity or 0.0 for hit in hits), reverse=True)
    row = [best[name] for name in _OF_THE_BEST]
    row += [
        ranked[0].probability,
        ranked[0].probability - (rival.probability if rival else 0.0),
        max(_of(r, "reader") for r in ranked),
        _of(second, "reader") if second else -2.0,
        max(_of(r, "closeness") for r in ranked),
        similarities[0] if similarities else 0.0,
        similarities[0] - similarities[1] if len(similarities) > 1 else 0.0,
        best["names_with_context"] * best["coverage_of_passage"],
        best["reader"] * best["coverage_with_context"],
        best["reader"] * best["closeness"],
        best["form_of_typed"] * best["names_with_context"],
    ]
    return np.asarray(row, dtype=np.float32)


def _of(ranked: Ranked, feature: str) -> float:
    return float(ranked.features[CLOSE_FEATURES.index(feature)])
