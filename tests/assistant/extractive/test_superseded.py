"""Where documents of several years answer, the newest does, unless a time is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.ranking import Ranked
from assistant.extractive.superseded import without_superseded
from assistant.questions import read_question
from index.embeddings import Embedder
from index.library import Library

BOSSES = {"2023": "Vera Stroud", "2024": "Otto Pike", "2025": "Lena Quill"}


@pytest.fixture(scope="module")
def ranked(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ranked, ...]]:
    folder: Path = tmp_path_factory.mktemp("superseded")
    for deal in ("orrin", "halder"):
        (folder / "documents" / deal).mkdir(parents=True)
    for year, boss in BOSSES.items():
        text = f"# Orrin annual report {year}\n\n{boss} is chief executive of Orrin.\n"
        (folder / "documents" / "orrin" / f"annual-report-{year}.md").write_text(text)
    (folder / "documents" / "halder" / "annual-report-2019.md").write_text(
        "# Halder annual report 2019\n\nJon Brook is chief executive of Orrin's rival Halder.\n"
    )
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    sentences = read_sentences(library.search("chief executive of Orrin"), library)
    library.close()
    yield tuple(_ranked(one) for one in sentences if "is chief" in one.text)


def _ranked(sentence: Sentence, probability: float = 0.6) -> Ranked:
    return Ranked(sentence, None, probability, np.zeros(0, dtype=np.float32))


def _bosses(ranked: tuple[Ranked, ...]) -> set[str]:
    return {one.sentence.text.split(" is ")[0] for one in ranked}


def test_the_newest_of_a_deal_stands_for_the_older_ones(ranked: tuple[Ranked, ...]) -> None:
    left = without_superseded(read_question("Who is chief executive of Orrin?"), ranked)
    assert _bosses(left) == {"Lena Quill", "Jon Brook"}


@pytest.mark.parametrize(
    "question",
    [
        "Who is named as chief executive of Orrin for 2023?",
        "Who was chief executive of Orrin?",
        "Who has been chief executive of Orrin in the last years?",
    ],
)
def test_a_question_for_a_time_loses_nothing(question: str, ranked: tuple[Ranked, ...]) -> None:
    assert without_superseded(read_question(question), ranked) == ranked


def test_an_unlikely_newer_sentence_supersedes_nothing(ranked: tuple[Ranked, ...]) -> None:
    weak = tuple(
        _ranked(one.sentence, 0.1 if "Quill" in one.sentence.text else 0.6) for one in ranked
    )
    left = without_superseded(read_question("Who is chief executive of Orrin?"), weak)
    assert _bosses(left) == {"Otto Pike", "Lena Quill", "Jon Brook"}
