import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.bootstrap import clustered_interval
from evals.comparison import Comparison, MetricComparison, ReportsDoNotFitError, Verdict, compare
from evals.records import Cause, Scores
from tests.evals.small_runs import invoke, record, run_of, run_with, written


def metric(comparison: Comparison, name: str) -> MetricComparison:
    return next(m for m in comparison.metrics if m.metric == name)


def test_a_consistent_gain_is_better_and_its_mirror_worse() -> None:
    low, high = run_with([0.0] * 12), run_with([1.0] * 8 + [0.0] * 4)

    gain, loss = compare(low, high), compare(high, low)

    assert metric(gain, "fact_recall").verdict is Verdict.BETTER
    assert metric(gain, "fact_recall").difference == pytest.approx(8 / 12)
    assert metric(gain, "fact_recall").interval.low > 0
    assert metric(loss, "fact_recall").verdict is Verdict.WORSE
    assert [f.id for f in gain.flips if f.gained] == [f"q{n}" for n in range(8)]
    assert [f.id for f in loss.flips if not f.gained] == [f"q{n}" for n in range(8)]
    assert loss.flips[0].after is Cause.NOT_EXTRACTED


def test_a_gain_in_one_document_of_many_is_not_shown() -> None:
    before = run_with([0.0] * 40, per_document=10)
    after = run_with([1.0] * 10 + [0.0] * 30, per_document=10)

    found = metric(compare(before, after), "fact_recall")

    assert (found.questions, found.documents, found.differing_documents) == (40, 4, 1)
    assert found.verdict is Verdict.NO_DIFFERENCE_SHOWN


def test_a_gain_in_every_one_of_few_documents_is_not_shown() -> None:
    before, after = run_with([0.0] * 50, per_document=10), run_with([1.0] * 50, per_document=10)

    found = metric(compare(before, after), "fact_recall")

    assert found.interval.excludes_zero
    assert found.verdict is Verdict.NO_DIFFERENCE_SHOWN


def test_less_of_a_fault_is_better() -> None:
    noisy = [
        record(n, f"{n}", 1.0, scores=Scores(forbidden=("x",), distracting=0.5)) for n in range(9)
    ]
    clean = [record(n, f"{n}", 1.0, scores=Scores(distracting=0.9)) for n in range(9)]

    found = compare(run_of(noisy), run_of(clean))

    assert metric(found, "forbidden_rate").verdict is Verdict.BETTER
    assert metric(found, "distracting_rate").verdict is Verdict.WORSE


def test_only_questions_with_a_score_in_both_runs_are_paired() -> None:
    before = run_of([record(n, f"{n}", 1.0, scores=Scores(citations=1.0)) for n in range(3)])
    after = run_of(
        [record(0, "0", 1.0, scores=Scores(citations=0.5))]
        + [record(n, f"{n}", 1.0, scores=Scores()) for n in (1, 2)]
    )

    found = compare(before, after)

    assert metric(found, "citation_correctness").questions == 1
    assert metric(found, "citation_correctness").difference == -0.5
    assert all(m.metric != "fact_recall" for m in found.metrics)


def test_records_without_a_document_do_not_count_as_one() -> None:
    before = run_of([record(n, "", 0.0) for n in range(7)])
    after = run_of([record(n, "", 1.0) for n in range(7)])

    assert metric(compare(before, after), "fact_recall").documents == 7


@pytest.mark.parametrize(
    "changes", [{"set_digest": "t" * 64}, {"documents_digest": "t" * 64}, {"model": "other"}]
)
def test_only_reports_on_one_set_and_documents_are_compared(changes: dict[str, object]) -> None:
    before, after = run_with([1.0, 0.0]), run_with([1.0, 0.0], changes=changes)

    if "model" in changes:
        assert compare(before, after).after_model == "other"
    else:
        with pytest.raises(ReportsDoNotFitError, match="different"):
            compare(before, after)


def test_a_question_in_one_report_alone_is_refused() -> None:
    with pytest.raises(ReportsDoNotFitError, match="'q2'"):
        compare(run_with([1.0] * 3), run_with([1.0] * 2))


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.5, 1.0])),
        min_size=1, max_size=24,
    ),
    st.integers(1, 3),
)  # fmt: skip
def test_swapping_the_runs_turns_every_sign(
    pairs: list[tuple[float, float]], per_document: int
) -> None:
    before = run_with([a for a, _ in pairs], per_document)
    after = run_with([b for _, b in pairs], per_document)

    there, back = compare(before, after), compare(after, before)

    for one, other in zip(there.metrics, back.metrics, strict=True):
        assert one.difference == pytest.approx(-other.difference)
        assert one.interval.low == pytest.approx(-other.interval.high)
        if one.verdict is Verdict.BETTER:
            assert other.verdict is Verdict.WORSE
            assert one.interval.excludes_zero
    assert {f.id for f in there.flips} == {f.id for f in back.flips}


def test_the_interval_is_that_of_the_mean_of_independent_values() -> None:
    values = [float(n % 2) for n in range(400)]

    found = clustered_interval(values, [str(n) for n in range(400)])

    half = 1.96 * 0.5 / 400**0.5
    assert found.low == pytest.approx(0.5 - half, abs=0.006)
    assert found.high == pytest.approx(0.5 + half, abs=0.006)
    assert found == clustered_interval(values, [str(n) for n in range(400)])


def test_values_of_one_document_are_not_counted_as_independent() -> None:
    values = [float(n // 20 % 2) for n in range(400)]

    alone = clustered_interval(values, [str(n) for n in range(400)])
    together = clustered_interval(values, [str(n // 20) for n in range(400)])

    assert together.high - together.low > 3 * (alone.high - alone.low)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.sampled_from([0.1, -0.1, 0.3]), min_size=1, max_size=12))
def test_differences_that_cancel_within_a_document_show_nothing(values: list[float]) -> None:
    cancelled = [v for value in values for v in (value, -value)]

    found = clustered_interval(cancelled, [str(n // 2) for n in range(len(cancelled))])

    assert not found.excludes_zero


@pytest.mark.parametrize("clusters", [[], ["a", "b"]])
def test_an_interval_needs_values_and_their_clusters(clusters: list[str]) -> None:
    with pytest.raises(ValueError, match=r"values?"):
        clustered_interval([1.0] if clusters else [], clusters)


def test_the_command_exits_1_only_where_the_second_run_is_worse(tmp_path: Path) -> None:
    low = written(tmp_path / "low.json", run_with([0.0] * 12))
    high = written(tmp_path / "high.json", run_with([1.0] * 12))

    better, worse = invoke("compare", low, high, "--json"), invoke("compare", high, low)

    assert better.exit_code == 0
    assert json.loads(better.stdout)["resamples"] == 10_000
    assert Comparison.model_validate_json(better.stdout).flips[0].gained
    assert worse.exit_code == 1
    assert "worse" in worse.stdout
    assert "12 lost" in worse.stdout


def test_the_command_exits_2_on_different_sets_and_3_without_a_report(tmp_path: Path) -> None:
    one = written(tmp_path / "one.json", run_with([1.0]))
    other = written(tmp_path / "other.json", run_with([1.0], changes={"set_digest": "t" * 64}))
    twice = run_with([1.0])
    doubled = written(
        tmp_path / "twice.json", twice.model_copy(update={"records": twice.records * 2})
    )
    (tmp_path / "broken.json").write_text("{}")

    assert invoke("compare", one, other).exit_code == 2
    assert invoke("compare", one, str(tmp_path / "absent.json")).exit_code == 3
    assert invoke("compare", one, str(tmp_path / "broken.json")).exit_code == 3
    assert invoke("compare", doubled, one).exit_code == 3
