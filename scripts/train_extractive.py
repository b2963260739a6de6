"""Rebuilds what the extractive answerer ships: python -m scripts.train_extractive --public FILE.

The reader learns from public questions (see ``extractive_training/public_questions.py`` for
FILE) and from the training deals beside the training code in four passes, and is an average of
them; where answers lie (meaning.npz) is learnt from the deals. The deals in ``deals/kept`` are kept
from both: on them the small models are fitted, since confidence in what a reader has seen says
nothing. Writes reader.npz, meaning.npz and model.json into assistant/extractive. With glibc, set
MALLOC_TRIM_THRESHOLD_ and MALLOC_MMAP_THRESHOLD_ to several GB: half of the time goes into
giving memory back otherwise.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from assistant.extractive.meaning import WEIGHTS, load_meaning
from assistant.extractive.model import FORMAT, MODEL, Logistic, Model
from assistant.extractive.reader import ADAPTER, Reader
from index.embeddings import Embedder, load_embedder
from scripts.extractive_training.answerable import fit_model, fit_shortlisting, read_case
from scripts.extractive_training.averaging import average_readers
from scripts.extractive_training.cases import make_cases
from scripts.extractive_training.examples import (
    DEALS,
    KEPT_DEALS,
    LATER_DEALS,
    REWORDINGS,
    Collection,
    load_deals,
)
from scripts.extractive_training.meaning import train_meaning
from scripts.extractive_training.public_questions import Asked, load_public
from scripts.extractive_training.reader import Settings, asked_of, train
from scripts.extractive_training.rounds import (
    first_rounds,
    fourth_rounds,
    second_rounds,
    third_rounds,
)

WORK = Path("build/extractive")
ABOUT = {
    "data": "scripts/extractive_training/deals (MIT); SQuADShifts (CC BY 4.0) and Natural "
    "Questions with changed names (CC BY-SA 3.0), both from the source archive of bigbench "
    "1.0.0 on PyPI",
    "command": "python -m scripts.train_extractive --public bigbench-1.0.0.tar.gz",
}


def main() -> None:
    """Train the reader and the map of meaning, then the small models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--public", type=Path, help="the source archive of bigbench 1.0.0")
    arguments.add_argument("--work", type=Path, default=WORK, help="where readers are kept")
    arguments.add_argument("--small", action="store_true", help="fit to the reader that ships")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    embedder = load_embedder()
    with TemporaryDirectory() as folder:
        if not options.small:
            _train(options.public, options.work, Path(folder), embedder)
        cases = list(make_cases(load_kept(Path(folder), embedder)))
        print(f"{len(cases)} cases kept from the reader", flush=True)
        meaning = load_meaning(embedder.name)
        shortlisting = fit_shortlisting(cases, meaning)
        reader = Reader()
        reads = [read_case(case, shortlisting, meaning, reader) for case in cases]
        model = fit_model(shortlisting, reads)
    MODEL.write_text(json.dumps(_stored(model), indent=1) + "\n", encoding="utf-8")
    print(f"{ADAPTER} ({ADAPTER.stat().st_size / 1e6:.1f} MB), {WEIGHTS}, {MODEL}")


def load_kept(folder: Path, embedder: Embedder) -> Collection:
    """The training deals that the reader never sees, indexed under ``folder``."""
    return load_deals(sorted(KEPT_DEALS.glob("*.json")), folder / "kept", embedder, REWORDINGS)


def _train(archive: Path, work: Path, folder: Path, embedder: Embedder) -> None:
    public, settings = load_public(archive), Settings()
    asked = _asked(DEALS, folder / "deals", embedder)
    plain = [one for one, reworded in asked if not reworded]
    deals = [one for one, _ in asked]
    later = [one for one, _ in _asked(LATER_DEALS, folder / "later", embedder)]
    train_meaning([*deals, *later], embedder, WEIGHTS)
    first, second, middle, third, before, fourth = (
        work / f"{name}.npz" for name in ("first", "second", "middle", "third", "before", "fourth")
    )
    train(first_rounds(public, plain, settings), None, first, settings)
    train(second_rounds(public, plain, settings), first, second, settings)
    average_readers([first, second], middle)
    train(third_rounds(public, deals, settings), middle, third, settings)
    average_readers([middle, third], before)
    train(fourth_rounds(public, deals, later, settings), before, fourth, settings)
    average_readers([before, fourth], ADAPTER)


def _asked(deals: Path, folder: Path, embedder: Embedder) -> list[tuple[Asked, bool]]:
    """The questions on ``deals``, and whether each is another in other words."""
    collection = load_deals(sorted(deals.glob("*.json")), folder, embedder, REWORDINGS)
    # More than an answer is given from, so that almost every answering sentence is learnt.
    cases = make_cases(collection, retrieved=40)
    return [(asked_of(case), case.example.reworded) for case in cases]


def _stored(model: Model) -> dict[str, object]:
    names = ("near", "sentence", "span", "answerable")
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
