"""Why an answer failed: the first cause that applies, so that each failure counts once."""

from __future__ import annotations

from evals.records import Cause, Scores


def cause_of(scores: Scores, *, answerable: bool, abstained: bool) -> Cause | None:
    """The cause of failure, None if every expectation is met."""
    if scores.forbidden:
        return Cause.SAYS_FORBIDDEN
    if not answerable:
        return None if abstained else Cause.WRONGLY_ANSWERED
    fell_short = abstained or False in {scores.facts_strict, scores.reference_correct}
    if fell_short and scores.evidence_rank == 0:
        return Cause.NOT_RETRIEVED
    if abstained:
        return Cause.WRONGLY_DECLINED
    if _is_unsupported(scores):
        return Cause.UNSUPPORTED
    return Cause.NOT_EXTRACTED if fell_short else None


def _is_unsupported(scores: Scores) -> bool:
    """A citation that does not stand, a claim it does not bear out, a figure from nowhere."""
    shares = (scores.citations, scores.citation_recall)
    return scores.figures.not_cited > 0 or any(s is not None and s < 1 for s in shares)
