"""Ways of writing figures and dates that accounts and other languages have.

``corpus.figures`` reads what deal documents use most. An answer may be written by anything, so
before a fact is looked for, these ways are rewritten as the one that is read there:
"$(25) million", "MUSD 890", "USD 890 000 000", "640 Mio. EUR", "2½%", "3Q26".
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from functools import lru_cache

from corpus.figure_notation import CURRENCIES, CURRENCY_AFTER

_ISO = "(?:" + "|".join(code.upper() for code in CURRENCIES if re.fullmatch("[a-z]{3}", code)) + ")"
_SIGN = r"(?:(?:US|NT|HK|[ACS])?\$|[€£¥₹₩])"
_CURRENCY = rf"(?:\b{_ISO}\b|{_SIGN})"
_NUMBER = r"\d(?:[\d.,]*\d)?"
_GROUPS = r"\d{1,3}(?: \d{3})+"
_SCALE = r"(?:thousand|million|billion|trillion|mn|mm|bn|tn|[mk]\b|%|per\s?cent)"
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"0[1-9]|1[0-2]"


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"(?<=\d)\D(?=\d)", "", match[0])


def _month(match: re.Match[str]) -> str:
    return f"{month_name[int(match['m'])]} {match['y']}"


_REWRITES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d)\s?([½¼¾])"), lambda m: m[1] + _FRACTIONS[m[2]]),
    (re.compile(r"\b(Mio|Mrd)\b\.?"), lambda m: "million" if m[1] == "Mio" else "billion"),
    (re.compile(rf"\bM({_ISO})\s?(\(?{_NUMBER}\)?)"), r"\1 \2 million"),
    (re.compile(rf"({_NUMBER})\s?M({_ISO})\b"), r"\2 \1 million"),
    # Groups of three digits set apart by an apostrophe, or by a space beside a currency.
    (re.compile(r"\b\d{1,3}(?:['’\u2009]\d{3})+\b"), _joined),
    (re.compile(rf"{_CURRENCY}\s?{_GROUPS}\b"), _joined),
    (re.compile(rf"\b{_GROUPS}(?=\s?{_CURRENCY})"), _joined),
    # A minus or brackets between a currency and its number; a scale that follows brackets.
    (re.compile(rf"({_CURRENCY})\s?\(({_NUMBER})\)"), r"minus \1 \2"),
    (re.compile(rf"(\b{_ISO} |{_SIGN})[-−]({_NUMBER})"), r"minus \1\2"),
    (re.compile(rf"\(({_NUMBER})\)\s?({_SCALE}(?:\s{CURRENCY_AFTER})?)", re.I), r"(\1 \2)"),
    (re.compile(r"(\d)\s?yrs?\b\.?", re.I), r"\1 years"),
    (re.compile(r"(\d)\s?pp\b"), r"\1 percentage points"),
    (re.compile(r"(\d)\s?×"), r"\1x"),
    (re.compile(r"\b([1-4])Q\s?'?(\d\d)\b"), r"Q\1 20\2"),
    (re.compile(rf"\bQ([1-4])\s?[/'’-]\s?({_YEAR})\b"), r"Q\1 \2"),
    (re.compile(r"\bQ([1-4])\s?[/'’ -]\s?(\d\d)\b"), r"Q\1 20\2"),
    (re.compile(rf"(?<![\d/.-])(?P<y>{_YEAR})-(?P<m>{_MONTH})(?![\d-])"), _month),
    (re.compile(rf"(?<![\d/.-])(?P<m>{_MONTH})/(?P<y>{_YEAR})\b"), _month),
    (re.compile(r"(\d(?:st|nd|rd|th)) of (?=[A-Z][a-z])"), r"\1 "),
)


@lru_cache(maxsize=4096)  # a text is looked through for one fact after the other
def plain_notation(text: str) -> str:
    """``text`` with its figures and dates in notations that ``corpus`` reads."""
    for pattern, plain in _REWRITES:
        text = pattern.sub(plain, text)
    return text
