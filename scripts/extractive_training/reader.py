"""Trains the reader's adapter, round by round."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch.nn import functional

from assistant.extractive.features import Rarity
from assistant.extractive.ranking import excerpt_of
from assistant.extractive.reader import Batch, Encoded, Reader
from index.words import content_stems
from scripts.extractive_training.cases import Case
from scripts.extractive_training.public_questions import Asked, Wanted

GOOD, BAD = 3, 8
ROUND = 8

# What one question is read with: one sentence that answers, if any does, and some that do not.
Group = list[Wanted]


@dataclass(frozen=True)
class Settings:
    """How the reader is trained; rates are those of AdamW."""

    lower: int = 1
    rank: int = 64
    dropout: float = 0.1
    batch: int = 32
    rate: float = 1e-3
    seed: int = 0


@dataclass(frozen=True)
class Round:
    """One pass: what is read in it, and the rates it starts and ends with."""

    name: str
    draw: Callable[[random.Random], list[Group]]
    rates: tuple[float, float]
    warm_up: float = 0.0


def train(rounds: Sequence[Round], start: Path | None, path: Path, settings: Settings) -> None:
    """Train the reader at ``start``, or a new one, by ``rounds``, and write ``path``."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    reader = reader_at(start, settings)
    trained = [p for p in reader.upper.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=settings.rate, weight_decay=0.01)
    for one in rounds:
        groups = [[_encoded(reader, wanted) for wanted in group] for group in one.draw(chance)]
        _pass(reader, _batches(groups, settings.batch, chance), one, optimiser, trained)
        _save(reader, path, settings)


def asked_of(case: Case) -> Asked:
    """The sentences of ``case`` that answer, and the nearest that do not."""
    rarity = Rarity.of(case.sentences)
    asked = case.question.terms
    near = [
        rarity.coverage(asked, content_stems(s.context_text)) + float(s.vector @ case.vector)
        for s in case.sentences
    ]
    order = np.argsort(-np.asarray(near), kind="stable").tolist()
    good = [_wanted(case, i) for i in order if case.golds[i] is not None]
    bad = [_wanted(case, i) for i in order if case.golds[i] is None]
    return Asked(case.source, tuple(good[:GOOD]), tuple(bad[:BAD]))


def _wanted(case: Case, index: int) -> Wanted:
    sentence, gold = case.sentences[index], case.golds[index]
    start = end = -1
    if gold is not None and gold.words:
        start = gold.start - sentence.start
        end = min(gold.end, sentence.end) - sentence.start
    elif gold is not None:
        start, end = 0, sentence.end - sentence.start
    return Wanted(case.question.text, excerpt_of(sentence), start, end)


@dataclass(frozen=True)
class _Pair:
    """A question and sentence as word pieces, and the answer's; 0 where there is none."""

    encoded: Encoded
    first: int
    last: int


def _encoded(reader: Reader, wanted: Wanted) -> _Pair:
    encoded = reader.encode(wanted.question, wanted.excerpt)
    inside = [
        i
        for i in range(encoded.first, len(encoded.ids) - 1)
        if encoded.offsets[i][0] < wanted.end and encoded.offsets[i][1] > wanted.start
    ]
    found = (inside[0], inside[-1]) if inside and wanted.start >= 0 else (0, 0)
    return _Pair(encoded, *found)


def _batches(
    groups: list[list[_Pair]], size: int, chance: random.Random
) -> list[list[list[_Pair]]]:
    """Batches of about ``size`` pairs of like length in random order: less padding."""
    groups = chance.sample(groups, len(groups))
    batches: list[list[list[_Pair]]] = []
    for start in range(0, len(groups), 64 * size):
        chunk = sorted(groups[start : start + 64 * size], key=_longest)
        batch: list[list[_Pair]] = []
        for group in chunk:
            batch.append(group)
            if sum(map(len, batch)) >= size:
                batches.append(batch)
                batch = []
        batches += [batch] if batch else []
    return chance.sample(batches, len(batches))


def _longest(group: list[_Pair]) -> int:
    return max((len(pair.encoded.ids) for pair in group), default=0)


def _pass(
    reader: Reader,
    batches: Sequence[Sequence[Sequence[_Pair]]],
    one: Round,
    optimiser: torch.optim.Optimizer,
    trained: Sequence[torch.nn.Parameter],
) -> None:
    reader.upper.train()
    started, total = perf_counter(), 0.0
    warm = max(1.0, one.warm_up * len(batches))
    for step, batch in enumerate(batches):
        loss = _loss(reader, batch)
        for group in optimiser.param_groups:
            rate = one.rates[0] + (one.rates[1] - one.rates[0]) * step / len(batches)
            group["lr"] = rate * min(1.0, (step + 1) / warm)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        total += float(loss.detach())
        if step % 200 == 199:
            minutes = (perf_counter() - started) / 60
            print(f"  {one.name} {step + 1}/{len(batches)}: loss {total / 200:.3f}, "
                  f"{minutes:.1f} min", flush=True)  # fmt: skip
            total = 0.0
    reader.upper.eval()


def _loss(reader: Reader, groups: Sequence[Sequence[_Pair]]) -> torch.Tensor:
    """Cross-entropy of the answer's first and last piece, and of which sentence answers.

    The second is over the sentences of one question, each by its log-odds of answering: what
    is learnt from single sentences cannot be compared between them (Clark and Gardner 2018,
    arXiv:1710.10723). Half precision where it is enough.
    """
    pairs = [pair for group in groups for pair in group]
    padded = _rounded(Batch.of([pair.encoded for pair in pairs]))
    with torch.autocast("cpu", torch.bfloat16):
        states = reader.lower_states(padded).clone()
        read = reader.upper(states, padded.types, padded.mask, padded.appearance)
    logits = read[: len(pairs)].float()
    first = torch.tensor([pair.first for pair in pairs])
    last = torch.tensor([pair.last for pair in pairs])
    each = functional.cross_entropy(logits[..., 0], first) + functional.cross_entropy(
        logits[..., 1], last
    )
    odds = (torch.logsumexp(logits[:, 1:], dim=1) - logits[:, 0]).sum(1)
    start, chosen = 0, []
    for group in groups:
        right = [i for i, pair in enumerate(group) if pair.first]
        if right and len(group) > 1:
            shares = torch.log_softmax(odds[start : start + len(group)], dim=0)
            chosen.append(-shares[right[0]])
        start += len(group)
    return each + torch.stack(chosen).mean() if chosen else each


def _rounded(batch: Batch) -> Batch:
    """``batch`` with rows and pieces filled up to a multiple of ROUND.

    For each new shape the matrix kernels are compiled anew, and kept, which took more time and
    memory than the training itself.
    """
    rows, pieces = batch.ids.shape
    more = (0, -pieces % ROUND, 0, -rows % ROUND)
    ids, types, mask = (functional.pad(each, more) for each in (batch.ids, batch.types, batch.mask))
    return Batch(ids, types, mask, functional.pad(batch.appearance, (0, 0, *more)))


def reader_at(start: Path | None, settings: Settings) -> Reader:
    """A reader whose updates can be trained: that at ``start``, or one without any yet."""
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
    return reader


def _save(reader: Reader, path: Path, settings: Settings) -> None:
    state = {
        name: value.numpy().astype(np.float16)
        for name, value in reader.upper.state_dict().items()
        if not name.startswith("layers") or name.endswith((".up", ".down"))
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, lower=settings.lower, rank=settings.rank, **state)
