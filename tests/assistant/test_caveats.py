from __future__ import annotations

import pytest

from assistant.answerer import AskedQuestion
from assistant.answers import CaveatKind, Citation, Claim
from assistant.caveats import find_caveats
from index.embeddings import Embedder
from index.hits import Hit
from index.library import Library


def disagreeing(
    tmp: pytest.TempPathFactory, embedder: Embedder, one: str, other: str, deal: str = "acme"
) -> str | None:
    """The caveat on an answer that quotes ``one`` where another file says ``other``."""
    folder = tmp.mktemp("texts")
    (folder / deal).mkdir(exist_ok=True)
    (folder / deal / "one.txt").write_text(one)
    (folder / deal / "other.txt").write_text(other)
    library = Library.open(tmp.mktemp("data"), embedder=embedder)
    library.sync(folder)
    hits = [
        Hit(passage=passage, document=record, score=1.0)
        for record in library.documents()
        for passage in library.passages(record.id)
    ]
    ours = next(h for h in hits if h.document.path.endswith("one.txt"))
    start = ours.passage.text.index(one)
    citation = Citation(
        document_id=ours.document.id, document=ours.document.path, title=ours.document.title,
        start=ours.passage.start + start, end=ours.passage.start + start + len(one), quote=one,
        passage_id=ours.passage.id, deal=ours.document.deal, published=ours.document.published,
    )  # fmt: skip
    question = AskedQuestion(text="How much?", original="How much?")
    caveats = find_caveats(question, [Claim(text=one, citations=(citation,))], hits, library)
    library.close()
    return next((c.text for c in caveats if c.kind is CaveatKind.SOURCES_DISAGREE), None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The purchase price payable at completion is EUR 40 million.",
         "The purchase price payable at completion is EUR 55 million."),
        ("The total revenue of the group for 2023 was EUR 50 million.",
         "The total revenue of the group for fiscal 2023 was EUR 60 million."),
    ],
)  # fmt: skip
def test_two_figures_for_one_thing_disagree(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, one: str, other: str
) -> None:
    assert "Sources disagree" in (disagreeing(tmp_path_factory, embedder, one, other) or "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The total revenue of the group for the fiscal year 2022 was EUR 50 million.",
         "The total revenue of the group for the fiscal year 2023 was EUR 60 million."),
        ("The total revenue of the group in the first quarter was EUR 50 million.",
         "The total revenue of the group in Q3 was EUR 60 million."),
        ("The dividend paid to holders was EUR 10 million in 2023 and EUR 12 million in 2024.",
         "The dividend paid to shareholders was EUR 12 million in 2024."),
        ("The dividend paid to shareholders was EUR 14 million in 2024.",
         "The dividend paid to holders was EUR 10 million in 2023 and EUR 12 million in 2024."),
    ],
)  # fmt: skip
def test_figures_of_different_times_do_not_disagree(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, one: str, other: str
) -> None:
    assert disagreeing(tmp_path_factory, embedder, one, other) is None


def test_files_without_a_deal_are_not_compared(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    one = "The purchase price payable at completion is EUR 40 million."
    other = "The purchase price payable at completion is EUR 55 million."
    assert disagreeing(tmp_path_factory, embedder, one, other, deal="") is None
