"""Errors as the API tells them: a status and ``{"error": {"type", "message"}}``."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.answers import Frozen
from assistant.assistant import QuestionError
from assistant.conversations import UnknownConversationError
from corpus.errors import DealAssistantError, UnreadableFileError
from index.errors import IndexBusyError, UnknownDocumentError

_LOG = logging.getLogger(__name__)


class TooLargeError(DealAssistantError):
    """An upload has more bytes than are allowed."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            f"{name}: has more than the {limit:,} bytes allowed. Split it, or save it without "
            "images."
        )


class UnauthorisedError(DealAssistantError):
    """The request carries no valid token."""


class InvalidRequestError(DealAssistantError):
    """A request's body or parameters cannot be read."""


class UnknownCallError(DealAssistantError):
    """The API has no such call."""


class ErrorBody(Frozen):
    """What went wrong."""

    type: str
    message: str


class ErrorResponse(Frozen):
    """The body of every error."""

    error: ErrorBody

    @classmethod
    def of(cls, error: Exception) -> ErrorResponse:
        """The body that tells of ``error``."""
        return cls(error=ErrorBody(type=type(error).__name__, message=str(error)))


_STATUS: dict[type[DealAssistantError], HTTPStatus] = {
    UnauthorisedError: HTTPStatus.UNAUTHORIZED,
    UnknownCallError: HTTPStatus.NOT_FOUND,
    UnknownDocumentError: HTTPStatus.NOT_FOUND,
    UnknownConversationError: HTTPStatus.NOT_FOUND,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnreadableFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuestionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidRequestError: HTTPStatus.UNPROCESSABLE_ENTITY,
    IndexBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
}


def reply(error: DealAssistantError) -> JSONResponse:
    """``error`` with the status of its type; 500 for a type without one."""
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), None)
    body = ErrorResponse.of(error).model_dump()
    return JSONResponse(body, status or HTTPStatus.INTERNAL_SERVER_ERROR)


def on_error(_request: Request, error: Exception) -> JSONResponse:
    """The reply to an error a route raised."""
    if isinstance(error, RequestValidationError):
        return reply(InvalidRequestError(_what_is_invalid(error)))
    if isinstance(error, HTTPException):
        return _framework_reply(error)
    if isinstance(error, DealAssistantError):
        return reply(error)
    return JSONResponse(body_of(error).model_dump(), HTTPStatus.INTERNAL_SERVER_ERROR)


def _framework_reply(error: HTTPException) -> JSONResponse:
    """The reply to what the framework refused itself, before a route was reached."""
    if error.status_code == HTTPStatus.BAD_REQUEST:
        # It could not take the body apart; its own words do not say what to do.
        told = "The body cannot be read: it is no JSON in UTF-8, or no well-formed form."
        return reply(InvalidRequestError(f"{told} The page /docs shows what the call takes."))
    body = ErrorResponse(error=ErrorBody(type="RequestError", message=f"{error.detail}."))
    return JSONResponse(body.model_dump(), error.status_code, error.headers)


def body_of(error: Exception) -> ErrorResponse:
    """What is told of ``error``; what nobody foresaw is logged, and told without its words.

    They may quote a document.
    """
    if isinstance(error, DealAssistantError):
        return ErrorResponse.of(error)
    _LOG.error("unforeseen error", exc_info=error)
    told = ErrorBody(type="InternalError", message="The service failed. Its log says why.")
    return ErrorResponse(error=told)


def _what_is_invalid(error: RequestValidationError) -> str:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "json_invalid":
        return f"The body is no JSON (at character {place[-1]}). Check quotes and brackets."
    if place == ["body"]:
        return "The body is no JSON object. Send one, with 'Content-Type: application/json'."
    name = ".".join(place[1:] or place)
    return f"{name}: {first['msg']}. The page /docs shows what the call takes."
