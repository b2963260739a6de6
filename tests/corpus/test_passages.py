"""Passages: whole sentences, exact ranges, bounded size."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import BlockKind, Document, Section
from corpus.load import load_document
from corpus.passages import PassageSettings, build_passages
from corpus.sentences import sentence_spans

SMALL = PassageSettings(max_tokens=30, min_tokens=8)


def words(text: str) -> int:
    return len(text.split())


def document(*blocks: tuple[str, BlockKind]) -> Document:
    text, sections = "", []
    for body, kind in blocks:
        text += "\n\n" if text else ""
        sections.append(Section(len(text), len(text) + len(body), kind, int(kind == "heading")))
        text += body
    return Document(id="d", path="d.txt", deal=None, text=text, sections=tuple(sections))


def test_a_passage_stands_under_its_headings() -> None:
    made = document(
        ("Price", BlockKind.HEADING),
        ("The buyer pays four million. It pays in cash.", BlockKind.PARAGRAPH),
        ("Term", BlockKind.HEADING),
        ("The contract runs for ten years.", BlockKind.PARAGRAPH),
    )
    passages = build_passages(made, count_tokens=words, settings=SMALL)
    assert [p.heading_path for p in passages] == [("Price",), ("Term",)]
    assert "ten years" not in passages[0].text


def test_long_text_is_cut_between_sentences_with_one_repeated() -> None:
    text = " ".join(f"Sentence number {n} says a thing of some length." for n in range(12))
    passages = build_passages(
        document((text, BlockKind.PARAGRAPH)), count_tokens=words, settings=SMALL
    )
    assert len(passages) > 2
    for before, after in pairwise(passages):
        assert after.start < before.end
        assert after.text.split(".")[0] in before.text


_SENTENCE = st.lists(st.sampled_from("a price of 3.5 million rises by 2% Acme".split()), min_size=1)
_TEXT = st.lists(_SENTENCE.map(lambda ws: " ".join(ws).capitalize() + "."), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=4))
def test_ranges_are_exact_and_nothing_is_lost(texts: list[list[str]]) -> None:
    made = document(*((" ".join(text), BlockKind.PARAGRAPH) for text in texts))
    passages = build_passages(made, count_tokens=words, settings=SMALL)
    for passage in passages:
        assert passage.text == made.text[passage.start : passage.end]
        assert words(passage.text) <= SMALL.max_tokens
    for span in sentence_spans(made.text):
        if words(made.text[span.start : span.end]) <= SMALL.max_tokens:
            assert any(p.start <= span.start and span.end <= p.end for p in passages)


def test_a_document_of_one_endless_line_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_text("word " * 20_000)
    made = load_document(file)
    passages = build_passages(made, count_tokens=words)
    assert max(words(p.text) for p in passages) <= PassageSettings().max_tokens
