"""How a command says that it cannot do its work."""

from __future__ import annotations

from rich.console import Console

from corpus.errors import DealAssistantError
from evals.exit_codes import ExitCode


def fail(error: DealAssistantError, code: ExitCode) -> ExitCode:
    """Print ``error`` on standard error and return ``code``."""
    Console(stderr=True).print(
        str(error), style="red", markup=False, highlight=False, soft_wrap=True
    )
    return code
