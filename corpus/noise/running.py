"""What comes back page after page: running headers and footers, page numbers, legends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE_LINES = 4
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—|]\s*)?(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*(?:[-–—|]\s*)?",
    re.I,
)


def running_lines(pages: Sequence[Sequence[str]]) -> tuple[frozenset[int], ...]:
    """Per page, the indexes of lines that are running headers, footers or page numbers.

    A line counts when it stands near the edge of its page and, figures aside, near the edge
    of at least half of the pages (and at least two; three for a sentence, which a text may well
    say twice). A page's only line is never taken.
    """
    shapes = [{i: _shape(page[i]) for i in _edges(page)} for page in pages]
    counts = Counter(shape for page in shapes for shape in set(page.values()) if shape)
    needed = max(2, len(pages) // 2)
    found = []
    for page, page_shapes in zip(pages, shapes, strict=True):
        repeated = {
            i
            for i, shape in page_shapes.items()
            if counts[shape] >= (max(3, needed) if _is_sentence(shape) else needed)
        }
        numbers = {
            i for i in page_shapes if len(pages) > 1 and _PAGE_NUMBER.fullmatch(page[i]) is not None
        }
        aside = frozenset(repeated | numbers)
        rest = [line for i, line in enumerate(page) if i not in aside and line.strip()]
        found.append(aside if rest else frozenset(numbers))
    return tuple(found)


def legends(pages: Sequence[Sequence[str]]) -> tuple[frozenset[int], ...]:
    """Per page, the indexes of lines that stand word for word on most pages, anywhere.

    Needs three pages; a heading may well come back on two.
    """
    counts = Counter(line for page in pages for line in {_shape(text) for text in page})
    needed = max(3, round(0.6 * len(pages)))
    return tuple(
        frozenset(
            i
            for i, text in enumerate(page)
            if counts[_shape(text)] >= needed and sum(c.isalpha() for c in text) > 2
        )
        for page in pages
    )


def _edges(page: Sequence[str]) -> set[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}


def _is_sentence(line: str) -> bool:
    return line.endswith((".", ";", ":", ",")) and len(line.split()) >= 5


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.casefold().split()))
