"""The text-only route: the same decision where the markup is already gone.

A document that shows no sign of a web page is kept whole. A list of teasers below an otherwise
clean text is cut off. Only a text with a page's furniture in it is judged block by block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.documents import Block, BlockKind, Filtered, RemovedBlock, Source
from corpus.noise.breaks_off import breaks_off, stops_at_paywall
from corpus.noise.facts import is_one_word, is_short_heading, states_terms
from corpus.noise.fragments import joined
from corpus.noise.glue import glued_words, unglued
from corpus.noise.phrases import WEB_ONLY, Phrase, boilerplate
from corpus.noise.scores import block_scores, coherence
from corpus.noise.signals import (
    DATE_LINE,
    FULL_STOP,
    ends_sentence,
    function_word_share,
    is_truncated,
    title_case_share,
    words_of,
)

KEPT_FROM = 0.3  # probability from which a block is kept: losing text is worse than noise
PHRASE_KEPT_FROM = 0.8  # the same for a block that begins like a page's furniture
MOSTLY_TERMS = 0.5  # share of a tail's blocks from which it is the document's own list of terms
FEW_SIGNS = 3  # web-only lines from which a text counts as a scraped page
TAIL_PROSE = 0.3  # largest share of whole sentences in what follows a teaser heading
KNOWN_LANGUAGE = 0.15  # share of English function words below which nothing is judged
LAST_LATIN = "\u024f"
OTHER_SCRIPT = 0.2  # share of letters of another script from which nothing is judged
HEADLINE_WORDS = 4
HEADLINE_COHERENCE = 0.5
PROSE = 80  # characters
SIGNS = WEB_ONLY | {"site footer", "read-more line"}
SHORT_PAGE = 40  # blocks below which two signs are enough
MENU_RUN = 6  # link-like lines in a row that make a menu
GLUED = 10  # joints inside words that, with any wording of a page's furniture, make a scraped page
LINK_LIKE = re.compile(r"[A-Z][^\W\d_]*(?:[ &'’-]+[^\W\d_]+){0,3}")
ITEM = re.compile(r"^\s*\(?\d{1,2}[.)]\s+")
CERTAIN = frozenset(("cookie notice", "newsletter form", "advertisement"))


@dataclass(frozen=True, slots=True)
class Signs:
    """The wording each block is an instance of, where a list of teasers begins, and how many
    menus (runs of link-like lines) there are.
    """

    phrases: tuple[Phrase | None, ...]
    tail: int
    menus: int

    @property
    def scraped(self) -> bool:
        """Whether the text looks like a whole page turned to text, with its furniture in it."""
        reasons = [p.reason for p in self.phrases if p is not None and p.reason in SIGNS]
        reasons += ["menu"] * self.menus
        needed = max(FEW_SIGNS, len(self.phrases) / 200)
        if len(self.phrases) < SHORT_PAGE:
            needed = FEW_SIGNS - 1
        web_only = any(reason in WEB_ONLY or reason == "menu" for reason in reasons)
        return len(reasons) >= needed and len(set(reasons)) > 1 and web_only


def _is_sentence(text: str) -> bool:
    return (
        len(text) >= PROSE and FULL_STOP.search(text[-40:]) is not None and not is_truncated(text)
    )


def _sentences(blocks: Sequence[Block]) -> int:
    """How many characters stand in whole sentences: of two parts the article is where more do."""
    return sum(len(block.text) for block in blocks if _is_sentence(block.text))


def _tail(blocks: Sequence[Block], phrases: Sequence[Phrase | None]) -> int:
    """The index of the heading from which only teasers follow; ``len(blocks)`` without one."""
    size = prose = 0
    found = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        phrase = phrases[index]
        if phrase is not None and phrase.opens_tail and size and prose <= TAIL_PROSE * size:
            found = index
        length = len(blocks[index].text)
        size += length
        prose += length if _is_sentence(blocks[index].text) else 0
    return found


def _menus(blocks: Sequence[Block]) -> int:
    """How many runs of short lines without figure or punctuation there are."""
    runs = length = 0
    for block in blocks:
        text = block.text.lstrip("*•·- ")
        length = length + 1 if len(text) < 40 and LINK_LIKE.fullmatch(text) else 0
        runs += length == MENU_RUN
    return runs


def _signs(blocks: Sequence[Block]) -> Signs:
    phrases = tuple(_phrase_of(block) for block in blocks)
    return Signs(phrases, _tail(blocks, phrases), _menus(blocks))


def _phrase_of(block: Block) -> Phrase | None:
    """The wording that tells of a page; "Advertising" as a heading is a report's section."""
    if block.kind is BlockKind.TABLE_ROW or is_short_heading(block):
        return None
    return boilerplate(block.text)


def _readable(blocks: Sequence[Block]) -> bool:
    """Whether the sentences are in a language that the signals were made for."""
    letters = [letter for block in blocks for letter in block.text[:200] if letter.isalpha()]
    if sum(letter > LAST_LATIN for letter in letters) > OTHER_SCRIPT * len(letters):
        return False
    shares = [function_word_share(words_of(b.text)) for b in blocks if _is_sentence(b.text)]
    return not shares or float(np.mean(shares)) >= KNOWN_LANGUAGE


def _headline(blocks: Sequence[Block], scores: Sequence[float], first: int) -> int | None:
    """The index of the headline right above the ``first`` kept block."""
    if first == 0:
        return None
    text = blocks[first - 1].text
    related = coherence([block.text for block in blocks], np.array(scores))[first - 1]
    if len(words_of(text)) >= HEADLINE_WORDS and related >= HEADLINE_COHERENCE:
        return None if is_truncated(text) else first - 1
    return None


def _named(block: Block, index: int, body: tuple[int, int]) -> str:
    """A readable reason for a block that the scores left out."""
    words = words_of(block.text)
    if is_truncated(block.text):
        return "teaser list"
    if len(words) < 14 and DATE_LINE.search(block.text[:200]):
        return "date line"
    if not body[0] <= index < body[1] and _is_sentence(block.text):
        return "text apart from the article"
    if len(words) > 4 and title_case_share(words) > 0.6:
        return "headline list"
    return "navigation" if index < body[0] else "page furniture"


def _trimmed(blocks: Sequence[Block], chosen: list[int]) -> list[int]:
    """``chosen`` without dates, names and tags above its first and below its last sentence."""
    prose = [index for index in chosen if ends_sentence(blocks[index].text)]
    if not prose:
        return chosen
    return [
        index for index in chosen if prose[0] <= index <= prose[-1] or not _is_label(blocks[index])
    ]


def _is_label(block: Block) -> bool:
    words = words_of(block.text)
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    return len(words) < HEADLINE_WORDS or (
        len(words) < 14 and DATE_LINE.search(block.text[:200]) is not None
    )


def _judged(blocks: Sequence[Block], signs: Signs) -> list[str | None]:
    """The reason, or None, for which each block of a scraped page is removed."""
    # On a page the furniture is numbered at times ("1. We welcome comments"); a contract's
    # numbered headings are never looked at this way.
    phrases = [
        phrase or boilerplate(ITEM.sub("", block.text, count=1))
        for block, phrase in zip(blocks, signs.phrases, strict=True)
    ]
    reasons = [
        phrase.reason if phrase is not None and phrase.reason in WEB_ONLY else None
        for phrase in phrases
    ]
    if not _readable(blocks):
        return reasons
    scores = block_scores(blocks)
    chosen = [
        index
        for index, phrase in enumerate(phrases)
        if reasons[index] is None and scores[index] >= (PHRASE_KEPT_FROM if phrase else KEPT_FROM)
    ]
    if not chosen:
        return reasons
    if _sentences(blocks[: signs.tail]) > _sentences(blocks[signs.tail :]):
        chosen = [index for index in chosen if index < signs.tail] or chosen
    chosen = _trimmed(blocks, chosen)
    body = (chosen[0], chosen[-1] + 1)
    kept = set(chosen) | {_headline(blocks, scores.tolist(), body[0])}
    for index, block in enumerate(blocks):
        if reasons[index] is None and index not in kept:
            phrase = phrases[index]
            reasons[index] = phrase.reason if phrase else _named(block, index, body)
    return reasons


def _is_certain(block: Block, phrase: Phrase) -> bool:
    """Whether the wording alone is reason enough in a text that shows no other sign of a page."""
    return phrase.reason in CERTAIN and not is_one_word(block.text)


def _reasons(blocks: Sequence[Block], signs: Signs, *, scraped: bool) -> list[str | None]:
    if scraped:
        reasons = _judged(blocks, signs)
    else:
        reasons = [
            phrase.reason if phrase is not None and _is_certain(block, phrase) else None
            for block, phrase in zip(blocks, signs.phrases, strict=True)
        ]
        tail = blocks[signs.tail :]
        # A teaser may hold a date; a list of terms holds little else than them.
        if sum(states_terms(block.text) for block in tail) < MOSTLY_TERMS * max(1, len(tail)):
            for index in range(signs.tail, len(blocks)):
                reasons[index] = reasons[index] or "teaser list"
    return reasons


def _is_glued(blocks: Sequence[Block], signs: Signs) -> bool:
    """Whether a converter ran the elements of a page together, which no writer does."""
    furniture = any(phrase is not None and phrase.reason in SIGNS for phrase in signs.phrases)
    return furniture and glued_words(blocks) >= GLUED


def _prepared(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], bool]:
    """Glued lines cut and broken sentences mended, where the text is a scraped page, and
    whether it is one. Pieces have the position of what they were cut from.
    """
    whole = unglued(blocks)
    signs = _signs(whole)
    if not signs.scraped and not _is_glued(blocks, signs):
        return blocks, False
    return joined(whole), True


def _numbered(
    blocks: Sequence[Block], removed: Sequence[RemovedBlock]
) -> tuple[tuple[Block, ...], list[RemovedBlock]]:
    """Both with positions of their own, in the order in which they stand in the text."""
    both: list[Block | RemovedBlock] = [*blocks, *removed]
    ordered = sorted(range(len(both)), key=lambda index: both[index].position)
    places = {index: place for place, index in enumerate(ordered)}
    count = len(blocks)
    return (
        tuple(replace(block, position=places[i]) for i, block in enumerate(blocks)),
        [replace(block, position=places[count + i]) for i, block in enumerate(removed)],
    )


def filter_text(source: Source) -> Filtered:
    """Split plain text into the document's own blocks and what a scraper brought along.

    Filtering what was kept keeps all of it: each round looks at what the last one left as at a
    new text, until one changes nothing. Where nothing would remain, all is kept.
    """
    kept = source.blocks
    removed: list[RemovedBlock] = []
    while kept:
        blocks, scraped = _prepared(kept)
        if blocks != kept:
            blocks, removed = _numbered(blocks, removed)
        reasons = _reasons(blocks, _signs(blocks), scraped=scraped)
        if all(reason is not None for reason in reasons):
            return Filtered(source.blocks, (), breaks_off(source.blocks))
        removed += [
            RemovedBlock(block.text, reason, block.position, block.page)
            for block, reason in zip(blocks, reasons, strict=True)
            if reason is not None
        ]
        left = tuple(b for b, reason in zip(blocks, reasons, strict=True) if reason is None)
        if left == kept:
            break
        kept = left
    removed.sort(key=lambda block: block.position)
    cut = breaks_off(kept) or stops_at_paywall(kept, removed)
    return Filtered(kept, tuple(removed), cut)
