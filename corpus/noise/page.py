"""The HTML route: a mature extractor's view of a page under a second look at each block."""

from __future__ import annotations

import logging

import trafilatura

from corpus.documents import Block, BlockKind, Filtered, RemovedBlock, Source
from corpus.noise.aligned import aligned
from corpus.noise.breaks_off import breaks_off
from corpus.noise.phrases import boilerplate
from corpus.noise.text import filter_text
from corpus.readers.html_blocks import PageBlock, page_blocks, parse

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
ROLE_REASONS = {
    "comments": "comment thread",
    "related": "teaser list",
    "share": "share bar",
    "cookie": "cookie notice",
    "newsletter": "newsletter form",
    "advert": "advertisement",
    "author": "author box",
    "caption": "photo credit",
    "navigation": "navigation",
    "sidebar": "sidebar",
    "footer": "site footer",
    "tags": "tag list",
    "form": "form",
    "hidden": "hidden text",
}


def _extracted(markup: str) -> str:
    """trafilatura's text of the page; empty where it fails on it."""
    try:
        return trafilatura.extract(markup, include_comments=False, include_tables=True) or ""
    except Exception:  # noqa: BLE001 - a third-party parser on untrusted input; we go on without
        return ""


def _reason(entry: PageBlock) -> str:
    phrase = boilerplate(entry.block.text)
    if phrase is not None:
        return phrase.reason
    for role, reason in ROLE_REASONS.items():
        if role in entry.roles:
            return reason
    return "link list" if entry.link_share > 0.6 else "not part of the article"


def filter_page(source: Source) -> Filtered:
    """Split the blocks of a web page into the page's own text and everything around it."""
    root = parse(source.markup) if source.markup else None
    entries = page_blocks(root) if root is not None else ()
    if tuple(entry.block for entry in entries) != source.blocks:
        return filter_text(source)
    chosen = aligned([block.text for block in source.blocks], _extracted(source.markup or ""))
    if not any(chosen):
        return filter_text(source)
    kept: list[Block] = []
    removed: list[RemovedBlock] = []
    for entry, inside in zip(entries, chosen, strict=True):
        block = entry.block
        phrase = boilerplate(block.text)
        if inside and (phrase is None or block.kind is BlockKind.TABLE_ROW):
            kept.append(block)
        else:
            removed.append(RemovedBlock(block.text, _reason(entry), block.position, block.page))
    return Filtered(tuple(kept), tuple(removed), breaks_off(kept))
