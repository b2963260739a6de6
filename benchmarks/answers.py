"""Extractive answers on SQuAD-format questions: python -m benchmarks.answers [--data DIR].

Cross-validated by article: the readers kept by ``python -m scripts.train_extractive`` are
asked only about articles they have not seen, and the small models are fitted without the
articles they are measured on. Peers in the same run, over the same retrieved paragraphs: the
sentence nearest by cosine (question to sentence plus question to paragraph), and BM25.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import bm25s
import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.metrics import roc_auc_score

from assistant.extractive import ExtractiveAnswerer
from assistant.extractive.abstention import DECLINE_BELOW
from assistant.extractive.ranking import CLOSE_FEATURES, Ranked
from index.embeddings import Embedder, load_embedder
from index.library import Library
from scripts.extractive_training.answerable import is_right
from scripts.extractive_training.combiner import Case, make_cases, token_f1
from scripts.extractive_training.crossvalidation import (
    FOLDS,
    Outcome,
    cross_validate,
    mean,
    read_held_out,
)
from scripts.extractive_training.examples import Example, Paragraphs, load_examples

DATA = Path("../shared/data/answers-dev")
WORK = Path("build/extractive")
BINS = 10


def main() -> None:
    """Print every figure, or say which input is missing."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--work", type=Path, default=WORK)
    options = arguments.parse_args()
    files = sorted(options.data.glob("*.json")) if options.data.is_dir() else []
    console = Console()
    if not files:
        console.print(f"answers: no SQuAD-format file in {options.data}, nothing is measured")
        return
    torch.set_num_threads(1)
    embedder = load_embedder()
    paragraphs, examples = load_examples(files[0])
    paragraphs.embed(embedder)
    console.print(_retrieval_and_speed(paragraphs, examples, embedder))

    adapters = {f: options.work / f"fold{f}.npz" for f in range(FOLDS)}
    adapters = {f: path for f, path in adapters.items() if path.exists()}
    if not adapters:
        console.print(
            f"answers: no held-out reader in {options.work}; run scripts.train_extractive"
        )
        return
    cases = make_cases(examples, paragraphs, embedder.encode)
    outcomes = cross_validate(cases, read_held_out(cases, adapters))
    full = [o for o in outcomes if o.case.kind == "full"]
    console.print(f"cross-validated on {len(full)} questions, folds {sorted(adapters)} of {FOLDS}")
    console.print(_sentences(full, embedder))
    console.print(_abstention(outcomes))


def _retrieval_and_speed(
    paragraphs: Paragraphs, examples: Sequence[Example], embedder: Embedder
) -> Table:
    """Recall in a real index of the paragraphs, and seconds to answer from its hits."""
    table = Table("retrieval and speed", "value")
    with TemporaryDirectory() as folder:
        source = Path(folder, "documents")
        source.mkdir()
        for document in paragraphs.documents:
            Path(source, document.path).write_text(document.text, encoding="utf-8")
        library = Library.open(Path(folder, "data"), embedder=embedder)
        library.sync(source)
        answerer = ExtractiveAnswerer(embedder)
        ranks, seconds = [], []
        for example in examples:
            hits = library.search(example.question, k=8)
            paths = [hit.document.path for hit in hits]
            wanted = paragraphs.documents[example.document].path
            ranks.append(paths.index(wanted) if wanted in paths else len(paths) + 1)
            started = perf_counter()
            answerer.answer(example.question, hits, library)
            seconds.append(perf_counter() - started)
        library.close()
    table.add_row("right paragraph first", f"{mean([r < 1 for r in ranks]):.3f}")
    table.add_row("right paragraph in five", f"{mean([r < 5 for r in ranks]):.3f}")
    for percent in (50, 95):
        value = float(np.percentile(seconds, percent)) * 1000
        table.add_row(f"answer after retrieval, p{percent}, one thread", f"{value:.0f} ms")
    return table


def _sentences(full: Sequence[Outcome], embedder: Embedder) -> Table:
    """Whether the first sentence answers, and how well the marked words do; with peers."""
    table = Table("which sentence", "answers", "words: exact", "words: F1")
    reader = CLOSE_FEATURES.index("reader")
    ways: dict[str, Callable[[Outcome], Sequence[Ranked]]] = {
        "all features": lambda o: o.ranked,
        "without the reader": lambda o: o.by_words,
        "reader alone": lambda o: sorted(o.ranked, key=lambda r: -float(r.features[reader])),
    }
    for name, way in ways.items():
        pairs = [(o.case, way(o)) for o in full]
        right = mean([is_right(case, ranked) for case, ranked in pairs])
        spans = [_marked(ranked) for _, ranked in pairs]
        f1 = [token_f1(s, c.example.answer) for s, (c, _) in zip(spans, pairs, strict=True)]
        exact = mean([value == 1.0 for value in f1])
        words = ("", "") if name == "without the reader" else (f"{exact:.3f}", f"{mean(f1):.3f}")
        table.add_row(name, f"{right:.3f}", *words)
    table.add_row("peer: cosine", f"{mean([_cosine(o.case, embedder) for o in full]):.3f}", "", "")
    table.add_row("peer: BM25", f"{mean([_bm25(o.case) for o in full]):.3f}", "", "")
    return table


def _abstention(outcomes: Sequence[Outcome]) -> Table:
    """Answerable questions against each kind of unanswerable one."""
    table = Table("against", "questions", "AUROC", "AUROC by words", "declined rightly")
    full = [o for o in outcomes if o.case.kind == "full"]
    for kind in ("no article", "no paragraph", "renamed"):
        other = [o for o in outcomes if o.case.kind == kind]
        labels = [1] * len(full) + [0] * len(other)
        read = roc_auc_score(labels, [o.confidence for o in (*full, *other)])
        words = roc_auc_score(labels, [o.confidence_by_words for o in (*full, *other)])
        declined = mean([o.confidence < DECLINE_BELOW for o in other])
        table.add_row(kind, str(len(other)), f"{read:.3f}", f"{words:.3f}", f"{declined:.3f}")
    answered = mean([o.confidence >= DECLINE_BELOW for o in full])
    table.add_row("answerable ones answered", str(len(full)), "", "", f"{answered:.3f}")
    plain = [o for o in outcomes if o.case.kind in {"full", "no article"}]
    right = np.array([is_right(o.case, o.ranked) for o in plain])
    error = _calibration_error(np.array([o.confidence for o in plain]), right)
    table.add_row("expected calibration error", str(len(plain)), "", "", f"{error:.3f}")
    return table


def _calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over BINS bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(
        sum(
            (bins == b).mean() * abs(confidence[bins == b].mean() - right[bins == b].mean())
            for b in range(BINS)
            if (bins == b).any()
        )
    )


def _marked(ranked: Sequence[Ranked]) -> str:
    span = ranked[0].span if ranked else None
    return ranked[0].sentence.text[span.start : span.end] if span else ""


def _cosine(case: Case, embedder: Embedder) -> bool:
    vectors = embedder.encode([case.question.text, *(s.text for s in case.sentences)])
    passages = np.array([case.hits[s.passage_rank].similarity or 0.0 for s in case.sentences])
    return bool(case.gold[int(np.argmax(vectors[1:] @ vectors[0] + passages))])


def _bm25(case: Case) -> bool:
    words = [re.findall(r"\w+", s.text.lower()) for s in case.sentences]
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    scores = index.get_scores(re.findall(r"\w+", case.question.text.lower()))
    return bool(case.gold[int(np.argmax(scores))])


if __name__ == "__main__":
    main()
