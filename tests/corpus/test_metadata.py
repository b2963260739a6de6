"""Title, date and kind of a document, from what it says."""

from datetime import date

import pytest

from corpus.documents import Block, BlockKind, Metadata
from corpus.metadata import completed, document_kind

PROSE = Block("The buyer pays four million in cash, and the seller keeps the land.")


def heading(text: str) -> Block:
    return Block(text, BlockKind.HEADING, level=1)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date: 9 March 2026", date(2026, 3, 9)),
        ("March 9, 2026", date(2026, 3, 9)),
        ("Published 2026-03-09", date(2026, 3, 9)),
        ("Leeds, 9th March 2026", date(2026, 3, 9)),
        ("Leeds, 9 March 2026 – Orrin Group today said that it would sell.", date(2026, 3, 9)),
    ],
)
def test_a_date_on_a_line_of_its_own_is_the_documents(line: str, day: date) -> None:
    blocks = (heading("Term sheet"), Block(line), PROSE)
    assert completed(Metadata(), blocks).published == day


def test_a_date_that_the_text_speaks_of_is_not_the_documents() -> None:
    text = (
        "The parties expect the purchase to close on 30 June 2027, after every approval has come."
    )
    assert completed(Metadata(), (heading("Term sheet"), Block(text))).published is None


def test_what_the_format_says_is_kept() -> None:
    stated = Metadata(title="Own title", published=date(2020, 1, 1))
    assert completed(stated, (heading("Other"), Block("Date: 9 March 2026"))) == stated


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Term sheet: sale of the brick works", "term sheet"),
        ("Share purchase agreement", "contract"),
        ("Annual report 2025", "annual report"),
        ("Memo to the board", "board memo"),
        ("Subscription and option agreement", "contract"),
        ("Minutes of the board of Ardle mill", "minutes"),
        ("Ten minutes in Tromsdal", None),
        ("A quiet day in Tromsdal", None),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str | None) -> None:
    blocks = (heading(title), PROSE)
    assert document_kind("a/b.txt", completed(Metadata(), blocks), blocks) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("deal/newspaper-article.md", "news report"),
        ("deal/e-mails.md", "e-mail"),
        ("deal/thread.eml", "e-mail"),
        ("deal/page.html", "news report"),
        ("news/letter.md", None),
    ],
)
def test_where_the_title_tells_nothing_the_name_does(path: str, kind: str | None) -> None:
    blocks = (heading("A quiet day in Tromsdal"), PROSE)
    assert document_kind(path, completed(Metadata(), blocks), blocks) == kind
