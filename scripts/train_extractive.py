"""Rebuilds what the extractive answerer ships: python -m scripts.train_extractive --public FILE.

The reader learns from public questions (see ``extractive_training/public_questions.py`` for
FILE) and from the training deals beside the training code. A quarter of those deals and every
question in SQuAD's format (XQuAD-en, CC BY-SA 4.0) are kept from it: on them the small models
are fitted, since confidence in what a reader has seen says nothing. Writes reader.npz and
model.json into assistant/extractive; about an hour and a half on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from assistant.extractive.model import FORMAT, MODEL, Logistic, Model
from assistant.extractive.reader import ADAPTER, Reader
from index.embeddings import Embedder, load_embedder
from scripts.extractive_training.answerable import fit_model, fit_shortlisting, read_case
from scripts.extractive_training.cases import Case, make_cases
from scripts.extractive_training.examples import (
    DEALS,
    KEPT_DEALS,
    Collection,
    load_deals,
    load_squad,
)
from scripts.extractive_training.public_questions import load_public
from scripts.extractive_training.reader import (
    Settings,
    asked_of,
    deal_rounds,
    public_rounds,
    train,
)

DATA = Path("../shared/data/answers-dev")
WORK = Path("build/extractive")
# The reader these steps made last. The small models are fitted on what it has not seen, so it
# ships with them or not at all.
CANDIDATE = Path(__file__).with_name("extractive_training") / "candidate.npz"
ABOUT = {
    "data": "scripts/extractive_training/deals (MIT); SQuADShifts (CC BY 4.0) and Natural "
    "Questions with changed names (CC BY-SA 3.0), both from the source archive of bigbench "
    "1.0.0 on PyPI; the small models also XQuAD-en, 24 articles, 612 questions (CC BY-SA 4.0)",
    "command": "python -m scripts.train_extractive --public bigbench-1.0.0.tar.gz",
}


def main() -> None:
    """Train the reader where the work folder holds none, then the small models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--public", type=Path, help="the source archive of bigbench 1.0.0")
    arguments.add_argument("--data", type=Path, default=DATA, help="folder of SQuAD-format files")
    arguments.add_argument("--work", type=Path, default=WORK, help="where readers are kept")
    arguments.add_argument("--small", action="store_true", help="take the reader that is there")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    embedder = load_embedder()
    with TemporaryDirectory() as folder:
        if not options.small:
            _train_reader(options.public, options.work, Path(folder), embedder)
        kept = load_kept(options.data, Path(folder), embedder)
        cases = [case for collection in kept for case in make_cases(collection)]
        print(f"{len(cases)} cases kept from the reader", flush=True)
        model = _fit(cases, Reader(options.work / "reader.npz"))
    ADAPTER.write_bytes(CANDIDATE.read_bytes())
    MODEL.write_text(json.dumps(_stored(model), indent=1) + "\n", encoding="utf-8")
    print(f"{ADAPTER} ({ADAPTER.stat().st_size / 1e6:.1f} MB), {MODEL}")


def load_kept(data: Path, folder: Path, embedder: Embedder) -> list[Collection]:
    """What the reader never sees: some training deals, and a file of ``data`` if there is one."""
    collections = [load_deals(sorted(KEPT_DEALS.glob("*.json")), folder / "kept", embedder)]
    collections += [
        load_squad(path, folder / "squad", embedder) for path in sorted(data.glob("*.json"))[:1]
    ]
    return collections


def _train_reader(archive: Path, work: Path, folder: Path, embedder: Embedder) -> None:
    asked, settings = load_public(archive), Settings()
    public, full = work / "public.npz", work / "reader.npz"
    if not public.exists():
        train(public_rounds(asked, settings), None, public, settings)
    cases = make_cases(load_deals(sorted(DEALS.glob("*.json")), folder / "deals", embedder))
    train(deal_rounds(asked, [asked_of(case) for case in cases], settings), public, full, settings)
    CANDIDATE.write_bytes(full.read_bytes())


def _fit(cases: Sequence[Case], reader: Reader) -> Model:
    shortlisting = fit_shortlisting(cases)
    reads = [read_case(case, shortlisting, reader) for case in cases]
    return fit_model(shortlisting, reads)


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
