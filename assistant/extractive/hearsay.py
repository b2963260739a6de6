"""Rumours: what is asked of them is answered by what is reported as one, not by a fact."""

from __future__ import annotations

import re

_RUMOURS = r"(?:(?:the|market|press) )?(?:rumou?rs?|gossip|hearsay|speculation)"
_ASKS = re.compile(
    rf"\baccording to {_RUMOURS}\b|\b(?:do|does|did) {_RUMOURS} (?:say|claim|have it)\b", re.I
)
_TELLS = re.compile(
    r"\b(?:rumou?r\w*|gossip|hearsay|speculat\w+|whisper\w*|reported(?:ly)?|unconfirmed|"
    r"allegedly|apparently|(?:is|are) said to|sources|insiders|"
    r"(?:people|persons?) (?:familiar|close|with|who))\b",
    re.I,
)


def asks_for_rumours_only(question: str, text: str) -> bool:
    """Whether ``question`` asks what rumours say, and ``text`` reports none."""
    return _ASKS.search(question) is not None and _TELLS.search(text) is None
