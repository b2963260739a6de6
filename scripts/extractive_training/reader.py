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
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.features import Rarity
from assistant.extractive.reader import Batch, Encoded, Reader
from assistant.questions import read_question
from assistant.words import content_stems
from corpus.sentences import sentence_spans
from scripts.extractive_training.cloze import make_clozes
from scripts.extractive_training.examples import Example, Paragraphs


@dataclass(frozen=True)
class Settings:
    """How the reader is trained."""

    lower: int = 1
    rank: int = 16
    dropout: float = 0.1
    rate: float = 2e-3
    practice_epochs: int = 1
    practice_per_sentence: int = 4
    epochs: int = 8
    negatives: int = 6
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


def train_reader(
    examples: Sequence[Example],
    paragraphs: Paragraphs,
    questions: NDArray[np.float32],
    path: Path,
    settings: Settings,
) -> None:
    """Train on ``examples`` (``questions`` their embeddings, same order) and write ``path``."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    reader = Reader(None, rank=settings.rank, lower=settings.lower)
    reader.upper.dropout.p = settings.dropout
    trained = [p for p in reader.upper.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=settings.rate, weight_decay=0.01)

    practice = _practice(reader, examples, paragraphs, settings, chance)
    for epoch in range(settings.practice_epochs):
        chance.shuffle(practice)
        rates = (settings.rate * (0.1 if epoch == 0 else 1.0), settings.rate)
        _epoch(reader, practice, 16, rates, optimiser, trained, f"practice {epoch + 1}")
    real = _real(reader, examples, paragraphs, questions, settings)
    for epoch in range(settings.epochs):
        chance.shuffle(real)
        chosen = [p for good, bad in real for p in (good, *chance.sample(bad, min(1, len(bad))))]
        done = epoch / settings.epochs
        rates = (
            settings.rate * (1 - done),
            settings.rate * max(0.02, 1 - done - 1 / settings.epochs),
        )
        _epoch(reader, chosen, 16, rates, optimiser, trained, f"questions {epoch + 1}")
    _save(reader, path, settings)


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
    reader: Reader,
    examples: Sequence[Example],
    paragraphs: Paragraphs,
    questions: NDArray[np.float32],
    settings: Settings,
) -> list[tuple[Pair, list[Pair]]]:
    """Per example, its answering sentence and the sentences nearest to it in words."""
    wanted: list[tuple[str, str, int, int]] = []
    groups: list[tuple[int, list[int]]] = []
    for example, embedding in zip(examples, questions, strict=True):
        hits = paragraphs.search(example.question, embedding)
        sentences = read_sentences(hits, paragraphs)
        gold_id = paragraphs.documents[example.document].id
        asked = read_question(example.question).terms
        rarity = Rarity.of(sentences)

        gold: Sentence | None = None
        others: list[Sentence] = []
        near = [
            rarity.coverage(asked, content_stems(s.text)) - 0.05 * s.passage_rank for s in sentences
        ]
        for s in (sentences[i] for i in np.argsort(-np.asarray(near), kind="stable")):
            if s.document.id == gold_id and s.start <= example.start < s.end:
                gold = s
            elif len(others) < settings.negatives:
                others.append(s)
        if gold is None:
            continue
        start, end = example.start - gold.start, min(example.end, gold.end) - gold.start
        groups.append((len(wanted), list(range(len(wanted) + 1, len(wanted) + 1 + len(others)))))
        wanted.append((example.question, gold.text, start, end))
        wanted += [(example.question, s.text, -1, -1) for s in others]
    pairs = _encode(reader, wanted)
    return [(pairs[good], [pairs[i] for i in bad]) for good, bad in groups]


def _practice(
    reader: Reader,
    examples: Sequence[Example],
    paragraphs: Paragraphs,
    settings: Settings,
    chance: random.Random,
) -> list[Pair]:
    """Practice pairs from the examples' own articles, a third of them without an answer."""
    articles = {example.article for example in examples}
    wanted: list[tuple[str, str, int, int]] = []
    for document, article in zip(paragraphs.documents, paragraphs.articles, strict=True):
        if article not in articles:
            continue
        texts = [document.text[s.start : s.end] for s in sentence_spans(document.text)]
        for number, text in enumerate(texts):
            others = texts[:number] + texts[number + 1 :]
            for cloze in make_clozes(text, chance, count=settings.practice_per_sentence):
                wanted.append((cloze.question, text, cloze.start, cloze.end))
                if others and chance.random() < 1 / 3:
                    wanted.append((cloze.question, chance.choice(others), -1, -1))
    return _encode(reader, wanted)


def _encode(reader: Reader, wanted: Sequence[tuple[str, str, int, int]]) -> list[Pair]:
    encoded = [reader.encode(question, sentence) for question, sentence, _, _ in wanted]
    pairs: list[Pair | None] = [None] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda i: len(encoded[i].ids))
    for begin in range(0, len(order), 32):
        chunk = order[begin : begin + 32]
        states = reader.lower_states(Batch.of([encoded[i] for i in chunk]))
        for row, i in zip(states, chunk, strict=True):
            one = encoded[i]
            first, last = _pieces(one, wanted[i][2], wanted[i][3])
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
