"""Text repeated over documents of one source is found, and kept in one of them."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.assemble import assemble
from corpus.documents import Block, BlockKind, Document, Metadata
from corpus.load import load_document
from corpus.noise.repeated import Repeats, find_repeats, outline, without

FOOTER = "Vantry Legal LLP is a partnership of solicitors whose partners are listed at its office."


def _document(
    path: str, *texts: str, author: str | None = None, publisher: str | None = None
) -> Document:
    kinds = {True: BlockKind.QUOTE, False: BlockKind.PARAGRAPH}
    joined = assemble(
        [
            Block(text.removeprefix("> "), kinds[text.startswith("> ")], place)
            for place, text in enumerate(texts)
        ]
    )
    return Document(
        id=path,
        path=path,
        deal=path.split("/", maxsplit=1)[0],
        text=joined.text,
        metadata=Metadata(author=author, publisher=publisher),
        sections=joined.sections,
    )


def _mail(name: str, *texts: str) -> Document:
    author = "Ola Brandt <ola@vantry.example>"
    return _document(f"deal/{name}.eml", f"From: {author}", *texts, author=author)


def _repeats(*documents: Document) -> Repeats:
    return find_repeats([outline(document) for document in documents])


def _mails() -> list[Document]:
    return [
        _mail("1", "The seller signs on Monday in Oslo.", "Best wishes", "Ola Brandt", FOOTER),
        _mail("2", "The bank asks for another guarantee.", "Best wishes", "Ola Brandt", FOOTER),
        _mail("3", "Who pays for the notary in the end?", "Best wishes", "Ola Brandt", FOOTER),
    ]


def test_a_signature_is_kept_in_the_first_mail_and_named_in_the_others() -> None:
    first, second, third = _mails()
    found = _repeats(first, second, third)
    assert first.path not in found
    assert set(found[second.path]) == set(found[third.path]) == {2, 3, 4}
    left = without(second, found[second.path])
    assert left.text.endswith("The bank asks for another guarantee.")
    assert [(r.text, r.position) for r in left.removed][-1] == (FOOTER, 4)
    assert all(
        r.reason == "repeated in 3 documents of vantry.example, kept in deal/1.eml"
        for r in left.removed
    )


def test_two_mails_are_too_few_and_half_of_them_are_needed() -> None:
    mails = _mails()
    assert _repeats(*mails[:2]) == {}
    others = [_mail(f"x{n}", f"Something else is said, number {n} of them.") for n in range(4)]
    assert _repeats(*mails, *others) == {}


def test_which_mail_keeps_it_does_not_depend_on_the_order_they_came_in() -> None:
    assert len({str(_repeats(*order)) for order in permutations(_mails())}) == 1


def test_figures_dates_and_fields_are_never_set_aside() -> None:
    facts = (
        "The price is EUR 40 million.",
        "Signed on 3 March 2025",
        "Buyer: Corvel Holding AB",
        "There are 310 employees.",
    )
    own = ("One thing is new here.", "Another thing was added to it.", "The third is the last.")
    assert _repeats(*(_mail(str(n), text, *facts) for n, text in enumerate(own))) == {}


def test_drafts_of_one_contract_keep_everything() -> None:
    clauses = [f"The parties agree on matter {letter} as set out before." for letter in "abcdefgh"]
    drafts = [
        _document(f"deal/draft-{n}.txt", "EXECUTION COPY", f"Draft {n}", *clauses, "The Seller")
        for n in range(4)
    ]
    assert _repeats(*drafts) == {}


def test_like_clauses_in_contracts_of_one_folder_stay_in_each() -> None:
    law = "This agreement is governed by the law of Norway."
    contracts = [
        _document(f"deal/{name}.txt", f"{name} is sold by its owners to the buyer.", law)
        for name in ("Mill", "Quarry", "Harbour", "Forge")
    ]
    assert _repeats(*contracts) == {}


def test_site_chrome_goes_from_pages_of_one_publisher_only() -> None:
    chrome = "Follow us for the stories that matter"
    stories = ("A mill was sold in the north.", "A quarry will close soon.", "The port has grown.")
    site = [
        _document(f"deal/{n}.html", story * 3, chrome, publisher="Fjord Post")
        for n, story in enumerate(stories)
    ]
    elsewhere = _document("deal/9.html", "Nothing new at all.", chrome, publisher="Other Post")
    assert set(_repeats(*site, elsewhere)) == {"deal/1.html", "deal/2.html"}


def test_a_mail_that_holds_another_whole_keeps_only_what_is_its_own() -> None:
    terms = "We offer EUR 40 million for the mill, subject to the consent of our board."
    first = _mail("1", terms, "Ola")
    reply = _mail("2", "Thank you, we will look at it.", terms, "Ola")
    again = _mail("3", "For your information.", "Thank you, we will look at it.", terms, "Ola")
    found = _repeats(again, reply, first)
    assert found["deal/2.eml"] == dict.fromkeys((2, 3), "quoted reply, kept in deal/1.eml")
    assert found["deal/3.eml"][3] == "quoted reply, kept in deal/1.eml"
    assert found["deal/3.eml"][2] == "quoted reply, kept in deal/2.eml"
    assert "deal/1.eml" not in found


def test_a_marked_quote_goes_only_where_the_message_it_comes_from_stands(tmp_path: Path) -> None:
    terms = "We offer EUR 40 million for the mill, subject to the consent of our board."
    asked = "Would you take the quay with it, at the price of last year, and the cranes as well?"
    head = "From: {} <x@orrin.example>\nSubject: Mill\n\n"
    (tmp_path / "1.eml").write_text(head.format("Ola") + f"{terms}\n")
    (tmp_path / "2.eml").write_text(
        head.format("Bo")
        + f"We will look at it.\n\nOn Sun, 1 Mar 2026, Ola wrote:\n> {terms[:31]}\n> {terms[32:]}\n"
        + f"\nSee also:\n\nOn Sat, 28 Feb 2026, Ada wrote:\n> {asked}\n"
    )
    first, second = (load_document(tmp_path / f"{n}.eml", root=tmp_path) for n in (1, 2))
    found = _repeats(first, second)
    kept = without(second, found[second.id])
    assert asked in kept.text
    assert "Ada wrote" in kept.text
    assert terms not in kept.text
    assert "Ola wrote" not in kept.text
    assert [b.reason for b in kept.removed] == ["quoted reply, kept in 1.eml"] * 2
    assert first.id not in found
    assert _repeats(second) == {}


def test_signatures_above_quotes_and_quotes_in_quotes_are_kept_once(tmp_path: Path) -> None:
    offer = "We offer EUR 40 million for the mill, subject to the consent of our board."
    answer = "The board will want to know how the price of the quay was arrived at."
    signature = "-- \nOla Brandt\nFinance director, Vantry Legal LLP\n"
    bodies = [
        f"{offer}\n\nRegards\nOla\n\n{signature}",
        f"Have a good weekend.\n\n{signature}",
        f"{answer}\n\n{signature}\nOn Sun, 1 Mar 2026, Ola wrote:\n> {offer}\n>\n> Ola\n",
        f"As discussed.\n\n{signature}\nOn Mon, 2 Mar 2026, Ola wrote:\n> {answer}\n>\n"
        f"> On Sun, 1 Mar 2026, Ola wrote:\n>> {offer}\n>>\n>> Call me, the bank is nervous.\n",
    ]
    for number, body in enumerate(bodies):
        head = "From: Ola Brandt <ola@vantry.example>\nSubject: Mill\n\n"
        (tmp_path / f"{number}.eml").write_text(head + body)
    mails = [load_document(tmp_path / f"{n}.eml", root=tmp_path) for n in range(len(bodies))]
    found = _repeats(*mails)
    texts = [without(mail, found.get(mail.id, {})).text.split("\n\n", 2)[2] for mail in mails]
    assert texts == [
        f"{offer}\n\nRegards\n\nOla\n\nOla Brandt\n\nFinance director, Vantry Legal LLP",
        "Have a good weekend.",
        answer,
        "As discussed.\n\nOn Sun, 1 Mar 2026, Ola wrote:\n\nCall me, the bank is nervous.",
    ]


def test_a_quote_of_a_mail_that_is_not_there_is_kept_once() -> None:
    asked = "> Would you take the quay with it, and the cranes that stand on it as well?"
    opening = "> On Sun, 1 Mar 2026, Ada wrote:"
    first = _mail("1", "We might, if the price is right.", opening, asked)
    second = _mail("2", "No, thank you, it is too far away.", opening, asked)
    found = _repeats(first, second)
    assert found == {"deal/2.eml": dict.fromkeys((2, 3), "quoted reply, kept in deal/1.eml")}


_LINES = st.sampled_from(
    (
        "Regards",
        "Ola Brandt",
        FOOTER,
        "Fine with us.",
        "EUR 4 million",
        "Call me when you can.",
        "> Regards",
        f"> {FOOTER}",
        "> Would you take the quay, too, and the cranes on it?",
    )
)


@given(st.lists(st.lists(_LINES, min_size=1, max_size=6), min_size=1, max_size=7))
def test_nothing_is_lost_and_no_mail_is_left_empty(bodies: list[list[str]]) -> None:
    mails = [_mail(str(n), *body) for n, body in enumerate(bodies)]
    found = _repeats(*mails)
    left = [without(mail, found.get(mail.path, {})) for mail in mails]
    standing = {line for mail in left for line in mail.text.split("\n\n")}
    assert standing >= {line.removeprefix("> ") for body in bodies for line in body}
    for before, after in zip(mails, left, strict=True):
        assert len(after.sections) > 1
        assert len(after.sections) + len(after.removed) == len(before.sections)
        assert all(after.text[s.start : s.end].strip() for s in after.sections)


def test_pages_and_kinds_survive() -> None:
    blocks = [
        Block("A title", BlockKind.HEADING, 0, 1, 1),
        Block("The first page says this.", BlockKind.PARAGRAPH, 1, 0, 1),
        Block("A line that goes", BlockKind.PARAGRAPH, 2, 0, 2),
        Block("The second page says that.", BlockKind.PARAGRAPH, 3, 0, 2),
    ]
    whole, rest = assemble(blocks), assemble([*blocks[:2], blocks[3]])
    document = Document("a", "a", None, whole.text, pages=whole.pages, sections=whole.sections)
    left = without(document, {2: "repeated"})
    assert (left.text, left.pages, left.sections) == (rest.text, rest.pages, rest.sections)
    assert [(r.text, r.page) for r in left.removed] == [("A line that goes", 2)]
