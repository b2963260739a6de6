"""Citation validity, and recall and precision by leave-one-out, after ALCE (Gao et al. 2023).

A claim counts for recall if its citations together support it. A citation is precise if its
claim is supported, and either it supports the claim alone or the claim falls without it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, Citation, Claim
from evals.sources import Sources
from evals.support import supports


def stands(citation: Citation, sources: Sources) -> bool:
    """Whether the quoted words stand at the cited characters and page of the document."""
    document = sources.documents.get(citation.document_id)
    return (
        document is not None
        and bool(citation.quote)
        and document.text[citation.start : citation.end] == citation.quote
        and document.page_at(citation.start) == citation.page
    )


def citation_validity(answer: Answer, sources: Sources) -> float | None:
    """Share of citations that stand where they say; None without citations."""
    return _share([stands(c, sources) for c in answer.citations])


def citation_recall(answer: Answer) -> float | None:
    """Share of claims that their citations together support; None without claims."""
    return _share([_supported(claim.text, claim.citations) for claim in answer.claims])


def citation_precision(answer: Answer) -> float | None:
    """Share of citations that are enough or needed; None without citations."""
    return _share([p for claim in answer.claims for p in precise_citations(claim)])


def precise_citations(claim: Claim) -> tuple[bool, ...]:
    """Per citation of ``claim``, whether it is enough or needed to support it."""
    together = _supported(claim.text, claim.citations)
    return tuple(
        together
        and (
            _supported(claim.text, [citation])
            or not _supported(claim.text, [c for c in claim.citations if c is not citation])
        )
        for citation in claim.citations
    )


def _supported(text: str, citations: Sequence[Citation]) -> bool:
    return bool(citations) and supports(" ".join(c.quote for c in citations), text)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
