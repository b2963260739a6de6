"""BEIR's format (Thakur et al. 2021, arXiv:2104.08663) as an eval set of retrieval.

A folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``. Every document of the
corpus becomes a file; a query's evidence is the documents judged relevant to it, with their grade.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

from evals.adapters.lines import read_lines, read_text
from evals.adapters.writing import file_name, write_document, write_questions
from evals.sets import EvalQuestion, EvalSetError, Evidence

COLUMNS = 3


class BeirDocument(BaseModel):
    """A document of the corpus."""

    id: str = Field(alias="_id")
    title: str = ""
    text: str


class BeirQuery(BaseModel):
    """A query."""

    id: str = Field(alias="_id")
    text: str


@dataclass(frozen=True)
class BeirFolder:
    """A corpus, its queries, and per query the grades of the relevant documents by id."""

    corpus: tuple[BeirDocument, ...]
    queries: tuple[BeirQuery, ...]
    relevant: Mapping[str, Mapping[str, int]]


def read_beir(folder: Path) -> BeirFolder:
    """The data set in ``folder``.

    Raises:
        EvalSetError: a file cannot be read, a line is not in the format, or a judgement
            names a document that the corpus does not have.
    """
    corpus = read_lines(folder / "corpus.jsonl", BeirDocument, "BEIR")
    queries = read_lines(folder / "queries.jsonl", BeirQuery, "BEIR")
    path = folder / "qrels" / "test.tsv"
    relevant = _relevant(path, {document.id for document in corpus})
    if not any(query.id in relevant for query in queries):
        raise EvalSetError(f"{path}: judges none of the queries of queries.jsonl.")
    return BeirFolder(corpus, queries, relevant)


def _relevant(path: Path, known: set[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for number, row in enumerate(csv.reader(read_text(path).splitlines(), delimiter="\t"), 1):
        if not row or (number == 1 and row[-1] == "score"):
            continue
        if len(row) != COLUMNS or not row[2].strip().lstrip("-").isdigit():
            raise EvalSetError(
                f"{path}, line {number}: is not query id, document id and whole score, set "
                "apart by tabs."
            )
        query, document, score = row
        if document not in known:
            raise EvalSetError(f"{path}, line {number}: {document!r} is not in corpus.jsonl.")
        if int(score) > 0:
            found[query][document] = int(score)
    return dict(found)


def write_beir(source: BeirFolder, out: Path) -> int:
    """Write ``out``/documents and ``out``/set.jsonl; returns how many questions there are.

    Queries without a relevant document are left out, as BEIR's own evaluation does.
    """
    names = {
        document.id: f"{number:06}-{file_name(document.id, 'document')}.txt"
        for number, document in enumerate(source.corpus)
    }
    for document in source.corpus:
        title = f"{document.title.strip()}\n\n" if document.title.strip() else ""
        write_document(out, names[document.id], f"{title}{document.text}")
    return write_questions(
        out,
        [
            EvalQuestion(
                id=query.id,
                question=query.text,
                answerable=True,
                evidence=tuple(
                    Evidence(document=names[i], relevance=grade)
                    for i, grade in source.relevant[query.id].items()
                ),
                tags=("beir",),
            )
            for query in source.queries
            if query.id in source.relevant
        ],
    )
