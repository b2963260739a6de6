"""Every figure on questions whose article or deal neither reader nor weights have seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.extractive.abstention import answerable_probability
from assistant.extractive.meaning import Meaning
from assistant.extractive.model import Model
from assistant.extractive.ranking import Ranked
from assistant.extractive.reader import Reader
from scripts.extractive_training.answerable import (
    Read,
    fit_model,
    fit_shortlisting,
    ranked_of,
    read_case,
)
from scripts.extractive_training.cases import Case

PARTS = 4


@dataclass(frozen=True)
class Outcome:
    """What a model that has not seen a case's group makes of it."""

    read: Read
    ranked: tuple[Ranked, ...]
    confidence: float

    @property
    def case(self) -> Case:
        """The case."""
        return self.read.case


def cross_validate(cases: Sequence[Case], meaning: Meaning, reader: Reader) -> list[Outcome]:
    """The outcome of each of ``cases``, by models fitted on other groups."""
    groups = sorted({case.example.group for case in cases})
    outcomes: list[Outcome] = []
    for part in range(PARTS):
        held = set(groups[part::PARTS])
        shortlisting = fit_shortlisting([c for c in cases if c.example.group not in held], meaning)
        reads = [read_case(case, shortlisting, meaning, reader) for case in cases]
        model = fit_model(shortlisting, [r for r in reads if r.case.example.group not in held])
        outcomes += [_outcome(read, model) for read in reads if read.case.example.group in held]
    return outcomes


def outcome_of(case: Case, model: Model, meaning: Meaning, reader: Reader) -> Outcome:
    """What ``model`` makes of ``case``."""
    return _outcome(read_case(case, model, meaning, reader), model)


def _outcome(read: Read, model: Model) -> Outcome:
    ranked = ranked_of(read, model)
    return Outcome(read, ranked, answerable_probability(ranked, read.case.hits, model))


def mean(values: Sequence[bool] | Sequence[float]) -> float:
    """The arithmetic mean; NaN of nothing."""
    return float(np.mean(values)) if len(values) else float("nan")
