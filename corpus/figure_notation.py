"""How figures are written: currencies, magnitudes, units, and the patterns that read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "chf": "CHF", "cad": "CAD", "c$": "CAD",
    "aud": "AUD", "a$": "AUD", "nt$": "TWD", "twd": "TWD", "hk$": "HKD", "hkd": "HKD",
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "inr": "INR", "₹": "INR", "rs": "INR", "rupees": "INR",
    "s$": "SGD", "sgd": "SGD", "krw": "KRW", "₩": "KRW", "ca$": "CAD", "au$": "AUD",
    "nz$": "NZD", "nzd": "NZD", "r$": "BRL", "brl": "BRL", "mx$": "MXN", "mxn": "MXN",
    "pln": "PLN", "zar": "ZAR", "czk": "CZK", "huf": "HUF",
}  # fmt: skip
MAGNITUDES = {
    "thousand": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mio": 6, "mm": 6,
    "mln": 6, "mrd": 9, "bln": 9,
    "billion": 9, "billions": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "tn": 12,
    "trn": 12, "t": 12, "lakh": 5, "crore": 7, "hundred": 2,
}  # fmt: skip
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: n for n, word in enumerate(UNITS)} | {w: 20 + 10 * n for n, w in enumerate(TENS)}
DURATIONS = "year|month|week|(?:business |working |calendar )?day|hour"
MEASURES = {
    "kw": ("W", 3), "mw": ("W", 6), "gw": ("W", 9), "tw": ("W", 12), "kilowatt": ("W", 3),
    "megawatt": ("W", 6), "gigawatt": ("W", 9), "kwh": ("Wh", 3), "mwh": ("Wh", 6),
    "gwh": ("Wh", 9), "twh": ("Wh", 12), "square metre": ("m2", 0), "square meter": ("m2", 0),
    "sqm": ("m2", 0), "tonne": ("t", 0), "square foot": ("sq ft", 0), "square feet": ("sq ft", 0),
    "sq ft": ("sq ft", 0), "acre": ("acre", 0), "hectare": ("ha", 0), "mile": ("mile", 0),
    "kilometre": ("km", 0), "kilometer": ("km", 0), "km": ("km", 0), "barrel": ("barrel", 0),
}  # fmt: skip
MEASURE = r"(?:" + "|".join(sorted(MEASURES, key=len, reverse=True)) + r")s?\b"

CURRENCY_CODE = (
    r"(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|TWD|HKD|CNY|RMB|SEK|NOK|DKK|INR|SGD|KRW|NZD|BRL|MXN|PLN|ZAR|"
    r"CZK|HUF)"
)
CURRENCY_BEFORE = (
    rf"(?:(?:U\.S\.|US|NT|HK|CA|C|AU|A|NZ|MX|S|R|\b{CURRENCY_CODE})\$|[$€£¥₹₩]|"
    rf"\b{CURRENCY_CODE}(?=\.?[\s\xa0]?\(?\d)|\bRs\.?(?=[\s\xa0]?\(?\d))"
)
CURRENCY_AFTER = (
    r"(?:US dollars?|U\.S\. dollars?|dollars?|euros?|pounds?(?: sterling)?|yen|yuan|rupees|"
    rf"{CURRENCY_CODE}|[€£])"
)
MAGNITUDE = (
    r"(?:trillions?|billions?|millions?|thousand|crore|lakh|trn|tn|bn|bln|mn|mio|mln|mrd|mm|"
    r"[kKmMbBtT])(?![\w])"
)
# Atomic, so that a megabyte of digits is read once. "2,5" is a decimal only before a magnitude.
AMOUNT = (
    rf"(?>\d{{1,3}}(?:\.\d{{3}})*+,\d{{1,2}}(?=[\s\xa0-]?{MAGNITUDE})|"
    r"\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d{1,2}(?:,\d{2}(?=,))++,\d{3}(?!\d)(?:\.\d++)?|"
    r"\d{1,3}(?:\.\d{3}){2,}+(?!\d)(?:,\d{1,2}(?!\d))?|"
    r"\d{1,3}(?:[\xa0\u202f\u2009'’]\d{3})++(?!\d)(?:[.,]\d{1,2}(?!\d))?|"
    r"\d++(?:\.\d++)?|(?<!\d)\.\d++)"
)
# Beside a currency a plain space sets groups apart too. After a lone "$" it may as well part
# the columns of a statement, so there the last group must be "000".
SPACED_AMOUNT = (
    r"(?>(?:(?<!(?<![A-Z])\$)(?<!(?<![A-Z])\$\s)|(?=\d{1,3}(?: \d{3}){0,4}? 000(?! ?\d)))"
    r"\d{1,3}(?: \d{3})++(?!\d)(?:[.,]\d{1,2}(?!\d))?)"
)
WORD_NUMBER = r"(?:" + "|".join([*TENS, *sorted(UNITS, key=len, reverse=True)]) + r")"
WORD_AMOUNT = (
    rf"(?:a|{WORD_NUMBER})(?:[ -]{WORD_NUMBER})?(?: hundred(?:(?: and)? {WORD_NUMBER}"
    rf"(?:[ -]{WORD_NUMBER})?)?)?"
)
PATTERN = re.compile(
    rf"(?<![\w.,])(?P<paren>\()?(?P<sign>[-−–+](?=[\d$€£]))?(?P<before>{CURRENCY_BEFORE})?"
    rf"[\s\xa0]?(?P<inner>\((?=[\d,.]+\)))?(?P<negative>[-−](?=\d))?"
    rf"(?P<amount>(?(before){SPACED_AMOUNT}|(?!))|{AMOUNT})"
    rf"(?!\w++(?<=\d))(?:(?P<early>\)(?=[ -](?:{DURATIONS})s?\b))|"
    rf"(?(paren)(?P<bracket>\)(?=[\s\xa0]?(?:%|per[\s-]?cent\b|{MAGNITUDE})))|(?!))|"
    r"(?(inner)\)))?"
    rf"(?:[\s\xa0-]?(?P<magnitude>{MAGNITUDE}))?"
    r"(?P<plus>\+)?"
    rf"(?:[\s\xa0-]?(?P<unit>%|per[\s-]?cent\b|percent(?:age points?)?\b|pct\b|bps?\b|"
    rf"basis points?\b|x\b|times\b|(?:{DURATIONS})s?\b|{MEASURE}|"
    rf"{CURRENCY_AFTER}(?!\w)))?(?P<close>\))?",
    re.I,
)
WORDED = re.compile(
    rf"\b(?:(?P<before>{CURRENCY_CODE})[\s\xa0])?\b"
    rf"(?P<amount>half a|{WORD_NUMBER} and a half|{WORD_AMOUNT})"
    r"(?:[ -](?P<magnitude>thousand|million|billion|trillion|crore|lakh)\b)?"
    rf"(?:[ -](?P<unit>{MEASURE}|(?:{DURATIONS})s?\b|per ?cent\b|basis points\b|times\b|"
    rf"{CURRENCY_AFTER}(?!\w)))?(?![\w-])",
    re.I,
)
APPROXIMATE = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|some|over|more than|at least|up to|"
    r"less than|under|estimated|circa|ca\.|c\.|~|≈)[\s\xa0]*$",
    re.I,
)
REFERENCE = re.compile(
    r"(?:\b(?:section|clause|article|schedule|annex|page|no\.|note|item|exhibit|paragraph|chapter|"
    r"part|version|appendix|form)\s*)$",
    re.I,
)
# "ten (10) per cent": the brackets repeat the words before them.
SPELT_OUT = re.compile(
    rf"\b(?:{WORD_NUMBER}|half|hundred|thousand|million|billion|per ?cent)[\s\xa0]*$", re.I
)
TO = re.compile(r"[\s\xa0]?(?:[-–—]|to|or|and)[\s\xa0]?[$€£]?", re.I)
NOUN = re.compile(r"[\s\xa0](?:(?:new|more|other|full-time|permanent)[\s\xa0])?([a-z]{3,30})\b")
NO_NOUN = frozenset("and the for from with was were are has have had per will which that".split())
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH_BEFORE = re.compile(rf"\b{MONTH}\.?\s+$", re.I)
MONTH_AFTER = re.compile(rf"\s+{MONTH}\b", re.I)


def digits_value(amount: str) -> Decimal:
    """The value of an amount in digits, with its separators."""
    if amount.count(".") > 1 or re.search(r",\d{1,2}$", amount):  # 1.400.000,50
        amount = amount.replace(".", "").replace(",", ".")
    return Decimal(re.sub(r"[^\d.]", "", amount))


def currency_of(sign: str) -> str:
    """The ISO 4217 code of what stands before an amount ("€", "Rs.", "U.S.$", "USD$")."""
    plain = sign.casefold().replace(".", "")
    return CURRENCIES.get(plain) or CURRENCIES[plain.removesuffix("$")]


def words_value(words: Sequence[str]) -> Decimal:
    """The value of an amount in words, lower case ("two", "and", "a", "half")."""
    if list(words) == ["half", "a"]:
        return Decimal("0.5")
    total = Decimal(0)
    for word in words:
        if word == "hundred":
            total = max(total, Decimal(1)) * 100
        elif word == "half":
            total += Decimal("0.5")
        elif word == "a":
            total = max(total, Decimal(1)) if total == 0 and "half" not in words else total
        elif word != "and":
            total += WORDS[word]
    return total


def duration_unit(words: str) -> str:
    """The unit of a duration by its plain words: "day" of "calendar days"."""
    return words.rstrip("s").replace("working", "business").removeprefix("calendar ")


def plain_unit(unit: str | None) -> str:
    """A unit in lower case, its parts a space apart."""
    return re.sub(r"[\s\xa0-]+", " ", (unit or "").casefold())
