"""What is checked before a request to the API is read: its token and its size."""

from __future__ import annotations

from contextlib import suppress
from secrets import compare_digest

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.interfaces.error_replies import TooLargeError, UnauthorisedError, reply

_OPEN = ("/api/health",)
_ROOM_FOR_THE_FORM = 100_000


class _BodyTooLargeError(Exception):
    """Ends the reading of a body; never leaves this module."""


class Gate:
    """ASGI middleware that refuses a request without a token, or with too large a body.

    It stands before the routes because a form is read, and spooled to disk, before a
    route's own checks run. A body without a declared length is counted as it arrives.
    """

    def __init__(self, app: ASGIApp, *, max_upload_bytes: int, token: str | None) -> None:
        self._app = app
        self._limit = max_upload_bytes
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401 or 413."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if scope["path"] not in _OPEN and not self._allowed(headers.get(b"authorization", b"")):
            error = UnauthorisedError("Send the API token as 'Authorization: Bearer TOKEN'.")
            await reply(error)(scope, receive, send)
            return
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._limit + _ROOM_FOR_THE_FORM:
            await reply(TooLargeError("The upload", self._limit))(scope, receive, send)
            return
        await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        received, refused, replied = 0, False, False

        async def count() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit + _ROOM_FOR_THE_FORM:
                refused = True
                raise _BodyTooLargeError
            return message

        async def pass_on(message: Message) -> None:
            nonlocal replied
            # The framework turns a failed read into a reply of its own, which is held back.
            if not refused or replied:
                replied = True
                await send(message)

        with suppress(_BodyTooLargeError):
            await self._app(scope, count, pass_on)
        if refused and not replied:
            await reply(TooLargeError("The upload", self._limit))(scope, receive, send)

    def _allowed(self, authorization: bytes) -> bool:
        if not self._token:
            return True
        given = authorization.removeprefix(b"Bearer ").strip()
        return compare_digest(given, self._token.encode())
