"""What a run's questions cost where a chat model is paid for."""

from __future__ import annotations

from evals.fact_types import Frozen
from evals.records import Run

TOKENS_PRICED = 1_000_000


class Prices(Frozen):
    """Prices of a chat model in a currency of your choice, for a million tokens each."""

    input: float
    output: float


def with_cost(run: Run, prices: Prices) -> Run:
    """``run`` with the mean cost of a question, not measured where no tokens were counted.

    A judge's tokens are not in it: it is paid for once a run, not by those who ask.
    """
    read, written = run.metrics.input_tokens, run.metrics.output_tokens
    if read is None or written is None:
        return run
    cost = (read * prices.input + written * prices.output) / TOKENS_PRICED
    return run.model_copy(
        update={"metrics": run.metrics.model_copy(update={"cost_per_question": cost})}
    )
