"""Pages that are a document and nothing else: a filing or a contract saved as HTML.

Such a page has none of a site's furniture, so its short lines are its cover, its headings and its
signatures rather than labels around an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.documents import BlockKind
from corpus.noise.phrases import boilerplate
from corpus.readers.html_blocks import PageBlock

COVER = 60  # blocks at the top among which a filing names its form
FEW_LINKS = 0.1  # share of a document's characters in links: those of its table of contents
FEW_PHRASES = 2  # lines worded like a site's furniture from which a page is one of a site
SITE_ROLES = frozenset(("navigation", "comments", "share", "related", "newsletter", "cookie"))
_FORM = re.compile(
    r"\W*(?:(?:annual|quarterly|current|registration|proxy|transition) (?:report|statement) )?"
    r"(?:on )?(?:form|schedule) (?:\d{1,2}-?[a-z]{1,3}|[a-z]{1,3}-?\d{1,2}|14[ac])(?:/a)?\b\W*"
    r"|.{0,160}\(\s*exact name of (?:the )?registrant.*|.{0,40}securities and exchange commission",
    re.IGNORECASE | re.DOTALL,
)


def is_plain_document(entries: Sequence[PageBlock]) -> bool:
    """Whether a page holds a document alone, so that nothing visible on it is noise.

    A filing is one that names its form on its cover, whatever its parts are called in the
    markup; of other pages all that is part of the page has to be without a name and without a
    line of a site's furniture.
    """
    visible = [entry for entry in entries if "hidden" not in entry.roles]
    characters = sum(len(entry.block.text) for entry in visible)
    linked = sum(len(entry.block.text) * entry.link_share for entry in visible)
    roles = frozenset().union(*(entry.roles for entry in visible))
    if not visible or linked > FEW_LINKS * characters or roles & {"article", *SITE_ROLES}:
        return False
    if any(_FORM.fullmatch(entry.block.text) for entry in visible[:COVER]):
        return True
    return not roles and sum(_is_furniture(entry) for entry in visible) < FEW_PHRASES


def noise_in_document(entries: Sequence[PageBlock]) -> list[str | None]:
    """The reason, or None, for which each block is removed from a page that is a document."""
    links = Counter(entry.block.text for entry in entries if entry.link_share > 0.9)
    reasons: list[str | None] = []
    for entry in entries:
        if "hidden" in entry.roles:
            reasons.append("hidden text")
        elif links[entry.block.text] > 1 and entry.link_share > 0.9:
            reasons.append("link list")  # "Table of Contents", on top of every page
        else:
            reasons.append(None)
    return reasons


def _is_furniture(entry: PageBlock) -> bool:
    text = entry.block.text
    return entry.block.kind is not BlockKind.TABLE_ROW and boilerplate(text) is not None
