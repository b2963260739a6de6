"""What an amount is of: megawatts of wind are no answer to how many megawatts of solar panels."""

from __future__ import annotations

import re

from index.words import content_stems

_MEASURE = (
    r"(?:(?:kilo|mega|giga|tera)?watts?(?:[- ]hours?)?|[kMGT]Wh?|(?:kilo)?tonnes?|tons|barrels|"
    r"lit(?:re|er)s|kilomet(?:re|er)s|hectares|acres|square met(?:re|er)s|thousands?|millions?|"
    r"billions?)"
)
_ASKED = re.compile(rf"\bhow (?:many|much) {_MEASURE} of ([a-z][\w-]*(?: [a-z][\w-]*)?)", re.I)


def measures_another_thing(question: str, stems: frozenset[str]) -> bool:
    """Whether ``question`` asks how much there is of a thing that no word of ``stems`` names.

    ``stems`` are those of the sentence and its document. Only a measure says what it is of;
    "how many people" may be answered by "employees".
    """
    asked = _ASKED.search(question)
    if asked is None:
        return False
    thing = content_stems(asked[1])
    return bool(thing) and thing.isdisjoint(stems)
