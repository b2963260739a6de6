"""What an older document says is so, where a newer one says it too: the newer is meant.

"Who is chief executive?" asked over the annual reports of three years asks for the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extractive.evidence import Sentence
from assistant.extractive.ranking import Ranked
from assistant.questions import Question

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PRESENT = re.compile(r"\b(?:is|are|does|do|has|have|runs?|leads?|heads?|owns?|holds?)\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|did|had|ago|since|before|former\w*|previous\w*|earlier|until|first|last|"
    r"years?|quarter|half)\b",
    re.I,
)
# As likely as this to answer, a newer sentence stands for the older ones.
LIKELY = 0.3
# Documents of one kind are a series; others of the same time may bear neighbouring years.
APART = 2


def without_superseded(question: Question, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """``ranked`` without what is years older than a likely sentence of the same deal.

    All of it where the question names a time or asks for the past.
    """
    text = question.text
    if _YEAR.search(text) or _PAST.search(text) or not _PRESENT.search(text):
        return tuple(ranked)
    likely = [one.sentence for one in ranked if one.probability >= LIKELY]
    return tuple(
        one for one in ranked if not any(_supersedes(newer, one.sentence) for newer in likely)
    )


def _supersedes(newer: Sentence, older: Sentence) -> bool:
    one, two = newer.document, older.document
    ours, theirs = _year_of(newer), _year_of(older)
    if one.id == two.id or one.deal != two.deal or ours is None or theirs is None:
        return False
    return ours - theirs >= (1 if one.kind is not None and one.kind == two.kind else APART)


def _year_of(sentence: Sentence) -> int | None:
    """The year a document is of: that of its date, or else the last in its title or name."""
    document = sentence.document
    if document.metadata.published is not None:
        return document.metadata.published.year
    years = _YEAR.findall(f"{document.title} {document.path}")
    return max(map(int, years), default=None)
