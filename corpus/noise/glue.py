"""Cuts lines in which a converter glued neighbouring elements together: "end.The", "MenuHome"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Block, BlockKind

AFTER_SENTENCE = re.compile(
    r"""(?<=[a-z][.!?])(?=["“'‘]?[A-Z][a-z])|(?<=[a-z][.!?]["”’])(?=[A-Z])"""
)
INSIDE_WORD = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
GLUED_WORD = re.compile(r"\b[A-Za-z]*[a-z][A-Z][A-Za-z]*")
EVIDENCE = 3  # cuts that a line must offer before it is taken as glued
MOST = 5_000  # cuts of a line beyond which it is no page's text


def _names(blocks: Sequence[Block]) -> frozenset[str]:
    """Words with an inner capital that occur often enough to be names ("YouTube")."""
    counts = Counter(word for block in blocks for word in GLUED_WORD.findall(block.text))
    return frozenset(word for word, count in counts.items() if count > 1)


def _cuts(text: str, names: frozenset[str]) -> list[int]:
    cuts = {match.start() for match in AFTER_SENTENCE.finditer(text)}
    for match in GLUED_WORD.finditer(text):
        if match.group() not in names:
            cuts |= {match.start() + inner.end() for inner in INSIDE_WORD.finditer(match.group())}
    return sorted(cuts)


def glued_words(blocks: Sequence[Block]) -> int:
    """How many joints inside words ("MenuHome") there are in lines that are glued together."""
    names = _names(blocks)
    joints = 0
    for block in blocks:
        words = [word for word in GLUED_WORD.findall(block.text) if word not in names]
        inner = sum(len(INSIDE_WORD.findall(word)) for word in words)
        joints += inner if EVIDENCE <= inner <= MOST else 0
    return joints


def unglued(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with glued lines cut in pieces that keep the position of their line."""
    names = _names(blocks)
    result: list[Block] = []
    for block in blocks:
        cuts = _cuts(block.text, names) if block.kind is not BlockKind.TABLE_ROW else []
        if not EVIDENCE <= len(cuts) <= MOST:
            result.append(block)
            continue
        for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
            piece = block.text[start:end].strip()
            if piece:
                result.append(replace(block, text=piece))
    return tuple(result)
