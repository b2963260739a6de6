from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence

import httpx
import pytest

from assistant.answerer import AskedQuestion, Draft
from assistant.assistant import Assistant
from assistant.events import TextDelta
from index.hits import Hit
from index.library import Library
from tests.assistant.interfaces.conftest import MAX_UPLOAD_BYTES, Served, serve

RENT = "How much is the yearly rent of the barges?"


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=60) as client:
        yield client


def test_an_answer_names_the_place_it_stands(client: httpx.Client, served: Served) -> None:
    answer = client.post("/api/ask", json={"question": RENT}).json()

    assert answer["status"] == "answered"
    assert "4.2 million" in answer["text"]
    assert "99 million" not in answer["text"]
    citation = answer["claims"][0]["citations"][0]
    text = served.library.document(citation["document_id"]).text
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["document"] == "barges/lease.txt"


def test_what_the_documents_do_not_say_is_declined(client: httpx.Client) -> None:
    answer = client.post("/api/ask", json={"question": "Which football club won the cup?"}).json()

    assert answer["status"] == "declined"
    assert answer["claims"] == []
    assert answer["related"]


def test_a_stream_ends_with_the_same_answer(client: httpx.Client) -> None:
    whole = client.post("/api/ask", json={"question": RENT}).json()
    events = []
    body = {"question": RENT, "stream": True}
    with client.stream("POST", "/api/ask", json=body) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in response.iter_lines() if line]
    for name, data in zip(lines[::2], lines[1::2], strict=True):
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))

    names = [name for name, _ in events]
    assert names[:2] == ["rewritten", "retrieved"]
    assert "text" in names
    assert names.count("finished") == 1
    assert events[-1][0] == "finished"
    assert events[-1][1]["answer"]["text"] == whole["text"]


class _Failing:
    """An answerer that begins, and then fails in a way nobody foresaw."""

    name = "failing"

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Draft]:
        yield TextDelta(text="Perhaps")
        raise ZeroDivisionError("a secret")


def test_a_stream_that_fails_ends_with_an_error_event(served: Served) -> None:
    for url in serve(Assistant(served.library, _Failing())):
        body = {"question": RENT, "stream": True}
        with httpx.stream("POST", f"{url}/api/ask", json=body, timeout=60) as response:
            lines = [line for line in response.iter_lines() if line]

    assert lines[-2] == "event: error"
    assert "InternalError" in lines[-1]
    assert "a secret" not in "".join(lines)


def test_a_deal_bounds_the_answer(client: httpx.Client) -> None:
    body = {"question": RENT, "deal": "mill"}
    answer = client.post("/api/ask", json=body).json()

    assert answer["status"] == "declined"
    assert {hit["document"]["deal"] for hit in answer["retrieved"]} == {"mill"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"question": "Who?"', "no JSON"),
        (b"question=Who", "JSON"),
        (b"[]", "no JSON object"),
        (b'{"question": 5}', "question: "),
        (b'{"question": "Who?", "colour": "red"}', "colour: "),
        (b'{"question": "Who \xff?"}', "no JSON in UTF-8"),
        (b'{"question": ' + b"[" * 100_000, "cannot be read"),
        (b'{"question": ' + b"1" * 6000 + b"}", "cannot be read"),
    ],
)
def test_a_body_that_cannot_be_read_is_told_in_words(
    client: httpx.Client, body: bytes, words: str
) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post("/api/ask", content=body, headers=headers)

    assert response.status_code == 422
    assert words in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": "Who bought the mill\ud83d?"}),
        ("/api/ask", {"question": "Who?", "deal": "\ud800"}),
        ("/api/ask", {"question": "Who?", "documents": ["\udc00"]}),
        ("/api/ask", {"question": "Who?", "conversation": "\ud800"}),
        ("/api/ask", {"question": "Who?", "conversation": "\ud800", "stream": True}),
        ("/api/conversations", {"title": "\ud800"}),
        ("/api/conversations", {"deal": "\ud800"}),
        ("/api/conversations/none/0/rating", {"helpful": True, "comment": "\ud800"}),
    ],
)
def test_half_a_character_is_refused_wherever_it_stands(
    client: httpx.Client, path: str, body: dict[str, object]
) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(path, content=json.dumps(body), headers=headers)

    assert response.status_code == 422
    assert "surrogate pair" in response.json()["error"]["message"]


def test_whole_characters_of_any_kind_are_taken(client: httpx.Client) -> None:
    body = b'{"question": "Who bought the mill \\ud83d\\ude00\\u0000?"}'
    headers = {"Content-Type": "application/json"}

    assert client.post("/api/ask", content=body, headers=headers).status_code == 200


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=b"])
def test_a_form_that_cannot_be_read_is_told_in_the_error_format(
    client: httpx.Client, content_type: str
) -> None:
    headers = {"Content-Type": content_type}
    response = client.post("/api/documents", content=b"no form", headers=headers)

    assert response.status_code == 422
    assert response.json()["error"]["type"] == "InvalidRequestError"


@pytest.mark.parametrize("ordinal", ["-1", str(2**63), str(10**30), "first"])
def test_an_answer_number_that_cannot_be_is_refused(client: httpx.Client, ordinal: str) -> None:
    conversation = client.post("/api/conversations").json()["id"]
    path = f"/api/conversations/{conversation}/{ordinal}/rating"
    response = client.post(path, json={"helpful": True})

    assert response.status_code == 422
    assert "ordinal" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"question": "  "}, "empty"),
        ({"question": "x" * 5000}, "5000 characters"),
        ({"question": "Who?", "deal": "nowhere"}, "no deal named 'nowhere'"),
        ({"question": "Who?", "documents": ["abc"]}, "'abc'"),
        ({}, "question"),
    ],
)
def test_a_bad_question_is_refused_in_words(
    client: httpx.Client, body: dict[str, object], words: str
) -> None:
    response = client.post("/api/ask", json=body)

    assert response.status_code == 422
    assert words in response.json()["error"]["message"]


def test_a_conversation_carries_the_subject_over(client: httpx.Client) -> None:
    conversation = client.post("/api/conversations", json={}).json()["id"]
    first = {"question": "Who bought the Aldermoor mill?", "conversation": conversation}
    client.post("/api/ask", json=first)
    second = {"question": "And when was it sold?", "conversation": conversation}
    answer = client.post("/api/ask", json=second).json()

    assert "Aldermoor" in answer["rewritten_question"]
    assert "9 June 2026" in answer["text"]
    assert len(client.get(f"/api/conversations/{conversation}").json()) == 2
    rating = {"helpful": True}
    assert client.post(f"/api/conversations/{conversation}/1/rating", json=rating).is_success
    assert (
        client.post(f"/api/conversations/{conversation}/7/rating", json=rating).status_code == 404
    )
    assert client.delete(f"/api/conversations/{conversation}").status_code == 204
    assert client.get(f"/api/conversations/{conversation}").status_code == 404


def test_a_conversation_about_a_deal_is_answered_from_it(client: httpx.Client) -> None:
    begun = client.post("/api/conversations", json={"deal": "mill"}).json()
    body = {"question": RENT, "conversation": begun["id"]}
    assert client.post("/api/ask", json=body).json()["status"] == "declined"
    named = client.post("/api/ask", json=body | {"deal": "barges"}).json()
    assert "4.2 million" in named["text"]

    assert client.post("/api/conversations").status_code == 201
    unknown = client.post("/api/conversations", json={"deal": "nowhere"})
    assert unknown.status_code == 422
    assert "'nowhere'" in unknown.json()["error"]["message"]


def test_an_upload_is_answered_from_until_it_is_deleted(client: httpx.Client) -> None:
    text = b"The ferry Marisol was built by the Tancred yard in 1987.\n"
    file = {"file": ("../../etc/ferry.txt", text)}
    record = client.post("/api/documents", files=file, data={"deal": "../up"}).json()
    assert record["path"] == "up/ferry.txt"
    again = client.post("/api/documents", files={"file": ("copy.txt", text)}).json()
    assert again["id"] == record["id"]

    question = {"question": "Which yard built the ferry Marisol?"}
    assert "Tancred" in client.post("/api/ask", json=question).json()["text"]
    whole = client.get(f"/api/documents/{record['id']}").json()
    assert whole["text"].startswith("The ferry Marisol")

    assert client.delete(f"/api/documents/{record['id']}").status_code == 204
    assert client.get(f"/api/documents/{record['id']}").status_code == 404
    answer = client.post("/api/ask", json=question).json()
    assert answer["status"] == "declined"
    assert all("ferry" not in hit["passage"]["text"] for hit in answer["retrieved"])


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("empty.pdf", b"", 422),
        ("broken.pdf", b"%PDF-1.7 nothing more", 422),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, 422),
        ("large.txt", b"x " * MAX_UPLOAD_BYTES, 413),
    ],
)
def test_a_bad_upload_names_the_file_and_loses_nothing(
    client: httpx.Client, name: str, data: bytes, status: int
) -> None:
    before = client.get("/api/documents").json()

    response = client.post("/api/documents", files={"file": (name, data)})

    assert response.status_code == status
    message = response.json()["error"]["message"]
    assert name in message or status == 413
    assert client.get("/api/documents").json() == before


def test_health_readiness_and_the_api_page(client: httpx.Client) -> None:
    assert client.get("/api/health").json() == {"status": "ok"}
    ready = client.get("/api/ready").json()
    assert ready["ready"]
    assert set(ready["deals"]) >= {"barges", "mill"}
    assert client.head("/api/health").status_code == 200
    assert client.head("/api/ready").status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/documents", "/api/health", "/api/ready"} <= set(paths)


def test_with_a_token_the_api_is_closed(served: Served) -> None:
    for url in serve(served.assistant, token="secret"):
        with httpx.Client(base_url=url, timeout=60) as client:
            assert client.get("/api/health").status_code == 200
            assert client.get("/api/documents").status_code == 401
            assert client.get("/api/ready").status_code == 401
            assert client.get("/gradio_api/info").status_code == 401
            header = {"Authorization": "Bearer wrong"}
            assert client.get("/api/documents", headers=header).status_code == 401
            header = {"Authorization": "Bearer secret"}
            assert client.get("/api/documents", headers=header).status_code == 200


def test_an_upload_of_undeclared_length_is_cut_short(client: httpx.Client) -> None:
    def long_body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
        for _ in range(100):
            yield b"x" * MAX_UPLOAD_BYTES
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = client.post("/api/documents", content=long_body(), headers=headers)

    assert response.status_code == 413
    # A route that had read and spooled the whole body would name the file in its refusal.
    assert "The upload" in response.json()["error"]["message"]


def test_without_the_token_no_body_is_read(served: Served) -> None:
    for url in serve(served.assistant, token="secret"):
        # Only a part of the declared body is sent: a server that waits for it times out.
        address = httpx.URL(url)
        with socket.create_connection((address.host, address.port or 80), timeout=10) as wire:
            wire.sendall(
                b"POST /api/documents HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b"
            )
            assert b" 401 " in wire.recv(1000).split(b"\r\n", 1)[0]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/nothing"), ("PUT", "/api/ask"), ("OPTIONS", "/api/ask"), ("GET", "/api")],
)
def test_a_call_that_is_not_there_is_told_in_the_error_format(
    client: httpx.Client, method: str, path: str
) -> None:
    response = client.request(method, path)

    assert response.status_code == 404
    assert f"{method} {path}" in response.json()["error"]["message"]
