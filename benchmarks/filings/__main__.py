"""Does the right filing come first, and the right page: python -m benchmarks.filings [--stages].

Sixty invented filings in one index, with about two hundred analysts' questions. What is measured
here is kinder than real filings are: these are shorter, and in one hand with the questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.filings.asked import Asked, questions
from benchmarks.filings.reports import write_filings
from index.embeddings import load_embedder
from index.library import Library
from index.search import SearchStages

STAGES = ("preference", "expansion", "statements", "spread", "coverage", "dense", "lexical")


def main() -> None:
    """Index the filings and print the table; with --stages, each stage switched off in turn."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--stages", action="store_true")
    options = arguments.parse_args()
    with TemporaryDirectory() as folder:
        filings = write_filings(Path(folder) / "filings")
        library = Library.open(Path(folder) / "index", embedder=load_embedder())
        library.sync(Path(folder) / "filings")
        asked = questions(filings)
        title = f"{len(filings)} filings, {len(asked)} questions"
        table = Table(
            "stages", "right filing first", "page first", "page in five", "ms", title=title
        )
        table.add_row("everything", *_measured(library, asked, SearchStages()))
        for stage in STAGES if options.stages else ():
            stages = replace(SearchStages(), **{stage: False})
            table.add_row(f"without {stage}", *_measured(library, asked, stages))
        Console().print(table)
        library.close()


def _measured(library: Library, asked: Sequence[Asked], stages: SearchStages) -> list[str]:
    filing = page = pages = 0
    started = perf_counter()
    for one in asked:
        hits = library.search(one.question, k=5, stages=stages)
        right = [h.document.path == one.document and h.passage.page in one.pages for h in hits]
        filing += bool(hits) and hits[0].document.path == one.document
        page += right[:1] == [True]
        pages += any(right)
    each = (perf_counter() - started) / len(asked) * 1000
    return [*(f"{n / len(asked):.3f}" for n in (filing, page, pages)), f"{each:.0f}"]


if __name__ == "__main__":
    main()
