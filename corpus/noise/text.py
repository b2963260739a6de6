"""The text-only route: the same decision where the markup is already gone."""

from __future__ import annotations

from corpus.documents import Block, Filtered, RemovedBlock, Source
from corpus.noise.breaks_off import breaks_off
from corpus.noise.phrases import boilerplate


def filter_text(source: Source) -> Filtered:
    """Split plain text into the document's own blocks and what a scraper brought along."""
    kept: list[Block] = []
    removed: list[RemovedBlock] = []
    tail: str | None = None
    for block in source.blocks:
        phrase = boilerplate(block.text.split("\n", 1)[0])
        if phrase is not None and phrase.opens_tail:
            tail = phrase.reason
        if tail:
            removed.append(RemovedBlock(block.text, tail, block.position, block.page))
        else:
            kept.append(block)
    if not kept:
        return Filtered(source.blocks, (), breaks_off(source.blocks))
    return Filtered(tuple(kept), tuple(removed), breaks_off(kept))
