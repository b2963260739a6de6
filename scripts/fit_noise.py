"""Fits the weights of the text-only noise filter and reports them under cross-validation.

    python -m scripts.fit_noise --data ../shared/data/noise-dev

Reads web pages with known segments, turns each to text by three plain converters, labels every
block by what the HTML route keeps of the same page, corrected by the segments, and writes
``corpus/noise/weights.json``. Pages, never blocks, are split between folds.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.noise_pages import CONVERTERS, NoisePage, read_pages
from corpus.documents import Block
from corpus.noise import filter_page
from corpus.noise.aligned import aligned, key
from corpus.noise.fragments import joined
from corpus.noise.glue import unglued
from corpus.noise.scores import WEIGHTS, Matrix, Step, first_features, second_features, sizes
from corpus.readers import html
from corpus.readers.text import blocks_of

STEPS = 3
FOLDS = 5
INNER_FOLDS = 3
REGULARISATION = 0.05
ITERATIONS = 400
SEGMENT_WEIGHT = 3.0  # how much more a block counts whose label a person gave


@dataclass(frozen=True, slots=True)
class Sample:
    """One page in one converter's layout, with a label and a weight per block."""

    page: str
    blocks: tuple[Block, ...]
    labels: Matrix
    weights: Matrix
    features: Matrix


def _sample(page: NoisePage, text: str, kept: str) -> Sample:
    blocks = joined(unglued(blocks_of(text)))
    texts = [block.text for block in blocks]
    keys = [key(text) for text in texts]
    labels = np.array(aligned(texts, kept), dtype=np.float64)
    weights = sizes(texts)
    for wanted, label in (*((s, 1.0) for s in page.wanted), *((s, 0.0) for s in page.unwanted)):
        segment = key(wanted)
        for index, block in enumerate(keys):
            # an unwanted fragment inside a long paragraph does not make the paragraph unwanted
            if segment in block and (label or len(block) < 3 * len(segment) + 40):
                labels[index] = label
                weights[index] = SEGMENT_WEIGHT * sizes([texts[index]])[0]
    return Sample(page.name, blocks, labels, weights, first_features(blocks))


def samples_of(pages: tuple[NoisePage, ...]) -> list[Sample]:
    """Every page in every converter's layout, labelled."""
    samples = []
    for page in pages:
        filtered = filter_page(html.read(page.data, page.name))
        kept = "\n".join(block.text for block in filtered.kept)
        samples += [_sample(page, convert(page), kept) for convert in CONVERTERS.values()]
    return [sample for sample in samples if sample.blocks]


def _step(features: list[Matrix], samples: list[Sample]) -> Step:
    x = np.concatenate(features)
    y = np.concatenate([sample.labels for sample in samples])
    weight = np.concatenate([sample.weights for sample in samples])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=REGULARISATION, max_iter=ITERATIONS)
    model.fit((x - mean) / scale, y, sample_weight=weight / weight.mean())
    return Step(mean, scale, model.coef_[0], float(model.intercept_[0]))


def _held_out_scores(features: list[Matrix], samples: list[Sample]) -> list[Matrix]:
    """Scores by steps fitted without the page, so that the next step sees honest ones."""
    pages = sorted({sample.page for sample in samples})
    fold = {page: index % INNER_FOLDS for index, page in enumerate(pages)}
    scores: list[Matrix] = [np.zeros(0)] * len(samples)
    for held_out in range(INNER_FOLDS):
        others = [i for i, sample in enumerate(samples) if fold[sample.page] != held_out]
        step = _step([features[i] for i in others], [samples[i] for i in others])
        for i, sample in enumerate(samples):
            if fold[sample.page] == held_out:
                scores[i] = step.score(features[i])
    return scores


def fit(samples: list[Sample]) -> tuple[Step, ...]:
    """The steps, each fitted on held-out scores of the one before."""
    features = [sample.features for sample in samples]
    steps = []
    for number in range(STEPS):
        steps.append(_step(features, samples))
        if number < STEPS - 1:
            scores = _held_out_scores(features, samples)
            features = [
                second_features(sample.blocks, sample.features, score)
                for sample, score in zip(samples, scores, strict=True)
            ]
    return tuple(steps)


def write(steps: tuple[Step, ...], path: Path, provenance: dict[str, object]) -> None:
    """Write ``steps`` as JSON with where they come from."""
    rounded = [
        {
            "mean": [float(f"{value:.5g}") for value in step.mean],
            "scale": [float(f"{value:.5g}") for value in step.scale],
            "weights": [float(f"{value:.5g}") for value in step.weights],
            "bias": float(f"{step.bias:.5g}"),
        }
        for step in steps
    ]
    stored = json.dumps({"provenance": provenance, "steps": rounded}, separators=(",", ":"))
    path.write_text(stored + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/noise-dev"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--leave-out", type=int, help="fit without this fold of the pages (0-4)")
    options = parser.parse_args()
    pages = read_pages(options.data)
    if options.leave_out is not None:
        pages = tuple(p for i, p in enumerate(pages) if i % FOLDS != options.leave_out)
    samples = samples_of(pages)
    provenance: dict[str, object] = {
        "fitted_by": "python -m scripts.fit_noise",
        "pages": len(pages),
        "layouts": sorted(CONVERTERS),
        "blocks": int(sum(len(sample.blocks) for sample in samples)),
        "data": "evaluation pages of adbar/trafilatura (Apache-2.0); only weights are stored",
    }
    write(fit(samples), options.out, provenance)
    print(f"{provenance['blocks']} blocks of {len(pages)} pages -> {options.out}")


if __name__ == "__main__":
    main()
