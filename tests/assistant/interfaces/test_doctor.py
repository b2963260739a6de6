"""What ``doctor`` finds right and wrong."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.assistant.interfaces.conftest import Served

ROOT = Path(__file__).parents[3]


def doctor(data_dir: Path, **settings: str) -> tuple[int, dict[str, dict[str, object]]]:
    """The exit code of ``doctor``, and its rows by name."""
    given = {f"DEAL_ASSISTANT_{name.upper()}": value for name, value in settings.items()}
    environment = os.environ | {"DEAL_ASSISTANT_DATA_DIR": str(data_dir)} | given
    command = [sys.executable, str(ROOT / "app.py"), "doctor", "--json"]
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=240
    )
    return result.returncode, {row["check"]: row for row in json.loads(result.stdout)}


def test_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, checks = doctor(tmp_path, port=str(taken.getsockname()[1]))

    assert code == 1
    assert not checks["port"]["sound"]
    assert not checks["documents"]["sound"]
    assert checks["torch"]["sound"]
    assert checks["index"]["sound"]
    assert checks["chat model"]["sound"]


def test_doctor_knows_the_running_service(served: Served, tmp_path: Path) -> None:
    _, checks = doctor(tmp_path, port=str(httpx.URL(served.url).port))

    assert checks["port"]["sound"]
    assert "running service" in str(checks["port"]["remark"])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("openai:", "PROVIDER:MODEL"),
        ("nonsense:model", "nonsense"),
        ("gpt", "PROVIDER:MODEL"),
    ],
)
def test_doctor_tells_of_a_chat_model_that_cannot_be(tmp_path: Path, name: str, words: str) -> None:
    code, checks = doctor(tmp_path, chat_model=name)

    assert code == 1
    assert not checks["chat model"]["sound"]
    assert words in str(checks["chat model"]["remark"])


def test_doctor_calls_no_chat_model(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        _, checks = doctor(tmp_path, chat_model="openai:local", chat_base_url=url)

        assert checks["chat model"]["sound"]
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
