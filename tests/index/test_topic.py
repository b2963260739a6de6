"""What is looked for: the question without what only tells how to answer it."""

import pytest

from corpus.documents import Identity
from index.companies import named_companies
from index.topic import bare_question, topic_of


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        (
            "What is the capex (in USD millions) of 4K? Give a response to the question by relying "
            "on the details shown in the cash flow statement.",
            "What is the capex of 4K?",
        ),
        (
            "Assume that you are a public equities analyst. Answer the following question by "
            "primarily using information that is shown in the balance sheet: what is net PP&E?",
            "what is net PP&E?",
        ),
        (
            "Does the margin improve? If margin is not a useful metric here, then state that.",
            "Does the margin improve?",
        ),
        ("Who advised the seller? When?", "Who advised the seller? When?"),
        ("Please round to two decimals.", "Please round to two decimals."),
        ("", ""),
    ],
)
def test_how_to_answer_is_left_out(question: str, bare: str) -> None:
    assert bare_question(question) == bare


def test_a_topic_names_neither_company_nor_period() -> None:
    question = "What was Vantor's FY2021 tax rate?"
    companies = named_companies(question, [Identity("Vantor plc", (), 2021)])
    assert topic_of(question, companies) == "What was tax rate?"
