"""The documents of a run, read again past the index, and every figure they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from corpus.documents import Document
from corpus.errors import UnreadableFileError
from corpus.figures import Figure, FigureKind, find_figures
from corpus.load import discover, load_document

FigureKey = tuple[FigureKind, str | None, Decimal]


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents by id, the figures in them, and the values of those figures."""

    documents: Mapping[str, Document]
    figures: frozenset[FigureKey]
    values: frozenset[Decimal]
    bare_values: frozenset[Decimal]

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> Sources:
        """The sources made of ``documents``, which maps ids to documents."""
        found = [f for d in documents.values() for f in find_figures(d.text)]
        return cls(
            documents=documents,
            figures=frozenset((f.kind, f.unit, f.value) for f in found),
            values=frozenset(f.value for f in found),
            bare_values=frozenset(f.value for f in found if f.kind is FigureKind.NUMBER),
        )

    def hold(self, figure: Figure) -> bool:
        """Whether any document states ``figure``; a bare number may leave out its unit."""
        if figure.kind is FigureKind.NUMBER:
            return figure.value in self.values
        key = (figure.kind, figure.unit, figure.value)
        return key in self.figures or figure.value in self.bare_values


def read_sources(folder: Path) -> Sources:
    """The sources of ``folder``; files that cannot be read are left out."""
    documents = {}
    for path in discover(folder):
        try:
            document = load_document(path, root=folder)
        except UnreadableFileError:
            continue
        documents[document.id] = document
    return Sources.of(documents)
