"""Pull quotes of a web page: set apart from the article, and mostly repeating it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import BlockKind
from corpus.readers.html_blocks import PageBlock

REASON = "pull quote, repeats the text"
SHORTEST = 3  # words from which a quote can be told from a chance likeness
AROUND = 2  # blocks on either side, one of them kept, that place a quote inside the article


def judge_pull_quotes(
    entries: Sequence[PageBlock], reasons: Sequence[str | None]
) -> list[str | None]:
    """``reasons`` once pull quotes are seen to: one that repeats the kept text goes.

    One that is said nowhere else is the article's own and stays, whatever column it is set in.
    """
    result = list(reasons)
    kept = [reason is None for reason in reasons]
    said = "\n".join(
        f" {_words(entry.block.text)} "
        for entry, keep in zip(entries, kept, strict=True)
        if keep and not _is_quote(entry)
    )
    for index, entry in enumerate(entries):
        words = _words(entry.block.text)
        if not _is_quote(entry) or len(words.split()) < SHORTEST:
            continue
        if f" {words} " in said:
            result[index] = REASON
        elif entry.roles & {"pull_quote", "hidden"} == {"pull_quote"} and _inside(kept, index):
            result[index] = None
    return result


def _is_quote(entry: PageBlock) -> bool:
    return entry.block.kind is BlockKind.QUOTE or "pull_quote" in entry.roles


def _inside(kept: Sequence[bool], index: int) -> bool:
    before, after = kept[max(0, index - AROUND) : index], kept[index + 1 : index + 1 + AROUND]
    return any(before) and any(after)


def _words(text: str) -> str:
    """The words of ``text`` alone, since a pull quote has its own marks and capitals."""
    return " ".join(re.findall(r"\w+", text.casefold()))
