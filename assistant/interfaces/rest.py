"""The REST interface: ask, documents, conversations, health."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, File, Form, Path, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from assistant.answers import Answer, Frozen
from assistant.assistant import Assistant
from assistant.conversations import Conversation
from assistant.events import Event
from assistant.interfaces.error_replies import (
    ErrorResponse,
    TooLargeError,
    UnknownCallError,
    body_of,
    on_error,
)
from assistant.interfaces.text_fields import PlainText
from corpus.documents import Document
from corpus.errors import DealAssistantError
from index.hits import DocumentRecord


class AskRequest(Frozen):
    """A question, its scope, and whether to stream."""

    question: PlainText = Field(examples=["Is OpenAI obliged to buy anything from Foxconn?"])
    deal: PlainText | None = Field(
        default=None, description="name of a deal; all deals if left out"
    )
    documents: tuple[PlainText, ...] = Field(
        default=(), description="ids of documents to answer from"
    )
    conversation: PlainText | None = Field(default=None, description="id of a stored conversation")
    stream: bool = Field(default=False, description="answer as server-sent events")


class NewConversation(Frozen):
    """A conversation to begin."""

    title: PlainText = ""
    deal: PlainText | None = None


class Rating(Frozen):
    """A reader's verdict on an answer."""

    helpful: bool
    comment: PlainText = ""


class Readiness(Frozen):
    """What the service can answer from."""

    ready: bool
    documents: int
    passages: int
    deals: tuple[str, ...]
    model: str
    embedding_model: str


# No conversation is longer, and the store takes no number of more than 64 bits.
MAX_ORDINAL = 1_000_000
Ordinal = Annotated[int, Path(ge=0, le=MAX_ORDINAL)]
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorResponse} for code in (401, 404, 413, 422, 503)
}


def install(api: FastAPI, assistant: Assistant, *, max_upload_bytes: int) -> None:
    """Add the REST routes and the error format to ``api``; ``gate.Gate`` checks the token."""
    for kind in (DealAssistantError, RequestValidationError, HTTPException, Exception):
        api.add_exception_handler(kind, on_error)
    api.include_router(_health_routes())
    # Declared for the API page only: the gate has checked the token before a route is reached.
    declared = [Depends(HTTPBearer(auto_error=False))]
    for router in (
        _readiness_routes(assistant),
        _question_routes(assistant),
        _document_routes(assistant, max_upload_bytes),
        _conversation_routes(assistant),
        _unknown_routes(),
    ):
        api.include_router(router, dependencies=declared)


def _health_routes() -> APIRouter:
    router = APIRouter(prefix="/api", tags=["service"])

    @router.head("/health", include_in_schema=False)
    @router.get("/health")
    def health() -> dict[str, str]:
        """Whether the process is alive."""
        return {"status": "ok"}

    return router


def _readiness_routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["service"])

    @router.head("/ready", include_in_schema=False)
    @router.get("/ready", responses={503: {"model": Readiness}})
    def ready() -> JSONResponse:
        """Whether there is anything to answer from."""
        records = assistant.library.documents()
        body = Readiness(
            ready=bool(records),
            documents=len(records),
            passages=sum(r.passage_count for r in records),
            deals=assistant.library.deals(),
            model=assistant.answerer_name,
            embedding_model=assistant.library.embedder.name,
        )
        return JSONResponse(body.model_dump(mode="json"), 200 if records else 503)

    return router


def _question_routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["questions"], responses=_ERRORS)

    @router.post(
        "/ask",
        response_model=Answer,
        responses={200: {"content": {"text/event-stream": {}}, "description": "The answer."}},
    )
    async def ask(body: AskRequest) -> Any:
        """Answer a question from the documents in scope.

        With ``stream`` the reply is a stream of server-sent events named ``rewritten``,
        ``retrieved``, ``text``, ``restarted`` and, last, ``finished`` with the answer.
        """
        scope: dict[str, Any] = {
            "deal": body.deal,
            "documents": body.documents,
            "conversation": body.conversation,
        }
        if not body.stream:
            return await run_in_threadpool(assistant.ask, body.question, **scope)
        events = assistant.stream(body.question, **scope)
        first = await run_in_threadpool(next, events)
        return EventSourceResponse(_sent(first, events), ping=15)

    return router


def _sent(first: Event, rest: Iterator[Event]) -> Iterator[ServerSentEvent]:
    """Events as server-sent events; an error on the way becomes the last one."""
    yield ServerSentEvent(first.model_dump_json(), event=first.type)
    try:
        for event in rest:
            yield ServerSentEvent(event.model_dump_json(), event=event.type)
    except Exception as error:  # noqa: BLE001 (a stream has no other way to tell)
        yield ServerSentEvent(body_of(error).model_dump_json(), event="error")


def _document_routes(assistant: Assistant, max_upload_bytes: int) -> APIRouter:
    router = APIRouter(prefix="/api/documents", tags=["documents"], responses=_ERRORS)
    library = assistant.library

    @router.get("")
    def documents(deal: PlainText | None = None) -> tuple[DocumentRecord, ...]:
        """The indexed documents, of one deal if given."""
        return library.documents(deal)

    @router.post("", status_code=201)
    async def upload(
        file: Annotated[UploadFile, File(description="PDF, HTML, text, Markdown, Word or e-mail")],
        deal: Annotated[PlainText | None, Form()] = None,
    ) -> DocumentRecord:
        """Index a file; the same bytes again are the same document."""
        data = await file.read(max_upload_bytes + 1)
        name = file.filename or "document"
        if len(data) > max_upload_bytes:
            raise TooLargeError(name, max_upload_bytes)
        return await run_in_threadpool(library.add_file, name, data, deal or None)

    @router.get("/{document_id}")
    def document(document_id: PlainText) -> Document:
        """A whole document: cleaned text, pages, sections, and what was removed and why."""
        return library.document(document_id)

    @router.delete("/{document_id}", status_code=204)
    def delete(document_id: PlainText) -> None:
        """Remove a document from the index."""
        library.remove(document_id)

    return router


def _conversation_routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api/conversations", tags=["conversations"], responses=_ERRORS)
    conversations = assistant.conversations
    if conversations is None:
        return router

    @router.get("")
    def every() -> tuple[Conversation, ...]:
        """Every conversation, the last used first."""
        return conversations.all()

    @router.post("", status_code=201)
    def create(body: NewConversation | None = None) -> Conversation:
        """Begin a conversation; name its id in /api/ask to ask follow-ups.

        With a deal, questions in it that name none are answered from that deal.
        """
        wanted = body or NewConversation()
        return assistant.begin_conversation(wanted.title, wanted.deal)

    @router.get("/{conversation_id}")
    def answers(conversation_id: PlainText) -> tuple[Answer, ...]:
        """The answers of a conversation, in order."""
        return conversations.answers(conversation_id)

    @router.delete("/{conversation_id}", status_code=204)
    def delete(conversation_id: PlainText) -> None:
        """Delete a conversation."""
        conversations.delete(conversation_id)

    @router.post("/{conversation_id}/{ordinal}/rating", status_code=204)
    def rate(conversation_id: PlainText, ordinal: Ordinal, body: Rating) -> None:
        """Say whether an answer helped."""
        conversations.rate(conversation_id, ordinal, helpful=body.helpful, comment=body.comment)

    return router


def _unknown_routes() -> APIRouter:
    """The last routes: without them an unknown call would fall through to the chat page."""
    router = APIRouter(prefix="/api", include_in_schema=False)

    @router.api_route("", methods=_METHODS)
    @router.api_route("/{path:path}", methods=_METHODS)
    def unknown(request: Request) -> None:
        called = f"{request.method} {request.url.path}"
        raise UnknownCallError(f"There is no call {called}. The page /docs lists all there are.")

    return router
