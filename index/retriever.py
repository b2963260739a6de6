"""Hybrid retrieval as a LangChain retriever."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.hits import Hit
from index.library import Library


class HybridRetriever(BaseRetriever):
    """Searches a library, in the scope of a deal or of documents (ids) if given."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 8
    deal: str | None = None
    documents: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        hits = self.library.search(query, k=self.k, deal=self.deal, documents=self.documents)
        return [as_langchain(hit) for hit in hits]


def as_langchain(hit: Hit) -> LangChainDocument:
    """A hit as a LangChain document; its place in the file is in the metadata."""
    passage, record = hit.passage, hit.document
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": record.id,
            "document": record.path,
            "title": record.title,
            "deal": record.deal,
            "published": record.published.isoformat() if record.published else None,
            "page": passage.page,
            "start": passage.start,
            "end": passage.end,
            "headings": list(passage.heading_path),
            "score": hit.score,
            "similarity": hit.similarity,
        },
    )
