"""The extractive answerer as shipped, on deals it has not seen: python -m benchmarks.fresh_deals.

``benchmarks/deals`` holds invented deals that no training ever reads, each with hard questions
that its documents do not answer. ``--diagram FILE`` writes the reliability diagram as SVG.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import tostring

import torch
from rich.console import Console

from assistant.extractive.gathering import gather
from assistant.extractive.meaning import load_meaning
from assistant.extractive.model import load_model
from assistant.extractive.reader import Reader
from benchmarks.answers import abstention_table, sentences_table
from evals.calibration import calibration_bins
from evals.report_formats.elements import element
from evals.report_formats.plots import reliability_diagram
from index.embeddings import load_embedder
from scripts.extractive_training.cases import make_cases
from scripts.extractive_training.crossvalidation import Outcome, outcome_of
from scripts.extractive_training.examples import load_deals

DEALS = Path(__file__).with_name("deals")
STYLE = (
    "text{font:12px sans-serif;fill:#333}.frame{fill:none;stroke:#999}"
    ".diagonal{stroke:#999;stroke-dasharray:4}.bin{fill:#2563eb;fill-opacity:.6}"
)


def main() -> None:
    """Print which sentence is quoted, and how well declining and confidence do."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--deals", type=Path, default=DEALS)
    arguments.add_argument("--diagram", type=Path)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    embedder = load_embedder()
    meaning, reader, model = load_meaning(embedder.name), Reader(), load_model()
    with TemporaryDirectory() as folder:
        deals = load_deals(sorted(options.deals.glob("*.json")), Path(folder), embedder)
        outcomes = [outcome_of(case, model, meaning, reader) for case in make_cases(deals)]
    console = Console()
    console.print(f"{len(deals.groups)} deals, {len(outcomes)} questions")
    console.print(sentences_table([o for o in outcomes if o.case.kind == "full"], embedder))
    console.print(abstention_table(outcomes))
    if options.diagram:
        options.diagram.write_text(_diagram(outcomes), encoding="utf-8")
        console.print(f"wrote {options.diagram}")


def _diagram(outcomes: Sequence[Outcome]) -> str:
    """Share of questions whose quoted sentences answer, against confidence."""
    right = [
        bool(o.ranked) and o.case.is_right(gather(o.case.question, o.ranked, o.case.sentences))
        for o in outcomes
    ]
    bins = calibration_bins([o.confidence for o in outcomes], right)
    chart = reliability_diagram(bins, "answered rightly")
    chart.set("xmlns", "http://www.w3.org/2000/svg")
    chart.insert(0, element("style", STYLE))
    return tostring(chart, encoding="unicode") + "\n"


if __name__ == "__main__":
    main()
