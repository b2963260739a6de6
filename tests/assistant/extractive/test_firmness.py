"""Where sources disagree, the firmer one leads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answerer import AskedQuestion
from assistant.answers import CaveatKind
from assistant.extractive.answerer import ExtractiveAnswerer
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.firmness import firmer_first, is_firmer
from assistant.extractive.ranking import Ranked
from assistant.retrieval import retrieve
from index.embeddings import Embedder
from index.library import Library

DOCUMENTS = {
    "news.html": "<html><head><title>Orrin to buy Halder quarry</title></head><body><article>"
    "<h1>Orrin to buy Halder quarry</h1><p>The price of the Halder quarry is around €44 million, "
    "two people with knowledge of the talks said. Orrin, of Bristol, has bought three quarries in "
    "the last four years.</p><p>The Halder quarry employs some 120 people and lies near the port "
    "of Emden, from where its stone is shipped.</p></article></body></html>",
    "share-purchase-agreement.md": "# Share purchase agreement: Halder quarry\n\n"
    "3.1 The price of the Halder quarry is EUR 42.25 million.\n",
    "memo.md": "# Memo: Halder quarry\n\nThe quarry has 118 employees.\n",
}


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("firmness")
    for name, text in DOCUMENTS.items():
        path = folder / "documents" / "halder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    return library


@pytest.fixture(scope="module")
def sentences(library: Library) -> dict[str, Sentence]:
    found = read_sentences(library.search("price and employees of the Halder quarry"), library)
    return {s.document.path.removeprefix("halder/"): s for s in reversed(found)}


def _ranked(sentence: Sentence) -> Ranked:
    return Ranked(sentence, None, 0.6, np.zeros(0, dtype=np.float32))


def test_what_was_signed_is_firmer_than_a_memo_and_that_than_the_news(
    sentences: dict[str, Sentence],
) -> None:
    contract, memo, news = (
        sentences[name].document for name in ("share-purchase-agreement.md", "memo.md", "news.html")
    )
    assert is_firmer(contract, memo)
    assert is_firmer(memo, news)
    assert not is_firmer(news, contract)
    assert not is_firmer(memo, memo)


def test_only_a_firmer_rival_is_put_first(sentences: dict[str, Sentence]) -> None:
    contract = _ranked(sentences["share-purchase-agreement.md"])
    news = _ranked(sentences["news.html"])
    assert firmer_first([news, contract], contract) == (contract, news)
    assert firmer_first([contract, news], news) == (contract, news)
    assert firmer_first([news, contract], None) == (news, contract)


def test_the_contract_leads_and_the_newspaper_is_named_beside_it(
    embedder: Embedder, library: Library
) -> None:
    text = "What is the price of the Halder quarry?"
    hits = retrieve(AskedQuestion(text=text, original=text), library, 20)
    draft = ExtractiveAnswerer(embedder).answer(text, hits, library)
    assert "EUR 42.25 million" in draft.claims[0].text
    caveat = next(c for c in draft.caveats if c.kind is CaveatKind.SOURCES_DISAGREE)
    assert "€44 million" in caveat.text
