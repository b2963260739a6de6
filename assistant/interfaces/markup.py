"""Text of documents and people as HTML that is text, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import nh3

_TAGS = {"div", "p", "span", "strong", "mark", "ul", "li", "h3", "h4", "progress"}
_ATTRIBUTES = {
    "*": {"class"},
    "progress": {"value", "max"},
    "span": {"class", "role", "tabindex", "aria-label"},
}


def as_text(text: str) -> str:
    """``text`` so that neither HTML nor Markdown finds anything in it but text."""
    plain = re.sub(r"\s+", " ", text)
    return re.sub(r"[&<>\"'*_`\[\]()#!~|\\$:@]", lambda m: f"&#{ord(m.group())};", plain)


def as_lines(text: str) -> str:
    """``text`` with its line breaks kept and blank lines, which would end the block, not."""
    joined = "\n".join(as_text(line.strip()) for line in text.splitlines() if line.strip())
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :]
    return f"{_edge(left)}{joined}{_edge(right)}"


def _edge(space: str) -> str:
    """White space at an edge of a text: a line break if there is one in it, else a space."""
    return "\n" if "\n" in space else " " if space else ""


def cleaned(markup: str) -> str:
    """``markup`` with nothing left that could act, whatever went wrong above."""
    kept = nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set())
    return re.sub(r"(?<=[^&])[*_`\[\]~|\\$]", lambda m: f"&#{ord(m.group())};", kept)


def as_date(day: date) -> str:
    """A day as readers write it."""
    return f"{day.day} {day:%B %Y}"
