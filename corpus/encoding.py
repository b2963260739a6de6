"""Bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from corpus.errors import UnreadableFileError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000


def decode(data: bytes, path: str) -> str:
    """The text of ``data``: by byte order mark, as UTF-8, else by the likeliest encoding.

    Raises:
        UnreadableFileError: no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    # Western European bytes fit its neighbours as well; it is by far the commonest.
    western = next((m for m in matches if "cp1252" in {m.encoding, *m.could_be_from_charset}), None)
    if best is not None and western is not None and western.chaos <= best.chaos:
        return data.decode("cp1252", errors="replace")
    if best is not None and best.encoding.startswith(("utf_16", "utf_32")):
        return data.decode(best.encoding, errors="replace")
    if b"\x00" in data[:_SAMPLE]:
        raise UnreadableFileError(
            path, "it is not text in any known encoding", "Save it as UTF-8 text or as PDF."
        )
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, errors="replace")
