"""What another document answers to the same question, where it answers otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Caveat, CaveatKind, Citation
from assistant.extractive.evidence import Sentence, cite
from assistant.extractive.features import SENTENCE_FEATURES
from assistant.extractive.ranking import Ranked
from corpus.dates import DateMention, find_dates
from corpus.figures import Figure, find_figures, same_figure

# Another document's answer counts where it is at least this likely beside the best one, and
# its sentence holds about as many of the question's words and names.
LIKELY_SHARE = 0.4
SLACK = 0.1
_HELD = tuple(SENTENCE_FEATURES.index(name) for name in ("coverage_of_passage", "names_of_passage"))


def disagreement(best: Ranked, others: Sequence[Ranked]) -> Caveat | None:
    """A caveat with both values where another document of the deal answers with another one.

    Documents of one kind are taken for a series (one year's report and the next), not for
    two accounts of one thing.
    """
    value = _value(best)
    if value is None:
        return None
    for other in others:
        if not _comparable(best, other):
            continue
        theirs = _value(other)
        if theirs is not None and _differ(value, theirs):
            ours, found = cite(best.sentence), cite(other.sentence)
            text = (
                f"Sources disagree: {_named(ours)} says {value.text}, "
                f"{_named(found)} says {theirs.text}."
            )
            return Caveat(kind=CaveatKind.SOURCES_DISAGREE, text=text, citations=(ours, found))
    return None


def _comparable(best: Ranked, other: Ranked) -> bool:
    one, two = best.sentence.document, other.sentence.document
    return (
        one.id != two.id
        and one.deal == two.deal
        and (one.kind is None or one.kind != two.kind)
        and other.probability >= LIKELY_SHARE * best.probability
        and all(float(other.features[i]) >= float(best.features[i]) - SLACK for i in _HELD)
    )


def _value(ranked: Ranked) -> Figure | DateMention | None:
    """The one figure or date of the marked words; None where there are several or none."""
    if ranked.span is None:
        return None
    sentence: Sentence = ranked.sentence
    words = sentence.text[ranked.span.start : ranked.span.end]
    dates = find_dates(words, sentence.document.metadata.published)
    figures = find_figures(words)
    if dates:
        return dates[0] if len(dates) == 1 else None
    return figures[0] if len(figures) == 1 else None


def _differ(one: Figure | DateMention, two: Figure | DateMention) -> bool:
    if isinstance(one, Figure) and isinstance(two, Figure):
        return (one.kind, one.unit) == (two.kind, two.unit) and not same_figure(one, two)
    if isinstance(one, DateMention) and isinstance(two, DateMention):
        return one.precision == two.precision and one.value != two.value
    return False


def _named(citation: Citation) -> str:
    day = f" of {citation.published:%d %B %Y}" if citation.published else ""
    return f"{citation.title}{day}"
