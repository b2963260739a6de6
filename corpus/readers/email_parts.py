"""The parts of an e-mail: parsed from bytes, their headers and their text decoded.

Mail programs declare things wrongly, so nothing here trusts a declaration that does not hold.
"""

from __future__ import annotations

import codecs
import re
from base64 import b64decode
from contextlib import suppress
from copy import copy
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from corpus.encoding import decode
from corpus.errors import UnreadableFileError
from corpus.readers.html_charset import READ_AS

FORWARDED = frozenset({"message/rfc822", "message/global"})
# What other programs put before the first header: a byte order mark, blank lines, the line with
# which a mailbox file starts a message.
_BEFORE_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?+(?:[ \t]*+\r?\n)*+(?:>?From (?!:)[^\n]*+\n)?+")
_TELLING = 20  # bytes beyond ASCII from which an encoding can be told
_FOREIGN_SHARE = 0.2  # of such bytes, in text of another script
# What a header's parser raises: too large a number, and brackets within one another, too.
_MALFORMED = (
    LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
_LONGEST_PARSED = 1_000  # characters of a header; the parser's time grows with their square


class _Policy(EmailPolicy):
    """Headers parsed one by one, but for those that are malformed or too long."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The parsed header, or its mere text, in which parameters are found as well."""
        with suppress(*_MALFORMED):
            if len(value) <= _LONGEST_PARSED:
                return super().header_fetch_parse(name, value)
        return "".join(value.splitlines())[:_LONGEST_PARSED]


_POLICY = _Policy()


def parsed(data: bytes) -> EmailMessage | None:
    """The message in ``data``; None where it has neither sender nor subject.

    Raises:
        RecursionError: its parts lie within one another hundreds deep.
    """
    start = _BEFORE_HEADERS.match(data)
    message = message_from_bytes(data[start.end() :] if start else data, policy=_POLICY)
    if not isinstance(message, EmailMessage):
        return None
    return message if header(message, "From") or header(message, "Subject") else None


def header(message: EmailMessage, name: str) -> str:
    """A header's text on one line, encoded words and bare 8-bit characters decoded."""
    values = (value for key, value in message.raw_items() if key.casefold() == name.casefold())
    text = re.sub(r"[\r\n]+", "", str(next(values, "")))
    if not text.isascii():
        text = decoded(text.encode("utf-8", "surrogateescape"), None)
    with suppress(*_MALFORMED):
        if len(text) <= _LONGEST_PARSED:
            text = str(_POLICY.header_factory(name, text))
        else:
            text = str(make_header(decode_header(text)))
    return " ".join(text.split())


def content_type(part: EmailMessage) -> str:
    """The declared kind of a part, "text/plain" where that cannot be read."""
    try:
        return part.get_content_type()
    except _MALFORMED:
        return "text/plain"


def disposition(part: EmailMessage) -> str:
    """ "attachment", "inline", or nothing where the part does not say."""
    try:
        return part.get_content_disposition() or ""
    except _MALFORMED:
        return ""


def file_name(part: EmailMessage) -> str:
    """The name of the file a part holds, or nothing."""
    try:
        return " ".join(str(part.get_filename() or "").split())
    except _MALFORMED:
        return ""


def parameter(part: EmailMessage, name: str) -> str:
    """A parameter of the part's kind, such as "format", in small letters."""
    try:
        return str(part.get_param(name, "")).casefold()
    except _MALFORMED:
        return ""


def parts_of(part: EmailMessage) -> list[EmailMessage]:
    """The parts in a part; in a forwarded message, that message."""
    payload = part.get_payload() if part.is_multipart() else ()
    inner = [one for one in payload if isinstance(one, EmailMessage)]
    if content_type(part) in FORWARDED and inner and not inner[0].keys():
        # Blank lines come first, or, against the standard, it is encoded as a file would be.
        with suppress(*_MALFORMED):
            data = bytes(inner[0].get_payload(decode=True))
            is_encoded = header(part, "Content-Transfer-Encoding").casefold() == "base64"
            message = parsed(b64decode(data) if is_encoded else data)
            return [message] if message else inner
    return inner


def text_of(part: EmailMessage) -> str:
    """The text of a part that holds no others, whatever character set it declares."""
    charset, undeclared = None, copy(part)
    with suppress(*_MALFORMED):
        charset = part.get_content_charset()
    del undeclared["Content-Type"]  # a malformed one keeps the bytes from being taken out
    data = undeclared.get_payload(decode=True)
    return decoded(data, charset) if isinstance(data, bytes) else ""


def decoded(data: bytes, charset: str | None) -> str:
    """``data`` in the declared character set where that fits, else in the likeliest one."""
    try:
        name = codecs.lookup(charset or "ascii").name
        # What is called ASCII and is not may be in anything.
        text = data.decode(READ_AS.get(name, name) if name != "ascii" else name, "replace")
    except (LookupError, ValueError):
        text = ""
    strange = sum(not character.isascii() for character in text)
    if (text or not data) and 2 * text.count("\ufffd") <= strange:
        return text.removeprefix("\ufeff")
    return _detected(data)


def _detected(data: bytes) -> str:
    """``data`` in the encoding it seems to be in; a few accents and signs are Western ones."""
    strange = sum(byte > 0x7F for byte in data)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    with suppress(UnicodeDecodeError):
        if strange < min(_TELLING, _FOREIGN_SHARE * len(data)):
            return data.decode("cp1252")
    with suppress(UnreadableFileError):
        return decode(data, "e-mail")
    return data.decode("utf-8", "replace")
