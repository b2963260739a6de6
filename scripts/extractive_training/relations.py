"""Practice questions on what deal documents say, put together from relations.txt.

A relation ("price", "chief executive", "long-stop date") has sentences that state it and
questions that ask for it. Fillers are drawn at random, so what is learned is which question
a sentence answers, and of whom. Half of the practice pairs do not answer: the sentence
states another relation of the same company, or the same relation of another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.extractive.reader import Excerpt
from scripts.extractive_training import fillers

RELATIONS = Path(__file__).with_name("relations.txt")
_SLOT = re.compile(r"\{(\w+)\}")
_KINDS = ("term sheet", "press release", "board memo", "news report", "contract", "e-mail thread")
# What a wrong sentence is, by how often.
_OTHER_RELATION, _OTHER_PARTY = 0.6, 0.4


@dataclass(frozen=True)
class Relation:
    """What can be said and asked; ``{v}`` in a sentence is what answers."""

    name: str
    answer: str
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Practice:
    """A question, what is read, and the answer's characters in the sentence; -1 for none."""

    question: str
    excerpt: Excerpt
    start: int
    end: int
    relation: str


def load_relations(path: Path = RELATIONS) -> tuple[Relation, ...]:
    """The relations at ``path``."""
    relations = []
    for part in path.read_text(encoding="utf-8").split("# ")[1:]:
        head, *lines = part.strip().splitlines()
        name, answer = head.split()
        by_letter = {line[0]: tuple(s.strip() for s in line[2:].split("|")) for line in lines}
        relations.append(
            Relation(name, answer, by_letter["S"], by_letter["Q"], by_letter.get("V", ()))
        )
    return tuple(relations)


def make_practice(count: int, chance: random.Random) -> list[Practice]:
    """``count`` practice pairs, every second one without an answer."""
    relations = load_relations()
    practice: list[Practice] = []
    while len(practice) < count:
        relation = chance.choice(relations)
        practice.append(_pair(relation, relations, chance, answers=True))
        practice.append(_pair(relation, relations, chance, answers=False))
    return practice


def _pair(
    relation: Relation, relations: tuple[Relation, ...], chance: random.Random, *, answers: bool
) -> Practice:
    parties = fillers.draw(chance)
    question = _filled(chance.choice(relation.questions), parties)[0]
    stated, said = relation, chance.choice(relation.sentences)
    if not answers:
        stated, said, parties = _wrong(relation, relations, question, parties, chance)
    text, start, end = _sentence(stated, said, parties, chance)
    if chance.random() < 0.25:
        text, start, end = _beside(text, start, end, relation, relations, parties, chance)
    context = _context(relation, relations, parties, chance)
    if chance.random() < 0.15:
        kind = chance.choice(_KINDS)
        question = f"{_opened(question)} according to the {kind}?"
        context = f"{kind.capitalize()}: {context}"
    if chance.random() < 0.1:
        question = question.lower().rstrip("?")
    if not answers:
        start = end = -1
    return Practice(question, Excerpt(text, context), start, end, relation.name)


def _wrong(
    relation: Relation,
    relations: tuple[Relation, ...],
    question: str,
    parties: dict[str, str],
    chance: random.Random,
) -> tuple[Relation, str, dict[str, str]]:
    """A sentence that does not answer: of another party or period, or of another relation."""
    said = chance.choice(relation.sentences)
    shared = [
        slot
        for slot in _SLOT.findall(said)
        if slot in fillers.TELLING and parties.get(slot, "\0") in question
    ]
    if shared and chance.random() < _OTHER_PARTY / (_OTHER_PARTY + _OTHER_RELATION):
        slot = chance.choice(shared)
        return relation, said, parties | {slot: fillers.another(slot, parties[slot], chance)}
    alike = [r for r in relations if r.answer == relation.answer and r.name != relation.name]
    others = alike if alike and chance.random() < 0.75 else [r for r in relations if r != relation]
    other = chance.choice(others)
    return other, chance.choice(other.sentences), parties


def _sentence(
    relation: Relation, said: str, parties: dict[str, str], chance: random.Random
) -> tuple[str, int, int]:
    value = (
        chance.choice(relation.values)
        if relation.values
        else fillers.value(relation.answer, chance)
    )
    text, start = _filled(said, parties | {"v": value})
    if start == 0 and value[0].islower():
        text = text[0].upper() + text[1:]
    return text, start, start + len(value)


def _beside(
    text: str,
    start: int,
    end: int,
    relation: Relation,
    relations: tuple[Relation, ...],
    parties: dict[str, str],
    chance: random.Random,
) -> tuple[str, int, int]:
    """``text`` in one sentence with a statement of another relation."""
    other = chance.choice([r for r in relations if r.name != relation.name])
    beside, _, _ = _sentence(other, chance.choice(other.sentences), parties, chance)
    beside = beside.rstrip(".")
    if text.startswith('"') or beside.startswith('"'):
        return text, start, end
    link = chance.choice(["; ", ", while ", ", and "])
    if chance.random() < 0.5:
        return f"{text.rstrip('.')}{link}{_lowered(beside)}.", start, end
    moved = len(beside) + len(link)
    lowered = _lowered(text)
    return f"{beside}{link}{lowered}", start + moved, end + moved


def _context(
    relation: Relation,
    relations: tuple[Relation, ...],
    parties: dict[str, str],
    chance: random.Random,
) -> str:
    if chance.random() < 0.5:
        return ""
    other = chance.choice([r for r in relations if r.name != relation.name])
    return _sentence(other, chance.choice(other.sentences), parties, chance)[0]


def _filled(template: str, parties: dict[str, str]) -> tuple[str, int]:
    """``template`` with its slots filled, and where ``{v}`` begins; -1 without it."""
    text, at, value = "", 0, -1
    for match in _SLOT.finditer(template):
        text += template[at : match.start()]
        if match[1] == "v":
            value = len(text)
        text += parties.get(match[1], "it")
        at = match.end()
    return text + template[at:], value


def _lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    common = {"The", "A", "An", "In", "At", "If", "Up", "After", "Before", "Either", "Some", "Net"}
    return text[0].lower() + text[1:] if first in common else text


def _opened(question: str) -> str:
    return question.rstrip("?. ")


def distinct_texts(practice: list[Practice]) -> Iterator[str]:
    """Every question and sentence, each once."""
    yield from dict.fromkeys(t for p in practice for t in (p.question, p.excerpt.sentence))
