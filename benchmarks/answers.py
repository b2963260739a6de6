"""Extractive answers on what the reader has not seen: python -m benchmarks.answers [--data DIR].

The training deals that were kept from the reader, cross-validated: the small models are fitted
without the deals they are measured on. Then, where they are at hand, articles in SQuAD's format,
by the answerer as shipped: nothing of it was trained on them. Peers in the same run, over the
same retrieved passages: the sentence nearest by cosine (question to sentence plus question to
passage), and BM25.
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
from assistant.extractive.gathering import gather
from assistant.extractive.meaning import load_meaning
from assistant.extractive.model import load_model
from assistant.extractive.ranking import CLOSE_FEATURES, Ranked
from assistant.extractive.reader import Reader
from index.embeddings import Embedder, load_embedder
from index.search import SearchStages
from scripts.extractive_training.cases import Case, make_cases
from scripts.extractive_training.combiner import token_f1
from scripts.extractive_training.crossvalidation import (
    Outcome,
    cross_validate,
    mean,
    outcome_of,
)
from scripts.extractive_training.examples import Collection, load_squad
from scripts.train_extractive import load_kept

BINS = 10
DATA = Path("../shared/data/answers-dev")
STAGES = {
    "everything": SearchStages(),
    "without dense": SearchStages(dense=False),
    "without lexical": SearchStages(lexical=False),
    "without expansion": SearchStages(expansion=False),
    "without preference": SearchStages(preference=False),
    "without coverage": SearchStages(coverage=False),
    "without collapse": SearchStages(collapse=False),
}


def main() -> None:
    """Print every figure, and which input is missing."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA)
    options = arguments.parse_args()
    console = Console()
    torch.set_num_threads(1)
    embedder = load_embedder()
    if not any(options.data.glob("*.json")):
        console.print(f"answers: no SQuAD-format file in {options.data}; the deals alone are used")
    with TemporaryDirectory() as folder:
        deals = load_kept(Path(folder), embedder)
        articles = [
            load_squad(p, Path(folder), embedder) for p in sorted(options.data.glob("*.json"))
        ]
        for collection in (deals, *articles):
            console.print(_retrieval(collection))
            console.print(_speed(collection, embedder))
        meaning, reader = load_meaning(embedder.name), Reader()
        _print(console, embedder, deals, cross_validate(list(make_cases(deals)), meaning, reader))
        for collection in articles:
            answered = [
                outcome_of(c, load_model(), meaning, reader) for c in make_cases(collection)
            ]
            _print(console, embedder, collection, answered)


def _print(
    console: Console, embedder: Embedder, collection: Collection, outcomes: Sequence[Outcome]
) -> None:
    console.print(f"{collection.name}: {len({o.case.example.group for o in outcomes})} unseen")
    console.print(sentences_table([o for o in outcomes if o.case.kind == "full"], embedder))
    console.print(abstention_table(outcomes))


def _retrieval(collection: Collection) -> Table:
    """Where the first document with the answer is found, stage by stage."""
    table = Table(f"retrieval: {collection.name}", "first", "in five", "in twelve")
    asked = [example for example in collection.examples if example.golds]
    for name, stages in STAGES.items():
        ranks = []
        for example in asked:
            hits = collection.library.search(example.question, k=12, stages=stages)
            places = [
                n
                for n, hit in enumerate(hits)
                for gold in example.golds
                if gold.document_id == hit.passage.document_id
                and hit.passage.start <= gold.start < hit.passage.end
            ]
            ranks.append(min(places, default=99))
        table.add_row(name, *(f"{mean([r < k for r in ranks]):.3f}" for k in (1, 5, 12)))
    return table


def _speed(collection: Collection, embedder: Embedder) -> Table:
    """Milliseconds to answer from hits, one thread, nothing kept from earlier questions."""
    table = Table(f"speed: {collection.name}", "p50", "p95")
    answerer = ExtractiveAnswerer(embedder)
    seconds = []
    for example in collection.examples[:200]:
        hits = collection.library.search(example.question, k=12)
        started = perf_counter()
        answerer.answer(example.question, hits, collection.library)
        seconds.append(perf_counter() - started)
    shown = [f"{float(np.percentile(seconds, percent)) * 1000:.0f} ms" for percent in (50, 95)]
    table.add_row("answer after retrieval", *shown)
    return table


def sentences_table(full: Sequence[Outcome], embedder: Embedder) -> Table:
    """Whether the first sentence answers, and how well the marked words do; with peers."""
    table = Table("which sentence", "answers", "words: exact", "words: F1")
    spans = [(_marked(o), o.case.example.answer) for o in full if o.case.example.answer]
    f1 = [token_f1(marked, answer) for marked, answer in spans]
    right = mean([o.case.is_right(o.ranked[:1]) for o in full])
    exact = mean([value == 1.0 for value in f1])
    table.add_row("all features", f"{right:.3f}", f"{exact:.3f}", f"{mean(f1):.3f}")
    quoted = mean([o.case.is_right(_quoted(o)) for o in full])
    table.add_row("all that is quoted", f"{quoted:.3f}", "", "")
    near = mean([o.case.holds[o.read.listed.chosen[0]] for o in full if o.read.listed.chosen])
    table.add_row("without the reader", f"{near:.3f}", "", "")
    alone = mean([_by_reader(o) for o in full])
    table.add_row("reader alone", f"{alone:.3f}", "", "")
    peers: dict[str, Callable[[Case], bool]] = {
        "peer: cosine": lambda case: _cosine(case, embedder),
        "peer: BM25": _bm25,
    }
    for name, peer in peers.items():
        table.add_row(name, f"{mean([peer(o.case) for o in full if o.case.sentences]):.3f}", "", "")
    return table


def _by_reader(outcome: Outcome) -> bool:
    at = CLOSE_FEATURES.index("reader")
    order = sorted(outcome.ranked, key=lambda ranked: -float(ranked.features[at]))
    return outcome.case.is_right(tuple(order[:1]))


def _quoted(outcome: Outcome) -> tuple[Ranked, ...]:
    case = outcome.case
    return gather(case.question, outcome.ranked, case.sentences) if outcome.ranked else ()


def abstention_table(outcomes: Sequence[Outcome]) -> Table:
    """Answerable questions against each kind of unanswerable one."""
    table = Table("against", "questions", "AUROC", "declined rightly")
    full = [o for o in outcomes if o.case.kind == "full"]
    for kind in sorted({o.case.kind for o in outcomes} - {"full"}):
        other = [o for o in outcomes if o.case.kind == kind]
        labels = [1] * len(full) + [0] * len(other)
        area = roc_auc_score(labels, [o.confidence for o in (*full, *other)])
        declined = mean([o.confidence < DECLINE_BELOW for o in other])
        table.add_row(kind, str(len(other)), f"{area:.3f}", f"{declined:.3f}")
    answered = mean([o.confidence >= DECLINE_BELOW for o in full])
    table.add_row("answerable ones answered", str(len(full)), "", f"{answered:.3f}")
    plain = [o for o in outcomes if o.case.kind in {"full", "no article", "unstated"}]
    right = np.array([o.case.is_right(_quoted(o)) for o in plain])
    error = _calibration_error(np.array([o.confidence for o in plain]), right)
    table.add_row("expected calibration error", str(len(plain)), "", f"{error:.3f}")
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


def _marked(outcome: Outcome) -> str:
    if not outcome.ranked or outcome.ranked[0].span is None:
        return ""
    span = outcome.ranked[0].span
    return outcome.ranked[0].sentence.text[span.start : span.end]


def _cosine(case: Case, embedder: Embedder) -> bool:
    vectors = embedder.encode([case.question.text, *(s.text for s in case.sentences)])
    passages = np.array([case.hits[s.passage_rank].similarity or 0.0 for s in case.sentences])
    return case.holds[int(np.argmax(vectors[1:] @ vectors[0] + passages))]


def _bm25(case: Case) -> bool:
    words = [re.findall(r"\w+", s.text.lower()) for s in case.sentences]
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    scores = index.get_scores(re.findall(r"\w+", case.question.text.lower()))
    return case.holds[int(np.argmax(scores))]


if __name__ == "__main__":
    main()
