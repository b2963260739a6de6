"""What the reader learns from, in which order: public questions first, then deals among them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from scripts.extractive_training.public_questions import Asked, Wanted
from scripts.extractive_training.reader import Group, Round, Settings
from scripts.extractive_training.relations import make_practice

# How many questions of each public source a round draws, at the most.
FIRST_DRAW = {
    "nyt_v1.0": 10_000,
    "new_wiki_v1.0": 8_000,
    "searched": 7_000,
    "reddit_v1.0": 4_000,
    "amazon_reviews_v1.0": 3_000,
}
AGAIN_DRAW = {
    "nyt_v1.0": 8_000,
    "new_wiki_v1.0": 7_900,
    "searched": 3_000,
    "reddit_v1.0": 800,
    "amazon_reviews_v1.0": 600,
}
LATER_DRAW = {"nyt_v1.0": 2_500, "new_wiki_v1.0": 2_500, "searched": 1_000}
MIXED_DRAW = {"nyt_v1.0": 1_000, "new_wiki_v1.0": 1_000, "searched": 500}
FEW_DRAW = {"nyt_v1.0": 350, "new_wiki_v1.0": 350, "searched": 150}
PRACTICE = 6_000
# How many questions on the deals before are read again with the later ones.
REPEATED = 5_000


def first_rounds(
    public: Sequence[Asked], deals: Sequence[Asked], settings: Settings
) -> list[Round]:
    """Public questions, with practice ones; then deals, at first among public questions."""

    def made(chance: random.Random) -> list[Group]:
        practice = make_practice(PRACTICE, chance)
        return [[Wanted(p.question, p.excerpt, p.start, p.end)] for p in practice]

    def alone(chance: random.Random) -> list[Group]:
        return _groups(_drawn(public, FIRST_DRAW, chance), chance, bad=1) + made(chance)

    def both(chance: random.Random) -> list[Group]:
        mixed = _groups(_drawn(public, LATER_DRAW, chance), chance, bad=1)
        return mixed + _groups(deals, chance, bad=1)

    rate = settings.rate
    return [
        Round("public questions", alone, (rate, 0.6 * rate), 0.03),
        Round("deals and public questions", both, (0.6 * rate, 0.3 * rate)),
        *_deal_rounds(deals, (0.4 * rate, 0.01 * rate)),
    ]


def second_rounds(
    public: Sequence[Asked], deals: Sequence[Asked], settings: Settings
) -> list[Round]:
    """Public questions again, each with more that does not answer it, and deals again."""

    def again(chance: random.Random) -> list[Group]:
        return _groups(_drawn(public, AGAIN_DRAW, chance), chance, bad=2)

    rate = settings.rate
    return [
        Round("public questions, again", again, (0.7 * rate, 0.3 * rate), 0.03),
        *_deal_rounds(deals, (0.5 * rate, 0.01 * rate)),
    ]


def third_rounds(
    public: Sequence[Asked], deals: Sequence[Asked], settings: Settings
) -> list[Round]:
    """Deals in all wordings, each with one that does not answer it; half of them with two."""

    def all_of(chance: random.Random) -> list[Group]:
        mixed = _groups(_drawn(public, MIXED_DRAW, chance), chance, bad=1)
        return mixed + _groups(deals, chance, bad=1)

    def half(chance: random.Random) -> list[Group]:
        mixed = _groups(_drawn(public, MIXED_DRAW, chance), chance, bad=2)
        return mixed + _groups(chance.sample(deals, len(deals) // 2), chance, bad=2)

    rate = settings.rate
    return [
        Round("deals in all wordings", all_of, (0.4 * rate, 0.25 * rate), 0.03),
        Round("deals in all wordings, again", half, (0.25 * rate, 0.01 * rate)),
    ]


def fourth_rounds(
    public: Sequence[Asked], deals: Sequence[Asked], later: Sequence[Asked], settings: Settings
) -> list[Round]:
    """The deals written ``later`` in all wordings, among some of the others."""

    def all_of(chance: random.Random) -> list[Group]:
        mixed = _groups(_drawn(public, FEW_DRAW, chance), chance, bad=1)
        known = chance.sample(deals, min(REPEATED, len(deals)))
        return mixed + _groups([*later, *known], chance, bad=1)

    def half(chance: random.Random) -> list[Group]:
        mixed = _groups(_drawn(public, FEW_DRAW, chance), chance, bad=2)
        known = chance.sample(deals, min(REPEATED // 2, len(deals)))
        asked = [*chance.sample(later, len(later) // 2), *known]
        return mixed + _groups(asked, chance, bad=2)

    rate = settings.rate
    return [
        Round("later deals", all_of, (0.35 * rate, 0.2 * rate), 0.03),
        Round("later deals, again", half, (0.2 * rate, 0.01 * rate)),
    ]


def _deal_rounds(deals: Sequence[Asked], rates: tuple[float, float]) -> list[Round]:
    def alone(chance: random.Random) -> list[Group]:
        return _groups(deals, chance, bad=2)

    between = rates[0] / 2
    return [
        Round("deals", alone, (rates[0], between)),
        Round("deals, to the end", alone, (between, rates[1])),
    ]


def _drawn(asked: Sequence[Asked], counts: dict[str, int], chance: random.Random) -> list[Asked]:
    drawn: list[Asked] = []
    for source, count in counts.items():
        mine = [one for one in asked if one.source == source]
        drawn += chance.sample(mine, min(count, len(mine)))
    return drawn


def _groups(asked: Sequence[Asked], chance: random.Random, *, bad: int) -> list[Group]:
    return [
        chance.sample(one.good, min(1, len(one.good)))
        + chance.sample(one.bad, min(bad, len(one.bad)))
        for one in asked
    ]
