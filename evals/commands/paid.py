"""What an evaluation adds where chat models are paid: a judge's opinion, and the cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from evals.progress import show_progress

if TYPE_CHECKING:
    from evals.judge import Judge
    from evals.records import Run
    from evals.sets import EvalSet


@dataclass(frozen=True, slots=True)
class Paid:
    """The judge as ``PROVIDER:MODEL``, and the answering model's prices for a million tokens."""

    judge: str | None = None
    judge_base_url: str | None = None
    prices: tuple[float, float] | None = None

    def load_judge(self, cache_dir: Path, *, read: bool) -> Judge | None:
        """The judge, None where none is named; what it says is kept in ``cache_dir``.

        Raises:
            ChatModelSettingError: there is no such model, or its key is missing.
        """
        from assistant.chat_models import load_chat_model
        from evals.judge import Judge

        if self.judge is None:
            return None
        name = self.judge if self.judge_base_url is None else f"{self.judge} {self.judge_base_url}"
        model = load_chat_model(self.judge, base_url=self.judge_base_url)
        return Judge(model, name, cache_dir / "judge", read=read)

    def added_to(self, run: Run, eval_set: EvalSet, judge: Judge | None, console: Console) -> Run:
        """``run`` with what the judge says, and with the cost where prices are given.

        Raises:
            ChatModelFailedError: the judge cannot be reached.
        """
        from evals.cost import Prices, with_cost
        from evals.judge import judge_run

        if judge is not None:
            with show_progress(console, "judging") as show:
                run = judge_run(run, eval_set.questions, judge, show)
        if self.prices is not None:
            run = with_cost(run, Prices(input=self.prices[0], output=self.prices[1]))
        return run
