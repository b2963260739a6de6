"""Measures the noise filter on web pages with known segments, beside its peers in the same run.

    python -m benchmarks.noise [--data ../shared/data]

Keep rate is the share of wanted segments found in the cleaned text, removal rate the share of
unwanted ones not found. The text-only route reads the same pages after a plain converter.
The pages are development data: the text route's weights were fitted on them, so its honest
figures are those of ``--cross-validate``, which fits anew without the pages it then reads.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import justext
import numpy as np
import trafilatura
from rich.console import Console
from rich.table import Table

from benchmarks.noise_pages import CONVERTERS, NoisePage, Rates, rates, read_pages
from corpus.documents import Filtered, Source
from corpus.noise import filter_page, filter_text, scores
from corpus.readers import html
from corpus.readers.html_charset import decode_page
from corpus.readers.text import blocks_of

ROUNDS = 3
FOLDS = 5

Cleaner = Callable[[NoisePage], str]


def _text(filtered: Filtered) -> str:
    return "\n".join(block.text for block in filtered.kept)


def _html_route(page: NoisePage) -> str:
    return _text(filter_page(html.read(page.data, page.name)))


def _text_route(convert: Cleaner) -> Cleaner:
    return lambda page: _text(filter_text(Source(blocks_of(convert(page)))))


def _justext(page: NoisePage) -> str:
    paragraphs = justext.justext(decode_page(page.data), justext.get_stoplist("English"))
    return "\n".join(entry.text for entry in paragraphs if not entry.is_boilerplate)


def _trafilatura(page: NoisePage) -> str:
    return trafilatura.extract(page.data) or ""


def _baseline(page: NoisePage) -> str:
    _, text, _ = trafilatura.baseline(page.data)
    return str(text)


HTML_PEERS: dict[str, Cleaner] = {
    "this filter": _html_route,
    "trafilatura, default": _trafilatura,
    "trafilatura.baseline": _baseline,
    "justext": _justext,
}


def _measured(pages: tuple[NoisePage, ...], clean: Cleaner) -> Rates:
    return rates(pages, {page.name: clean(page) for page in pages})


def _seconds(pages: tuple[NoisePage, ...], clean: Cleaner) -> float:
    start = time.perf_counter()
    for page in pages:
        clean(page)
    return time.perf_counter() - start


def speed_ratio(pages: tuple[NoisePage, ...]) -> float:
    """Median over rounds of the HTML route's time by that of trafilatura alone."""
    ratios = [_seconds(pages, _html_route) / _seconds(pages, _trafilatura) for _ in range(ROUNDS)]
    return float(np.median(ratios))


def cross_validated(pages: tuple[NoisePage, ...], convert: Cleaner, fitted: list[Path]) -> Rates:
    """The text route's rates where no page is read with weights that it helped to fit."""
    texts = {}
    shipped = scores.WEIGHTS
    for fold, path in enumerate(fitted):
        scores.WEIGHTS = path
        scores.fitted_steps.cache_clear()
        for page in pages[fold::FOLDS]:
            texts[page.name] = _text_route(convert)(page)
    scores.WEIGHTS = shipped
    scores.fitted_steps.cache_clear()
    return rates(pages, texts)


def _fitted(pages: tuple[NoisePage, ...], folder: Path) -> list[Path]:
    from scripts.fit_noise import fit, samples_of, write

    paths = []
    for fold in range(FOLDS):
        others = tuple(page for index, page in enumerate(pages) if index % FOLDS != fold)
        path = folder / f"{fold}.json"
        write(fit(samples_of(others)), path, {"without_fold": fold})
        paths.append(path)
    return paths


def _table(title: str, rows: dict[str, Rates]) -> Table:
    table = Table("", "keep", "removal", "harmonic mean", title=title, title_justify="left")
    for name, row in rows.items():
        figures = (row.keep, row.removal, row.harmonic_mean)
        table.add_row(name, *(f"{figure:.4f}" for figure in figures))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cross-validate", action="store_true", help="refit per fold (minutes)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    console = Console()
    folder = options.data / "noise-dev"
    if not (folder / "segments.json").is_file():
        console.print(f"No pages in {folder}: pass --data with the folder that holds noise-dev.")
        return
    pages = read_pages(folder)
    results = {"HTML": {name: _measured(pages, clean) for name, clean in HTML_PEERS.items()}}
    with tempfile.TemporaryDirectory() as temporary:
        fitted = _fitted(pages, Path(temporary)) if options.cross_validate else []
        for name, convert in CONVERTERS.items():
            rows = {"this filter": _measured(pages, _text_route(convert))}
            if fitted:
                rows["this filter, cross-validated"] = cross_validated(pages, convert, fitted)
            rows["unfiltered"] = _measured(pages, convert)
            results[f"text by {name}"] = rows
    for route, rows in results.items():
        console.print(_table(f"{route}, {len(pages)} pages", rows))
    ratio = speed_ratio(pages)
    console.print(f"Time of the HTML route / trafilatura alone: {ratio:.2f} (median of {ROUNDS})")
    if options.json:
        figures = {
            route: {
                name: {"keep": r.keep, "removal": r.removal, "harmonic_mean": r.harmonic_mean}
                for name, r in rows.items()
            }
            for route, rows in results.items()
        }
        options.json.write_text(json.dumps({"rates": figures, "speed_ratio": ratio}, indent=2))


if __name__ == "__main__":
    main()
