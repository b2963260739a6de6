"""Words divided at the ends of lines, made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Block

# Stands where a word may have been divided until the whole document can tell; readers of PDFs
# take this character out of what they read.
DIVIDED = "\xad"
# First parts that are mostly written with a hyphen, where the document itself does not tell.
_KEPT_HYPHEN = frozenset(
    "non self co pre post anti multi cross long short semi half all high low mid well year".split()
)
_LEFT_OPEN = re.compile(r"(?:and|or|nor|to|und|oder|et|ou)\b")  # "short- and long-term"
_AROUND = re.compile(rf"([^\W\d_]+){DIVIDED}([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def joined(before: str, line: str) -> str:
    """``line`` after ``before``, with ``DIVIDED`` for a hyphen that may only end the line.

    The hyphen stays where the word has others ("state-of-the-art") and before a name or number.
    """
    if not before.endswith("-") or len(before) < 2 or not before[-2].isalnum():
        return f"{before} {line}"
    if _LEFT_OPEN.match(line) or not line[0].isalnum():
        return f"{before} {line}"
    word = before[:-1].rsplit(" ", 1)[-1]
    if word[-1].isalpha() and line[0].islower() and "-" not in word:
        return before[:-1] + DIVIDED + line
    return before + line


def all_joined(lines: Sequence[str]) -> str:
    """``lines`` joined one after the other; only the last word so far is looked at each time."""
    pieces = list(lines[:1])
    for line in lines[1:]:
        last = pieces[-1]
        both = joined(last, line)
        if both.startswith(f"{last} "):
            pieces.append(both[len(last) :])
        else:
            pieces[-1] = both
    return "".join(pieces)


def mended(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with each divided word written as the document writes it elsewhere.

    Where it does not, the parts are one word, but for first parts such as "non".
    """
    known = frozenset(word.casefold() for block in blocks for word in _WORD.findall(block.text))

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        with_hyphen, without = f"{first}-{second}", first + second
        if without.casefold() in known:
            return without
        if with_hyphen.casefold() in known or first.casefold() in _KEPT_HYPHEN:
            return with_hyphen
        return without

    return [
        replace(block, text=_AROUND.sub(whole, block.text).replace(DIVIDED, ""))
        if DIVIDED in block.text
        else block
        for block in blocks
    ]
