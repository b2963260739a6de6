"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The price is $1.4 bn. in cash and shares.",
        "Foxconn builds in its U.S. facilities in Ohio.",
        "Clause No. 5 applies to Mr. Hale and Dr. Otis.",
        "Acme Inc. said that it would pay EUR 3.5 million.",
        "It owns 12.5% of Orrin Ltd. and 3.2x of nothing.",
        "The offer of 30.04.2026 lapsed at 5 p.m. on Friday.",
        "It paid Rs. 500 crore to the seller.",
        "4.2 The Buyer shall pay within 30 days.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“We agree.” He signed.", ["“We agree.”", "He signed."]),
        ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        (
            "Debt was $1m. Net debt was $3bn. Cash was 4.",
            ["Debt was $1m.", "Net debt was $3bn.", "Cash was 4."],
        ),
        (
            "It cost $1.5 billion.[1] Closing is due.[2][3] All agreed.",
            ["It cost $1.5 billion.[1]", "Closing is due.[2][3]", "All agreed."],
        ),
        ("It was founded by Acme Inc. The price rose.", None),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str] | None) -> None:
    wanted = sentences or ["It was founded by Acme Inc.", "The price rose."]
    assert split(text) == wanted


@given(st.text(max_size=300))
def test_spans_cover_the_text_in_order_without_overlap(text: str) -> None:
    end = 0
    for span in sentence_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert "\n" not in text[span.start : span.end]
        end = span.end
    assert not text[end:].strip()


_FIGURES = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["$", "EUR ", "€", ""]),
    st.integers(0, 9999),
    st.integers(0, 99),
    st.sampled_from(["%", " million", "bn", "x", ""]),
)


@given(_FIGURES, _FIGURES)
def test_a_figure_is_never_cut(one: str, other: str) -> None:
    text = f"The first costs {one} and the second costs {other} in total. That is all."
    sentences = split(text)
    assert any(one in s for s in sentences)
    assert any(other in s for s in sentences)
