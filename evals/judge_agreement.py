"""How often a judge says the same as the deterministic metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.records import Judgement, Record


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opinions of one answer."""

    judge: bool
    measured: bool


def correct_pairs(records: Iterable[Record]) -> list[Pair]:
    """The judge's "correct" beside: what was expected is stated, nothing forbidden said."""
    return _pairs(records, lambda j: j.correct, stated_as_measured)


def stated_as_measured(record: Record) -> bool | None:
    """Whether every vital fact is stated, or without facts the reference agreed with, and
    nothing forbidden; None where nothing says what is right.
    """
    scores = record.scores
    stated = scores.reference_correct if scores.facts_strict is None else scores.facts_strict
    return None if stated is None else stated and not scores.forbidden


def supported_pairs(records: Iterable[Record]) -> list[Pair]:
    """The judge's "supported" beside: every claim borne out by its citations."""
    return _pairs(
        records,
        lambda j: j.supported,
        lambda r: None if r.scores.citation_recall is None else r.scores.citation_recall == 1,
    )


def agreement(pairs: Sequence[Pair]) -> float | None:
    """Share of ``pairs`` whose opinions are the same; None without pairs."""
    return sum(p.judge == p.measured for p in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Agreement beyond chance (Cohen 1960); None where both always say the same one thing."""
    same = agreement(pairs)
    if same is None:
        return None
    judge = sum(p.judge for p in pairs) / len(pairs)
    measured = sum(p.measured for p in pairs) / len(pairs)
    by_chance = judge * measured + (1 - judge) * (1 - measured)
    return (same - by_chance) / (1 - by_chance) if by_chance < 1 else None


def _pairs(
    records: Iterable[Record],
    judged: Callable[[Judgement], bool | None],
    measured: Callable[[Record], bool | None],
) -> list[Pair]:
    pairs = []
    for record in records:
        if record.judgement is None:
            continue
        said, found = judged(record.judgement), measured(record)
        if said is not None and found is not None:
            pairs.append(Pair(said, found))
    return pairs
