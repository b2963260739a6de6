"""A local server that speaks the OpenAI chat protocol, and does what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Say:
    """Stream ``text`` in pieces; ``pause_s`` before each of them; ``tokens`` read and written."""

    text: str
    pause_s: float = 0.0
    finish_reason: str = "stop"
    refusal: str | None = None
    drop_after: int | None = None
    tokens: tuple[int, int] | None = None


@dataclass
class Fail:
    """Answer with an HTTP error."""

    status: int
    code: str = "server_error"
    message: str = "something went wrong"


Script = Callable[[dict[str, Any]], Say | Fail]


@dataclass
class ChatServer:
    """The address and what was asked of it; ``script`` decides each answer."""

    url: str
    script: Script
    requests: list[dict[str, Any]] = field(default_factory=list)

    def prompt(self, number: int = -1) -> str:
        """Everything the model was shown in one request."""
        return "\n".join(m["content"] for m in self.requests[number]["messages"])


def start_chat_server() -> tuple[ChatServer, Callable[[], None]]:
    """Start a server on a free port; returns it and what stops it."""
    state = ChatServer("", lambda _: Say("Hello."))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Keep the test output clean."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append(body)
            decision = state.script(body)
            if isinstance(decision, Fail):
                self._fail(decision)
            else:
                self._say(decision)

        def _fail(self, fail: Fail) -> None:
            error = {"message": fail.message, "type": fail.code, "code": fail.code}
            data = json.dumps({"error": error}).encode()
            self.send_response(fail.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _say(self, say: Say) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            pieces = [say.text[i : i + 7] for i in range(0, len(say.text), 7)]
            deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
            deltas += [{"content": piece} for piece in pieces]
            if say.refusal:
                deltas.append({"refusal": say.refusal})
            try:
                for number, delta in enumerate(deltas):
                    if say.drop_after is not None and number > say.drop_after:
                        self.close_connection = True
                        return
                    time.sleep(say.pause_s)
                    self._chunk(delta, None)
                self._chunk({}, say.finish_reason)
                if say.tokens:
                    self._usage(*say.tokens)
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                pass  # the client has given up, as some tests mean it to
            self.close_connection = True

        def _chunk(self, delta: dict[str, Any], finish_reason: str | None) -> None:
            self._send([{"index": 0, "delta": delta, "finish_reason": finish_reason}])

        def _usage(self, read: int, written: int) -> None:
            total = {"prompt_tokens": read, "completion_tokens": written}
            self._send([], usage=total | {"total_tokens": read + written})

        def _send(self, choices: list[dict[str, Any]], **more: Any) -> None:
            chunk = {
                "id": "chat-1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "local",
                "choices": choices,
                **more,
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return state, stop
