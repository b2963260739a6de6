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
        ("Monday, 9 March 2026", date(2026, 3, 9)),
        ("Date: 9-Mar-2026", date(2026, 3, 9)),
        ("LEEDS--(BUSINESS WIRE)--March 9, 2026--Orrin Group will sell.", date(2026, 3, 9)),
        ("SANTA FE, N.M., March 9, 2026 /PRNewswire/ -- Orrin will sell.", date(2026, 3, 9)),
        ("ST. IVES, March 9, 2026 (GLOBE NEWSWIRE) -- Orrin will sell.", date(2026, 3, 9)),
        ("FRESNO, Calif. (March 9, 2026) – Orrin Group will sell.", date(2026, 3, 9)),
        ("This Lease Agreement is entered into as of March 9, 2026 by Orrin.", date(2026, 3, 9)),
        ("PLAN OF MERGER, dated as of March 9, 2026 (this “Plan”), by Orrin", date(2026, 3, 9)),
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


@pytest.mark.parametrize(
    "block",
    [
        Block("Maturity: 30 June 2030"),
        Block("Closing date: 31 December 2026"),
        Block("Commencement: 1 January 2027"),
        Block("Date of expiry: 31 December 2037"),
        Block("Exclusivity ends 30 September 2026"),
        Block("For the fiscal year ended December 31, 2024"),
        Block("On Monday, June 9, 2025, Orrin Group said no."),
        Block("This note is about the Supply Agreement entered into as of June 9, 2025."),
        Block("Signing | 1 May 2025", BlockKind.TABLE_ROW),
        Block("1 May 2025", BlockKind.TABLE_ROW),
        Block("Leeds, 1 May 2025", BlockKind.LIST_ITEM),
    ],
    ids=lambda block: block.text,
)
def test_the_date_of_another_event_is_not_the_documents(block: Block) -> None:
    cover = heading("Term sheet")
    assert completed(Metadata(), (cover, block)).published is None
    marked = completed(Metadata(), (cover, block, Block("Dated 10 June 2025")))
    assert marked.published == date(2025, 6, 10)


def test_a_marked_date_goes_before_one_that_stands_alone() -> None:
    blocks = (heading("Term sheet"), Block("Leeds, 1 May 2025"), Block("Issued 10 June 2025"))
    assert completed(Metadata(), blocks).published == date(2025, 6, 10)


def test_a_marked_day_that_never_was_is_passed_over() -> None:
    blocks = (Block("Published 31 February 2025"), Block("Dated 10 June 2025"))
    assert completed(Metadata(), blocks).published == date(2025, 6, 10)


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
