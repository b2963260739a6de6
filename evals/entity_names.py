"""Names of companies and people, with what may be left out or written otherwise."""

from __future__ import annotations

import re
import unicodedata

from evals.facts import contains

_SUFFIX = re.compile(
    r"(?:,?\s+(?:inc|incorporated|corp|corporation|co|company|cos|ltd|limited|ltda|llc|llp|lp|"
    r"l\.l\.c|l\.l\.p|l\.p|plc|p\.l\.c|ag|a\.g|aktiengesellschaft|gmbh|kg|kgaa|ohg|ev|se|sa|s\.a|"
    r"sas|s\.a\.s|sarl|s\.a\.r\.l|s\.?a\s?r\.?l|spa|s\.p\.a|srl|s\.r\.l|nv|n\.v|bv|b\.v|ab|asa|as|"
    r"a/s|aps|oy|oyj|na|n\.a|kk|k\.k|pty|pte|bhd|sdn|limited liability company|group|holdings?)"
    r"\.?|\s+and)$",
    re.I,
)
_TITLE = re.compile(r"^(?:the|mr|mrs|ms|dr|prof|professor|sir|dame)\.?\s+", re.I)


def is_named(text: str, name: str) -> bool:
    """Whether ``text`` names ``name``: without suffix, title, "the" or accents, "&" as "and"."""
    return contains(_plain(text), _bare(name))


def _bare(name: str) -> str:
    """``name`` without its suffixes and titles, as far as something is left of it."""
    bare = _plain(name).strip()
    while True:
        shorter = _TITLE.sub("", _SUFFIX.sub("", bare))
        if shorter == bare or not re.search(r"\w", shorter) or shorter.casefold() == "the":
            return bare
        bare = shorter


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"\s*&\s*", " and ", plain)
