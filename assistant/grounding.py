"""Checks each claim of an answer against the characters it cites.

The check is mechanical, so it holds for either answerer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answers import Citation, Claim, Support
from assistant.entailment import Evidence, missing_support
from corpus.errors import DealAssistantError
from index.library import Library

CONTEXT_CHARACTERS = 300


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
        failed = missing_support(claim.text, _evidence(claim.citations, library))
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


def _evidence(citations: Iterable[Citation], library: Library | None) -> Evidence:
    quotes, context, whole = [], [], []
    for citation in citations:
        quotes.append((citation.quote, citation.published))
        context.append(citation.title)
        if library is not None:
            text = library.document(citation.document_id).text
            context.append(text[max(0, citation.start - CONTEXT_CHARACTERS) : citation.start])
            whole.append(text)
    return Evidence(quotes=tuple(quotes), context=" ".join(context), whole=tuple(whole))
