"""Questions that people asked about public texts, from the PyPI package bigbench.

The source archive of ``bigbench`` carries whole question sets beside its tasks; it is read as
it is, none of it is copied into the project:

    pip download --no-deps --no-binary bigbench bigbench==1.0.0

- SQuADShifts (Miller et al. 2020, arXiv:2004.14444; CC BY 4.0): questions on news, Wikipedia,
  product reviews and forum posts. Its copy of SQuAD's development set is left alone, since
  what is measured on XQuAD comes from the same articles.
- Natural Questions with other names put into their texts (Longpre et al. 2021,
  arXiv:2109.05052; Natural Questions: CC BY-SA 3.0): what people typed into a search engine.
  The changed names keep a reader from answering out of what it remembers.
"""

from __future__ import annotations

import json
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.extractive.evidence import MAX_TITLE, last_words
from assistant.extractive.features import Rarity
from assistant.extractive.reader import Excerpt
from corpus.sentences import sentence_spans
from index.words import content_stems

TASKS = "bigbench-1.0.0/bigbench/benchmark_tasks"
SHIFTS = ("nyt_v1.0", "new_wiki_v1.0", "reddit_v1.0", "amazon_reviews_v1.0")
CONFLICTS = "contextual_parametric_knowledge_conflicts"
NEGATIVES = 4
MAX_SENTENCE = 500
_SEARCHED = re.compile(r"\s*Question:(?P<question>[^\n]*)\nContext:(?P<text>.*)", re.DOTALL)
_SPACED = (
    (" ,", ","),
    (" .", "."),
    (" '", "'"),
    ("`` ", "“"),
    ("''", "”"),
    ("( ", "("),
    (" )", ")"),
)


@dataclass(frozen=True)
class Wanted:
    """A question, what is read, and the answer's characters in the sentence; -1 for none."""

    question: str
    excerpt: Excerpt
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Asked:
    """A question with the sentences that answer it, and the nearest of those that do not."""

    source: str
    good: tuple[Wanted, ...]
    bad: tuple[Wanted, ...]


@dataclass(frozen=True)
class _Sentence:
    text: str
    before: str
    title: str
    paragraph: int
    start: int

    def excerpt(self, chance: random.Random) -> Excerpt:
        # Half of the texts have no title, as in the library.
        title = self.title[:MAX_TITLE] if chance.random() < 0.5 else ""
        return Excerpt(self.text, " ".join(part for part in (title, self.before) if part))


def load_public(archive: Path, seed: int = 0) -> list[Asked]:
    """Every usable question of ``archive``, the source archive of bigbench 1.0.0.

    Raises:
        KeyError: the archive lacks one of the files.
    """
    chance = random.Random(seed)
    asked: list[Asked] = []
    with tarfile.open(archive) as opened:
        for name in SHIFTS:
            stored = json.load(_member(opened, f"squad_shifts/{name}.json"))
            for article in stored["data"]:
                asked += _of_article(name, article, chance)
        stored = json.load(_member(opened, f"{CONFLICTS}/task.json"))
    return asked + list(_searched(stored["examples"], chance))


def _member(archive: tarfile.TarFile, name: str) -> Any:
    found = archive.extractfile(f"{TASKS}/{name}")
    if found is None:
        raise KeyError(name)
    return found


def _of_article(source: str, article: dict[str, Any], chance: random.Random) -> Iterator[Asked]:
    title = _title(article["title"])
    sentences = [
        sentence
        for number, paragraph in enumerate(article["paragraphs"])
        for sentence in _sentences(paragraph["context"], title, number)
    ]
    # One "article" holds all forum posts: only its own paragraph is near to a question there.
    for number, paragraph in enumerate(article["paragraphs"]):
        alone = len(article["paragraphs"]) > 200
        near = [s for s in sentences if s.paragraph == number] if alone else sentences
        rarity = Rarity.of_texts([s.text for s in near])
        for item in paragraph["qas"]:
            answers = Counter((a["answer_start"], a["text"]) for a in item["answers"])
            (start, text), _ = answers.most_common(1)[0]
            question = " ".join(item["question"].split())
            made = _asked(source, question, near, (number, start, text), rarity, chance)
            if made:
                yield made


def _asked(
    source: str,
    question: str,
    sentences: Sequence[_Sentence],
    answer: tuple[int, int, str],
    rarity: Rarity,
    chance: random.Random,
) -> Asked | None:
    number, at, words = answer
    end = at + len(words)
    good = [
        s
        for s in sentences
        if s.paragraph == number and s.start <= at and end <= s.start + len(s.text)
    ]
    if not good or len(good[0].text) > MAX_SENTENCE or not words.strip():
        return None
    start = at - good[0].start
    right = Wanted(question, good[0].excerpt(chance), start, start + len(words))
    asked = sorted(content_stems(question))
    # What holds the same words may answer too, so it is no example of what does not.
    others = [s for s in sentences if words.lower() not in s.text.lower()]
    others.sort(key=lambda s: -rarity.coverage(asked, content_stems(s.text)) - chance.random() / 9)
    bad = [s for s in others if len(s.text) <= MAX_SENTENCE][:NEGATIVES]
    return Asked(source, (right,), tuple(Wanted(question, s.excerpt(chance)) for s in bad))


def _searched(examples: Sequence[dict[str, str]], chance: random.Random) -> Iterator[Asked]:
    seen: set[str] = set()
    for example in examples:
        match = _SEARCHED.match(example["input"])
        if match is None or match["question"] in seen:
            continue
        text, answer = _joined(match["text"]), _joined(example["target"])
        at = text.find(answer)
        if at < 0 or not answer:
            continue
        seen.add(match["question"])
        sentences = list(_sentences(text, "", 0))
        question = match["question"].strip()
        rarity = Rarity.of_texts([s.text for s in sentences])
        made = _asked("searched", question, sentences, (0, at, answer), rarity, chance)
        if made:
            yield made


def _joined(text: str) -> str:
    for apart, together in _SPACED:
        text = text.replace(apart, together)
    return " ".join(text.split())


def _sentences(text: str, title: str, paragraph: int) -> Iterator[_Sentence]:
    before = ""
    for span in sentence_spans(text):
        words = text[span.start : span.end]
        yield _Sentence(words, before, title, paragraph, span.start)
        before = last_words(words)


def _title(title: str) -> str:
    """An article's name, or the words of a news page's address; nothing where it says nothing."""
    if title.startswith("http"):
        return title.rsplit("/", 1)[-1].removesuffix(".html").replace("-", " ").capitalize()
    return "" if title.startswith(("Amazon", "Filtered")) else title.replace("_", " ")
