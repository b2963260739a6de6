"""What a reader must know before relying on an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answerer import AskedQuestion
from assistant.answers import Caveat, CaveatKind, Citation, Claim, Support
from corpus.dates import find_dates, same_date
from corpus.figures import Figure, FigureKind, find_figures, same_figure
from corpus.sentences import sentence_spans
from index.hits import Hit
from index.library import Library

END_OF_DOCUMENT = 400
SAME_SUBJECT = 0.6
OLD_AFTER_DAYS = 365

_NON_BINDING = re.compile(
    r"\bnon-?binding\b|\bpotential(?:ly)?\b|\bnot (?:legally )?binding\b|\bsubject to\b|"
    r"\b(?:does|do|did) not (?:entail|constitute|create|include|oblige|commit)\b|"
    r"\bno (?:financial |firm |legal |binding )?(?:obligation|commitment)s?\b|\bintends? to\b|"
    r"\bproposed\b|\bindicative\b|\bexpected to\b|\bconditional (?:on|upon)\b",
    re.I,
)
_CURRENT = re.compile(r"\b(?:current(?:ly)?|latest|now|today|most recent|at present)\b", re.I)
_PERIOD = re.compile(
    r"\b(?:(?P<ordinal>first|second|third|fourth)[\s-](?P<part>quarter|half)|"
    r"(?P<letter>[QH])(?P<number>[1-4])|(?P<first>[1-4])(?P<last>[QH]))\b",
    re.I,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_FUNCTION_WORDS = frozenset(
    "the and for with that this from was were are has have had will would its their which who a an "
    "of to in on at by be been is it as or not than also said says".split()
)


def find_caveats(
    question: AskedQuestion, claims: Sequence[Claim], hits: Sequence[Hit], library: Library
) -> tuple[Caveat, ...]:
    """The caveats of an answer, each kind at most once, the gravest first."""
    cited = tuple(dict.fromkeys(c for claim in claims for c in claim.citations))
    found = (
        _unsupported(claims),
        _disagreement(claims, hits),
        _cut_off(cited, library),
        _non_binding(cited),
        _old(question, cited),
    )
    return tuple(caveat for caveat in found if caveat is not None)


def _unsupported(claims: Sequence[Claim]) -> Caveat | None:
    failed = [c for c in claims if c.support is Support.UNSUPPORTED]
    if not failed:
        return None
    what = ", ".join(dict.fromkeys(f for c in failed for f in c.failed))
    text = f"Part of this answer is not borne out by the quoted words ({what})."
    return Caveat(kind=CaveatKind.UNSUPPORTED, text=text)


def _cut_off(cited: Sequence[Citation], library: Library) -> Caveat | None:
    for citation in cited:
        document = library.document(citation.document_id)
        if document.breaks_off and citation.end > len(document.text) - END_OF_DOCUMENT:
            text = f"The text of {citation.title} breaks off here; what followed is not known."
            return Caveat(kind=CaveatKind.SOURCE_CUT_OFF, text=text, citations=(citation,))
    return None


def _non_binding(cited: Sequence[Citation]) -> Caveat | None:
    for citation in cited:
        match = _NON_BINDING.search(citation.quote)
        if match is not None:
            text = f"The source words this as conditional or non-binding (“{match.group()}”)."
            return Caveat(kind=CaveatKind.NON_BINDING, text=text, citations=(citation,))
    return None


def _old(question: AskedQuestion, cited: Sequence[Citation]) -> Caveat | None:
    if question.today is None or not _CURRENT.search(question.text):
        return None
    dates = [c.published for c in cited if c.published is not None]
    if not dates or (question.today - max(dates)).days <= OLD_AFTER_DAYS:
        return None
    text = f"The newest source of this answer is dated {max(dates):%d %B %Y}."
    return Caveat(kind=CaveatKind.OLD_DATE, text=text)


def _disagreement(claims: Sequence[Claim], hits: Sequence[Hit]) -> Caveat | None:
    """A figure another document of the same deal states otherwise, in the same words.

    Precise rather than complete: exactly one figure of the same kind and unit on either side,
    sentences that share most of their content words, and no different times.
    """
    for claim in claims:
        for citation in claim.citations:
            for figure in find_figures(citation.quote):
                other = _other_figure(citation, figure, hits)
                if other is not None:
                    return Caveat(
                        kind=CaveatKind.SOURCES_DISAGREE,
                        text=(
                            f"Sources disagree: {_named(citation)} says {figure.text}, "
                            f"{_named(other)} says “{other.quote}”."
                        ),
                        citations=(citation, other),
                    )
    return None


def _other_figure(citation: Citation, figure: Figure, hits: Sequence[Hit]) -> Citation | None:
    # Files that belong to no deal have nothing in common to disagree about.
    if figure.kind is FigureKind.NUMBER or citation.deal is None:
        return None
    if len(_of_kind(figure, citation.quote)) != 1:
        return None
    words = _content_words(citation.quote)
    for hit, start, sentence in _sentences(hits):
        if hit.document.id == citation.document_id or hit.document.deal != citation.deal:
            continue
        other_words = _content_words(sentence)
        shared = len(words & other_words) / max(1, min(len(words), len(other_words)))
        if shared < SAME_SUBJECT or min(len(words), len(other_words)) < 3:
            continue
        alike = _of_kind(figure, sentence)
        if len(alike) != 1 or same_figure(alike[0], figure):
            continue
        ours = (citation.quote, citation.published)
        if not _at_different_times(ours, (sentence, hit.document.published)):
            return Citation(
                document_id=hit.document.id,
                document=hit.document.path,
                title=hit.document.title,
                page=hit.passage.page,
                start=start,
                end=start + len(sentence),
                quote=sentence,
                passage_id=hit.passage.id,
                deal=hit.document.deal,
                published=hit.document.published,
            )
    return None


def _of_kind(figure: Figure, text: str) -> list[Figure]:
    return [f for f in find_figures(text) if (f.kind, f.unit) == (figure.kind, figure.unit)]


def _at_different_times(one: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    """Whether two sentences, each with its document's day, name times that do not agree.

    The one that names fewer times must find each of them in the other.
    """
    dates = [find_dates(text, day) for text, day in (one, other)]
    if all(dates):
        fewer, more = sorted(dates, key=len)
        if not all(any(same_date(a, b) for b in more) for a in fewer):
            return True
    periods = [_periods(text) for text, _ in (one, other)]
    return all(periods) and not periods[0] & periods[1]


def _periods(text: str) -> frozenset[str]:
    """The quarters and halves that ``text`` names, with or without a year."""
    return frozenset(
        f"{_ORDINALS[m['ordinal'].casefold()]}{m['part'][0]}".casefold()
        if m["part"]
        else f"{m['number'] or m['first']}{m['letter'] or m['last']}".casefold()
        for m in _PERIOD.finditer(text)
    )


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[Hit, int, str]]:
    for hit in hits:
        for span in sentence_spans(hit.passage.text):
            yield hit, hit.passage.start + span.start, hit.passage.text[span.start : span.end]


def _named(citation: Citation) -> str:
    day = f" of {citation.published:%d %B %Y}" if citation.published else ""
    return f"{citation.title}{day}"


def _content_words(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a sentence is about, its figures left out."""
    parts, at = [], 0
    for figure in find_figures(text):
        parts.append(text[at : figure.start])
        at = figure.end
    words = _WORD.findall(" ".join([*parts, text[at:]]))
    return frozenset(w.casefold()[:7] for w in words if w.casefold() not in _FUNCTION_WORDS)
