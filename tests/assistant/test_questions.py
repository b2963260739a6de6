import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions import AnswerType, QuestionKind, read_question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who signed the term sheet?", QuestionKind.WHO),
        ("When does the exclusivity period end?", QuestionKind.WHEN),
        ("Where is the plant?", QuestionKind.WHERE),
        ("How much will Brightwater pay?", QuestionKind.HOW_MUCH),
        ("How many employees move over?", QuestionKind.HOW_MANY),
        ("Why did the board postpone the vote?", QuestionKind.WHY),
        ("Is the offer binding?", QuestionKind.YES_NO),
        ("Isn't the offer binding?", QuestionKind.YES_NO),
        ("And does it cover Texas?", QuestionKind.YES_NO),
        ("Which bank finances the purchase?", QuestionKind.WHICH),
        ("Which products will be made in Ohio?", QuestionKind.LIST),
        ("List the conditions of closing.", QuestionKind.CONDITION),
        ("What conditions must be met before closing?", QuestionKind.CONDITION),
        ("What happens if the buyer withdraws?", QuestionKind.CONDITION),
        ("What does 'material adverse change' mean?", QuestionKind.DEFINITION),
        ("How does the price in the term sheet differ from the press release?",
         QuestionKind.COMPARISON),
        ("Is the Halden fee higher than the Orrin fee?", QuestionKind.COMPARISON),
        ("What is EBITDA?", QuestionKind.DEFINITION),
        ("What is the price?", QuestionKind.WHAT),
        ("Who is Ada Quill?", QuestionKind.DEFINITION),
        ("Who is chairman?", QuestionKind.WHO),
        ("How will the earn-out be worked out?", QuestionKind.HOW),
        ("What drove the increase?", QuestionKind.WHAT),
    ],
)  # fmt: skip
def test_kind(text: str, kind: QuestionKind) -> None:
    assert read_question(text).kind is kind


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("Who chairs the committee?", AnswerType.NAME),
        ("Which company sells the division?", AnswerType.NAME),
        ("In what year was Foxconn founded?", AnswerType.DATE),
        ("What is the closing date?", AnswerType.DATE),
        ("What is the purchase price?", AnswerType.AMOUNT),
        ("How much is the break fee?", AnswerType.AMOUNT),
        ("What does it cost to build the mill?", AnswerType.AMOUNT),
        ("What sum is at stake?", AnswerType.AMOUNT),
        ("Which fee does the adviser get?", AnswerType.AMOUNT),
        ("What does the seller do?", AnswerType.PHRASE),
        ("What percentage of the shares is sold?", AnswerType.PERCENT),
        ("How long is the exclusivity period?", AnswerType.DURATION),
        ("How many months does the warranty last?", AnswerType.DURATION),
        ("How many sites are included?", AnswerType.NUMBER),
        ("In which city is the seller based?", AnswerType.PLACE),
        ("Why was the price cut?", AnswerType.REASON),
        ("Can the buyer withdraw?", AnswerType.POLARITY),
    ],
)
def test_answer_type(text: str, answer_type: AnswerType) -> None:
    assert read_question(text).answer_type is answer_type


def test_names_leave_out_the_opening_question_word() -> None:
    question = read_question("What will Foxconn build for Bank of Norland in Ohio?")
    assert question.names == ("Foxconn", "Bank of Norland", "Ohio")


def test_focus_is_the_noun_asked_for() -> None:
    assert read_question("Which lender arranged the loan?").focus[0] == "lend"


def test_a_short_form_and_its_full_form_are_one_term() -> None:
    bought = read_question("Who bought the site?").terms
    purchased = read_question("Who purchased the site?").terms
    assert bought == purchased


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    question = read_question(text)
    assert question.text == text
    assert all(name in text for name in question.names)
