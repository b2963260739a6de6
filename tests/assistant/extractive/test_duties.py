"""Whether someone must is answered by what speaks of duty."""

import numpy as np
import pytest

from assistant.extractive.duties import duties_first
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.ranking import Ranked
from assistant.questions import read_question
from index.embeddings import Embedder
from index.library import Library

TEXT = (
    "Ardle Mill may buy the sawmill. Ardle Mill has committed EUR 4 million to repairs. "
    "The letter contains no commitment to buy the sawmill. The sawmill lies by the river.\n"
)


@pytest.fixture(scope="module")
def sentences(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sentence, ...]:
    folder = tmp_path_factory.mktemp("duties")
    (folder / "documents").mkdir()
    (folder / "documents" / "letter.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    found = read_sentences(library.search("the sawmill"), library)
    library.close()
    return found


def ranking(sentences: tuple[Sentence, ...], probabilities: list[float]) -> tuple[Ranked, ...]:
    nothing = np.zeros(0, dtype=np.float32)
    return tuple(Ranked(s, None, p, nothing) for s, p in zip(sentences, probabilities, strict=True))


@pytest.mark.parametrize(
    ("question", "probability", "first"),
    [
        ("Is Ardle Mill obliged to buy the sawmill?", 0.5, 2),
        ("Is Ardle Mill obliged to buy the sawmill?", 0.1, 0),
        ("Does Ardle Mill like the sawmill?", 0.5, 0),
        ("When is Ardle Mill obliged to buy the sawmill?", 0.5, 0),
    ],
)
def test_likely_sentences_of_duty_come_first(
    sentences: tuple[Sentence, ...], question: str, probability: float, first: int
) -> None:
    ranked = ranking(sentences, [0.8, 0.6, probability, 0.05])
    assert duties_first(read_question(question), ranked)[0] is ranked[first]
