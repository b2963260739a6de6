"""Whether quoted words bear a statement out, by what both say and not by what is likely.

Every figure, date and name of the statement must stand in the quoted words, in whatever
notation; a negation must be there on both sides or on neither; a "may" or "potentially" of
the source must not be lost; and most of the other content words must stand there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.amounts import StatedAmounts, without
from corpus.dates import DateMention, DatePrecision, find_dates, same_date
from corpus.figures import Figure, FigureKind, find_figures
from corpus.sentences import sentence_spans

MIN_COVERAGE = 0.5

_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_NAME = re.compile(r"\b(?:[A-Z][\w&'’-]*)(?:\s+(?:of|and|de|van|von|&)?\s*[A-Z][\w&'’-]*)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b|\bnon-?(?=binding)",
    re.I,
)
# Words that deny without a "not".
_DENIAL = re.compile(
    r"\b(?:lacks?|lacking|fail(?:s|ed)?|declin|refus|den(?:y|ies|ied)|exclud|prohibit|prevent|void|"
    r"absen|free of|unlikely|unable|neither|waive|only|up to|at most|cap(?:ped)?\b|latest|limited)",
    re.I,
)
_HEDGE = re.compile(
    r"\b(?:potential(?:ly)?|possibl[ey]|perhaps|reportedly|allegedly|non-?binding|(?-i:may|might|could)|"
    r"intend(?:s|ed|ing)? to|plan(?:s|ned|ning)? to|expect(?:s|ed)? to|aim(?:s|ed|ing)? to|"
    r"hope(?:s|d)? to|seek(?:s|ing)? to|(?:is|are|was|were) "
    r"(?:planned|proposed|projected|expected|said|thought|likely)(?: (?:to|for|that))?|"
    r"proposed|indicative|tentative|provisional)\b",
    re.I,
)
# Anything that leaves a statement open, in whatever words a writer chose.
_OPEN = re.compile(
    rf"{_HEDGE.pattern}|\b(?:can|would|should|if|unless|plan(?:s|ned)?|intend\w*|"
    r"intention|expect\w*|aim(?:s|ed)?|hope[sd]?|seek\w*|propos\w+|option|opportunity|"
    r"possibility|conditional|subject to|"
    r"likely|forecast|project(?:s|ed)|target\w*|estimate[sd]?|according|said|not binding)\b",
    re.I,
)
_AT_LEAST = re.compile(
    r"(?:at least|more than|over|no less than|not less than|minimum of)\s*$", re.I
)
_AT_MOST = re.compile(
    r"(?:at most|less than|under|up to|no more than|not more than|below|maximum of|fewer than)\s*$",
    re.I,
)
_FUNCTION_WORDS = frozenset(
    "a an the and or but of to in on at by for from with as is are was were be been being it "
    "its this that these those their his her they he she we you i which who whom whose what when "
    "where will would shall should may might can could must do does did has have had not no yes "
    "also than then there here such any all both each more most other some so if about into over "
    "under according documents document states says said".split()
)
_RELATIVE = re.compile(r"(?:this|last|next) ", re.I)
_BY_EXACTNESS = list(DatePrecision)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quoted words, each with the day its document is dated, and what stands around them.

    ``context`` (titles, the words before a quotation) counts for names and years, since a
    quoted sentence may say "it" of what the one before names. ``whole`` are the texts of
    the cited documents, to tell names from words that open a sentence.
    """

    quotes: tuple[tuple[str, date | None], ...]
    context: str = ""
    whole: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All quoted words."""
        return " ".join(quote for quote, _ in self.quotes)


def missing_support(statement: str, evidence: Evidence) -> tuple[str, ...]:
    """What of ``statement`` the evidence does not bear out; empty where it bears it out.

    Sentences taken over word for word are borne out; a mere part of one is not, since what
    was left out may be the "not".
    """
    quoted = {_plain(quote) for quote, _ in evidence.quotes}
    quoted |= {_plain(s) for quote, _ in evidence.quotes for s in _sentences(quote)}
    if _plain(statement) in quoted or _plain(statement) == _plain(evidence.text):
        return ()
    own = " ".join(s for s in _sentences(statement) if _plain(s) not in quoted)
    return tuple(dict.fromkeys(_failures(own, evidence))) if own else ()


def _failures(statement: str, evidence: Evidence) -> Iterable[str]:
    text = evidence.text
    failed = [*_missing_figures(statement, evidence), *_missing_dates(statement, evidence)]
    failed += _missing_names(statement, evidence)
    failed += _changed_strength(statement, text)
    borne_out = " ".join(part.text for part in _figures_and_dates(statement))
    known = f"{text} {evidence.context} {borne_out}"
    if not failed and _coverage(statement, known) < MIN_COVERAGE:
        failed.append("wording")
    return failed


def _missing_figures(statement: str, evidence: Evidence) -> list[str]:
    amounts = StatedAmounts.of(evidence.text, evidence.context)
    missing = []
    for figure in find_figures(statement):
        alike = amounts.bearing_out(figure, statement)
        if not alike:
            # "Two companies" counts what the source may list without counting.
            contradicted = any(_same_noun(figure, f) for f in amounts.figures)
            if _is_worded_count(figure) and not contradicted:
                continue
            missing.append(figure.text)
        elif figure.noun and not any(_same_noun(figure, f) or not f.noun for f in alike):
            if any(_same_noun(figure, f) for f in amounts.figures):
                missing.append(figure.text)
        elif all(_opposite_bound(statement, figure, evidence.text, f) for f in alike):
            missing.append(f"bound of {figure.text}")
    return missing


def _is_worded_count(figure: Figure) -> bool:
    return figure.kind is FigureKind.NUMBER and not any(c.isdigit() for c in figure.text)


def _same_noun(figure: Figure, other: Figure) -> bool:
    if not figure.noun or not other.noun:
        return False
    return _root(figure.noun) == _root(other.noun)


def _opposite_bound(statement: str, figure: Figure, text: str, other: Figure) -> bool:
    said, stands = statement[: figure.start], text[: other.start]
    return bool(
        (_AT_LEAST.search(said) and _AT_MOST.search(stands))
        or (_AT_MOST.search(said) and _AT_LEAST.search(stands))
    )


def _missing_dates(statement: str, evidence: Evidence) -> list[str]:
    """Dates of ``statement`` that no quoted date is as exact as and agrees with."""
    stated = [d for quote, day in evidence.quotes for d in find_dates(quote, day)]
    around = [d for d in find_dates(evidence.context) if d.precision is DatePrecision.YEAR]
    reference = next((day for _, day in evidence.quotes if day is not None), None)
    return [
        mention.text
        for mention in find_dates(statement, reference)
        if (mention.text[0].isdigit() or not re.match(r"to|yes", mention.text, re.I))
        and not any(_bears_out(mention, other) for other in (*stated, *around))
        and not (
            _RELATIVE.match(mention.text) and mention.text.casefold() in evidence.text.casefold()
        )
    ]


def _bears_out(mention: DateMention, stated: DateMention) -> bool:
    exact_enough = _BY_EXACTNESS.index(mention.precision) <= _BY_EXACTNESS.index(stated.precision)
    return exact_enough and same_date(mention, stated)


def _missing_names(statement: str, evidence: Evidence) -> list[str]:
    """Capitalised names of ``statement`` of which a significant word stands nowhere."""
    known = {_root(w) for w in _WORD.findall(f"{evidence.text} {evidence.context}")}
    missing = []
    # Figures and dates are held against the source in any notation, not word by word.
    for match in _NAME.finditer(without(statement, _figures_and_dates(statement))):
        words = [w for w in _WORD.findall(match.group()) if w.casefold() not in _FUNCTION_WORDS]
        opens = not statement[: match.start()].strip() or re.search(
            r"[.!?:]\s*[\"“']?$", statement[: match.start()]
        )
        if opens and len(words) == 1 and not _is_surely_a_name(words[0], evidence.whole):
            continue
        if words and any(_root(w) not in known for w in words):
            missing.append(match.group())
    return missing


def _figures_and_dates(text: str) -> tuple[Figure | DateMention, ...]:
    return (*find_figures(text), *find_dates(text))


def _is_surely_a_name(word: str, texts: Iterable[str]) -> bool:
    """Whether a capital that opens a sentence would be there elsewhere, too."""
    if re.search(r"['’]s$", word) or re.search(r"[a-z][A-Z]|^[A-Z]{2,}", word):
        return True
    inside = re.compile(rf"[a-z,] {re.escape(word)}\b")
    lower = re.compile(rf"\b{re.escape(word.lower())}\b")
    return any(inside.search(text) and not lower.search(text) for text in texts)


def _changed_strength(statement: str, text: str) -> list[str]:
    """A negation or a "may" that only one side has."""
    failed = []
    negated = _NEGATION.search(statement) is not None
    if negated and not (_NEGATION.search(text) or _DENIAL.search(text)):
        failed.append("negation")
    if not negated and not _DENIAL.search(statement) and _denies(statement, text):
        failed.append("dropped negation")
    if not _OPEN.search(statement):
        failed += [f"dropped “{word}”" for word in _dropped_hedges(statement, text)]
    return failed


def _denies(statement: str, text: str) -> bool:
    """Whether ``text`` negates what ``statement`` says, not some other verb of it."""
    clauses = [c for c in re.split(r"[.;,]\s", text) if _NEGATION.search(c)]
    if any(_coverage(statement, clause) >= 0.7 for clause in clauses):
        return True
    roots = _roots(statement)
    for negation in _NEGATION.finditer(text):
        denied = _following(text, negation.end())[:2]
        if denied and all(root in roots for root in denied):
            return True
    return False


def _dropped_hedges(statement: str, text: str) -> list[str]:
    """The hedges of ``text`` whose word ``statement`` states as a fact."""
    roots = _roots(statement)
    plain = _plain(text)
    dropped = []
    for hedge in _HEDGE.finditer(text):
        hedged = _following(text, hedge.end())[:1]
        if not hedged or hedged[0] not in roots:
            continue
        # What the source itself also states flatly may be stated flatly.
        rest = _plain(text[: hedge.start()]) + " " + _plain(text[hedge.end() :])
        if _roots(rest).count(hedged[0]) < 2 or plain.count(hedge.group().casefold()) > 1:
            dropped.append(hedge.group())
    return dropped


def _following(text: str, start: int) -> list[str]:
    """The roots of the content words after ``start``, up to the end of the clause."""
    clause = re.split(r"[.;,]\s", text[start : start + 120], maxsplit=1)[0]
    return [r for r in _roots(_HEDGE.sub(" ", clause)) if r]


def _roots(text: str) -> list[str]:
    return [_root(w) for w in _WORD.findall(text) if w.casefold() not in _FUNCTION_WORDS]


def _coverage(statement: str, text: str) -> float:
    """Share of the statement's content words that stand in the text, inflections aside."""
    words = _roots(statement)
    known = {_root(w) for w in _WORD.findall(text)}
    return sum(w in known for w in words) / len(words) if words else 1.0


def _root(word: str) -> str:
    """A word without its commonest endings: enough to match inflections, no more."""
    plain = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .\"'“”")
