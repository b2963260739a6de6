from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(*arguments: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DEAL_ASSISTANT_DATA_DIR": str(data_dir), "NO_COLOR": "1"}
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=240
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "documents"
    (folder / "tram").mkdir(parents=True)
    (folder / "tram" / "order.txt").write_text(
        "The city of Vellmar ordered forty trams from Hask Rolling Stock on 2 May 2026.\n\n"
        "The order is worth EUR 96 million.\n"
    )
    (folder / "tram" / "scan.pdf").write_bytes(b"%PDF-1.4 damaged")
    return folder


def test_index_ask_list_and_remove(folder: Path, tmp_path: Path) -> None:
    indexed = run("index", str(folder), "--json", data_dir=tmp_path)
    report = json.loads(indexed.stdout)
    assert report["added"] == ["tram/order.txt"]
    assert "tram/scan.pdf" in report["failed"][0]["message"]
    assert indexed.returncode == 1

    asked = run("ask", "What is the order worth?", "--json", data_dir=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert "EUR 96 million" in json.loads(asked.stdout)["text"]

    listed = json.loads(run("documents", "list", "--json", data_dir=tmp_path).stdout)
    assert [d["path"] for d in listed] == ["tram/order.txt"]
    assert run("documents", "remove", listed[0]["id"], data_dir=tmp_path).returncode == 0
    missing = run("documents", "remove", listed[0]["id"], data_dir=tmp_path)
    assert missing.returncode == 2
    assert listed[0]["id"] in missing.stderr


def test_inspect_prints_only_the_kept_text(folder: Path, tmp_path: Path) -> None:
    path = folder / "tram" / "order.txt"
    shown = run("inspect", str(path), data_dir=tmp_path)
    assert shown.stdout.split() == path.read_text().split()
    assert json.loads(run("inspect", str(path), "--json", data_dir=tmp_path).stdout)

    bad = run("inspect", str(folder / "tram" / "scan.pdf"), data_dir=tmp_path)
    assert bad.returncode == 2
    assert "scan.pdf" in bad.stderr
    assert "Traceback" not in bad.stderr


def test_watching_takes_up_what_comes_and_ends_on_an_interrupt(tmp_path: Path) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    (folder / "first.txt").write_text("The pier at Carrow is 400 metres long.\n")
    environment = os.environ | {"DEAL_ASSISTANT_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, str(ROOT / "app.py"), "index", str(folder), "--watch", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["added"] == ["first.txt"]
        assert "Watching" in process.stderr.readline()
        time.sleep(1)
        (folder / "second.txt").write_text("The tug Bramble belongs to the Carrow harbour.\n")
        assert json.loads(process.stdout.readline())["added"] == ["second.txt"]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130


def test_what_a_terminal_would_act_on_is_not_printed(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text("The rent of the Carrow pier is \x1b[2J\x1b]0;owned\x07EUR 9.\n")
    run("index", str(folder), data_dir=tmp_path / "data")
    shown = run("ask", "What is the rent of the Carrow pier?", data_dir=tmp_path / "data")

    assert "rent of the Carrow pier" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_path_that_cannot_be_written_is_told_without_a_trace(
    folder: Path, tmp_path: Path
) -> None:
    file, out = str(folder / "tram" / "order.txt"), str(tmp_path / "nowhere" / "seen.html")
    result = run("inspect", file, "--html", out, data_dir=tmp_path)

    assert result.returncode == 2
    assert out in result.stderr.replace("\n", "")
    assert "Traceback" not in result.stderr


def test_a_changed_passage_size_asks_for_a_rebuild(folder: Path, tmp_path: Path) -> None:
    run("index", str(folder), data_dir=tmp_path)
    environment = os.environ | {
        "DEAL_ASSISTANT_DATA_DIR": str(tmp_path),
        "DEAL_ASSISTANT_PASSAGE_TOKENS": "90",
    }
    command = [sys.executable, str(ROOT / "app.py")]
    opened = subprocess.run(
        [*command, "ask", "Who?"], capture_output=True, text=True, env=environment, check=False
    )
    assert opened.returncode == 2
    assert "--rebuild" in opened.stderr
    rebuilt = subprocess.run(
        [*command, "index", str(folder), "--rebuild", "--json"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert json.loads(rebuilt.stdout)["added"] == ["tram/order.txt"]


def test_a_setting_that_cannot_be_is_named(tmp_path: Path) -> None:
    environment = os.environ | {"DEAL_ASSISTANT_PORT": "many"}
    command = [sys.executable, str(ROOT / "app.py"), "documents", "list"]
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, cwd=tmp_path
    )
    assert result.returncode == 2
    assert "DEAL_ASSISTANT_PORT" in result.stderr


def test_a_damaged_database_is_told_without_the_exit_code_of_an_answer(
    folder: Path, tmp_path: Path
) -> None:
    run("index", str(folder), data_dir=tmp_path)
    (tmp_path / "conversations.sqlite3").write_bytes(b"no database, but long enough" * 100)
    result = run("ask", "What is the order worth?", data_dir=tmp_path)

    # 1 would say that the documents do not answer the question.
    assert result.returncode == 2
    assert "conversations.sqlite3" in result.stderr


def test_an_unforeseen_error_exits_with_2(tmp_path: Path) -> None:
    script = (
        "import typer; from assistant.interfaces.command_line import run\n"
        "cli = typer.Typer(pretty_exceptions_enable=False)\n"
        "@cli.command()\ndef fail() -> None: raise ZeroDivisionError('nobody foresaw [this]')\n"
        "run(cli)"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert result.returncode == 2
    assert "The command failed: ZeroDivisionError: nobody foresaw [this]" in result.stderr


def test_titles_are_printed_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "marked"
    folder.mkdir()
    name = "sale [red] :tram: [b].md"
    (folder / name).write_text("# Sale [bold] of [/x]\n\nThe tram of Vellmar is sold to Hask.\n")
    run("index", str(folder), data_dir=tmp_path / "data")
    listed = run("documents", "list", data_dir=tmp_path / "data")

    assert listed.returncode == 0, listed.stderr
    # A narrow terminal folds what is long, so only the characters in order are compared.
    for mark in ("[red]", ":tram:", "[b]", "[bold]", "[/x]"):
        assert mark in listed.stdout, listed.stdout


def test_help_loads_no_model_library() -> None:
    script = (
        "import sys, app; print([m for m in ('torch', 'gradio', 'chromadb') if m in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"
