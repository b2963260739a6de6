"""Runs in several processes, and runs that take up earlier ones."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import typer
from small_documents import QUESTIONS, open_small, written_documents, written_set
from typer.testing import CliRunner, Result

from assistant.assistant import Assistant
from evals.asking import Asked, Asking, Block, Helpers, asking_here
from evals.command_line import register
from evals.record_cache import RecordCache, context_digest, program_digest
from evals.records import Run
from evals.runner import cached_run, run_set
from evals.sets import load_set


def timeless(run: Run) -> str:
    plain = run.model_dump(mode="json")
    for metrics in (plain["metrics"], *plain["by_tag"].values()):
        del metrics["seconds_p50"], metrics["seconds_p95"]
    for record in plain["records"]:
        del record["seconds"]
    return json.dumps(plain)


def timeless_lines(report: str) -> list[str]:
    return [line for line in report.splitlines() if not line.lstrip().startswith('"seconds')]


def interrupted_after_one_block(assistant: Assistant) -> Asking:
    def ask(blocks: Sequence[Block]) -> Iterator[Sequence[Asked]]:
        yield from asking_here(assistant)(blocks[:1])
        raise KeyboardInterrupt

    return ask


def test_run_is_the_same_in_processes_and_after_an_interruption(tmp_path: Path) -> None:
    documents, eval_set = written_documents(tmp_path), load_set(written_set(tmp_path))
    assistant = open_small(tmp_path / "data")
    assistant.library.sync(documents)
    here = run_set(eval_set, assistant, documents)
    with Helpers(open_small, tmp_path / "data", processes=1) as helpers:
        both = run_set(eval_set, assistant, documents, asking=helpers.asking(assistant))
    assert timeless(both) == timeless(here)

    cache = RecordCache(tmp_path / "cache", "c" * 64)
    with pytest.raises(KeyboardInterrupt):
        run_set(
            eval_set,
            assistant,
            documents,
            asking=interrupted_after_one_block(assistant),
            cache=cache,
        )
    assert cache.put_count == 4
    assert cached_run(eval_set, cache) is None
    resumed = run_set(eval_set, assistant, documents, cache=cache)
    assert timeless(resumed) == timeless(here)
    assert [r.id for r in resumed.records if r.cached] == ["price", "buyer", "day", "staff"]
    again = cached_run(eval_set, cache)
    assert again is not None
    assert timeless(again) == timeless(here)
    assert again.metrics.seconds_p50 is None
    assert resumed.metrics.seconds_p50 is not None


def invoke(open_assistant: Callable[[Path], Assistant], folder: Path, *arguments: str) -> Result:
    cli = typer.Typer()
    cli.command()(lambda: None)
    register(cli, open_assistant, lambda: {"weights": "w"})
    paths = {
        "--set": "set.jsonl", "--documents": "documents", "--cache-dir": "cache",
        "--report": "report.json",
    }  # fmt: skip
    named = [part for name, path in paths.items() for part in (name, str(folder / path))]
    return CliRunner().invoke(cli, ["eval", *named, *arguments])


def test_unchanged_run_opens_nothing_and_a_judged_one_asks_afresh(tmp_path: Path) -> None:
    written_documents(tmp_path)
    written_set(tmp_path, QUESTIONS[:2])
    opened: list[Path] = []

    def opening(data_dir: Path) -> Assistant:
        opened.append(data_dir)
        return open_small(data_dir)

    assert invoke(opening, tmp_path).exit_code == 0
    first = (tmp_path / "report.json").read_text()
    assert invoke(opening, tmp_path).exit_code == 0
    assert len(opened) == 1
    second = (tmp_path / "report.json").read_text()
    assert timeless_lines(second) == timeless_lines(first)
    invoke(opening, tmp_path, "--fail-under", "0")
    assert len(opened) == 2
    invoke(opening, tmp_path, "--no-cache")
    assert len(opened) == 3
    invoke(opening, tmp_path, "--fail-under", "0", "--cache")
    assert len(opened) == 3
    (tmp_path / "documents" / "memo.md").write_text("# Memo\n\nThe yard was sold for EUR 9.\n")
    invoke(opening, tmp_path)
    assert len(opened) == 4


def test_interrupted_run_says_how_to_continue(tmp_path: Path) -> None:
    written_documents(tmp_path)
    written_set(tmp_path)

    def interrupted(data_dir: Path) -> Assistant:
        raise KeyboardInterrupt

    result = invoke(interrupted, tmp_path)
    assert result.exit_code == 130
    assert "the next run starts anew" in result.stderr


def test_context_changes_with_documents_configuration_and_program(tmp_path: Path) -> None:
    documents = written_documents(tmp_path)
    contexts = {context_digest(documents, {}), context_digest(documents, {"k": 3})}
    (documents / "memo.md").rename(documents / "note.md")
    contexts.add(context_digest(documents, {}))
    assert len(contexts) == 3
    assert context_digest(documents, {}) in contexts

    (tmp_path / "index").mkdir()
    weights = tmp_path / "index" / "weights.npz"
    weights.write_bytes(b"1")
    before = program_digest(tmp_path)
    assert before == program_digest(tmp_path)
    weights.write_bytes(b"2")
    assert program_digest(tmp_path) != before


def test_only_the_contexts_used_last_are_kept(tmp_path: Path) -> None:
    for digit in "0123456":
        RecordCache(tmp_path, digit * 64)
    assert len(list(tmp_path.iterdir())) == 5
    assert (tmp_path / ("6" * 64)).is_dir()
