"""Which companies a question names: in full, run together, shortened, or by their initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.documents import Identity

_WORD = re.compile(r"[^\W_](?:[^\W_]|[&.'’-](?=[^\W_]))*")
_LEGAL_FORMS = frozenset(
    "inc incorporated corp corporation company companies co plc ltd limited llc lp ag sa se nv "
    "gmbh holding holdings group the and of".split()
)
_LONGEST_NAME = 6
_SHORTEST_BEGINNING = 4  # letters of a name's beginning that may stand for it
_COMMON = frozenset(
    """what who whom whose which when where why how is are was were do does did can could will would
    should has have had may in on at by for of to from with and but or so the a an under if among
    between assume answer give please based considering using calculate respond we our us you best
    general first national united new total net cash income year american international""".split()
)


@dataclass(frozen=True, slots=True)
class NamedCompany:
    """A company as a question names it: the characters [start, end), and who is meant.

    ``companies`` holds keys of ``companies_of``; several where the name fits several.
    """

    start: int
    end: int
    companies: frozenset[str]


def named_companies(question: str, identities: Iterable[Identity]) -> tuple[NamedCompany, ...]:
    """The companies among ``identities`` that ``question`` names, the longest names first taken.

    A name counts in full, without its legal form, run together as file names have it, as its
    first words, as its initials, and as a ticker symbol.
    """
    known = _known(tuple(sorted(set(identities), key=repr)))
    words = list(_WORD.finditer(question))
    found: list[NamedCompany] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            meant = _meant(words[place : place + length], known)
            if meant:
                last = words[place + length - 1]
                found.append(NamedCompany(words[place].start(), last.end(), meant))
                place += length
                break
        else:
            place += 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Known:
    exact: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]
    initials: Mapping[str, frozenset[str]]


@lru_cache(maxsize=64)
def _known(identities: Sequence[Identity]) -> _Known:
    exact: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    initials: dict[str, set[str]] = {}
    keys = _keys(identities)
    for identity in identities:
        key = keys.get(identity)
        if not key:
            continue
        for name in (identity.company or "", *identity.aliases):
            words = _content(name)
            squashed = _squashed(words)
            if squashed:
                exact.setdefault(squashed, set()).add(key)
                beginnings.setdefault(squashed, set()).add(key)
            for short in _initials(name):
                initials.setdefault(short, set()).add(key)
    return _Known(_frozen(exact), _frozen(beginnings), _frozen(initials))


def _keys(identities: Sequence[Identity]) -> dict[Identity, str]:
    """Each identity's company; filings that share a name, as that of the file, share a company."""
    owners: dict[str, str] = {}
    keys: dict[Identity, str] = {}
    for identity in identities:
        names = [_squashed(_content(n)) for n in (identity.company or "", *identity.aliases)]
        names = [name for name in names if name]
        if names:
            key = next((owners[name] for name in names if name in owners), names[0])
            keys[identity] = key
            owners.update({name: owners.get(name, key) for name in names})
    return keys


def companies_of(identities: Iterable[Identity]) -> Mapping[Identity, str]:
    """The company that each of ``identities`` belongs to, by a key of its own."""
    return _keys(tuple(sorted(set(identities), key=repr)))


def _frozen(names: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(keys) for name, keys in names.items()}


def _meant(words: Sequence[re.Match[str]], known: _Known) -> frozenset[str]:
    texts = [w.group() for w in words]
    if not _written_as_a_name(texts[0]) or texts[0].casefold() in _LEGAL_FORMS - {"the"}:
        return frozenset()
    content = _content(" ".join(texts))
    squashed = _squashed(content)
    if not squashed:
        return frozenset()
    if squashed in known.exact:
        return known.exact[squashed]
    if len(texts) == 1 and (texts[0].isupper() or "&" in texts[0] or _mixed(texts[0])):
        short = re.sub(r"[^a-z0-9&]", "", re.sub(r"['’]s$", "", texts[0]).casefold())
        if len(short) >= 2 and short in known.initials:
            return known.initials[short]
        if len(short) >= 3:
            return _beginning(short, known)
    if len(squashed) >= _SHORTEST_BEGINNING and not set(content) <= _COMMON:
        return _beginning(squashed, known)
    return frozenset()


def _beginning(squashed: str, known: _Known) -> frozenset[str]:
    meant: frozenset[str] = frozenset()
    for name, keys in known.beginnings.items():
        if name.startswith(squashed):
            meant |= keys
    return meant


def _written_as_a_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word[1:])


def _mixed(word: str) -> bool:
    """Whether a short word mixes capitals as only names do ("JnJ")."""
    return len(word) <= 5 and sum(c.isupper() for c in word) >= 2


def _content(name: str) -> tuple[str, ...]:
    plain = name.casefold().replace("’", "'")
    words = [w.removesuffix("'s").removesuffix("'") for w in _WORD_PLAIN.findall(plain)]
    return tuple(w for w in words if w and w not in _LEGAL_FORMS)


_WORD_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def _squashed(words: Iterable[str]) -> str:
    return re.sub(r"[^\w]|_", "", "".join(words)).replace("and", "")


def _initials(name: str) -> Iterator[str]:
    words = [
        w for w in re.findall(r"[^\W_]+|&", name.casefold()) if w not in _LEGAL_FORMS - {"and"}
    ]
    plain = [w for w in words if w not in {"&", "and"}]
    if len(plain) < 2:
        return
    yield "".join(w[0] for w in plain)
    if len(plain) < len(words):
        for link in ("&", "n", "and"):
            yield "".join(link if w in {"&", "and"} else w[0] for w in words)
