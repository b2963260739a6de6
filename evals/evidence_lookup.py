"""Where the evidence of a question stands in the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.documents import Document
from corpus.sentences import sentence_spans
from evals.facts import normalised
from evals.sets import Evidence


class EvidenceLookup:
    """Looks up evidence by path and words; white space, case and kinds of quotes do not count."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.path: document for document in documents}
        self._texts = {path: normalised(d.text) for path, d in self._documents.items()}
        self._sentences: dict[str, tuple[tuple[str, str], ...]] = {}

    def problem(self, evidence: Evidence) -> str | None:
        """What is wrong with ``evidence``; None if it stands where it says."""
        document = self._documents.get(evidence.document)
        if document is None:
            return f"{evidence.document} is not among the documents, or cannot be read"
        if evidence.page is not None and evidence.page not in {p.number for p in document.pages}:
            return f"{evidence.document} has no page {evidence.page}"
        quote = normalised(evidence.quote or "")
        if evidence.quote is not None and not quote:
            return f"the quote of {evidence.document} is empty"
        if quote not in self._texts[evidence.document]:
            return f"{evidence.document} does not say {evidence.quote!r}"
        if evidence.page is not None and not _begins_on(document, evidence.page, quote):
            return f"{evidence.document} does not say {evidence.quote!r} on page {evidence.page}"
        return None

    def quoted(self, evidence: Sequence[Evidence]) -> str:
        """The quoted words and the sentences they stand in; the whole text without a quote."""
        parts = []
        for place in evidence:
            if place.quote is None:
                parts.append(self.whole([place]))
                continue
            quote = normalised(place.quote)
            parts.append(place.quote)
            parts += [s for s, plain in self._of(place.document) if quote in plain]
        return "\n".join(parts)

    def whole(self, evidence: Sequence[Evidence]) -> str:
        """The documents named by ``evidence``, or the pages where it has no quote but a page."""
        parts = []
        for path, page in dict.fromkeys(
            (e.document, None if e.quote else e.page) for e in evidence
        ):
            document = self._documents.get(path)
            if document is None:
                continue
            ranges = [(p.start, p.end) for p in document.pages if page == p.number]
            parts += [document.text[start:end] for start, end in ranges] or [document.text]
        return "\n".join(parts)

    def _of(self, path: str) -> tuple[tuple[str, str], ...]:
        """The sentences of a document, as they stand and normalised."""
        if path not in self._sentences:
            text = self._documents[path].text if path in self._documents else ""
            sentences = [text[s.start : s.end] for s in sentence_spans(text)]
            self._sentences[path] = tuple((s, normalised(s)) for s in sentences)
        return self._sentences[path]


def _begins_on(document: Document, number: int, quote: str) -> bool:
    """Whether the normalised ``quote`` stands on the page, or runs from it onto the next."""
    pages = {page.number: page for page in document.pages}
    page, following = pages[number], pages.get(number + 1)
    if quote in normalised(document.text[page.start : page.end]):
        return True
    if following is None:
        return False
    both = normalised(document.text[page.start : following.end])
    return quote in both and quote not in normalised(document.text[following.start : following.end])
