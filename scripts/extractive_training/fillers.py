"""Invented names, places, figures and dates for practice questions."""

from __future__ import annotations

import random

# Slots that tell one statement from another of the same kind.
TELLING = frozenset({"buyer", "seller", "target", "company", "person", "bank", "year"})
_STEMS = (
    "Alder Brant Cald Dorn Esk Fenn Garth Hollis Inver Jarrow Kell Lund Marl Nord Oster Pell Quill "
    "Rask Sorrel Tarn Ulver Vance Wex Yarrow Zell Brix Corran Dalby Elm Frost Grend Havel Istra "
    "Juno Kestrel Lark Mont Nimbus Orio Pax Quanta Rivo Sable Tyro Umbra Velo Wist Xeno Zephyr"
).split()
_ENDS = ["wick", "stead", "mark", "vale", "tex", "gen", "field", "ton", "ora", "ex", "", "", "is"]
_FORMS = [
    "", "", "", " plc", " GmbH", " AB", " Inc", " Group", " Holdings", " Industries", " Energy",
    " Partners", " Systems", " Instruments", " Foods", " Logistics", " Technologies",
]  # fmt: skip
_BANKS = [" Bank", " Savings Bank", " Capital", " & Co", " Kreditbank", " Securities"]
_FIRST = (
    "Ada Bram Clara Dinah Emil Freya Goran Hana Ivo Jonas Kira Lars Mina Nils Olga Pavel Rosa "
    "Sten Tilda Ugo Vera Wim Yara Zeno Amara Kofi Mei Ravi Leila Diego"
).split()
_LAST = (
    "Abbot Brandt Calloway Dahl Evers Fontaine Greer Holm Iyer Jansen Kessler Lindgren Moreau "
    "Novak Okafor Petrov Quist Rossi Sandoval Tanaka Urban Vogel Weiss Ybarra Zeman Chen Singh"
).split()
_CITIES = (
    "Leeds Turin Graz Lyon Malmo Bergen Porto Krakow Bristol Austin Denver Osaka Basel Ghent "
    "Bilbao Rotterdam Cork Tampere Gdansk Brno Columbus Houston Lille Aarhus Dresden"
).split()
_COUNTRIES = (
    "Sweden Austria Poland Texas Ohio Ireland Norway Spain Japan Canada Portugal Denmark Bavaria"
).split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def draw(chance: random.Random) -> dict[str, str]:
    """A filler for every slot but the value; parties differ from each other."""
    return {slot: another(slot, "", chance) for slot in (*sorted(TELLING), "country")}


def another(slot: str, than: str, chance: random.Random) -> str:
    """A filler for ``slot`` that is not ``than``."""
    while True:
        made = _filler(slot, chance)
        if made != than:
            return made


def _filler(slot: str, chance: random.Random) -> str:
    if slot == "person":
        return _person(chance)
    if slot == "bank":
        return _company(chance, _BANKS)
    if slot == "year":
        return str(chance.randint(2012, 2029))
    if slot == "country":
        return chance.choice(_COUNTRIES)
    return _company(chance, _FORMS)


def value(kind: str, chance: random.Random) -> str:
    """Words that answer a question of ``kind``."""
    return {
        "MONEY": _money, "PERCENT": _percent, "MULTIPLE": _multiple, "DURATION": _duration,
        "DATE": _date, "COUNT": _count, "PERSON": _person, "ORG": _organisation,
        "PLACE": _place,
    }.get(kind, _name)(chance)  # fmt: skip


def _company(chance: random.Random, forms: list[str]) -> str:
    return chance.choice(_STEMS) + chance.choice(_ENDS) + chance.choice(forms)


def _person(chance: random.Random) -> str:
    title = chance.choice(["", "", "", "Dr ", "Ms ", "Mr "])
    return f"{title}{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _name(chance: random.Random) -> str:
    return _person(chance) if chance.random() < 0.5 else _company(chance, _FORMS + _BANKS)


def _organisation(chance: random.Random) -> str:
    return _company(chance, _FORMS + _BANKS)


def _place(chance: random.Random) -> str:
    names = chance.sample(_CITIES + _COUNTRIES, chance.choice([1, 1, 2, 3]))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _money(chance: random.Random) -> str:
    number = chance.choice([chance.randint(1, 990), round(chance.uniform(1, 99), 1)])
    before = chance.choice(
        ["", "", "", "up to ", "around ", "about ", "more than ", "an estimated "]
    )
    whole = f"{chance.randint(1, 900)},{chance.choice(['000', '500', '250'])},000"
    form = chance.choice([
        f"EUR {number} million", f"${number} million", f"€{number}m", f"GBP {number} million",
        f"${number} billion", f"USD {number}bn", f"${number} trillion", f"£{number}m",
        f"EUR {whole}", f"EUR {number}", f"${whole}", f"EUR {chance.randint(10, 990)},000",
    ])  # fmt: skip
    return before + form


def _percent(chance: random.Random) -> str:
    number = chance.choice([chance.randint(1, 99), round(chance.uniform(0.5, 40), 1)])
    points = f"{chance.randint(5, 32) * 12.5:g} basis points"
    return chance.choice([f"{number}%", f"{number}%", f"{number} per cent", points])


def _multiple(chance: random.Random) -> str:
    number = round(chance.uniform(1.5, 18), 1)
    return chance.choice([f"{number} times", f"{number}x", f"about {int(number)} times"])


def _duration(chance: random.Random) -> str:
    words = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "ten",
        "twelve",
        "18",
        "24",
        "36",
        "90",
    ]
    return f"{chance.choice(words)} {chance.choice(['years', 'years', 'months', 'months', 'days'])}"


def _date(chance: random.Random) -> str:
    year, month = chance.randint(1990, 2031), chance.choice(_MONTHS)
    day = f"{chance.randint(1, 28)} {month} {year}"
    quarter = f"the {chance.choice(['first', 'second', 'third', 'fourth'])} quarter of {year}"
    brief = f"Q{chance.randint(1, 4)} {year}"
    return chance.choice([day, day, f"{month} {year}", month, quarter, brief, f"{year}"])


def _count(chance: random.Random) -> str:
    number = chance.choice([chance.randint(20, 990), chance.randint(1000, 90000)])
    return chance.choice([f"{number:,}", f"{number:,}", f"some {number:,}", f"about {number:,}"])
