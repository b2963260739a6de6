"""Start-up, latency and memory of the running service: python -m benchmarks.operations.

Starts ``deal-assistant serve`` on a fresh data directory, as ``make run`` does once it has
installed, asks it questions over HTTP one after the other, and reads its resident memory.
The figures are for the machine they are taken on; docs/operations.md says which that was.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from evals.sets import load_set

SAMPLES = Path("samples")
QUESTIONS = Path("evals/sets/samples.jsonl")


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=Path, default=SAMPLES)
    arguments.add_argument("--questions", type=int, default=60, help="how many are asked")
    options = arguments.parse_args()
    questions = [case.question for case in load_set(QUESTIONS).questions if not case.history]
    table = Table("what", "figure")
    with TemporaryDirectory() as folder, _service(options.documents, Path(folder)) as service:
        url, process, seconds = service
        table.add_row("from start to serving, documents indexed", f"{seconds:.1f} s")
        table.add_row("memory when it starts serving", f"{_resident(process):.0f} MB")
        with httpx.Client(base_url=url, timeout=60) as client:
            for question in questions[:3]:
                client.post("/api/ask", json={"question": question}).raise_for_status()
            taken = []
            for question in questions[3 : 3 + options.questions]:
                started = perf_counter()
                client.post("/api/ask", json={"question": question}).raise_for_status()
                taken.append(perf_counter() - started)
        for percent in (50, 95):
            shown = f"{float(np.percentile(taken, percent)) * 1000:.0f} ms"
            table.add_row(f"answer over HTTP, p{percent} of {len(taken)}", shown)
        table.add_row("memory after the questions", f"{_resident(process):.0f} MB")
    table.add_row("processor cores", str(os.cpu_count()))
    Console().print(table)


@contextmanager
def _service(documents: Path, data: Path) -> Iterator[tuple[str, subprocess.Popen[str], float]]:
    """The service on a free port: its address, process, and seconds until it served."""
    environment = os.environ | {"DEAL_ASSISTANT_DATA_DIR": str(data)}
    command = [
        str(Path(sys.executable).with_name("deal-assistant")),
        *("serve", "--documents", str(documents), "--port", "0"),
    ]
    started = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            for line in process.stdout or ():
                if line.startswith("Chat: "):
                    yield line.split()[1].rstrip("/"), process, perf_counter() - started
                    break
            else:
                raise SystemExit("The service ended before it served; run it by hand to see why.")
        finally:
            process.terminate()


def _resident(process: subprocess.Popen[str]) -> float:
    """Resident memory of ``process`` in MB, from Linux's /proc."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    main()
