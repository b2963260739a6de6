"""Rebuilds what the extractive answerer ships: python -m scripts.train_extractive.

Reads questions in SQuAD's format (XQuAD-en, CC BY-SA 4.0) and writes reader.npz and
model.json into assistant/extractive. The readers that have not seen a fold's articles are
kept in the work folder; benchmarks.answers reads them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from assistant.extractive.model import FORMAT, MODEL, Logistic, Model
from assistant.extractive.reader import ADAPTER
from index.embeddings import load_embedder
from scripts.extractive_training.combiner import make_cases
from scripts.extractive_training.crossvalidation import FOLDS, fit_model, read_held_out
from scripts.extractive_training.examples import load_examples
from scripts.extractive_training.reader import Settings, train_reader

DATA = Path("../shared/data/answers-dev")
WORK = Path("build/extractive")
ABOUT = {
    "data": "XQuAD-en, 24 articles, 612 questions (github.com/google-deepmind/xquad)",
    "licence": "CC BY-SA 4.0",
    "command": "python -m scripts.train_extractive",
}


def main() -> None:
    """Train what is missing from the work folder, then the small models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA, help="folder of SQuAD-format files")
    arguments.add_argument("--work", type=Path, default=WORK, help="where readers are kept")
    arguments.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)

    paragraphs, examples = load_examples(next(options.data.glob("*.json")))
    embedder = load_embedder()
    paragraphs.embed(embedder)
    questions = embedder.encode([example.question for example in examples])
    adapters = {fold: options.work / f"fold{fold}.npz" for fold in options.folds}
    for fold, path in [*adapters.items(), (-1, options.work / "all.npz")]:
        if not path.exists():
            print(f"reader without fold {fold}" if fold >= 0 else "reader on everything")
            kept = [i for i, e in enumerate(examples) if e.article % FOLDS != fold]
            train_reader([examples[i] for i in kept], paragraphs, questions[kept], path, Settings())

    cases = make_cases(examples, paragraphs, embedder.encode)
    model = fit_model(cases, read_held_out(cases, adapters))
    ADAPTER.write_bytes((options.work / "all.npz").read_bytes())
    MODEL.write_text(json.dumps(_stored(model), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {ADAPTER} ({ADAPTER.stat().st_size / 1e6:.1f} MB) and {MODEL}")


def _stored(model: Model) -> dict[str, object]:
    names = ("sentence", "span", "answerable", "answerable_unread", "sentence_unread")
    return {
        "format": FORMAT,
        **ABOUT,
        "parts": {name: _part(getattr(model, name)) for name in names},
    }


def _part(logistic: Logistic) -> dict[str, object]:
    return {
        "features": list(logistic.features),
        "mean": np.round(logistic.mean, 6).tolist(),
        "scale": np.round(logistic.scale, 6).tolist(),
        "weights": np.round(logistic.weights, 6).tolist(),
        "bias": round(logistic.bias, 6),
    }


if __name__ == "__main__":
    main()
