"""What the exit code of an evaluation says; what is missing is an error and never a zero."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from small_documents import QUESTIONS, open_small, written_documents, written_set
from typer.testing import CliRunner, Result

from assistant.assistant import Assistant
from evals.command_line import register
from tests.evals.small_runs import run_with, written

UNKNOWN = {"id": "regatta", "question": "Who won the regatta at Port Ellis?", "answerable": False}
THRESHOLDS = """[tool.deal-assistant.eval]
fact_recall = {least}
abstention_precision = 0.5
abstention_recall = 0.5
citation_correctness = 1.0
max_forbidden_questions = 0
"""


def invoke(
    folder: Path, *options: str, open_assistant: Callable[[Path], Assistant] = open_small
) -> Result:
    cli = typer.Typer()
    cli.command()(lambda: None)
    register(cli, open_assistant)
    where = ["--set", str(folder / "set.jsonl"), "--documents", str(folder / "documents")]
    return CliRunner().invoke(cli, ["eval", *where, *options])


def test_codes_of_a_judged_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written_documents(tmp_path)
    written_set(tmp_path, [QUESTIONS[0], UNKNOWN])
    monkeypatch.chdir(tmp_path)
    pyproject = tmp_path / "pyproject.toml"

    pyproject.write_text(THRESHOLDS.format(least="0.9"))
    assert invoke(tmp_path, "--gate").exit_code == 0
    written_set(tmp_path, [{**QUESTIONS[0], "facts": [["EUR 32 million"]]}, UNKNOWN])
    assert invoke(tmp_path, "--gate").exit_code == 1
    for useless in (THRESHOLDS.format(least="nan"), THRESHOLDS.replace("fact_recall", "#"), ""):
        pyproject.write_text(useless)
        assert invoke(tmp_path, "--gate").exit_code == 3
    assert invoke(tmp_path, "--fail-under", "nan").exit_code == 2
    assert invoke(tmp_path, "--baseline", "absent.json").exit_code == 3


def test_a_set_that_does_not_fit_is_no_zero(tmp_path: Path) -> None:
    written_set(tmp_path, [UNKNOWN])
    assert invoke(tmp_path).exit_code == 2
    (tmp_path / "documents").mkdir()
    empty = invoke(tmp_path)
    assert empty.exit_code == 2
    assert "no readable document" in empty.output
    (tmp_path / "set.jsonl").unlink()
    assert invoke(tmp_path).exit_code == 2


def test_a_crash_and_a_report_that_cannot_be_written_say_nothing_of_quality(
    tmp_path: Path,
) -> None:
    def crashing(data_dir: Path) -> Assistant:
        raise RuntimeError("out of memory")

    written_documents(tmp_path)
    written_set(tmp_path, [UNKNOWN])
    crashed = invoke(tmp_path, "--fail-under", "0", open_assistant=crashing)
    assert crashed.exit_code == 3
    assert "out of memory" in crashed.output
    unwritable = invoke(tmp_path, "--report", str(tmp_path / "set.jsonl" / "report.json"))
    assert unwritable.exit_code == 3
    assert "Name another file" in unwritable.output


def test_a_baseline_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    from tests.evals.small_runs import invoke as without_assistant

    report = written(tmp_path / "run.json", run_with([1.0]))
    out = str(tmp_path / "run.json" / "baseline.json")
    assert without_assistant("baseline", "--from", report, "--out", out).exit_code == 3
