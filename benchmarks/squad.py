"""The runner's SQuAD figures beside the official definitions: python -m benchmarks.squad.

Turns a SQuAD-format file into documents and a set, runs the set as ``deal-assistant eval`` does,
and scores the marked words a second time by the published definitions of exact match and F1
(Rajpurkar et al. 2016), written here apart from the runner's. Exits with 1 where the two differ
in the third decimal, with 3 where the data is absent or nothing was measured.
"""

from __future__ import annotations

import argparse
import json
import re
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.records import Run
from evals.reports import load_report

DATA = Path("../shared/data/answers-dev")


def main() -> int:
    """Run, score twice, print both."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--data", type=Path, default=DATA, help="a SQuAD file, or a folder of them"
    )
    arguments.add_argument("--jobs", type=int, default=2)
    options = arguments.parse_args()
    files = sorted(options.data.glob("*.json")) if options.data.is_dir() else [options.data]
    if not files or not files[0].exists():
        print(f"{options.data}: no SQuAD file. Name one with --data.", file=sys.stderr)
        return 3
    return max(_compare(file, options.jobs) for file in files)


def _compare(file: Path, jobs: int) -> int:
    """Run ``file``, print both figures; 1 where they differ, 3 where nothing was measured."""
    report = _run(file, jobs)
    marked = {record.id: record.span or "" for record in report.records}
    golds = _golds(json.loads(file.read_text(encoding="utf-8")))
    rows = [
        (name, ours, sum(max(score(marked[i], g) for g in golds[i]) for i in golds) / len(golds))
        for name, ours, score in (
            ("exact match", report.metrics.span_exact, _exact),
            ("F1", report.metrics.span_f1, _f1),
        )
        if ours is not None
    ]
    if not rows:
        print(f"{file}: no marked words were scored.", file=sys.stderr)
        return 3
    table = Table("metric", "runner", "official definition", title=f"{len(golds)} questions")
    for name, ours, official in rows:
        table.add_row(name, f"{ours:.4f}", f"{official:.4f}")
    Console().print(table)
    return int(any(round(ours, 3) != round(official, 3) for _, ours, official in rows))


def _golds(source: dict[str, Any]) -> dict[str, list[str]]:
    """Per question its answers that normalisation leaves something of, or the empty one."""
    items = [i for a in source["data"] for p in a["paragraphs"] for i in p["qas"]]
    texts = {i["id"]: [a["text"] for a in i["answers"] if _normalised(a["text"])] for i in items}
    return {id: found or [""] for id, found in texts.items()}


def _run(file: Path, jobs: int) -> Run:
    command = [sys.executable, "-m", "app"]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        subprocess.run(
            [*command, "eval", "adapt", "squad", str(file), "--out", str(out)], check=True
        )
        report = Path(folder) / "report.json"
        where = ["--set", str(out / "set.jsonl"), "--documents", str(out / "documents")]
        how = ["--report", str(report), "--jobs", str(jobs), "--no-cache"]
        subprocess.run([*command, "eval", *where, *how], check=True, stdout=subprocess.DEVNULL)
        return load_report(report)


def _normalised(text: str) -> str:
    lowered = text.lower()
    bare = "".join(c for c in lowered if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def _exact(predicted: str, gold: str) -> float:
    return float(_normalised(predicted) == _normalised(gold))


def _f1(predicted: str, gold: str) -> float:
    ours, theirs = _normalised(predicted).split(), _normalised(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * shared / (len(ours) + len(theirs))


if __name__ == "__main__":
    sys.exit(main())
