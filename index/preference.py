"""Which documents a question names: by kind, publisher, title, period, or names only they hold.

A passage does not know whose document it is in; the question often does. Documents that
match are preferred, none is excluded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.catalogue import Catalogue
from index.filings import AskedFilings
from index.hits import DocumentRecord
from index.lexical import documents_with

_KINDS = {
    "term sheet": r"\bterm ?sheets?\b|\bheads of terms\b",
    "contract": r"\bcontracts?\b|\bagreements?\b|\bSPA\b|\bPPA\b|\bclauses?\b|\bsigned\b",
    "press release": r"\bpress releases?\b|\bannouncements?\b|\bannounced?\b",
    "news report": r"\bnews\b|\bnewspapers?\b|\barticles?\b|\bjournalists?\b|\bpress reports?\b",
    "board memo": r"\bboard (?:memo|memorandum|paper)s?\b|\bmemo(?:randum)?\b",
    "memo": r"\bmemos?\b|\bbriefing\b|\bnotes?\b",
    "e-mail": r"\be-?mails?\b|\bthread\b|\bcorrespondence\b|\bwrote\b",
    "minutes": r"\b(?:the|board|committee|meeting) minutes\b",
    "research note": r"\b(?:analysts?|research|equity) notes?\b",
    "annual report": r"\bannual reports?\b|\b10-K\b|\bfiling\b|\bFY ?\d{2,4}\b|\bfiscal\b",
}
_COMPILED = {kind: re.compile(pattern, re.I) for kind, pattern in _KINDS.items()}
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:FY ?)?((?:19|20)\d{2})\b", re.I)
_OPENERS = frozenset(
    "what who whom whose which when where why how is are was were do does did can could will "
    "would should has have had may in on at by for of to from with and but or so the a an under "
    "according name list tell give show explain describe if".split()
)


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind of document that a question names, and its words for it."""

    kind: str
    words: str


def named_kinds(question: str) -> tuple[NamedKind, ...]:
    """The kinds of document that ``question`` names, in order, each at its first place."""
    found = [
        (m.start(), kind, m.group()) for kind, p in _COMPILED.items() if (m := p.search(question))
    ]
    kinds: dict[int, NamedKind] = {}
    for place, kind, words in sorted(found):
        kinds.setdefault(place, NamedKind(kind, words))
    return tuple(kinds.values())


def preferences(
    question: str,
    records: Sequence[DocumentRecord],
    catalogue: Catalogue,
    filings: AskedFilings,
) -> Mapping[str, float]:
    """How well each document fits what ``question`` names, from 0 to 1, by document id.

    Where it names the company of ``filings``, these fit by company, period and form.
    """
    kinds = {kind for kind, pattern in _COMPILED.items() if pattern.search(question)}
    years = set(_YEAR.findall(question))
    names = _names(question)
    holders = {name: documents_with(catalogue, name) for name in names}
    weights = {n: _rarity(len(found), len(records)) for n, found in holders.items() if found}
    described = {r.id: _words(r) for r in records}
    total = sum(weights.values())
    found: dict[str, float] = {}
    for record in records:
        held = sum(w for n, w in weights.items() if record.id in holders[n])
        titled = sum(w for n, w in weights.items() if n in described[record.id])
        score = 0.5 * (held + titled) / total if total else 0.0
        kind = float(record.kind in kinds)
        year = float(bool(years & described[record.id]))
        fit = filings.fit(record)
        found[record.id] = (2 * score + kind + year) / 4 if fit is None else fit
    return found


def _names(question: str) -> tuple[str, ...]:
    """The capitalised words of a question, lower-cased, but for its opening word."""
    words = [m.group() for m in _WORD.finditer(question)]
    named = [w for w in words if w[0].isupper() and w.casefold() not in _OPENERS]
    return tuple(dict.fromkeys(w.casefold() for w in named))


def _words(record: DocumentRecord) -> frozenset[str]:
    fields: Iterable[str | None] = (record.title, record.publisher, record.path, record.deal)
    published = str(record.published.year) if record.published else None
    text = " ".join(f for f in (*fields, published) if f).casefold()
    return frozenset(re.findall(r"[^\W_]+", text))


def _rarity(holders: int, documents: int) -> float:
    return math.log(1 + documents / max(1, holders))
