import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from evals.fact_matching import fact_stated, is_numeric, is_vital, label_of
from evals.fact_types import Fact
from evals.schema import PATH, schema_text
from evals.sets import EvalQuestion

FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
USD_890M = {"type": "amount", "value": 890, "magnitude": "million", "currency": "USD"}


def fact(form: object) -> Fact:
    return FACT.validate_json(json.dumps(form))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (USD_890M, "The price is USD 890,000,000."),
        (USD_890M, "The price is $890M in cash."),
        ({**USD_890M, "tolerance": 0.02}, "Roughly $900 million."),
        ({"type": "amount", "value": -25, "magnitude": "million"}, "A loss of $25 million."),
        ({"type": "amount", "value": -1577}, "Operating cash flow was (1,577) that year."),
        ({"type": "amount", "value": -25}, "Net income: (25)"),
        ({"type": "percent", "value": -8.2}, "Sales fell by 8.2% after they rose for a year."),
        ({"type": "percent", "value": -8.2}, "Growth (8.2%)"),
        ({"type": "percent", "value": 2.5}, "The margin is 250 basis points."),
        ({"type": "percent", "value": 250, "unit": "basis points"}, "The margin is 2.5 per cent."),
        ({"type": "percent", "value": 8.2, "tolerance": 0.1}, "It is 8.25%."),
        ({"type": "quantity", "value": 12, "unit": "years"}, "for a term of twelve years"),
        ({"type": "quantity", "value": 2, "unit": "years"}, "within 24 months of closing"),
        ({"type": "quantity", "value": 620, "unit": "GWh"}, "It buys 0.62 TWh a year."),
        ({"type": "quantity", "value": 1140, "unit": "employees"}, "It has 1,140 employees."),
        ({"type": "date", "value": "2026-07"}, "It closes on 14 July 2026."),
        ({"type": "date", "value": "2026-Q3"}, "It closes on 14 July 2026."),
        ({"type": "date", "value": "2026-07-14"}, "It closes on July 14, 2026."),
        ({"type": "name", "name": "Corvane Holdings plc"}, "The buyer is Corvane."),
        ({"type": "name", "name": "Hon Hai", "aliases": ["Foxconn"]}, "Foxconn builds it."),
        ({**USD_890M, "anchor": ["price"]}, "The price is $890 million. The fee is $2 million."),
        ({"type": "text", "any_of": ["Ohio"], "weight": "okay"}, "sites in Ohio"),
        (["Ohio", "Texas"], "sites in Texas"),
    ],
)
def test_a_typed_fact_is_stated(form: object, text: str) -> None:
    assert fact_stated(text, fact(form))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (USD_890M, "The price is EUR 890 million."),
        (USD_890M, "The price is $890 billion."),
        (USD_890M, "The price is 890 million."),
        ({**USD_890M, "tolerance": 0.01}, "Roughly $900 million."),
        ({"type": "amount", "value": -25, "magnitude": "million"}, "A profit of $25 million."),
        ({"type": "amount", "value": -25}, "It lasts twenty-five (25) days."),
        ({"type": "percent", "value": -8.2}, "Sales rose by 8.2%. The loss fell."),
        ({"type": "percent", "value": -8.2}, "Profit rose by 8.2% after a year of losses."),
        ({"type": "percent", "value": 2.5}, "The margin is 25 basis points."),
        ({"type": "quantity", "value": 12, "unit": "years"}, "for a term of twelve months"),
        ({"type": "quantity", "value": 1140, "unit": "employees"}, "It has 1,140 turbines."),
        ({"type": "date", "value": "2026-07-14"}, "It closes in July 2026."),
        ({"type": "date", "value": "2026-07-14"}, "It closes on 15 July 2026."),
        ({"type": "date", "value": "2026-Q3"}, "It closes in October 2026."),
        ({"type": "name", "name": "Corvane plc"}, "The buyer is Tarnbeck."),
        ({**USD_890M, "anchor": ["price"]}, "The price is open. The debt is $890 million."),
    ],
)
def test_a_typed_fact_is_not_stated(form: object, text: str) -> None:
    assert not fact_stated(text, fact(form))


@pytest.mark.parametrize(
    "text",
    ["$(25) million", "US$(25.0)m", "USD (25) million", "($25m)", "(25) million US dollars",
     "USD -25m", "-$25 million", "minus $25 million", "a $25m loss", "MUSD (25)"],
)  # fmt: skip
def test_a_loss_is_read_in_every_notation(text: str) -> None:
    loss = {"type": "amount", "value": -25, "magnitude": "million", "currency": "USD"}
    assert fact_stated(f"Net income was {text} in 2025.", fact(loss))


@pytest.mark.parametrize(
    "text",
    ["USD 890 000 000", "USD 890'000'000", "MUSD 890", "890 MUSD", "890 Mio. USD", "$0.89bn",
     "$890mm", "890 million US dollars", "USD 890\xa0000\xa0000"],
)  # fmt: skip
def test_an_amount_is_read_in_every_notation(text: str) -> None:
    assert fact_stated(f"The price is {text} in cash.", fact(USD_890M))


@pytest.mark.parametrize("text", ["3Q26", "Q3'26", "Q3/2026", "third quarter of 2026", "2026-09"])
def test_a_quarter_is_read_in_every_notation(text: str) -> None:
    assert fact_stated(f"Closing is due {text}.", fact({"type": "date", "value": "2026-Q3"}))
    assert not fact_stated(f"Closing is due {text}.", fact({"type": "date", "value": "2026-Q4"}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Brenntag SE & Co. KGaA", "Brenntag"), ("Lindqvist A/S", "Lindqvist"),
        ("Rubis S.à r.l.", "Rubis"), ("Acme Pte. Ltd.", "Acme"), ("Acme, L.P.", "Acme"),
        ("Siemens Aktiengesellschaft", "Siemens AG"), ("Kone Oyj", "Kone Corporation"),
        ("Société Générale SA", "Societe Generale"), ("The Carlyle Group Inc.", "Carlyle"),
        ("Marks & Spencer plc", "Marks and Spencer"), ("Dr. Ines Amblard", "Ines Amblard"),
    ],
)  # fmt: skip
def test_a_name_is_found_without_suffix_title_and_accents(name: str, text: str) -> None:
    assert fact_stated(f"It is {text}.", fact({"type": "name", "name": name}))
    assert not fact_stated(
        "It is the Group, or Orlop Holdings.", fact({"type": "name", "name": name})
    )


@pytest.mark.parametrize(
    "form",
    [
        {"type": "date", "value": "2026-02-31"},
        {"type": "name", "name": " "},
        {"type": "text", "any_of": ["x"], "anchor": [""]},
        [""],
        {"type": "amount"},
        {"type": "amount", "value": 1, "currency": "dollars"},
        {"type": "date", "value": "14 July 2026"},
        {"type": "colour", "value": "red"},
        {"type": "text", "any_of": []},
        [],
    ],
)
def test_a_fact_that_says_nothing_is_refused(form: object) -> None:
    with pytest.raises(ValidationError):
        fact(form)


def test_weights_kinds_and_labels() -> None:
    assert is_vital(fact(["Ohio"]))
    assert not is_vital(fact({"type": "text", "any_of": ["Ohio"], "weight": "okay"}))
    assert is_numeric(fact(["$890 million"]))
    assert not is_numeric(fact(["Ohio"]))
    assert label_of(fact(USD_890M)) == ("USD 890 million",)


@pytest.mark.parametrize(
    ("answerable", "expects"),
    [(True, True), (False, False), ("full", True), ("partial", True), ("none", False),
     ("underspecified", False)],
)  # fmt: skip
def test_answerability_says_whether_an_answer_is_expected(
    answerable: bool | str, expects: bool
) -> None:
    line = {"id": "q", "question": "Who?", "answerable": answerable}
    assert EvalQuestion.model_validate_json(json.dumps(line)).expects_answer is expects


def test_the_published_schema_is_current() -> None:
    assert Path(PATH).read_text("utf-8") == schema_text(), "run python -m evals.schema"
