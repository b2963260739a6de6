import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.calibration import auroc, calibration_error
from evals.spans import exact_match, squad_tokens, token_f1
from evals.support import supports, unsupported_parts

EVIDENCE = "Corvane may not terminate the agreement before 31 March 2027. The fee is EUR 4 million."


@pytest.mark.parametrize(
    "statement",
    [
        "The fee is EUR 4 million.",
        "The fee is €4,000,000.",
        "The agreement may not be terminated by Corvane before March 2027.",
    ],
)
def test_evidence_supports_what_it_says(statement: str) -> None:
    assert supports(EVIDENCE, statement)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("The fee is EUR 5 million.", "EUR 5 million"),
        ("The fee is not EUR 4 million.", "polarity"),
        ("The fee must be EUR 4 million.", "modality"),
        ("Corvane may not terminate the agreement before 30 June 2028.", "30 June 2028"),
        ("The agreement binds Corvane and Lindqvist.", "Corvane and Lindqvist"),
        ("Tarnbeck may not terminate the agreement before 31 March 2027.", "Tarnbeck"),
        ("The fee is EUR 4", "EUR 4"),
        ("terminate the agreement before 31 March 2027", "polarity"),
        ("Wind turbines generate cheap power overnight.", "content words"),
    ],
)
def test_what_the_evidence_does_not_bear_out_is_named(statement: str, part: str) -> None:
    assert part in unsupported_parts(statement, EVIDENCE)


def test_what_rises_does_not_bear_out_what_falls() -> None:
    evidence = "Revenue rose by 8.2% to EUR 31 million."
    assert supports(evidence, "Revenue, up 8.2%, was EUR 31 million.")
    assert "direction" in unsupported_parts("Revenue fell by 8.2% to EUR 31 million.", evidence)


def test_auroc_counts_ties_half() -> None:
    assert auroc([0.9, 0.8, 0.1], [True, True, False]) == 1
    assert auroc([0.5, 0.5], [True, False]) == 0.5
    assert auroc([0.1, 0.9], [True, False]) == 0
    assert auroc([0.1, 0.9], [True, True]) is None


def test_calibration_error_is_the_gap_of_confidence_and_truth() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95, 0.95], [False, False]) == pytest.approx(0.95)
    assert calibration_error([], []) is None


@pytest.mark.parametrize(
    ("predicted", "expected", "f1"),
    [
        ("the Denver Broncos", "Denver Broncos", 1.0),
        ("Denver", "Denver Broncos", 2 / 3),
        ("", "", 1.0),
        ("Denver", "", 0.0),
        ("well-known", "wellknown!", 1.0),
    ],
)
def test_span_measures_are_squads(predicted: str, expected: str, f1: float) -> None:
    assert token_f1(predicted, expected) == pytest.approx(f1)
    assert exact_match(predicted, expected) is (f1 == 1.0)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text())
def test_a_span_matches_itself(text: str) -> None:
    assert token_f1(text, text) == 1.0
    assert squad_tokens(text) == squad_tokens(f" {text} ")
