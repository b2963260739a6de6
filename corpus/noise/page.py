"""The HTML route: a mature extractor's view of a page under a second look at each block."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence

import trafilatura

from corpus.documents import Block, BlockKind, Filtered, RemovedBlock, Source
from corpus.noise.aligned import aligned
from corpus.noise.breaks_off import breaks_off, stops_at_paywall
from corpus.noise.facts import is_labelled_by_a_date, is_short_heading, is_term, states_facts
from corpus.noise.phrases import boilerplate
from corpus.noise.plain_documents import is_plain_document, noise_in_document
from corpus.noise.pull_quotes import judge_pull_quotes
from corpus.noise.signals import READER, ends_sentence, words_of
from corpus.noise.text import filter_text
from corpus.readers.html_blocks import PageBlock, blocks_of

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

ROLE_REASONS = {
    "comments": "comment thread",
    "share": "share bar",
    "cookie": "cookie notice",
    "newsletter": "newsletter form",
    "advert": "advertisement",
    "author": "author box",
    "caption": "photo credit",
    "navigation": "navigation",
    "related": "teaser list",
    "tags": "tag list",
    "footer": "site footer",
    "form": "form",
    "hidden": "hidden text",
    "sidebar": "sidebar",
}
OFFERS = frozenset(("advert", "newsletter", "cookie"))  # roles of what speaks to its reader
SURROUNDS = 0.25  # share of the article's characters from which a role names a wrapper of it
MOSTLY_LINKS = 0.6  # share of a block's characters in links
PROSE = 80  # characters from which a block that ends its sentence counts as prose
STANDFIRST = 40  # characters from which a sentence under the headline counts as one
# Wordings that sentences of an article may well begin with: "Published in 1949, the book ..."
OPENINGS_OF_PROSE = frozenset(("author box", "site footer"))
# Reasons that hold for a block whatever figure it states: "Get all issues for 5 dollars a month"
WHATEVER_IT_STATES = frozenset(("cookie notice", "newsletter form", "paywall notice"))
# Words of furniture that name a part of a business as well, as headings: "Advertising", "Shares"
OPENINGS_OF_HEADINGS = frozenset(("navigation", "advertisement", "share bar", "site footer"))
REACH = 2  # blocks on either side that speak for a dropped block between kept ones


def _extracted(markup: str) -> str:
    """trafilatura's text of the page; empty where it fails on it."""
    try:
        text: str | None = trafilatura.extract(
            markup, favor_recall=True, include_comments=False, include_tables=True
        )
    except Exception:  # noqa: BLE001 - a third-party parser on untrusted input
        return ""
    return text or ""


def _telling_roles(entries: Sequence[PageBlock], chosen: Sequence[bool]) -> frozenset[str]:
    """The roles that set a block apart, leaving out those on a wrapper of the whole article."""
    characters: Counter[str] = Counter()
    total = 0
    for entry, inside in zip(entries, chosen, strict=True):
        if inside:
            size = len(entry.block.text)
            total += size
            for role in entry.roles:
                characters[role] += size
    return frozenset(role for role in ROLE_REASONS if characters[role] <= SURROUNDS * total)


def _is_prose(entry: PageBlock) -> bool:
    text = entry.block.text
    return len(text) >= PROSE and entry.link_share < 0.5 and ends_sentence(text)


def _states_plainly(entry: PageBlock) -> bool:
    """Whether the block is a sentence with a fact in it, no caption, teaser or offer."""
    text = entry.block.text
    offer = entry.roles & OFFERS or "?" in text or READER & {w.lower() for w in words_of(text)}
    plain = _is_prose(entry) and not entry.link_share and boilerplate(text) is None
    return plain and not offer and entry.tag != "figcaption" and states_facts(text)


class _Judgement:
    """The reason, or None, for which each block of one page is removed."""

    def __init__(self, entries: Sequence[PageBlock], chosen: Sequence[bool]) -> None:
        self.entries = entries
        self.telling = _telling_roles(entries, chosen)
        self.noise = self._sparing_prose([self._noise(entry) for entry in entries], chosen)
        self.reasons: list[str | None] = [
            noise or (None if inside else "not part of the article")
            for noise, inside in zip(self.noise, chosen, strict=True)
        ]
        self._restore()
        self._restore_standfirst()
        self.reasons = judge_pull_quotes(self.entries, self.reasons)
        self._trim_ends()
        self._drop_empty_headings()

    def _noise(self, entry: PageBlock) -> str | None:
        """What the block itself shows to be noise, whoever chose it."""
        phrase = boilerplate(entry.block.text)
        if phrase is not None and entry.block.kind is not BlockKind.TABLE_ROW:
            return phrase.reason
        for role, reason in ROLE_REASONS.items():
            if role in self.telling and role in entry.roles and role != "hidden":
                return reason
        if entry.link_share > MOSTLY_LINKS and entry.block.kind is not BlockKind.TABLE_ROW:
            return "link list"
        return None

    def _sparing_prose(
        self, noise: Sequence[str | None], chosen: Sequence[bool]
    ) -> list[str | None]:
        """``noise`` without what a wording said of the article's own sentences and headings."""
        prose = [
            inside and reason is None and _is_prose(entry)
            for entry, reason, inside in zip(self.entries, noise, chosen, strict=True)
        ]
        result = list(noise)
        for index, entry in enumerate(self.entries):
            phrase = boilerplate(entry.block.text) if noise[index] else None
            named = (entry.roles & self.telling) - {"hidden"}
            between = any(prose[max(0, index - REACH) : index]) and any(
                prose[index + 1 : index + 1 + REACH]
            )
            if named and between and _states_plainly(entry):
                result[index] = None  # a "credit-agreement" is no photo's credit
                continue
            if phrase is None or named or entry.link_share > MOSTLY_LINKS:
                continue
            opens = phrase.reason in OPENINGS_OF_PROSE and between and _is_prose(entry)
            states = phrase.reason not in WHATEVER_IT_STATES and states_facts(entry.block.text)
            if (chosen[index] and (opens or states)) or (
                phrase.reason in OPENINGS_OF_HEADINGS
                and is_short_heading(entry.block)
                and any(prose[index + 1 : index + 2])
            ):
                result[index] = None
        return result

    def _restore(self) -> None:
        """Take back what the extractor dropped from the middle or the start of the text."""
        kept = [reason is None for reason in self.reasons]
        if not any(kept):
            return
        first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
        for index in range(max(0, first - REACH), last + 1):
            entry = self.entries[index]
            if kept[index] or self.noise[index]:
                continue
            before = kept[max(0, index - REACH) : index]
            after = kept[index + 1 : index + 1 + REACH]
            sandwiched = any(before) and any(after)
            if (_is_prose(entry) and any(after)) or (
                sandwiched
                and entry.block.kind in {BlockKind.HEADING, BlockKind.LIST_ITEM}
                and any(map(str.isalnum, entry.block.text))
            ):
                self.reasons[index] = None

    def _restore_standfirst(self) -> None:
        """Take back the sentence right under the headline, which extractors often drop."""
        kept = [reason is None for reason in self.reasons]
        first = kept.index(True) if any(kept) else 0
        for index in range(1, first):
            headline, entry = self.entries[index - 1].block, self.entries[index]
            is_sentence = len(entry.block.text) >= STANDFIRST and ends_sentence(entry.block.text)
            if headline.level == 1 and is_sentence and not self.noise[index]:
                self.reasons[index] = None

    def _trim_ends(self) -> None:
        """Drop what stands before the first and after the last sentence but for headings."""
        prose = [
            index
            for index, entry in enumerate(self.entries)
            if self.reasons[index] is None and ends_sentence(entry.block.text)
        ]
        if not prose:
            return
        below = range(len(self.entries) - 1, prose[-1], -1)
        terms = False  # whether a line further down is kept: it may need its heading
        for index in (*range(prose[0]), *below):
            block = self.entries[index].block
            if self.reasons[index] is not None:
                continue
            is_row = block.kind is BlockKind.TABLE_ROW
            if is_row or len(block.text) >= PROSE or states_facts(block.text):
                terms = index > prose[-1]
            elif index < prose[0] and block.kind is not BlockKind.HEADING:
                if not self._is_term(self.entries[index]):
                    self.reasons[index] = "line above the article"
            elif index > prose[-1] and not (terms and block.kind is BlockKind.HEADING):
                terms = self._goes_on(self.entries[index])
                self.reasons[index] = None if terms else "line below the article"

    def _goes_on(self, entry: PageBlock) -> bool:
        """Whether a line below the last sentence belongs to it: an item or a term."""
        dated = is_labelled_by_a_date(entry.block.text)
        return entry.block.kind is BlockKind.LIST_ITEM or dated or self._is_term(entry)

    @staticmethod
    def _is_term(entry: PageBlock) -> bool:
        return is_term(entry.block.text) and not entry.link_share

    def _drop_empty_headings(self) -> None:
        """Drop a heading of which no text was kept."""
        following = False
        for index in range(len(self.entries) - 1, -1, -1):
            if self.reasons[index] is not None:
                continue
            if self.entries[index].block.kind is not BlockKind.HEADING:
                following = True
            elif not following:
                self.reasons[index] = "heading without text"


def _judged(source: Source, entries: Sequence[PageBlock]) -> list[str | None]:
    chosen = aligned([block.text for block in source.blocks], _extracted(source.markup or ""))
    return _Judgement(entries, chosen).reasons


def filter_page(source: Source) -> Filtered:
    """Split the blocks of a web page into the page's own text and everything around it."""
    entries = blocks_of(source.markup) if source.markup else ()
    if tuple(entry.block for entry in entries) != source.blocks:
        return filter_text(source)
    reasons = noise_in_document(entries) if is_plain_document(entries) else _judged(source, entries)
    kept: list[Block] = []
    removed: list[RemovedBlock] = []
    for block, reason in zip(source.blocks, reasons, strict=True):
        if reason is None:
            kept.append(block)
        else:
            removed.append(RemovedBlock(block.text, reason, block.position, block.page))
    if not kept:
        return filter_text(source)
    cut = breaks_off(kept) or stops_at_paywall(kept, removed)
    return Filtered(tuple(kept), tuple(removed), cut)
