"""Tells whether a text stops before its author did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import Block, BlockKind, RemovedBlock

SENTENCE_END = re.compile(r"""[.!?。！？؟।:;]["'”’»)\]\s*_]*$""")
ELLIPSIS = re.compile(r"""(?:\.\.\.|…|\[\.\.\.\]|\[…\])["'”’»)\s]*$""")
PAYWALL = re.compile(
    r"(?:subscribe|register|sign in|log in|become a member)[^.]{0,60}"
    r"(?:continue|keep|full|rest|unlock)|to (?:continue|keep) reading|continue reading|"
    r"to (?:view|read|access|see|unlock) the (?:full|rest|whole|complete|entire)|"
    r"for subscribers only|subscriber-only|subscription required",
    re.IGNORECASE,
)
OPEN_END = re.compile(
    r"\b(?:the|a|an|of|to|in|on|at|by|for|with|and|or|but|from|as|that|which|is|are|was|were|be|"
    r"has|have|had|will|would|can|its|their|his|her|this)\s*[,-]?$",
    re.IGNORECASE,
)
LOOKED_AT = 1_000  # characters at the end of a text that are judged
BELOW = 4  # blocks under the last kept one among which a paywall's notice is looked for
PROSE_WORDS = 20  # words from which a block reads as prose rather than a label or a signature


def ends_in_paywall(text: str) -> bool:
    """Whether ``text`` is a short line telling the reader to pay or register to read on."""
    return len(text) < 300 and PAYWALL.search(text) is not None


def stops_at_paywall(kept: Sequence[Block], removed: Sequence[RemovedBlock]) -> bool:
    """Whether a notice that one must pay to read on was removed right under what is ``kept``."""
    if not kept:
        return False
    last = kept[-1].position
    return any(
        last < block.position <= last + BELOW and ends_in_paywall(block.text) for block in removed
    )


def breaks_off(blocks: Sequence[Block]) -> bool:
    """Whether the last of the kept ``blocks`` ends in mid-sentence, in "…" or at a paywall.

    Only prose can break off: a table row, heading, short label or signature that ends without
    a full stop is complete.
    """
    for block in reversed(blocks):
        text = block.text.strip()
        if not text:
            continue
        if ends_in_paywall(text) and len(blocks) > 1:
            return True
        if block.kind in {BlockKind.TABLE_ROW, BlockKind.HEADING, BlockKind.DISCLAIMER}:
            return False
        last_line = text.rsplit("\n", 1)[-1].strip()[-LOOKED_AT:]
        if ELLIPSIS.search(last_line):
            return len(last_line.split()) >= 6
        if SENTENCE_END.search(last_line):
            return False
        if len(last_line.split()) >= 4 and OPEN_END.search(last_line):
            return True
        has_sentence = re.search(r"[a-z0-9)\"”][.!?][\"”')]?\s+[A-Z“\"]", last_line) is not None
        if block.kind is BlockKind.LIST_ITEM:
            return has_sentence
        return len(last_line.split()) >= PROSE_WORDS or has_sentence
    return False
