"""Flowed text of e-mails: lines that end in a space go on in the next one (RFC 3676)."""

from __future__ import annotations

import re

_SIGNED = "-- "
_MARKS = re.compile(r">(?: ?>)*")  # some programs put spaces between them


def reflowed(text: str, *, delete_space: bool = False) -> str:
    """``text`` with one line per paragraph, quoted ones marked with ">" as deeply as they were.

    With ``delete_space`` (DelSp) the space that says that a line goes on is no part of the text.
    """
    lines: list[list[str]] = []  # each in the pieces it was broken into
    depth_before, goes_on = 0, False
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marks = _MARKS.match(raw)
        depth = marks.group().count(">") if marks else 0
        # Programs put a space before what would look like a quote.
        line = raw[marks.end() if marks else 0 :].removeprefix(" ")
        fixed = not line.strip() or line == _SIGNED
        flows = not fixed and line.endswith(" ")
        kept = line[:-1] if flows and delete_space else line
        if not depth and kept.startswith(">"):
            kept = f"  {kept}"  # it was stuffed because it marks no quote: "> 5%"
        if goes_on and depth == depth_before and not fixed:
            lines[-1].append(kept)
        else:
            lines.append([f"{'>' * depth} {kept}" if depth else kept])
        depth_before, goes_on = depth, flows
    whole = map("".join, lines)
    return "\n".join(line if line.endswith(_SIGNED) else line.rstrip() for line in whole)
