"""How wide a run of words is printed, estimated from its letters and the family of its font."""

from __future__ import annotations

import re

_SERIF = re.compile(r"times|serif|roman|garamond|georgia|cambria|minion|palatino|bookman|cmr", re.I)
_MONOSPACED = re.compile(r"courier|mono|consol", re.I)
# Widths in ems, typical of sans-serif and of serif faces.
_CLASSES = (
    ("iljtfrI.,;:!'|()[]/-’‘", 0.29, 0.31),
    ("mwMW@%—", 0.85, 0.82),
    ("0123456789$€£", 0.556, 0.5),
)
_CAPITAL, _LETTER = (0.68, 0.67), (0.535, 0.47)
_SPACE = 0.28
# Spaces of justified lines are stretched by as much as this, but only lines of prose are.
_STRETCHED_SPACE, _PROSE_WORDS = 0.5, 7
_WIDTHS = {letter: (sans, serif) for letters, sans, serif in _CLASSES for letter in letters}


def text_width(text: str, size: float, font: str) -> float:
    """The width of ``text`` in points, printed in the ``font`` of that name at ``size``."""
    if _MONOSPACED.search(font):
        return len(text) * size * 0.6
    face = 1 if _SERIF.search(font) else 0
    ems = sum(
        _WIDTHS.get(letter, _CAPITAL if letter.isupper() else _LETTER)[face]
        for letter in text
        if letter != " "
    )
    spaces = text.count(" ")
    space = _STRETCHED_SPACE if spaces + 1 >= _PROSE_WORDS else _SPACE
    return (ems + spaces * space) * size
