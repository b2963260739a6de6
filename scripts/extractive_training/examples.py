"""Questions with their answers' places, over documents indexed as the product indexes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import BlockKind, Document
from index.embeddings import Embedder
from index.library import Library

# What the reader learns from, and what it never sees.
DEALS = Path(__file__).with_name("deals")
KEPT_DEALS = DEALS / "kept"
# Written when the reader had learnt the others, and learnt in a pass of their own.
LATER_DEALS = DEALS / "later"
# Other wordings of the same questions: per deal, each question's, in everyday words and in the
# trade's.
REWORDINGS = Path(__file__).with_name("rewordings")
_MARKUP = re.compile(r"^\s*(?:[-*+]\s+|#+\s+|>\s+)|\*\*|__|`")


@dataclass(frozen=True)
class Gold:
    """Where an answer stands: characters [start, end) of a document.

    ``words`` False: the whole sentence answers, not some words of it (yes or no).
    """

    document_id: str
    start: int
    end: int
    words: bool = True


@dataclass(frozen=True)
class Example:
    """A question about the documents of ``group`` (an article, a deal).

    Without ``golds`` no document answers it. ``answer`` is the first answer's wording.
    ``reworded`` says that it is another example's question in other words.
    """

    question: str
    group: str
    golds: tuple[Gold, ...] = ()
    answer: str = ""
    reworded: bool = False


@dataclass(frozen=True)
class Collection:
    """Indexed documents, the examples on them, and which document is whose."""

    name: str
    library: Library
    examples: tuple[Example, ...]
    groups: dict[str, tuple[str, ...]]

    def documents_but(self, excluded: Sequence[str]) -> tuple[str, ...]:
        """The ids of every document that is not in ``excluded``."""
        left_out = set(excluded)
        return tuple(i for ids in self.groups.values() for i in ids if i not in left_out)


def load_squad(path: Path, folder: Path, embedder: Embedder) -> Collection:
    """The SQuAD-format file at ``path``, every paragraph a document of its own."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    for number, article in enumerate(articles):
        for place, paragraph in enumerate(article["paragraphs"]):
            file = folder / "documents" / f"{number:03}-{place:03}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(paragraph["context"], encoding="utf-8")
    library = _index(folder, embedder)
    ids = {record.path: record.id for record in library.documents()}
    examples: list[Example] = []
    groups: dict[str, tuple[str, ...]] = {}
    for number, article in enumerate(articles):
        group = f"article {number}"
        for place, paragraph in enumerate(article["paragraphs"]):
            document = library.document(ids[f"{number:03}-{place:03}.txt"])
            groups[group] = (*groups.get(group, ()), document.id)
            for item in paragraph["qas"]:
                answer = item["answers"][0]
                gold = _at(document, paragraph["context"], answer["answer_start"], answer["text"])
                if gold:
                    examples.append(Example(item["question"], group, (gold,), answer["text"]))
    return Collection(path.stem, library, tuple(examples), groups)


def load_deals(
    paths: Sequence[Path], folder: Path, embedder: Embedder, rewordings: Path | None = None
) -> Collection:
    """The training deals at ``paths``, all in one index, a folder each.

    Each question is an example, and so is each of its wordings under ``rewordings``.
    """
    deals = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    for deal in deals:
        for document in deal["documents"]:
            file = folder / "documents" / deal["deal"] / document["name"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(document["text"], encoding="utf-8")
    library = _index(folder, embedder)
    by_path = {record.path: record.id for record in library.documents()}
    examples: list[Example] = []
    groups: dict[str, tuple[str, ...]] = {}
    for deal in deals:
        ids = {d["name"]: by_path[f"{deal['deal']}/{d['name']}"] for d in deal["documents"]}
        groups[deal["deal"]] = tuple(ids.values())
        reworded = read_rewordings(rewordings, deal["deal"]) if rewordings else {}
        for question in deal["questions"]:
            evidence = question.get("evidence", [])
            golds = tuple(_golds(evidence, ids, library))
            if bool(golds) == question["answerable"]:
                answer = evidence[0].get("answer", "") if evidence else ""
                asked = question["question"]
                examples.append(Example(asked, deal["deal"], golds, answer))
                for text in reworded.get(asked, ()):
                    examples.append(Example(text, deal["deal"], golds, answer, reworded=True))
    return Collection("deals", library, tuple(examples), groups)


def read_rewordings(folder: Path, deal: str) -> dict[str, tuple[str, ...]]:
    """The other wordings of each question of ``deal``; empty where none were written."""
    path = folder / f"{deal}.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {question: tuple(wordings) for question, wordings in stored.items()}


def _index(folder: Path, embedder: Embedder) -> Library:
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    return library


def _at(document: Document, source: str, start: int, answer: str) -> Gold | None:
    """The answer's place in the text as it was read, by the words before it."""
    before = " ".join(source[:start].split())
    for width in (200, 60, 20, 0):
        wanted = f"{before[-width:] if width else ''}"
        joined = f"{wanted} {answer}" if source[start - 1 : start].isspace() else wanted + answer
        found = document.text.find(joined)
        if found >= 0:
            at = found + len(joined) - len(answer)
            return Gold(document.id, at, at + len(answer))
    return None


def _golds(
    evidence: Sequence[dict[str, str]], ids: dict[str, str], library: Library
) -> Iterator[Gold]:
    for one in evidence:
        document = library.document(ids[one["document"]])
        place = _place(document, one["quote"])
        if place is None:
            continue
        start, end = place
        answer = one.get("answer")
        if answer is None:
            yield Gold(document.id, start, end, words=False)
            continue
        answer = _plain(answer)
        found = document.text.find(answer, start, end)
        if found >= 0:
            yield Gold(document.id, found, found + len(answer))


def _place(document: Document, quote: str) -> tuple[int, int] | None:
    """Where ``quote``, as it stands in Markdown, stands in the text that was read of it."""
    if quote.count("|") >= 2:
        cells = [_plain(cell) for cell in quote.strip().strip("|").split("|")]
        for section in document.sections:
            row = document.text[section.start : section.end]
            if section.kind is BlockKind.TABLE_ROW and all(cell in row for cell in cells):
                return section.start, section.end
    plain = _plain(quote)
    found = document.text.find(plain)
    return (found, found + len(plain)) if found >= 0 else None


def _plain(text: str) -> str:
    return _MARKUP.sub("", text).strip()
