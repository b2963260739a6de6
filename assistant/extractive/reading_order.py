"""The order of the passages once they were read: those that answer come first."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extractive.ranking import Ranked

# Below this a reading says less about a passage than the search that found it.
LIKELY = 0.2


def reading_order(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The ids of the passages whose sentence is likely to answer, the likeliest first."""
    likely = [one for one in ranked if one.probability >= LIKELY]
    return tuple(dict.fromkeys(one.sentence.passage.id for one in likely))
