"""A page that is a document and nothing else keeps its cover and its short lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.load import load_document

SAID = (
    "The company bought a brick works for 4 million dollars in the quarter and has sold its own "
    "quarry, as the notes to these statements say in more detail."
)
COVER = (
    "UNITED STATES",
    "SECURITIES AND EXCHANGE COMMISSION",
    "FORM 10-Q",
    "For the quarterly period ended June 30, 2025",
    "ORRIN CORPORATION",
    "(Exact name of registrant as specified in its charter)",
)
TABLE = "<table><tr><td><p>Loss</p></td><td>$</td><td><p>(25</p></td><td>)</td></tr></table>"


def loaded(folder: Path, body: str, title: str = "") -> Document:
    path = folder / "page.html"
    path.write_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    return load_document(path)


def divs(*lines: str) -> str:
    return "".join(f"<div>{line}</div>" for line in lines)


def test_the_cover_of_a_filing_is_kept_and_says_whose_it_is(tmp_path: Path) -> None:
    document = loaded(tmp_path, divs(*COVER, SAID) + TABLE + divs(SAID[:-1] + " too."), "10-Q")
    assert all(line in document.text for line in COVER)
    assert "Loss | $(25)" in document.text
    assert document.identity.company == "ORRIN CORPORATION"
    assert document.identity.period == "Q2 2025"
    assert document.title == "ORRIN CORPORATION: quarterly report Q2 2025"


@pytest.mark.parametrize("title", ["orrin-20250630.htm", "orrin-20250630", "d81723dex101.htm"])
def test_the_name_of_a_file_is_no_title(title: str, tmp_path: Path) -> None:
    document = loaded(tmp_path, divs(*COVER, SAID), title)
    assert document.title == "ORRIN CORPORATION: quarterly report Q2 2025"


def test_what_a_filing_hides_goes_and_so_do_the_links_on_top_of_its_pages(tmp_path: Path) -> None:
    hidden = "<div style='display:none'>false</div>"
    link = "<div><a href='#toc'>Table of Contents</a></div>"
    document = loaded(tmp_path, hidden + divs(*COVER) + f"{link}<p>{SAID}</p>" * 3)
    assert [block.text for block in document.removed] == ["false", *["Table of Contents"] * 3]


def test_the_first_and_last_lines_of_a_contract_are_kept(tmp_path: Path) -> None:
    first = ("CREDIT AGREEMENT", "dated as of June 30, 2025", "among", "ORRIN CORP., as Borrower")
    last = ("ORRIN CORP.", "By: /s/ Ada Quill", "Name: Ada Quill")
    document = loaded(tmp_path, divs(*first, SAID, *last))
    assert document.text.split("\n\n") == [*first, SAID, *last]


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href='/'>Home</a></nav>{}",
        "<article>{}</article>",
        "{}<p>Share on Facebook</p><p>Sign up for our newsletter</p>",
        "<p><a href='/a'>Sport</a></p><p><a href='/b'>Weather</a></p>{}" * 2,
    ],
)
def test_a_page_of_a_site_is_judged_as_before(around: str, tmp_path: Path) -> None:
    said = f"<p>{SAID}</p><p>{SAID.replace('quarry', 'mine')}</p>"
    document = loaded(tmp_path, around.replace("{}", f"<p>Kilns and quarries</p>{said}", 1))
    assert "Kilns and quarries" not in document.text
