"""Joins the pieces of sentences that a converter broke at inline tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Block, BlockKind
from corpus.noise.phrases import boilerplate

SENTENCE_END = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
OPEN_END = re.compile(
    r"(?:[,(\[“\"‘$£€&/–—-]|\b(?:the|a|an|of|to|in|on|at|by|for|with|and|or|but|from|as|that|which|"
    r"who|is|are|was|were|be|has|have|had|will|would|can|its|their|his|her|this|said|says|than|"
    r"into|about|between|when|while|if|because|not|our|my|we|he|she|they|it|i))$"
)
CONTINUES = re.compile(r"""^(?:[a-z]|[,.;:)\]”’%?!]|['’]s\b|['"”’][,.\s])""")
OPEN_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
LOWER_ITEM = re.compile(r"^[a-z]{1,3}[.)]\s")  # "b) ..." starts an item, it continues nothing


def continues(before: str, after: str) -> bool:
    """Whether ``after`` reads on in the middle of the sentence that ``before`` began."""
    if LOWER_ITEM.match(after) or not before or not after:
        return False
    if after[0] in ",.;:)]”’%?!" and not after.startswith(("...", "::")):
        return True
    if SENTENCE_END.search(before[-40:]):
        return False
    return CONTINUES.match(after) is not None or OPEN_END.search(before[-40:]) is not None


def joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with broken sentences in one block, at the position of their first piece.

    Nothing is joined over a gap in the positions, where something was removed.
    """
    result: list[Block] = []
    pieces: list[str] = []
    last = -1
    for block in blocks:
        joinable = block.kind is BlockKind.PARAGRAPH and result and result[-1].kind in OPEN_KINDS
        near = block.position - last <= 1 and not _opens_tail(block.text)
        last = block.position
        if joinable and near and _reads_on(pieces[-1], block.text):
            pieces.append(block.text)
            continue
        if len(pieces) > 1:
            result[-1] = replace(result[-1], text=_one_line(pieces))
        result.append(block)
        pieces = [block.text]
    if len(pieces) > 1:
        result[-1] = replace(result[-1], text=_one_line(pieces))
    return tuple(result)


def _reads_on(before: str, after: str) -> bool:
    """Whether ``after`` continues ``before``; furniture is continued by what plainly does only.

    "Sign up for the letter people talk about" stands alone above "The bank has agreed ...".
    """
    if not continues(before, after):
        return False
    return CONTINUES.match(after) is not None or boilerplate(before) is None


def _opens_tail(text: str) -> bool:
    """Whether only teasers follow: an article that was cut short does not read on there."""
    phrase = boilerplate(text)
    return phrase is not None and phrase.opens_tail


def _one_line(pieces: Sequence[str]) -> str:
    """The pieces with a space between them, but none before closing punctuation."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += piece if piece[0] in ",.;:)]”’%?!" else f" {piece}"
    return text
