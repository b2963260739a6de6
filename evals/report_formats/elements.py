"""Elements of XML and HTML trees. Text becomes markup nowhere: the serialiser escapes it all."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

# What XML 1.0 (section 2.2) has no way to write, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def element(tag: str, *children: str | Element, **attributes: str) -> Element:
    """An element with text and elements in order.

    An underscore ends an attribute that is a Python keyword (``class_``); one inside a name
    stands for a hyphen.
    """
    made = Element(
        tag, {k.rstrip("_").replace("_", "-"): printable(v) for k, v in attributes.items()}
    )
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + printable(child)
        else:
            last.tail = (last.tail or "") + printable(child)
    return made
