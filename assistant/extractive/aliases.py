"""Names that a document defines for its parties: Corvane Holdings plc (the "Purchaser")."""

from __future__ import annotations

import re
from functools import lru_cache

from index.words import STOP_WORDS, content_stems

_ALIAS = re.compile(
    r"\((?:hereinafter\s+)?(?:the|each an?|together[^\"“()]{0,60}?the)?\s*"
    r"[\"“](?P<alias>[A-Z][\w'’ -]{1,40}?)[\"”]\)"
)
_NAME = re.compile(r"[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|&|of|and|de|plc))*")
_COMPANY = re.compile(
    r"\b(?:plc|GmbH|AB|Ltd|Limited|Inc|Corp|SA|SAS|SE|AG|KG|LLC|LLP|NV|BV|Oy|AS|ASA|SpA|Srl|Group|"
    r"Holdings?|Partners|Fund|Bank|Company|Trust|Authority)\b\.?"
)
_REACH = 200


@lru_cache(maxsize=512)
def defined_names(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each defined term of ``text``, and the stems of the name it stands for."""
    found: dict[str, frozenset[str]] = {}
    for match in _ALIAS.finditer(text):
        name = _name_before(text[max(0, match.start() - _REACH) : match.start()])
        if name:
            found.setdefault(match["alias"], content_stems(name))
    return tuple(found.items())


def meant_names(sentence: str, text: str) -> frozenset[str]:
    """The stems of the names that defined terms in ``sentence`` stand for in ``text``."""
    stems: frozenset[str] = frozenset()
    for alias, name in defined_names(text):
        if re.search(rf"\b{re.escape(alias)}(?:s|['’]s?)?\b", sentence):
            stems |= name
    return stems


def _name_before(text: str) -> str | None:
    """The company named last before a definition, or the last name of several words."""
    words = re.split(r"\n\n|[\"“”;)]", text)[-1]
    names = [m.group() for m in _NAME.finditer(words) if m.group().lower() not in STOP_WORDS]
    companies = [name for name in names if _COMPANY.search(name)]
    long = [name for name in names if " " in name]
    return next(iter([*companies[-1:], *long[-1:], *names[:1]]), None)
