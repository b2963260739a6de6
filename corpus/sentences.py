"""Where sentences begin and end, in the prose of deal documents."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The character range [start, end) of a sentence, without surrounding white space."""

    start: int
    end: int


# A full stop after one of these never ends a sentence.
_NEVER_LAST = frozenset(
    "mr mrs ms rs dr prof st gen sen rep gov hon no nos art arts sec secs cl para paras fig figs "
    "vs cf e.g i.e eg ie viz approx ca p pp vol ed eds al jan feb mar apr jun jul aug sep sept "
    "oct nov dec".split()
)
# After one of these it ends a sentence only if what follows cannot go on with it.
_MAYBE_LAST = frozenset(
    "inc ltd corp co llc plc llp lp bros u.s u.k e.u u.n d.c a.m p.m etc jr sr bn mn m k tn est "
    "n.v s.a b.v a.g s.p.a ph.d".split()
)
# The number of a note may follow the stop: "... $1.5 billion.[1] The closing ..."
_STOP = re.compile(r"(?P<stop>[.!?…。！？]+)(?P<close>[\"'”’)\]»]*(?:\[\d{1,3}\])*)(?=\s|$)")
# "$1m", "3bn": no initial and no abbreviation that a name could follow.
_JOINED_MAGNITUDE = re.compile(r"\d(?:bn|mn|tn|mm|[kmb])$", re.I)
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")
_LIST_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[•·*-])$")
# Words that begin a sentence but hardly ever follow an abbreviation inside one.
_OPENERS = frozenset(
    "the a an this that these those it its he she they we i in on at by for from as if when while "
    "but and or however there under after before during both each all no not our their his her "
    "such what who which where why how according additionally meanwhile following with".split()
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order; they never overlap and never cross a line break.

    Every character that is not white space lies in exactly one span. Abbreviations
    ("U.S. facilities", "Inc. said", "No. 5"), decimals, section numbers, initials and list
    markers do not end a sentence.
    """
    spans: list[Span] = []
    for line in re.finditer(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+", text):
        start = line.start()
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, start, stop, line.end()):
                _append(spans, text, start, stop.end())
                start = stop.end()
        _append(spans, text, start, line.end())
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _ends_sentence(text: str, start: int, stop: re.Match[str], line_end: int) -> bool:
    after = text[stop.end() : min(stop.end() + 60, line_end)].lstrip(" \t\xa0\"'“‘([«")
    if not after:
        return True
    if set(stop["stop"]) != {"."} or len(stop["stop"]) > 1:
        return not after[0].islower()
    before = text[max(start, stop.start() - 30) : stop.start()]
    if _LIST_MARKER.fullmatch(text[start : stop.start() + 1].strip()):
        return False
    if after[0].islower():
        return False
    if _JOINED_MAGNITUDE.search(before):
        return True
    found = _WORD_BEFORE.search(before)
    if found is None:
        return True
    word = found.group().casefold()
    if stop["close"].startswith((")", "]")):
        return True
    return _word_ends(word, after)


def _word_ends(word: str, after: str) -> bool:
    next_word = re.match(r"[^\s.,;:!?]+", after)
    opener = next_word is not None and next_word.group().casefold() in _OPENERS
    if word in _NEVER_LAST:
        # "The answer is no." may end a sentence; "No. 5" may not.
        return word == "no" and not after[0].isdigit()
    if word in _MAYBE_LAST or "." in word:
        return opener
    if len(word) == 1:
        return opener and word not in {"j"}
    return True
