from pathlib import Path

import pytest
from rich.console import Console

from evals.baseline import Baseline, baseline_of, load_baseline, lowered
from evals.gate import judge
from evals.metrics import summarise_by_tag
from evals.records import CitedPlace, Run, Scores
from tests.evals.small_runs import invoke, record, run_of, run_with, written

QUIET = Console(quiet=True)


def taken(folder: Path, run: Run, *options: str) -> tuple[int, Path]:
    out = folder / "kept" / "baseline.json"
    report = written(folder / "report.json", run)
    return invoke("baseline", "--from", report, "--out", str(out), *options).exit_code, out


def test_a_run_becomes_the_baseline(tmp_path: Path) -> None:
    code, out = taken(tmp_path, run_with([1.0, 0.0]))

    found = load_baseline(out)
    assert code == 0
    assert (found.set_name, found.set_digest, found.documents_digest) == (
        "set.jsonl", "s" * 64, "d" * 64,
    )  # fmt: skip
    assert found.metrics["fact_recall"] == 0.5
    assert not {"seconds_p50", "questions", "span_f1"} & set(found.metrics)


def test_a_baseline_is_raised_and_not_lowered_without_saying_so(tmp_path: Path) -> None:
    taken(tmp_path, run_with([1.0, 0.0]))

    assert taken(tmp_path, run_with([1.0, 0.5]))[0] == 0
    refused, out = taken(tmp_path, run_with([1.0, 0.0]))
    assert refused == 1
    assert load_baseline(out).metrics["fact_recall"] == 0.75
    assert taken(tmp_path, run_with([1.0, 0.0]), "--allow-lower")[0] == 0
    assert load_baseline(out).metrics["fact_recall"] == 0.5


def test_another_set_is_no_way_round_the_refusal(tmp_path: Path) -> None:
    taken(tmp_path, run_with([1.0, 1.0]))

    code, out = taken(tmp_path, run_with([1.0, 0.0], changes={"set_digest": "t" * 64}))

    assert code == 1
    assert load_baseline(out).set_digest == "s" * 64


def test_more_of_a_fault_and_a_metric_no_longer_measured_are_lower() -> None:
    right = Scores(facts=1.0, facts_strict=True, forbidden_string=False)
    wrong = Scores(facts=1.0, forbidden_string=True, forbidden=("x",))
    before, after = (baseline_of(run_of([record(0, "a", 1.0, scores=s)])) for s in (right, wrong))

    names = [low.metric for low in lowered(before, after)]

    assert names == [
        "forbidden_questions", "fact_recall_strict", "forbidden_rate", "forbidden_string_rate",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["{}", "not JSON"])
def test_a_broken_baseline_or_report_is_no_baseline(tmp_path: Path, text: str) -> None:
    _, out = taken(tmp_path, run_with([1.0]))
    out.write_text(text)

    assert taken(tmp_path, run_with([1.0]))[0] == 3
    assert judge(run_with([1.0]), QUIET, baseline=out) == 3
    assert out.read_text() == text
    assert invoke("baseline", "--from", str(tmp_path / "absent.json")).exit_code == 3


def test_the_gate_checks_the_baseline(tmp_path: Path) -> None:
    _, out = taken(tmp_path, run_with([1.0, 0.0]))

    def code(run: Run) -> int:
        return judge(run, QUIET, baseline=out)

    assert code(run_with([1.0, 0.0])) == 0
    assert code(run_with([0.5, 0.0])) == 1
    assert code(run_with([1.0, 0.0], changes={"set_digest": "t" * 64})) == 2
    assert code(run_with([1.0, 0.0], changes={"documents_digest": "t" * 64})) == 2


def test_a_difference_that_no_report_shows_passes_the_gate(tmp_path: Path) -> None:
    run = run_with([1.0])
    almost = baseline_of(run).model_copy(update={"metrics": {"fact_recall": 1.0004}})
    (tmp_path / "b.json").write_text(almost.model_dump_json())

    assert judge(run, QUIET, baseline=tmp_path / "b.json") == 0
    assert lowered(almost, baseline_of(run))


def test_the_gate_checks_thresholds_and_the_least_asked_for(tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(
        "[tool.deal-assistant.eval]\nfact_recall = 0.4\nabstention_precision = 0\n"
        "abstention_recall = 0\ncitation_correctness = 0\nmax_forbidden_questions = 0\n"
    )
    run = run_with([1.0, 0.0])

    assert judge(run, QUIET, thresholds=tmp_path / "absent.toml") == 3
    assert judge(run, QUIET, thresholds=pyproject) == 1
    assert judge(run, QUIET, fail_under=0.9) == 1
    assert judge(run, QUIET) == 0


def test_a_baseline_reads_back_as_it_was_written(tmp_path: Path) -> None:
    run = run_with([1.0, 0.3, 0.0])
    _, out = taken(tmp_path, run)

    assert load_baseline(out) == baseline_of(run)
    assert Baseline.model_validate_json(out.read_text()) == baseline_of(run)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("[tool.deal-assistant.eval.metrics]\nfact_recall_strict = 0.5", 0),
        ("[tool.deal-assistant.eval.metrics]\nfact_recall_strict = 0.6", 1),
        ("[tool.deal-assistant.eval.metrics]\nseconds_p95 = 0.2", 0),
        ("[tool.deal-assistant.eval.metrics]\nseconds_p95 = 0.05", 1),
        ("[tool.deal-assistant.eval.metrics]\nspan_f1 = 0.1", 1),
        ("[tool.deal-assistant.eval.tags.list]\nfact_recall = 1.0", 0),
        ("[tool.deal-assistant.eval.tags.when]\nfact_recall = 0.1", 1),
        ("[tool.deal-assistant.eval.tags.nowhere]\nfact_recall = 0.0", 1),
        ("[tool.deal-assistant.eval.metrics]\nfact_recal = 0.5", 3),
    ],
)
def test_any_metric_can_have_a_threshold_and_any_tag(tmp_path: Path, table: str, code: int) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(
        "[tool.deal-assistant.eval]\nfact_recall = 0.4\nabstention_precision = 0\n"
        f"abstention_recall = 0\ncitation_correctness = 0\nmax_forbidden_questions = 0\n{table}\n"
    )
    listed = record(1, "a.md", 1.0, tags=("list",))
    dated = record(2, "a.md", 0.0, tags=("when",))
    declined = record(3, "a.md", 1.0, answerable=False, abstained=True, tags=("none",))
    cited = CitedPlace(document="a.md", page=None, quote="x", stands=True)
    records = [listed.model_copy(update={"citations": (cited,)}), dated, declined]
    run = run_of(records, {"by_tag": summarise_by_tag(records)})

    assert judge(run, QUIET, thresholds=pyproject) == code
