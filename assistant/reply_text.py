"""A chat model's text without what is not part of its answer: thinking, tokens, Markdown."""

from __future__ import annotations

import re

from assistant.prompt import NOT_IN_DOCUMENTS

_THINK = r"(?:think(?:ing)?|thoughts?|reasoning|reflection|analysis|scratchpad)"
_THINKING = re.compile(
    rf"<(?P<tag>{_THINK})>.*?(?:</(?P=tag)>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z)", re.S | re.I
)
# Some chat templates open the thinking themselves, so that only its end is in the reply.
_THINKING_END = re.compile(rf"\A.*(?:</{_THINK}>|\[/THINK\])", re.S | re.I)
_MAY_BE_THINKING = re.compile(rf"(?:<{_THINK}>|\[THINK\])", re.I)
_TEMPLATE_TOKEN = re.compile(r"<\|[^|<>\n]{1,40}\|>|</?s>|<(?:start|end)_of_turn>|<eos>|\[/?INST\]")
_OPENINGS = (
    "<think>", "<thinking>", "<thought>", "<reasoning>", "<reflection>", "<analysis>", "[think]",
)  # fmt: skip

_HEADING = re.compile(r"^[ \t]*(?:#{1,6}[ \t].*|(?:\*\*|__)[^*_\n]+(?:\*\*|__):?[ \t]*)$", re.M)
_LINE_MARK = re.compile(r"^[ \t]*(?:[-*•+]\s+|\d{1,2}[.)]\s+|>\s+)", re.M)
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LABEL = re.compile(r"\A\W*(?:(?:final|short|direct) )?answer\W*:[\s*_]*", re.I)
_PREAMBLE = re.compile(
    r"\A[^.!?\n]{0,80}\b(?:passages?|answers?|documents?|context|information)\b"
    r"[^.!?\n]{0,50}:[ \t]*\n",
    re.I,
)


def visible(text: str) -> str:
    """A reply, streamed as far as it is, without thinking and template tokens."""
    text = _THINKING_END.sub("", _THINKING.sub("", text))
    return _TEMPLATE_TOKEN.sub("", text).lstrip()


def held_back(text: str) -> bool:
    """Whether streamed text may still turn out to be a marker or thinking, not an answer."""
    start = text.lstrip().casefold()
    if any(opening.startswith(start) for opening in _OPENINGS):
        return True
    shown = visible(text).casefold().strip()
    if not shown and _MAY_BE_THINKING.match(start):
        return True
    marker = NOT_IN_DOCUMENTS.casefold()
    return marker.startswith(shown) or shown.startswith(marker)


def plain(text: str) -> str:
    """``text`` without headings, preamble and Markdown; its lines stay lines."""
    text = _LABEL.sub("", text.strip())
    if _PREAMBLE.sub("", text).strip():
        text = _PREAMBLE.sub("", text)
    without_headings = _HEADING.sub("", text)
    if without_headings.strip():
        text = without_headings
    return _EMPHASIS.sub(r"\2", _LINE_MARK.sub("", text)).strip()
