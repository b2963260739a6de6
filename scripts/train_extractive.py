"""Rebuilds what the extractive answerer ships: python -m scripts.train_extractive.

Reads the training deals beside the training code and questions in SQuAD's format (XQuAD-en,
CC BY-SA 4.0), and writes reader.npz and model.json into assistant/extractive. Readers that
have not seen a fold are kept in the work folder; benchmarks.answers reads them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from assistant.extractive.closeness import Closeness
from assistant.extractive.model import FORMAT, MODEL, Logistic, Model
from assistant.extractive.reader import ADAPTER
from index.embeddings import Embedder, load_embedder
from scripts.extractive_training.answerable import fit_model, fit_shortlisting
from scripts.extractive_training.cases import FOLDS, Case, make_cases
from scripts.extractive_training.crossvalidation import read_held_out
from scripts.extractive_training.examples import DEALS, Collection, load_deals, load_squad
from scripts.extractive_training.reader import Settings, practise, train_reader

DATA = Path("../shared/data/answers-dev")
WORK = Path("build/extractive")
ABOUT = {
    "data": "scripts/extractive_training/deals (MIT); XQuAD-en, 24 articles, 612 questions "
    "(github.com/google-deepmind/xquad, CC BY-SA 4.0)",
    "command": "python -m scripts.train_extractive",
}


def main() -> None:
    """Train the readers that are missing from the work folder, then the small models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA, help="folder of SQuAD-format files")
    arguments.add_argument("--work", type=Path, default=WORK, help="where readers are kept")
    arguments.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    arguments.add_argument(
        "--only", choices=["practice", "folds", "all"], help="train just these readers"
    )
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    practised = options.work / "practised.npz"
    if not practised.exists():
        print("practice", flush=True)
        practise(practised, Settings())
    if options.only == "practice":
        return
    embedder = load_embedder()
    with TemporaryDirectory() as folder:
        collections = load_collections(options.data, Path(folder), embedder)
        cases = [case for collection in collections for case in make_cases(collection)]
        print(f"{len(cases)} cases")
        adapters = {fold: options.work / f"fold{fold}.npz" for fold in options.folds}
        wanted = {"folds": adapters, "all": {-1: options.work / "all.npz"}}
        for part in [options.only] if options.only else ["folds", "all"]:
            for fold, path in wanted[part].items():
                if not path.exists():
                    _train(cases, practised, fold, path)
        if options.only:
            return
        closeness = Closeness(embedder.encode)
        reads = read_held_out(cases, adapters, closeness)
        model = fit_model(fit_shortlisting(cases, closeness), reads)
    ADAPTER.write_bytes((options.work / "all.npz").read_bytes())
    MODEL.write_text(json.dumps(_stored(model), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {ADAPTER} ({ADAPTER.stat().st_size / 1e6:.1f} MB) and {MODEL}")


def load_collections(data: Path, folder: Path, embedder: Embedder) -> list[Collection]:
    """The training deals, and the SQuAD-format file of ``data`` where there is one."""
    collections = [load_deals(sorted(DEALS.glob("*.json")), folder / "deals", embedder)]
    collections += [
        load_squad(path, folder / "squad", embedder) for path in sorted(data.glob("*.json"))[:1]
    ]
    return collections


def _train(cases: Sequence[Case], practised: Path, fold: int, path: Path) -> None:
    """Train on everything but ``fold``; on everything where no case is of that fold."""
    print(f"reader without fold {fold}" if fold >= 0 else "reader on everything", flush=True)
    kept = [c for c in cases if c.fold != fold and c.kind in {"full", "unstated"}]
    train_reader(kept, practised, path, Settings())


def _stored(model: Model) -> dict[str, object]:
    names = ("words", "near", "sentence", "span", "answerable")
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
