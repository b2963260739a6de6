"""A set under several settings, side by side."""

import json
from pathlib import Path

import pytest
import typer
from small_documents import PRICE, open_small, written_documents, written_set
from typer.testing import CliRunner, Result

from app import SettingsError, compose
from assistant.assistant import Assistant
from assistant.extractive import ExtractiveAnswerer
from evals.command_line import register
from evals.sweep import SweepError, check_metrics, grid, read_varied

BESIDE = {
    "id": "price", "question": PRICE, "answerable": True, "facts": [["EUR 31 million"]],
    "evidence": [{"document": "memo.md", "quote": "for EUR 31 million"}],
}  # fmt: skip


def test_every_combination_is_a_point_and_what_is_malformed_is_refused() -> None:
    varied = read_varied(["passage_tokens=80, 160", "k=3,4"])
    assert grid(varied) == (
        {"passage_tokens": "80", "k": "3"},
        {"passage_tokens": "80", "k": "4"},
        {"passage_tokens": "160", "k": "3"},
        {"passage_tokens": "160", "k": "4"},
    )
    for written in (["k"], ["=3"], ["k="], ["k=3,"], ["k=3,3"], ["k=3", "k=4"], []):
        with pytest.raises(SweepError):
            read_varied(written)
    with pytest.raises(SweepError, match="no metric"):
        check_metrics(["fact_recal"])


def test_only_settings_that_answers_depend_on_vary() -> None:
    composed = compose(passage_tokens="80", lexical_weight="0.5")
    assert composed.settings.passage_tokens == 80
    assert composed.evaluated_configuration() != compose().evaluated_configuration()
    with pytest.raises(SettingsError, match="port"):
        compose(port="80")
    with pytest.raises(SettingsError, match="PASSAGE_TOKENS"):
        compose(passage_tokens="many")


def open_with(data_dir: Path, passages_per_question: str) -> Assistant:
    library = open_small(data_dir).library
    return Assistant(
        library,
        ExtractiveAnswerer(library.embedder),
        passages_per_question=int(passages_per_question),
    )


def sweep(folder: Path, *arguments: str) -> Result:
    cli = typer.Typer()
    cli.command()(lambda: None)
    register(cli, open_with, lambda **settings: settings)
    named = {"--set": "set.jsonl", "--documents": "documents", "--cache-dir": "cache",
             "--report": "sweep.json", "--html": "sweep.html"}  # fmt: skip
    paths = [part for name, path in named.items() for part in (name, str(folder / path))]
    return CliRunner().invoke(cli, ["eval", "sweep", *paths, *arguments])


def test_sweep_writes_table_json_and_a_page_on_its_own(tmp_path: Path) -> None:
    documents = written_documents(tmp_path)
    (documents / "yard.md").write_text("# Yards\n\nQuayle Marine paid for the Orlop yard early.\n")
    written_set(tmp_path, [BESIDE])
    vary = ("--vary", "passages_per_question=1,4", "--metric", "recall_at_k")
    result = sweep(tmp_path, *vary, "--metric", "distracting_rate")
    assert result.exit_code == 0, result.stderr
    assert "recall at k" in result.stdout
    found = json.loads((tmp_path / "sweep.json").read_text())
    assert [p["settings"]["passages_per_question"] for p in found["points"]] == ["1", "4"]
    few, many = (p["metrics"]["recall_at_k"] for p in found["points"])
    assert few <= many == 1
    page = (tmp_path / "sweep.html").read_text()
    assert "<svg" in page
    assert page.count("distracting_rate ") == 2
    assert "http" not in page.replace("http-equiv", "")
    again = sweep(tmp_path, *vary)
    assert again.exit_code == 0
    timed = json.loads((tmp_path / "sweep.json").read_text())["points"]
    assert [p["metrics"]["seconds_p50"] for p in timed] == [None, None]


def test_what_cannot_be_swept_ends_with_2(tmp_path: Path) -> None:
    written_documents(tmp_path)
    written_set(tmp_path)
    assert sweep(tmp_path, "--vary", "passages_per_question").exit_code == 2
    assert sweep(tmp_path, "--vary", "k=1", "--metric", "luck").exit_code == 2
