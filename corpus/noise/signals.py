"""What one piece of text shows about itself: each signal a small pure function."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"""[.!?。！？؟।:;…]["'”’»)\]\s*_]*$""")


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return SENTENCE_END.search(text) is not None
