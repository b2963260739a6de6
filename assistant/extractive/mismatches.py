"""Sentences that cannot answer, however well they read: of another party, year or measure.

"Who is the chief executive of Tarn?" is not answered by the chief executive of Brook, what is
asked of 2027 not by a passage in which no 2027 occurs, an interest rate not by an amount, how
many jobs are cut not by how many there are, and nothing by what is itself a question.
"""

from __future__ import annotations

import re

from assistant.extractive.account_lines import tells_of_another_line
from assistant.extractive.aliases import meant_names
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import document_stems, surroundings
from assistant.extractive.hearsay import asks_for_rumours_only
from assistant.extractive.measured_things import measures_another_thing
from assistant.extractive.roles import tells_of_another_office
from assistant.questions import VALUES, Question
from corpus.figures import FigureKind, find_figures
from index.words import content_stems

_NAME = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*"
_NOUN = r"[a-z][\w-]*(?: [a-z][\w-]*)?"
_OF = re.compile(rf"\b({_NOUN}) (?:of|at) (?:the )?({_NAME})")
_POSSESSIVE = re.compile(rf"({_NAME})['’]s? ({_NOUN})")
_RATE = re.compile(
    r"\b(?:interest rate|coupon|percentage|per ?cent|basis points|"
    r"(?:what|which) (?:[\w’'-]+ ){0,2}(?:rate|yield) of (?:interest|return))\b",
    re.I,
)
_A_RATE = re.compile(
    r"\d\s?%|\bper ?cent|\bbasis points?\b|\d\s?bps?\b|\brates?\b|\bcoupons?\b|"
    r"\bfree of interest\b|\b(?:no|without) interest\b|\binterest-free\b|"
    r"\b(?:half|third|quarter|fifth|tenth)s?\b|"
    r"\b(?:EURIBOR|SOFR|SONIA|LIBOR|SARON|STIBOR|NIBOR)\b",
    re.I,
)
_EACH = re.compile(r"\b(?:price|cost|charge|fee|pay|paid|worth)s?\b.*\bper\s+[a-z]+\b", re.I)
_PRICE = re.compile(r"\b(?:what|which) (?:[a-z]+ )?price\b", re.I)
_NO_AMOUNT = re.compile(
    r"\b(?:free|nothing|undisclosed|disclos\w+|agreed|determined|equal)\b", re.I
)
# "Pays with a loan of EUR 3 million and its own cash" says by what means, not how much.
_PAID = re.compile(r"\b(?:how much|what)\b.*\bpa(?:y|ys|ying|id)\b", re.I)
_MEANS = re.compile(
    r"\bpay(?:s|ing)? (?:for [\w’' -]{1,30} )?(?:with|using|through|(?:from|out of) (?!\d))", re.I
)
_ASKS_MEANS = re.compile(r"\b(?:with|using|through|from|out of|loan|cash|borrow\w*)\b", re.I)
# An amount of a whole deal, where the price of one piece is asked.
_LARGE = 1_000_000
_HEIGHT = re.compile(r"\bhow (?:high|tall)\b", re.I)
_A_HEIGHT = re.compile(
    r"\d\s?(?:m|km|cm|ft)\b|\b(?:met(?:re|er)s?|feet|foot|stor(?:e?y|eys|ies)|floors?)\b", re.I
)
# "How many are cut?" is asked of a change; what there is now, or comes, is no answer.
_LOST = re.compile(
    r"\b(?:cut|cuts|cutting|los[est]\w*|losing|axe[ds]?|shed|shedding|lay off|laid off|dismiss\w*|"
    r"redundan\w*|reduc\w*|eliminat\w*|clos\w+|job losses|lay-?offs?|slash\w*|go|goes|"
    r"abolish\w*|fewer|without)\b",
    re.I,
)
_GAINED = re.compile(
    r"\b(?:add|adds|added|adding|addition\w*|creat\w+|new|hir(?:e[ds]?|ing)|recruit\w*|"
    r"bring\w*|brought|generat\w*|provid\w*|support\w*|more|construct\w*|permanent\w*)\b",
    re.I,
)
_JOBS = (
    r"\bhow many (?:[\w-]+ ){0,2}(?:jobs|posts|positions|roles|employees|people|workers|staff)\b"
)
_JOBS_LOST = re.compile(
    rf"{_JOBS}.*\b(?:cut|lost|lose|axed?|shed|laid off|lay off|dismiss(?:ed)?|eliminated?|go)\b",
    re.I,
)
_JOBS_GAINED = re.compile(rf"{_JOBS}.*\b(?:create[ds]?|added?|hired?|recruit(?:ed)?)\b", re.I)
_ASKING = re.compile(
    r"\b(?:ask\w*|want\w*|wonder\w*|quer\w+|questions?|request\w*|raise[ds]?)\b", re.I
)
_NEEDS = ((_RATE, _A_RATE), (_JOBS_LOST, _LOST), (_JOBS_GAINED, _GAINED))
_ROLE = (
    r"(?:co-)?founders?|chief (?:executive|financial officer|operating officer)|CEO|CFO|"
    r"chair(?:man|woman|person)?|(?:managing|finance) director|president|treasurer"
)
_ROLE_ACTS = re.compile(
    rf"\b(?:does|do|did|will|would|has|had|may|must|can|shall|should|is|was) "
    rf"(?:its|the|their|[A-Z][\w’']*['’]s?) ({_ROLE})\b",
    re.I,
)
# "Who is the seller?" is answered where the Seller is named, not where it is spoken of.
_PARTY = (
    r"buyer|purchaser|seller|vendor|lender|borrower|tenant|landlord|customer|supplier|licensor|"
    r"licensee|issuer|investor|guarantor|operator"
)
_IS_SOMEBODY = r"(?:is|are|was|were)\b(?! (?:to|not|about|\w+(?:ing|ed))\b)"
_WHO_IS = re.compile(rf"\bwho (?:is|are|was|were) the ({_PARTY})", re.I)
# Whom an adviser works for is one side of the deal; the other side's is another.
_ADVISER = re.compile(
    r"\b(?:advis\w+|acts? for|acting for|represent\w*|counsel|lawyers?|law firm|solicitors?)\b",
    re.I,
)
_SIDES = tuple(
    (
        re.compile(rf"\b(?:{one})(?:s|['’]s?)?\b", re.I),
        re.compile(rf"\b(?:{other})(?:s|['’]s?)?\b", re.I),
    )
    for one, other in (
        ("buyer|purchaser|acquirer|bidder", "seller|vendor|target"),
        ("lender", "borrower"),
        ("landlord|lessor", "tenant|lessee"),
        ("licensor", "licensee"),
        ("supplier", "customer"),
    )
)
_A_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|he|she|him|her|his|I)\b")
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")
_NEAR_ROLE = 60  # characters between a role and the name of who has it
_WITH = re.compile(rf"\bwith ({_NAME})")
_OTHERS = re.compile(
    r"\bother (customer|client|buyer|supplier|vendor|lender|bank|partner|investor|bidder|"
    r"shareholder|tenant|landlord|licensee|employee|subsidiar|compan|contract)\w*",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def cannot_answer(question: Question, sentence: Sentence) -> bool:
    """Whether ``sentence`` speaks of another party, year or measure, or only asks."""
    return (
        _only_asks(question, sentence)
        or _of_another_party(question, sentence)
        or _of_another_person(question, sentence)
        or tells_of_another_office(question.text, sentence.context_text)
        or tells_of_another_line(question.text, sentence.context_text, sentence.lead_in)
        or asks_for_rumours_only(question.text, f"{sentence.lead_in} {sentence.context_text}")
        or measures_another_thing(question.text, document_stems(sentence.document))
        or _names_no_party(question, sentence)
        or _of_the_other_side(question, sentence)
        or _not_of_the_others(question, sentence)
        or _with_another_party(question, sentence)
        or _of_another_year(question, sentence)
        or _of_another_measure(question, sentence)
    )


def _only_asks(question: Question, sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith("?") and not _ASKING.search(question.text)


def _of_another_measure(question: Question, sentence: Sentence) -> bool:
    """An amount where a rate is asked, one in millions where the price of one is, and such."""
    said = f"{sentence.lead_in} {sentence.text}"
    for asked, needed in _NEEDS:
        if asked.search(question.text) and not needed.search(said):
            return True
    if _HEIGHT.search(question.text) and not _is_of_height(said):
        return True
    asks_how_much = _PAID.search(question.text) and not _ASKS_MEANS.search(question.text)
    if asks_how_much and _MEANS.search(sentence.text):
        return True
    if _PRICE.search(question.text) and not _is_of_price(sentence.text):
        return True
    if not _EACH.search(question.text):
        return False
    amounts = [f for f in find_figures(sentence.text) if f.kind is FigureKind.MONEY]
    return bool(amounts) and all(amount.value >= _LARGE for amount in amounts)


def _is_of_price(text: str) -> bool:
    """Whether ``text`` can give a price: an amount, a bare number, a share of another price."""
    kinds = {figure.kind for figure in find_figures(text)}
    prices = {FigureKind.MONEY, FigureKind.NUMBER, FigureKind.PERCENT}
    return not kinds.isdisjoint(prices) or bool(_NO_AMOUNT.search(text))


def _is_of_height(text: str) -> bool:
    """Whether something in ``text`` can be so and so high: a length, an amount, a share."""
    kinds = {figure.kind for figure in find_figures(text)}
    high = {FigureKind.MONEY, FigureKind.PERCENT, FigureKind.MULTIPLE}
    return bool(_A_HEIGHT.search(text)) or not kinds.isdisjoint(high)


def _of_another_party(question: Question, sentence: Sentence) -> bool:
    """ "The chief executive of Brook", where that of Tarn is asked and Tarn is not spoken of."""
    asked = _attributes(question.text)
    if not asked:
        return False
    text = sentence.context_text
    spoken = content_stems(text) | meant_names(text, sentence.document.text)
    said = _attributes(text)
    return any(
        attribute <= other and not name & spoken
        for attribute, name in asked
        for other, owner in said
        if not owner & name
    )


def _of_another_person(question: Question, sentence: Sentence) -> bool:
    """Whether it is asked what the founder does, and no person is spoken of."""
    asked = _ROLE_ACTS.search(question.text)
    if asked is None:
        return False
    role, said = asked[1], f"{sentence.lead_in} {sentence.context_text}"
    if content_stems(role) <= content_stems(said) or _A_PERSON.search(said):
        return False
    near = rf"[^.\n]{{0,{_NEAR_ROLE}}}\b{re.escape(role)}\b[^.\n]{{0,{_NEAR_ROLE}}}"
    stretches = re.findall(near, sentence.document.text, re.I)
    holders = {name for stretch in stretches for name in _CAPITAL.findall(stretch)}
    return holders.isdisjoint(set(_CAPITAL.findall(said)) - set(_CAPITAL.findall(question.text)))


def _names_no_party(question: Question, sentence: Sentence) -> bool:
    """Whether it is asked who the seller is, and "the Seller" only does something."""
    asked = _WHO_IS.search(question.text)
    if asked is None:
        return False
    role, text = asked[1], sentence.text
    said_who = (
        rf"[“\"‘']{role}s?[”\"’']|,\s+the {role}\b|"
        rf"\b{role}s?(?:[”\"’']?\)|\s+{_IS_SOMEBODY}|\s*[:|])"
    )
    spoken_of = re.search(rf"\bthe {role}s?\b", text, re.I)
    return spoken_of is not None and not re.search(said_who, text, re.I)


def _of_the_other_side(question: Question, sentence: Sentence) -> bool:
    """Whether the seller's adviser is asked for, and only the buyer is spoken of."""
    if not _ADVISER.search(question.text):
        return False
    for one, other in _SIDES:
        for asked, rival in ((one, other), (other, one)):
            if asked.search(question.text) and not rival.search(question.text):
                text = sentence.context_text
                return bool(rival.search(text)) and not asked.search(text)
    return False


def _not_of_the_others(question: Question, sentence: Sentence) -> bool:
    """Whether it is asked of other customers, and none are spoken of around the sentence."""
    asked = _OTHERS.search(question.text)
    if asked is None:
        return False
    around = f"{sentence.lead_in} {sentence.context_text} {surroundings(sentence)}"
    return asked[1].casefold() not in around.casefold()


def _with_another_party(question: Question, sentence: Sentence) -> bool:
    """Whether a figure or date of two parties is asked, and one of them has it with a third."""
    if question.answer_type not in VALUES:
        return False
    asked = content_stems(" ".join(question.names))
    partners = [content_stems(m.group(1)) for m in _WITH.finditer(sentence.text)]
    spoken = content_stems(sentence.context_text)
    return (
        any(not partner & asked for partner in partners)
        and not asked.isdisjoint(spoken)
        and not asked <= spoken
    )


def _attributes(text: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each noun that is said to be a party's, and those of the party's name."""
    pairs = [(m.group(1), m.group(2)) for m in _OF.finditer(text)]
    pairs += [(m.group(2), m.group(1)) for m in _POSSESSIVE.finditer(text)]
    stems = [(content_stems(noun), content_stems(name)) for noun, name in pairs]
    return [(noun, name) for noun, name in stems if noun and name]


def _of_another_year(question: Question, sentence: Sentence) -> bool:
    """Whether no year of the question occurs around the sentence or dates its document."""
    years = _YEAR.findall(question.text)
    if not years:
        return False
    document = sentence.document
    published = document.metadata.published
    around = f"{sentence.context_text} {surroundings(sentence)} {document.path}"
    return not any(
        year in around
        or re.search(rf"(?:FY ?|['’/–-]){year[2:]}\b", around)
        or (published is not None and str(published.year) == year)
        for year in years
    )
