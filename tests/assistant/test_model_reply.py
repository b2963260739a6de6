"""What chat models, small ones above all, write instead of what they were asked for."""

from __future__ import annotations

import pytest

from assistant.model_reply import ReplyStatus, read_reply
from assistant.reply_text import held_back, visible

FEE = "The break fee is 3% of the price."


def cited(text: str, passages: int = 5) -> list[tuple[str, tuple[int, ...]]]:
    return [(s.text, s.numbers) for s in read_reply(text, passages).sentences]


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        (" [2]", (2,)),
        ("[2][3]", (2, 3)),
        (" [2, 3]", (2, 3)),
        (" [1-3]", (1, 2, 3)),
        (" [Passage 2]", (2,)),
        (" [passage number 2]", (2,)),
        (' [passage number="2"]', (2,)),
        (" [Passages 2 and 3]", (2, 3)),
        (" [^2]", (2,)),
        (" [[2]]", (2,)),
        (" [2](#passage-2)", (2,)),
        (" 【2†source】", (2,)),
        (" (Passage 2)", (2,)),
        (" (source: 2)", (2,)),
        (" (2)", (2,)),
        (" (No. 2)", (2,)),
        (" (passage no. 2)", (2,)),
        ('<passage number="2">', (2,)),
        ("²", (2,)),
        ("\n\nSources: [2], [3]", (2, 3)),
        ("\n\n**Source:** Passage 2", (2,)),
        ("\n\nReferences:\n[2] Term sheet, page 4\n[3] Press release", (2, 3)),
    ],
)
def test_a_citation_is_read_in_whatever_form(mark: str, numbers: tuple[int, ...]) -> None:
    assert cited(FEE + mark) == [(FEE, numbers)]


@pytest.mark.parametrize(
    "text",
    [
        f"According to passage 2, the{FEE[3:]}",
        f"Passage 2 states that the{FEE[3:]}",
        f"Answer: {FEE} [2]",
        f"**Answer**\n\n{FEE} [2]",
        f"Based on the provided passages, here is the answer:\n\n{FEE} [2]",
        "### Break fee\n- **The break fee** is 3% of the price. [2]",
        f"<think>Passage 4? No.</think>{FEE} [2]",
        f"Passage 4? No, passage [2].\n</think>\n{FEE} [2]",
        f"[THINK]Is it [4]?[/THINK]{FEE} [2]",
        f"{FEE} [2]<|im_end|>",
        f"{FEE} [2]\n{FEE} [2]\n{FEE} [2]",
    ],
)
def test_what_stands_around_the_answer_is_left_out(text: str) -> None:
    assert cited(text) == [(FEE, (2,))]


def test_a_mark_at_the_end_of_a_paragraph_holds_for_the_paragraph() -> None:
    text = f"The price is EUR 9 million. {FEE} [2]\n\nThe buyer is Larch."
    assert [numbers for _, numbers in cited(text)] == [(2,), (2,), ()]


def test_figures_in_brackets_are_no_citations() -> None:
    assert cited("Sales fell to (3) million in 2024 [1].") == [
        ("Sales fell to (3) million in 2024.", (1,))
    ]
    for numbered in ("Unit B (No. 2)", "The units (Nos. 2 and 3)", "Lot B (ID 4)"):
        assert cited(f"{numbered} went to Acme [1].") == [(f"{numbered} went to Acme.", (1,))]
    assert cited("The site has 400 m² [1].") == [("The site has 400 m².", (1,))]


@pytest.mark.parametrize("text", [FEE, f"{FEE} [9]", f"{FEE} Sources say so.", "<think>[1]"])
def test_a_reply_that_cites_nothing_is_not_an_answer(text: str) -> None:
    assert read_reply(text, 5).status is ReplyStatus.UNCITED


def test_a_sentence_that_says_nothing_is_stated_inherits_no_citation() -> None:
    reply = read_reply(f"The passages do not state who pays it. {FEE} [2]", 5)
    assert reply.partial
    assert [s.text for s in reply.sentences] == [FEE]


def test_thinking_and_markers_are_held_back_while_they_stream() -> None:
    for text in ("<", "<thi", "<think>Hm", "<think>Hm</think>", "NOT_IN", "[THINK]Hm"):
        assert held_back(text) or not visible(text)
    assert not held_back("<think>Hm</think>The fee")
    assert visible("Hm, passage 2.</think>The fee") == "The fee"


@pytest.mark.parametrize("figure", ["$5 billion", "-3%", "€40 million", "(12) million", ".5%"])
def test_a_label_leaves_the_sign_of_a_figure(figure: str) -> None:
    assert cited(f"Answer: {figure} [1].") == [(f"{figure}.", (1,))]
    assert cited(f"**Answer:** {figure} [1].") == [(f"{figure}.", (1,))]
