"""The lines of accounts: revenue is no answer where the net profit is asked for."""

from __future__ import annotations

import re

_LINES = {
    name: re.compile(rf"\b(?:{pattern})\b", re.I)
    for name, pattern in (
        (
            "revenue",
            r"revenues?|turnover|sales(?! (?:and purchase|agreements?|process|team|staff))",
        ),
        ("gross profit", r"gross (?:profit|margin)"),
        ("ebitda", r"EBITDA|earnings before interest, tax\w*,? (?:and )?depreciation[\w, ]*"),
        ("operating profit", r"operating (?:profit|income|earnings|result)|EBIT"),
        ("net profit", r"net (?:profit|income|earnings)|profit after tax|after-tax profit"),
        ("cash flow", r"(?:free )?cash ?flows?"),
        ("dividend", r"dividends?"),
    )
}

# A ratio is told by its own name: a return on sales by "the margin".
_RATIO = re.compile(r"\b(?:return on|share of|margins?|multiples?|times|per ?cent|%|ratio)\b", re.I)


def tells_of_another_line(question: str, sentence: str, lead_in: str) -> bool:
    """Whether ``question`` asks for one line of accounts and ``sentence`` tells of others only.

    ``lead_in`` is what is read before the sentence: a heading may name the line.
    """
    asked = _lines_in(question)
    if len(asked) != 1 or _RATIO.search(question):
        return False
    return bool(_lines_in(sentence)) and not asked & _lines_in(f"{lead_in} {sentence}")


def _lines_in(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _LINES.items() if pattern.search(text))
