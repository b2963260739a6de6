"""Words divided at the ends of lines, made whole."""

from __future__ import annotations

import re

_KEPT_HYPHEN = frozenset(
    "non self co pre post anti multi cross long short re sub inter semi half all ex high low mid "
    "well year".split()
)


def joined(before: str, line: str) -> str:
    """``line`` after ``before``, a word divided between them made whole."""
    if before.endswith("-") and line[0].islower() and len(before) > 1 and before[-2].isalpha():
        stem = re.split(r"[\s-]", before[:-1])[-1].casefold()
        return before + line if stem in _KEPT_HYPHEN else before[:-1] + line
    return f"{before} {line}"
