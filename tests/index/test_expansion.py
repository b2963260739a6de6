"""Other notations of what a question says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embeddings import Embedder
from index.expansion import expansions
from index.library import Library
from index.search import SearchStages


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Who is the CEO?", "chief executive"),
        ("Who is the chief executive?", "CEO"),
        ("How large is the revolver?", "revolving credit facility"),
        ("Was $1.4 trillion promised?", "1,400 billion"),
        ("Was $1.4 trillion promised?", "1.4tn"),
        ("Is EUR 12,800,000 owed?", "12.8 million"),
        ("What happens on 30 April 2026?", "2026-04-30"),
        ("What happens in Q4 2026?", "fourth quarter of 2026"),
        ("Who is the purchaser?", "buyer"),
    ],
)
def test_a_notation_brings_the_others(question: str, form: str) -> None:
    assert form in expansions(question)


def test_a_pronoun_is_not_a_country() -> None:
    assert "United States" not in expansions("What did they tell us?")
    assert "United States" in expansions("Which plants in the US?")


@given(st.text(max_size=200))
def test_it_never_repeats_the_question(question: str) -> None:
    found = expansions(question)
    assert len(found) == len(set(found))
    assert not any(form.casefold() in question.casefold() for form in found)


def test_the_lexical_index_finds_another_notation(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("expansion")
    (folder / "in").mkdir()
    (folder / "in" / "memo.txt").write_text("Ada Quill is chief executive of Orrin.")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "in")
    lexical = SearchStages(dense=False, preference=False)
    assert library.search("Name the CEO.", stages=lexical)
    without = SearchStages(dense=False, preference=False, expansion=False)
    assert not library.search("Name the CEO.", stages=without)
    library.close()
