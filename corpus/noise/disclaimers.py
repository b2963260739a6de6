"""Legal notices that belong to a document without being about its deal: kept, and marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Block, BlockKind

_NOTICE = re.compile(
    r"forward[- ]looking statements?|"
    r"(?:does|do) not (?:constitute|form part of|represent) (?:an? |any )?(?:offer|invitation|"
    r"solicitation|recommendation|advice)|"
    r"for information(?:al)? purposes only|"
    r"no (?:representation|warranty|reliance)[^.]{0,60}(?:is|are|should be) (?:given|made|placed)|"
    r"(?:accepts?|assumes?|bears?) no (?:liability|responsibility|duty)|"
    r"without (?:any )?liability for (?:the )?(?:accuracy|completeness)|"
    r"may not be (?:reproduced|distributed|copied|forwarded)|"
    r"(?:intended|meant) (?:solely|only|exclusively) for (?:the )?(?:addressee|recipient|use)|"
    r"not (?:be )?(?:an )?offer of securities|prohibited from (?:disclosing|distributing)",
    re.I,
)


def mark_disclaimers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with paragraphs that are legal notices marked as DISCLAIMER."""
    return tuple(
        replace(block, kind=BlockKind.DISCLAIMER)
        if block.kind is BlockKind.PARAGRAPH and _NOTICE.search(block.text)
        else block
        for block in blocks
    )
