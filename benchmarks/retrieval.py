"""Which stages of retrieval bring the right paragraph first, on SQuAD-format questions.

python -m benchmarks.retrieval [DATA], by default ../shared/data (answers-dev/*.json in it).
Each paragraph is one file of one index; a hit counts when it is of the gold paragraph.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from index.embeddings import load_embedder
from index.library import Library
from index.search import SearchStages

ABLATION = {
    "dense": SearchStages(lexical=False, preference=False),
    "lexical": SearchStages(dense=False, preference=False),
    "fused": SearchStages(preference=False),
    "fused, half lexical": SearchStages(preference=False, lexical_weight=0.5),
    "fused, not collapsed": SearchStages(preference=False, collapse=False),
    "all": SearchStages(),
}


def main(data: Path) -> None:
    sets = sorted((data / "answers-dev").glob("*.json"))
    if not sets:
        print(f"{data / 'answers-dev'} is absent: nothing measured")
        return
    with TemporaryDirectory() as folder:
        questions = _written(sets, Path(folder) / "files")
        library = Library.open(Path(folder) / "index", embedder=load_embedder())
        report = library.sync(Path(folder) / "files")
        print(f"{len(report.added)} documents, {len(report.failed)} failed", end=", ")
        print(f"{len(questions)} questions")
        for _, question in questions:
            library.embedder.encode([question])
        print(f"{'stages':24}{'first':>8}{'top 5':>8}{'time / dense':>14}")
        dense_s = 0.0
        for name, stages in ABLATION.items():
            started = perf_counter()
            places = [_place(library, path, q, stages) for path, q in questions]
            seconds = perf_counter() - started
            dense_s = dense_s or seconds
            first = sum(p == 0 for p in places) / len(places)
            top = sum(p < 5 for p in places) / len(places)
            print(f"{name:24}{first:8.3f}{top:8.3f}{seconds / dense_s:14.2f}")
        library.close()


def _written(sets: Sequence[Path], folder: Path) -> list[tuple[str, str]]:
    """Write each paragraph to a file; returns (file, question) pairs."""
    folder.mkdir()
    questions = []
    articles = [a for path in sets for a in json.loads(path.read_text())["data"]]
    for number, article in enumerate(articles):
        for ordinal, paragraph in enumerate(article["paragraphs"]):
            name = f"{number:03}-{ordinal:03}.txt"
            (folder / name).write_text(paragraph["context"])
            questions += [(name, qa["question"]) for qa in paragraph["qas"]]
    return questions


def _place(library: Library, path: str, question: str, stages: SearchStages) -> int:
    documents = [h.document.path for h in library.search(question, k=20, stages=stages)]
    found = list(dict.fromkeys(documents))
    return found.index(path) if path in found else len(found) + 5


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
