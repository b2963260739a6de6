"""What another document answers to the same question, where it answers otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Caveat, CaveatKind, Citation
from assistant.extractive.agreeing import Marked, differ
from assistant.extractive.evidence import cite
from assistant.extractive.features import SENTENCE_FEATURES
from assistant.extractive.ranking import Ranked
from corpus.dates import DateMention
from corpus.figures import Figure

# Another document's answer counts only where its sentence is likely by itself, or holds about
# as many of the question's words as the best one; and always as many of its names.
LIKELY = 0.5
SLACK = 0.1
_WORDS = SENTENCE_FEATURES.index("coverage_of_passage")
_NAMES = SENTENCE_FEATURES.index("names_of_passage")


def rivals_of(best: Ranked, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Those of ``ranked`` that are another account of what ``best`` tells, in their order.

    They stand in another document of the deal. Documents of one kind are taken for a series
    (one year's report and the next), not for two accounts of one thing.
    """
    if marked_value(best) is None:
        return ()
    return tuple(other for other in ranked if _comparable(best, other))


def disagreement(best: Ranked, other: Ranked) -> Caveat | None:
    """A caveat with both values where ``other`` answers with another one than ``best``."""
    value, theirs = marked_value(best), marked_value(other)
    if value is None or theirs is None or not differ(value, theirs):
        return None
    ours, found = cite(best.sentence), cite(other.sentence)
    text = (
        f"Sources disagree: {_named(ours)} says {value.text}, {_named(found)} says {theirs.text}."
    )
    return Caveat(kind=CaveatKind.SOURCES_DISAGREE, text=text, citations=(ours, found))


def answers_otherwise(best: Ranked, other: Ranked) -> bool:
    """Whether both mark one figure or date of a kind, and not the same one."""
    value, theirs = marked_value(best), marked_value(other)
    return value is not None and theirs is not None and differ(value, theirs)


def _comparable(best: Ranked, other: Ranked) -> bool:
    one, two = best.sentence.document, other.sentence.document
    return (
        one.id != two.id
        and one.deal == two.deal
        and (one.kind is None or one.kind != two.kind)
        and _holds_as_many(other, best, _NAMES)
        and (other.probability >= LIKELY or _holds_as_many(other, best, _WORDS))
    )


def _holds_as_many(one: Ranked, best: Ranked, feature: int) -> bool:
    return float(one.features[feature]) >= float(best.features[feature]) - SLACK


def marked_value(ranked: Ranked) -> Figure | DateMention | None:
    """The one figure or date of the marked words; None where there are several or none."""
    return Marked.of(ranked.sentence, ranked.span).value


def _named(citation: Citation) -> str:
    day = f" of {citation.published:%d %B %Y}" if citation.published else ""
    return f"{citation.title}{day}"
