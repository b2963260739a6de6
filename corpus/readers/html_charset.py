"""Finds the character set of a web page, as browsers do, and decodes it.

Order of trust: byte order mark, a declaration that decodes cleanly, UTF-8, detection.
See the WHATWG Encoding Standard, section 4.2 (labels), and HTML, "Determining the character
encoding".
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
# Labels that browsers read as a wider character set, because pages mean that one.
READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
LOOKED_AT = 4_096  # bytes; HTML wants the declaration in the first 1,024, real pages are later
DETECTION_SAMPLE = 100_000  # bytes


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:LOOKED_AT])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii", "ignore")).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a declaration legible as ASCII cannot be in UTF-16
    return READ_AS.get(name, name)


def decode_page(data: bytes) -> str:
    """The text of the page in ``data``; bytes that no character set explains become U+FFFD."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _declared(data)
    candidates: tuple[str | None, ...] = (declared, "utf-8")
    for label in candidates:
        if label is None:
            continue
        try:
            return data.decode(label)
        except (UnicodeDecodeError, LookupError):
            continue
    if declared == "utf-8" and data.decode("utf-8", "replace").count("\ufffd") < len(data) / 500:
        return data.decode("utf-8", "replace")  # a few stray bytes in a page that is UTF-8
    detected = from_bytes(data[:DETECTION_SAMPLE]).best()
    return data.decode(detected.encoding if detected else "cp1252", "replace")
