"""The development pages of the noise benchmark and plain converters of HTML to text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import inscriptis
from bs4 import BeautifulSoup

from corpus.readers.html_charset import decode_page


@dataclass(frozen=True, slots=True)
class NoisePage:
    """A web page with sentences that belong to its text and fragments that do not."""

    name: str
    data: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def read_pages(folder: Path) -> tuple[NoisePage, ...]:
    """The pages of ``folder``; raises FileNotFoundError where it has no segments.json."""
    segments = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
    return tuple(
        NoisePage(
            name,
            gzip.decompress((folder / f"{name}.gz").read_bytes()),
            tuple(segments[name]["with"]),
            tuple(segments[name]["without"]),
        )
        for name in sorted(segments)
    )


def _soup(page: NoisePage) -> BeautifulSoup:
    soup = BeautifulSoup(decode_page(page.data), "lxml")
    for element in soup(["script", "style", "noscript", "template"]):
        element.extract()
    return soup


CONVERTERS: dict[str, Callable[[NoisePage], str]] = {
    "inscriptis": lambda page: inscriptis.get_text(decode_page(page.data)),
    "get_text()": lambda page: _soup(page).get_text(),
    "get_text(newline)": lambda page: _soup(page).get_text("\n"),
}


def collapsed(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Rates:
    """Share of wanted segments found, of unwanted ones not found, and their harmonic mean."""

    keep: float
    removal: float

    @property
    def harmonic_mean(self) -> float:
        total = self.keep + self.removal
        return 2 * self.keep * self.removal / total if total else 0.0


def rates(pages: tuple[NoisePage, ...], texts: dict[str, str]) -> Rates:
    """Keep and removal rate of ``texts`` (by page name), over all segments of ``pages``."""
    kept = removed = wanted = unwanted = 0
    for page in pages:
        text = collapsed(texts[page.name])
        kept += sum(collapsed(segment) in text for segment in page.wanted)
        removed += sum(collapsed(segment) not in text for segment in page.unwanted)
        wanted += len(page.wanted)
        unwanted += len(page.unwanted)
    return Rates(kept / max(1, wanted), removed / max(1, unwanted))
