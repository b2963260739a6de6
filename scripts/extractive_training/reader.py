"""Trains the reader's adapter: practice questions first, then the real ones."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from assistant.extractive.features import Rarity
from assistant.extractive.ranking import excerpt_of
from assistant.extractive.reader import Batch, Encoded, Excerpt, Reader
from index.words import content_stems
from scripts.extractive_training.cases import Case
from scripts.extractive_training.relations import make_practice


@dataclass(frozen=True)
class Settings:
    """How the reader is trained."""

    lower: int = 1
    rank: int = 16
    dropout: float = 0.1
    rate: float = 1.5e-3
    practice_rounds: int = 5
    practice_size: int = 8000
    epochs: int = 4
    negatives: int = 5
    seed: int = 0


@dataclass(frozen=True)
class Pair:
    """A question and sentence, the frozen layers' states of them, and the answer's pieces.

    ``first`` and ``last`` are 0 where the sentence does not answer.
    """

    encoded: Encoded
    states: Tensor
    first: int
    last: int


@dataclass(frozen=True)
class Wanted:
    """A question, what is read, and the answer's characters in the sentence; -1 for none."""

    question: str
    excerpt: Excerpt
    start: int
    end: int


def practise(path: Path, settings: Settings) -> None:
    """Train on practice questions alone and write ``path``; no document is seen."""
    chance = random.Random(settings.seed)
    reader, trained, optimiser = _ready(settings, None)
    for number in range(settings.practice_rounds):
        made = make_practice(settings.practice_size, chance)
        pairs = _encode(reader, [Wanted(p.question, p.excerpt, p.start, p.end) for p in made])
        chance.shuffle(pairs)
        done = number / settings.practice_rounds
        first = settings.rate * (0.1 if number == 0 else 1 - 0.7 * done)
        rates = (first, settings.rate * (1 - 0.7 * (done + 1 / settings.practice_rounds)))
        _epoch(reader, pairs, 32, rates, optimiser, trained, f"practice {number + 1}")
    _save(reader, path, settings)


def train_reader(cases: Sequence[Case], practised: Path, path: Path, settings: Settings) -> None:
    """Train the reader at ``practised`` on ``cases`` and write ``path``."""
    chance = random.Random(settings.seed)
    reader, trained, optimiser = _ready(settings, practised)
    real = _real(reader, cases, settings)
    for epoch in range(settings.epochs):
        chance.shuffle(real)
        chosen: list[Pair] = []
        for good, bad in real:
            chosen += chance.sample(good, min(1, len(good)))
            chosen += chance.sample(bad, min(1, len(bad)))
        done = epoch / settings.epochs
        rates = (
            settings.rate * (1 - done),
            settings.rate * max(0.02, 1 - done - 1 / settings.epochs),
        )
        _epoch(reader, chosen, 16, rates, optimiser, trained, f"questions {epoch + 1}")
    _save(reader, path, settings)


def _ready(
    settings: Settings, start: Path | None
) -> tuple[Reader, list[torch.nn.Parameter], torch.optim.Optimizer]:
    torch.manual_seed(settings.seed)
    reader = Reader(None, rank=settings.rank, lower=settings.lower)
    if start is not None:
        stored = dict(np.load(start))
        state = {
            name: torch.from_numpy(value.astype(np.float32))
            for name, value in stored.items()
            if name not in {"lower", "rank"}
        }
        reader.upper.load_state_dict(state, strict=False)
    reader.upper.dropout.p = settings.dropout
    trained = [p for p in reader.upper.parameters() if p.requires_grad]
    return reader, trained, torch.optim.AdamW(trained, lr=settings.rate, weight_decay=0.01)


def _epoch(
    reader: Reader,
    pairs: Sequence[Pair],
    size: int,
    rates: tuple[float, float],
    optimiser: torch.optim.Optimizer,
    trained: list[torch.nn.Parameter],
    title: str,
) -> None:
    reader.upper.train()
    started, total, steps = perf_counter(), 0.0, math.ceil(len(pairs) / size)
    for step in range(steps):
        batch = pairs[step * size : (step + 1) * size]
        padded = Batch.of([pair.encoded for pair in batch])
        states = torch.zeros(*padded.ids.shape, batch[0].states.shape[-1])
        for row, pair in enumerate(batch):
            states[row, : len(pair.states)] = pair.states.float()
        logits = reader.upper(states, padded.types, padded.mask, padded.appearance)
        loss = functional.cross_entropy(logits[..., 0], torch.tensor([p.first for p in batch]))
        loss = loss + functional.cross_entropy(
            logits[..., 1], torch.tensor([p.last for p in batch])
        )
        for group in optimiser.param_groups:
            group["lr"] = rates[0] + (rates[1] - rates[0]) * step / steps
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        total += float(loss.detach())
    print(f"  {title}: loss {total / steps:.3f}, {perf_counter() - started:.0f} s", flush=True)
    reader.upper.eval()


def _real(
    reader: Reader, cases: Sequence[Case], settings: Settings
) -> list[tuple[list[Pair], list[Pair]]]:
    """Per case, the answering sentences and those nearest to the question that do not answer."""
    wanted: list[Wanted] = []
    groups: list[tuple[list[int], list[int]]] = []
    for case in cases:
        good, bad = _chosen(case, settings.negatives)
        if not good and case.kind == "full":
            continue
        first = len(wanted)
        wanted += [_wanted(case, i) for i in good] + [_wanted(case, i) for i in bad]
        middle = first + len(good)
        groups.append((list(range(first, middle)), list(range(middle, len(wanted)))))
    pairs = _encode(reader, wanted)
    return [([pairs[i] for i in good], [pairs[i] for i in bad]) for good, bad in groups]


def _chosen(case: Case, negatives: int) -> tuple[list[int], list[int]]:
    """The indices of the sentences that answer, and of the nearest that do not."""
    rarity = Rarity.of(case.sentences)
    asked = case.question.terms
    near = [
        rarity.coverage(asked, content_stems(s.context_text)) - 0.03 * s.passage_rank
        for s in case.sentences
    ]
    order = np.argsort(-np.asarray(near), kind="stable").tolist()
    good = [i for i in order if case.golds[i] is not None]
    bad = [i for i in order if case.golds[i] is None]
    return good[:3], bad[:negatives]


def _wanted(case: Case, index: int) -> Wanted:
    sentence, gold = case.sentences[index], case.golds[index]
    start = end = -1
    if gold is not None and gold.words:
        start = gold.start - sentence.start
        end = min(gold.end, sentence.end) - sentence.start
    elif gold is not None:
        start, end = 0, sentence.end - sentence.start
    return Wanted(case.question.text, excerpt_of(sentence), start, end)


def _encode(reader: Reader, wanted: Sequence[Wanted]) -> list[Pair]:
    encoded = [reader.encode(one.question, one.excerpt) for one in wanted]
    pairs: list[Pair | None] = [None] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda i: len(encoded[i].ids))
    for begin in range(0, len(order), 32):
        chunk = order[begin : begin + 32]
        states = reader.lower_states(Batch.of([encoded[i] for i in chunk]))
        for row, i in zip(states, chunk, strict=True):
            one = encoded[i]
            first, last = _pieces(one, wanted[i].start, wanted[i].end)
            pairs[i] = Pair(one, row[: len(one.ids)].half().clone(), first, last)
    return [pair for pair in pairs if pair is not None]


def _pieces(encoded: Encoded, start: int, end: int) -> tuple[int, int]:
    inside = [
        i
        for i in range(encoded.first, len(encoded.ids) - 1)
        if encoded.offsets[i][0] < end and encoded.offsets[i][1] > start
    ]
    return (inside[0], inside[-1]) if inside and start >= 0 else (0, 0)


def _save(reader: Reader, path: Path, settings: Settings) -> None:
    state = {
        name: value.numpy().astype(np.float16)
        for name, value in reader.upper.state_dict().items()
        if not name.startswith("layers") or name.endswith((".up", ".down"))
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, lower=settings.lower, rank=settings.rank, **state)
