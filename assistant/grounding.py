"""Checks each claim of an answer against the characters it cites.

Every figure, date and name of a claim must stand in the cited words, in whatever notation;
a negation must be there on both sides or on neither; and most of the other content words
must stand there too. The check is mechanical, so it holds for either answerer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answers import Citation, Claim, Support
from corpus.dates import find_dates, same_date
from corpus.errors import DealAssistantError
from corpus.figures import Figure, FigureKind, find_figures, same_figure
from index.library import Library

MIN_COVERAGE = 0.5
CONTEXT_CHARACTERS = 300

_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_NAME = re.compile(r"\b(?:[A-Z][\w&'’-]*)(?:\s+(?:of|and|de|van|von|&)?\s*[A-Z][\w&'’-]*)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|non-?binding)\b|n['’]t\b", re.I
)
_FUNCTION_WORDS = frozenset(
    "a an the and or but of to in on at by for from with as is are was were be been being it "
    "its this that these those their his her they he she we you i which who whom whose what when "
    "where will would shall should may might can could must do does did has have had not no yes also "
    "than then there here such any all both each more most other some so if about into over under "
    "according documents document states says said".split()
)


def check_claims(claims: Sequence[Claim], library: Library) -> tuple[Claim, ...]:
    """Each claim with its support settled.

    Citations whose quote does not stand at their characters are taken off first.
    """
    return tuple(check_claim(_with_valid_citations(claim, library), library) for claim in claims)


def check_claim(claim: Claim, library: Library | None = None) -> Claim:
    """``claim`` with ``support`` and ``failed`` set from what it cites.

    With ``library`` the sentence before a quotation counts for names, since a quoted
    sentence may say "it" of what the one before names.
    """
    if not claim.citations:
        failed: tuple[str, ...] = ("no citation",)
    else:
        evidence = " ".join(c.quote for c in claim.citations)
        failed = tuple(_failures(claim.text, evidence, _context(claim.citations, library)))
    support = Support.UNSUPPORTED if failed else Support.SUPPORTED
    return claim.model_copy(update={"support": support, "failed": failed})


def _with_valid_citations(claim: Claim, library: Library) -> Claim:
    valid = tuple(c for c in claim.citations if _stands(c, library))
    return claim.model_copy(update={"citations": valid})


def _stands(citation: Citation, library: Library) -> bool:
    try:
        text = library.document(citation.document_id).text
    except DealAssistantError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def _context(citations: Iterable[Citation], library: Library | None) -> str:
    parts = []
    for citation in citations:
        parts.append(citation.title)
        if library is not None:
            text = library.document(citation.document_id).text
            parts.append(text[max(0, citation.start - CONTEXT_CHARACTERS) : citation.start])
    return " ".join(parts)


def _failures(claim: str, evidence: str, context: str) -> list[str]:
    if _plain(claim) in _plain(evidence):
        return []
    failed = [f.text for f in find_figures(claim) if not _has_figure(f, evidence)]
    stated = find_dates(evidence)
    failed += [
        d.text for d in find_dates(claim) if not any(same_date(d, other) for other in stated)
    ]
    failed += _missing_names(claim, f"{evidence} {context}")
    negated, evidence_negated = bool(_NEGATION.search(claim)), bool(_NEGATION.search(evidence))
    if negated and not evidence_negated:
        failed.append("negation")
    if not negated and evidence_negated and _negates_the_same(claim, evidence):
        failed.append("dropped negation")
    if not failed and _coverage(claim, f"{evidence} {context}") < MIN_COVERAGE:
        failed.append("wording")
    return list(dict.fromkeys(failed))


def _has_figure(figure: Figure, evidence: str) -> bool:
    for other in find_figures(evidence):
        if same_figure(figure, other):
            return True
        bare = FigureKind.NUMBER in {figure.kind, other.kind} and None in {figure.unit, other.unit}
        if bare and figure.value == other.value:
            return True
    return False


def _missing_names(claim: str, evidence: str) -> list[str]:
    """Capitalised names of ``claim`` of which no significant word stands in ``evidence``."""
    known = {_root(w) for w in _WORD.findall(evidence)}
    missing = []
    for match in _NAME.finditer(claim):
        words = [w for w in _WORD.findall(match.group()) if w.casefold() not in _FUNCTION_WORDS]
        at_start = match.start() == 0 or claim[: match.start()].rstrip()[-1:] in {
            ".",
            "!",
            "?",
            ":",
        }
        if at_start and len(words) == 1:
            continue
        if words and any(_root(w) not in known for w in words):
            missing.append(match.group())
    return missing


def _negates_the_same(claim: str, evidence: str) -> bool:
    """Whether a negated clause of the evidence holds most content words of the claim."""
    clauses = [c for c in re.split(r"[.;,]\s", evidence) if _NEGATION.search(c)]
    return any(_coverage(claim, clause) >= 0.7 for clause in clauses)


def _coverage(claim: str, evidence: str) -> float:
    """Share of the claim's content words that stand in the evidence, inflections aside."""
    words = [_root(w) for w in _WORD.findall(claim) if w.casefold() not in _FUNCTION_WORDS]
    known = {_root(w) for w in _WORD.findall(evidence)}
    return sum(w in known for w in words) / len(words) if words else 1.0


def _root(word: str) -> str:
    """A word without its commonest endings: enough to match inflections, no more."""
    plain = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .\"'“”")
