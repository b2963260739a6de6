from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answerer import Turn
from assistant.answers import Answer, Citation, Claim, Status, Support
from assistant.followups import RuleRewriter, rewrite
from assistant.question_parts import DOCUMENT_IN


def asked(question: str, answer: str = "", span: str | None = None) -> Turn:
    return Turn(question=question, rewritten_question=question, answer=answer, span=span)


def declined(question: str) -> Turn:
    return Turn(
        question=question,
        rewritten_question=question,
        answer="The documents do not say.",
        abstained=True,
    )


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        # The phrase of the same form is swapped.
        ("What does Foxconn build in Ohio?", "and in Texas?", "What does Foxconn build in Texas?"),
        ("Who leads Foxconn?", "And OpenAI?", "Who leads OpenAI?"),
        (
            "What is the price in the press release?",
            "what about the term sheet?",
            "What is the price in the term sheet?",
        ),
        (
            "What is the price of Brindle in the term sheet?",
            "What did the news report say instead?",
            "What is the price of Brindle in the news report?",
        ),
        (
            "What revenue does Altman expect for OpenAI this year?",
            "And in 2027?",
            "What revenue does Altman expect for OpenAI in 2027?",
        ),
        (
            "What is the price of Brindle?",
            "and the break fee?",
            "What is the break fee of Brindle?",
        ),
        # A bare question word asks the same anew.
        ("Where did Shakira give a concert?", "and when?", "When did Shakira give a concert?"),
        ("What did Foxconn agree with OpenAI?", "why?", "Why did Foxconn agree with OpenAI?"),
        (
            "What price does the term sheet name?",
            "And the news report?",
            "What price does the news report name?",
        ),
        (
            "What is the term sheet's price for Brindle?",
            "And the contract?",
            "What is the contract's price for Brindle?",
        ),
        (
            "Which party signed the contract for Brindle?",
            "And in the news report?",
            "Which party signed the contract for Brindle, in the news report?",
        ),
        ("Is the term sheet binding?", "Why not?", "Why is the term sheet binding?"),
        ("What is the price of Brindle?", "why?", "Why is that the price of Brindle?"),
        ("Is there a break fee?", "how much?", "How much is a break fee?"),
        ("How many plants does Brindle have?", "which ones?", "Which plants does Brindle have?"),
        ("When was OpenAI founded?", "who?", "By whom was OpenAI founded?"),
        ("Who leads Brindle?", "Are you sure?", "Who leads Brindle?"),
        # Pronouns.
        (
            "Who is the chief executive of OpenAI?",
            "When was it founded?",
            "When was OpenAI founded?",
        ),
        ("What is Brindle's revenue?", "Who is its CEO?", "Who is Brindle's CEO?"),
        ("who is the ceo of foxconn?", "what is its revenue?", "What is foxconn's revenue?"),
        (
            "How large is the term loan for the Brindle acquisition?",
            "How long does it run?",
            "How long does the term loan for the Brindle acquisition run?",
        ),
        (
            "Does OpenAI get the racks Foxconn develops?",
            "Is it obliged to buy them?",
            "Is OpenAI obliged to buy the racks Foxconn develops?",
        ),
        (
            "What will Foxconn manufacture for OpenAI?",
            "And where will it do that?",
            "Where will Foxconn manufacture for OpenAI?",
        ),
        (
            "What did Foxconn agree with OpenAI?",
            "Is it binding?",
            "Is the agreement between Foxconn and OpenAI binding?",
        ),
        (
            "What is the contract price in the signed Storberget power purchase agreement?",
            "What was it in the term sheet?",
            "What was the contract price in the term sheet (Storberget)?",
        ),
        (
            "What did Foxconn agree with OpenAI?",
            "When was that deal signed?",
            "When was the deal signed (Foxconn, OpenAI)?",
        ),
        (
            "Did anybody else bid for Brindle?",
            "Who owns that bidder?",
            "Who owns that bidder (Brindle)?",
        ),
        # What is left open is asked of the same deal.
        (
            "What synergies does Larch expect from Brindle?",
            "What are the one-off costs?",
            "What are the one-off costs (Larch, Brindle)?",
        ),
    ],
)
def test_a_follow_up_is_asked_in_full(before: str, question: str, expected: str) -> None:
    rewritten = rewrite(question, [asked(before, "An answer.")])
    assert rewritten.text == expected
    assert rewritten.changed


@pytest.mark.parametrize(
    "question",
    [
        "What did Foxconn say about its strategy?",
        "Is it true that Foxconn bought Larch?",
        "Is it possible to end the exclusivity of Larch early?",
        "Where did Shakira give a concert?",
        "Who is the chief executive of Larch?",
        "Which deals mention power supply?",
        "Which companies disclosed their revenue?",
        "What do the documents say about power supply?",
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    rewritten = rewrite(question, [asked("What does Brindle pay in Ohio?")])
    assert (rewritten.text, rewritten.changed) == (question, False)


@pytest.mark.parametrize(
    "before", ["Summarise the board memo", "Isn't the price final?", "Won't the bank pay?"]
)
def test_the_word_that_opens_a_question_is_no_name(before: str) -> None:
    rewritten = rewrite("What is the break fee?", [asked(before, "An answer.")])
    assert (rewritten.text, rewritten.changed) == ("What is the break fee?", False)


def test_the_other_one_is_what_was_asked_of_before() -> None:
    turns = [asked("What is the price in the press release?")]
    turns.append(asked(rewrite("and in the term sheet?", turns).text))
    assert rewrite("and the other one?", turns).text == "What is the price in the press release?"


def test_the_other_one_is_what_a_sound_answer_names_beside_it() -> None:
    answer = "Foxconn has plants in Ohio and Texas."
    assert rewrite("and the other one?", [asked("What is made in Ohio?", answer)]).text == (
        "What is made in Texas?"
    )
    unsound = declined("What is made in Ohio?").model_copy(update={"answer": answer})
    assert "Texas" not in rewrite("and the other one?", [unsound]).text


def test_an_answered_name_stands_for_the_pronoun() -> None:
    turn = asked("Which company makes the racks?", "Foxconn makes them.", span="Foxconn")
    assert rewrite("who is its CEO?", [turn]).text == "Who is Foxconn's CEO?"
    assert rewrite("since when?", [turn]).text == "Since when is it that Foxconn makes the racks?"
    person = asked("Who leads Brindle?", "Ilse Brand leads it.", span="Ilse Brand")
    assert rewrite("When did she join?", [person]).text == "When did Ilse Brand join?"


def test_nothing_of_a_declined_answer_is_carried_over() -> None:
    turn = declined("Which company makes the racks?").model_copy(update={"span": "Foxconn"})
    text = rewrite("who is its CEO?", [turn]).text
    assert text == "Who is the CEO of the company that makes the racks?"


def test_a_declined_question_lends_no_topic_unasked() -> None:
    turns = [asked("Who leads Brindle?"), declined("Where did Shakira give a concert?")]
    assert not rewrite("What is the revenue target?", turns).changed
    assert rewrite("and when?", turns).text == "When did Shakira give a concert?"


def test_thanks_are_no_topic() -> None:
    thanks = asked("Thank you!", "You are welcome.")
    assert rewrite("and OpenAI?", [asked("Who leads Foxconn?"), thanks]).text == "Who leads OpenAI?"


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    turns: list[Turn] = []
    texts = []
    for question in ("Who leads Foxconn?", "When was it founded?", "and OpenAI?", "where?"):
        texts.append(rewrite(question, turns).text)
        turns.append(asked(texts[-1]))
    assert texts[1:] == [
        "When was Foxconn founded?",
        "When was OpenAI founded?",
        "Where was OpenAI founded?",
    ]


def test_only_a_supported_span_reaches_the_next_question() -> None:
    citation = Citation(
        document_id="d",
        document="a.txt",
        title="A",
        start=0,
        end=7,
        quote="Foxconn",
        passage_id="d:0",
    )
    claim = Claim(text="Foxconn", citations=(citation,))
    answer = Answer(
        question="Who?", rewritten_question="Who?", status=Status.ANSWERED, text="Foxconn",
        claims=(claim,), span="Foxconn", model="m",
    )  # fmt: skip
    assert Turn.of(answer).span == "Foxconn"
    unsupported = claim.model_copy(update={"support": Support.UNSUPPORTED})
    assert Turn.of(answer.model_copy(update={"claims": (unsupported,)})).span is None
    assert Turn.of(answer.model_copy(update={"status": Status.DECLINED})).span is None


_WORDS = st.sampled_from(
    "and what about the term sheet it its them he why when who is was did Foxconn OpenAI that deal "
    "in Ohio 2027 other one ? , price of \\1 \\g<x> ( how much".split()
)
_QUESTIONS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=12).map(" ".join))


@given(_QUESTIONS)
def test_without_a_history_nothing_changes(question: str) -> None:
    rewritten = RuleRewriter().rewrite(question, ())
    assert (rewritten.text, rewritten.changed) == (question, False)


@given(_QUESTIONS, st.lists(st.tuples(_QUESTIONS, st.none() | _QUESTIONS), min_size=1, max_size=4))
def test_any_conversation_can_be_read(question: str, history: list[tuple[str, str | None]]) -> None:
    turns = [asked(before, before, span) for before, span in history]
    rewritten = rewrite(question, turns)
    assert rewritten.changed == (rewritten.text != question)
    assert bool(rewritten.text.strip()) == bool(question.strip())
    assert not rewritten.changed or not rewritten.text[0].islower()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["the ", "A ", "and ", "in the signed ", "its ", "x"])
def test_a_long_question_is_read_at_once(piece: str) -> None:
    long = (piece * 4000)[:4000]
    rewrite(f"and {long}?", [asked(f"What is {long}?")])
    rewrite(f"Is it {long}?", [asked(f"What is {long}?")])


def test_many_words_before_a_document_take_no_long_time() -> None:
    words = "the " * 900
    assert DOCUMENT_IN.search(f"in {words}contrac") is None
