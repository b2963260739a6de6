"""Each question of a set as a test, in runs of pytest of their own."""

import subprocess
import sys
from pathlib import Path

import pytest
from small_documents import PRICE, written_documents, written_set

EVIDENCE = {"document": "memo.md", "quote": "sold to Quayle Marine for EUR 31 million"}
RIGHT = {"id": "price", "question": PRICE, "answerable": True, "facts": [["EUR 31 million"]],
         "evidence": [EVIDENCE], "tags": ["how-much"]}  # fmt: skip
WRONG = RIGHT | {"id": "other-price", "facts": [["EUR 32 million"]], "tags": []}
LISTED = ["--deal-set", "set.jsonl", "--deal-documents", "documents"]


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_questions_pass_and_fail_as_the_set_says(tmp_path: Path) -> None:
    written_documents(tmp_path)
    written_set(tmp_path, [RIGHT, WRONG])
    done = ran(tmp_path, "-v", *LISTED)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "set.jsonl::price PASSED" in done.stdout
    assert "set.jsonl::other-price FAILED" in done.stdout
    assert "not extracted: misses EUR 32 million" in done.stdout
    assert "cited:    memo.md" in done.stdout
    assert "Traceback" not in done.stdout


def test_tags_choose_questions_and_named_paths_are_kept(tmp_path: Path) -> None:
    written_documents(tmp_path)
    written_set(tmp_path, [RIGHT, WRONG])
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n")
    chosen = ran(tmp_path, "--collect-only", "-q", "-k", "how-much", *LISTED)
    assert "set.jsonl::price" in chosen.stdout
    assert "other" not in chosen.stdout
    both = ran(tmp_path, "--collect-only", "-q", "test_other.py", *LISTED)
    assert "test_other.py::test_other" in both.stdout
    assert "set.jsonl::price" in both.stdout


def test_evidence_that_is_not_there_fails_with_its_name(tmp_path: Path) -> None:
    written_documents(tmp_path)
    missing = {"document": "memo.md", "quote": "for EUR 99 million"}
    written_set(tmp_path, [RIGHT | {"evidence": [missing]}])
    done = ran(tmp_path, *LISTED)
    assert done.returncode == 1
    assert "price: memo.md does not say 'for EUR 99 million'" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [LISTED[:2], ["--deal-set", "none.jsonl", *LISTED[2:]], [*LISTED[:3], "none"]],
)
def test_what_is_not_there_is_a_usage_error(tmp_path: Path, arguments: list[str]) -> None:
    written_documents(tmp_path)
    written_set(tmp_path)
    done = ran(tmp_path, *arguments)
    assert done.returncode == 4
    assert "--deal-" in done.stderr


def test_other_runs_load_the_plugin_and_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text("not a set")
    (tmp_path / "test_light.py").write_text(
        "import sys\n\n"
        "def test_light():\n"
        "    assert 'evals.pytest_plugin' in sys.modules\n"
        "    heavy = {'torch', 'chromadb', 'pydantic', 'numpy', 'app', 'assistant.assistant'}\n"
        "    assert not heavy & set(sys.modules)\n"
    )
    done = ran(tmp_path, "-p", "no:hypothesispytest", "-p", "no:langsmith_plugin", "-p", "no:anyio")
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
