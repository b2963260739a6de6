"""Finds which blocks of a page stand in the text another extractor made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

ANCHOR = 24  # characters of letters and digits from which a match is taken as unique
NOT_WORDS = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """``text`` reduced to its letters and digits in lower case."""
    return NOT_WORDS.sub("", text).lower()


def _anchors(keys: Sequence[str], extracted: str) -> list[tuple[int, int] | None]:
    """The range of each long block in ``extracted``; its beginning or end may suffice."""
    found: list[tuple[int, int] | None] = []
    for block in keys:
        if len(block) < ANCHOR:
            found.append(None)
            continue
        at = extracted.find(block)
        length = len(block)
        if at < 0 and length >= 2 * ANCHOR:
            half = length // 2
            first, last = extracted.find(block[:half]), extracted.find(block[half:])
            at, length = (first, half) if first >= 0 else (last, length - half)
        found.append((at, at + length) if at >= 0 else None)
    return found


def aligned(blocks: Sequence[str], extracted: str) -> list[bool]:
    """For each of ``blocks`` in order, whether it stands in the text ``extracted``.

    Long blocks are found anywhere. Short ones ("News") occur by chance, so they count only
    where they stand right between or beside the long ones around them.
    """
    keys = [key(block) for block in blocks]
    lines = {key(line) for line in extracted.split("\n")}
    whole = key(extracted)
    anchors = _anchors(keys, whole)
    nexts: list[int] = [len(whole)] * len(keys)
    following = len(whole)
    for index in range(len(keys) - 1, -1, -1):
        nexts[index] = following
        if anchor := anchors[index]:
            following = anchor[0]
    result: list[bool] = []
    previous = 0
    for index, block in enumerate(keys):
        if anchor := anchors[index]:
            previous = anchor[1]
            result.append(True)
            continue
        at = whole.find(block, previous, max(previous, nexts[index])) if block else -1
        near = at >= 0 and (block in lines or at - previous <= 2 or len(block) >= 12)
        if near:
            previous = at + len(block)
        result.append(near)
    return _once(keys, whole, result)


def _once(keys: Sequence[str], whole: str, found: list[bool]) -> list[bool]:
    """Of blocks with equal text, more often in the page than in ``whole``, keep the best placed.

    A headline stands in the article and again in a sidebar; the one with most neighbours
    found is the article's.
    """
    places: dict[str, list[int]] = {}
    for index, block in enumerate(keys):
        if found[index]:
            places.setdefault(block, []).append(index)
    result = list(found)
    for block, indices in places.items():
        surplus = len(indices) - max(1, whole.count(block))
        if surplus <= 0:
            continue
        by_place = sorted(indices, key=lambda index: sum(found[max(0, index - 3) : index + 4]))
        for index in by_place[:surplus]:
            result[index] = False
    return result
