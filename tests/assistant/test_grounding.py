from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Citation, Claim, Support
from assistant.grounding import check_claim, check_claims
from index.embeddings import Embedder
from index.library import Library

PUBLISHED = date(2026, 3, 12)


def cited(quote: str, published: date | None = PUBLISHED) -> Citation:
    return Citation(
        document_id="d", document="note.txt", title="Note", start=0, end=len(quote), quote=quote,
        passage_id="d:0", published=published,
    )  # fmt: skip


def failed(text: str, *quotes: str) -> tuple[str, ...]:
    claim = check_claim(Claim(text=text, citations=tuple(cited(q) for q in quotes)))
    assert (claim.support is Support.SUPPORTED) == (not claim.failed)
    return claim.failed


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The price is $1.4 trillion.", "They agreed a price of USD 1,400bn."),
        ("The price is EUR 240 million.", "Larch pays a price of EUR 240 million in cash."),
        ("Revenue is expected in 2026.", "Revenue is expected this year."),
        ("The plant opened in 2025.", "The plant opened last year."),
        ("Brindle will close in June 2027.", "Brindle will close on 30 June 2027."),
        ("Two companies bid for Brindle.", "Larch and Foxconn, both companies, bid for Brindle."),
        ("It has two plants.", "It has 2 plants."),
        ("OpenAI may buy the racks.", "OpenAI may potentially purchase, or buy, the racks."),
        ("The offer is not binding.", "This is a non-binding offer."),
        ("The fee is at most EUR 3 million.", "The fee is up to EUR 3 million."),
        ("Interest is 0.75%.", "Interest of 75 basis points is due."),
        ("Sales were EUR 913 million.", "Group sales (in EUR million): sales 913"),
        ("Sales were EUR 913 million.", "Group figures in millions of euros: sales 913"),
        ("Sales were $913 million.", "Group figures ($ in millions): sales 913"),
        ("The term is 12 months.", "The term, in months: 12."),
        ("The margin is 12%.", "Margin (per cent): the margin is 12."),
        # Notations of a figure or a date hold no names.
        ("The price is EUR 40 million.", "The price is €40 million."),
        ("It closes on 31 March 2026.", "It closes on 2026-03-31."),
        ("The capacity is 5 GW.", "The capacity is 5 gigawatts."),
        # A loss needs no minus sign.
        ("The net loss was EUR 12 million.", "Net result: EUR (12) million, a loss"),
        ("Cash used was $577 million.", "Cash used in investing activities $(577) million"),
    ],
)
def test_what_the_source_says_in_other_words_is_supported(claim: str, quote: str) -> None:
    assert failed(claim, quote) == ()


@pytest.mark.parametrize(
    ("claim", "quote", "what"),
    [
        # Figures: value, unit, magnitude, what is counted, bounds.
        ("The price is EUR 250 million.", "The price is EUR 240 million.", "EUR 250 million"),
        ("The price is $240 million.", "The price is EUR 240 million.", "$240 million"),
        ("The price is EUR 240 billion.", "The price is EUR 240 million.", "EUR 240 billion"),
        ("The fee is $5 million.", "The fee is for 5 million people.", "$5 million"),
        ("The fee is 3 years.", "The fee is 3% of the price.", "3 years"),
        ("The site uses 5 GW.", "The site uses 5 MW.", "5 GW"),
        ("Two companies bid.", "Three companies bid.", "Two"),
        ("It employs 900 people.", "It employs 400 people and 900 robots.", "900"),
        ("The fee is at least EUR 3 million.", "The fee is up to EUR 3 million.",
         "bound of EUR 3 million"),
        # A bare number: in another unit, or in none.
        ("Revenue was $1,577 million.", "In EUR million: Revenue 1,577.", "$1,577 million"),
        ("The price is $40 million.", "The price is 40 million, in British pounds.",
         "$40 million"),
        ("The price is $40 million.", "The price is 40 million, in Canadian dollars.",
         "$40 million"),
        ("Sales were EUR 9 million.", "Sales, in EUR million and $ million: 9", "EUR 9 million"),
        ("The term is 12 years.", "The term, in months: 12.", "12 years"),
        ("The margin is 12%.", "The margin is 12.", "12%"),
        # A negative amount is no gain.
        ("Profit was $12 million, after a loss of $5 million.",
         "Profit was $(12) million, after a loss of $5 million.", "$12 million"),
        # Dates: another one, or one more exact than the source.
        ("The plant opened in 2026.", "The plant opened last year.", "2026"),
        ("It closes on 30 June 2027.", "It closes in June 2027.", "30 June 2027"),
        ("It closes on 30 June 2027.", "It closes on 30 July 2027.", "30 June 2027"),
        # Names.
        ("Larch pays OpenAI.", "Larch pays Foxconn.", "OpenAI"),
        ("OpenAI pays the fee.", "Foxconn pays the fee.", "OpenAI"),
        # Negation and strength.
        ("The offer is binding.", "The offer is not binding on either party.", "dropped negation"),
        ("The agreement entails an obligation.",
         "The agreement does not entail any obligation.", "dropped negation"),
        ("The offer is not binding.", "The offer is binding.", "negation"),
        ("OpenAI will purchase the racks.",
         "OpenAI gets access to the racks and could potentially purchase them.",
         "dropped “could”"),
        ("OpenAI purchases the racks.", "OpenAI may purchase the racks.", "dropped “may”"),
        ("Larch made an offer.", "Larch made a non-binding offer.", "dropped “non-binding”"),
        ("The deal closes in June 2027.",
         "The deal is expected to close in June 2027.", "dropped “is expected to”"),
        # Nothing of it stands there.
        ("The weather in the valley was pleasant.", "The break fee is due at once.", "wording"),
    ],
)  # fmt: skip
def test_what_the_source_does_not_say_fails(claim: str, quote: str, what: str) -> None:
    assert what in failed(claim, quote)


def test_part_of_a_sentence_is_not_what_the_sentence_says() -> None:
    quote = "It is not true that Larch will buy Brindle."
    assert failed("Larch will buy Brindle.", quote)
    assert failed(quote, quote) == ()


def test_each_document_dates_its_own_this_year() -> None:
    old = cited("Sales double this year.", date(2024, 5, 1))
    assert not check_claim(Claim(text="Sales double in 2024.", citations=(old,))).failed
    assert check_claim(Claim(text="Sales double in 2026.", citations=(old,))).failed == ("2026",)


def test_a_claim_without_citation_is_unsupported() -> None:
    claim = check_claim(Claim(text="The price is high."))
    assert (claim.support, claim.failed) == (Support.UNSUPPORTED, ("no citation",))


_SENTENCES = st.lists(
    st.sampled_from(
        "The Larch Brindle may not potentially pay EUR 240 million 3% two companies on 30 June "
        "2027 this year at least no binding offer, (1,577) U.S. Inc. never 5-7 x".split()
    ),
    min_size=1,
    max_size=14,
).map(lambda words: " ".join(words) + ".")


@given(_SENTENCES, _SENTENCES)
def test_a_sentence_of_the_citation_is_always_supported(one: str, other: str) -> None:
    assert failed(one, one) == ()
    assert failed(one, other, one) == ()
    assert failed(f"{one} {other}", f"{one} {other}") == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_checked(claim: str, quote: str) -> None:
    failed(claim, quote)


def test_a_quote_that_does_not_stand_where_it_says_is_taken_off(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    text = "Larch Capital offers EUR 240 million for Brindle Foods. It needs approval by June."
    (folder / "offer.txt").write_text(text)
    library = Library.open(tmp_path_factory.mktemp("data"), embedder=embedder)
    library.sync(folder)
    document = library.document(library.documents()[0].id)
    start = document.text.index("It needs")
    real = cited("It needs approval by June.").model_copy(
        update={"document_id": document.id, "start": start, "end": len(document.text)}
    )
    moved = real.model_copy(update={"start": start - 1, "end": len(document.text) - 1})
    unknown = real.model_copy(update={"document_id": "nobody"})
    claims = [
        Claim(text="Larch Capital needs approval by June.", citations=(real,)),
        Claim(text="It needs approval by June.", citations=(moved, unknown)),
        Claim(text="Brindle needs approval by June.", citations=(real, moved)),
    ]
    named, moved_only, kept = check_claims(claims, library)
    library.close()
    assert named.support is Support.SUPPORTED  # "it" is named in the sentence before
    assert (moved_only.citations, moved_only.failed) == ((), ("no citation",))
    assert kept.citations == (real,)
