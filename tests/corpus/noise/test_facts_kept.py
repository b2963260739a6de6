"""Sentences and terms of a deal that begin like a page's furniture stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.load import load_document
from corpus.noise.phrases import boilerplate

ABOVE = (
    "The owners of the brick works have agreed to sell it to a family firm for 4 million euros, "
    "the two said in a joint statement on Monday after a year of talks."
)
BELOW = (
    "The bank that financed the second kiln will be repaid in full once the sale is complete, "
    "which both of the boards expect to happen in the first quarter of next year."
)
SENTENCES = (
    "Commenting on the sale, the firm's chairman Ada Quill said that the price of 31 euros was "
    "final.",
    "The owners may receive additional compensation of up to 5 million euros if sales rise.",
    "The firm has a ROFR (right of first refusal) over the quarry until 30 June 2030.",
    "The firm has filed a statement on Form S-4 (File No. 333-265432) with the regulator.",
    "5 years ago, the firm bought a quarry for 3 million euros.",
    "By 30 June 2026: first delivery",
    "Sources: cash on hand and a bridge loan of 2 million euros.",
    "Credit: up to EUR 25 million, repayable in 2030.",
    "Powered by a 5 MW gas plant, the new kiln will be lit in 2027.",
    "Unlimited access to the data room will be given to the buyer until 30 June 2025.",
    "Recommended: accept the offer of 31 euros.",
    "Previous articles of association are void.",
    "Register for the meeting of 30 June 2025 at which the sale is put to the vote.",
)


def _kept(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_document(path).text


def _page(*lines: str) -> str:
    return f"<html><body><article><h1>Brick works sold</h1>{''.join(lines)}</article></body></html>"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_only_begin_like_furniture_stay_wherever_they_stand(
    sentence: str, tmp_path: Path
) -> None:
    above, below, said = f"<p>{ABOVE}</p>", f"<p>{BELOW}</p>", f"<p>{sentence}</p>"
    items = f"<ul><li>Kilns: two</li><li>{sentence}</li><li>Staff: eighty</li></ul>"
    for lines in ((above, said, below), (above, items, below), (above, below, said)):
        assert sentence in _kept(tmp_path, "page.html", _page(*lines))


@pytest.mark.parametrize("sentence", [line for line in SENTENCES if "Commenting" not in line])
def test_the_wordings_of_furniture_do_not_begin_these_sentences(sentence: str) -> None:
    phrase = boilerplate(sentence)
    assert phrase is None


@pytest.mark.parametrize(
    "line",
    [
        "Comments (12)",
        "12 Comments",
        "3 hours ago",
        "Powered by WordPress",
        "Recommended: Ten Kilns Worth A Visit",
        "Source: Fjord Post",
        "By Ada Quill",
        "Unlimited access to all articles",
        "We may earn a commission when you buy through links on this site.",
        "E-mail address *",
        "Register for free",
        "The owner (left) speaks to reporters",
    ],
)
def test_the_furniture_itself_is_still_known(line: str) -> None:
    assert boilerplate(line) is not None


def test_a_block_that_states_money_stays_unless_it_sells_the_page(tmp_path: Path) -> None:
    fact = "Posted in the first quarter, the loss of 25 million euros was the largest in ten years."
    offer = "Subscribe now to continue reading for 5 euros a month."
    lines = (f"<p>{text}</p>" for text in (ABOVE, BELOW, fact, offer))
    kept = _kept(tmp_path, "page.html", _page(*lines))
    assert fact in kept
    assert offer not in kept


@pytest.mark.parametrize("heading", ["Shares", "Business", "Technology", "Advertising", "Careers"])
def test_a_heading_of_one_word_stays_above_its_text(heading: str, tmp_path: Path) -> None:
    lines = (f"<p>{ABOVE}</p>", f"<h2>{heading}</h2>", f"<p>{BELOW}</p>")
    assert f"\n{heading}\n" in _kept(tmp_path, "page.html", _page(*lines))
    markdown = f"# Works\n\n{ABOVE}\n\n## {heading}\n\n{BELOW}\n\n## Search\n\n{BELOW[:89]}.\n"
    kept = _kept(tmp_path, "report.md", markdown)
    assert f"\n{heading}\n" in kept
    assert "\nSearch\n" in kept


def test_the_mark_of_an_advertisement_goes_as_a_heading_too(tmp_path: Path) -> None:
    lines = (f"<p>{ABOVE}</p>", "<h4>Advertisement</h4>", f"<p>{BELOW}</p>")
    assert "Advertisement" not in _kept(tmp_path, "page.html", _page(*lines))


TERMS = (
    "Compliance certificate: quarterly",
    "Interest rate: EURIBOR plus 2.75 per cent",
    "Maturity: 30 June 2030",
)


def test_terms_under_a_heading_like_that_of_teasers_stay(tmp_path: Path) -> None:
    lines = ("TERM SHEET", "Borrower: Kiln Ltd", ABOVE, "Other Reports", *TERMS)
    kept = _kept(tmp_path, "terms.txt", "\n\n".join(lines))
    assert all(line in kept for line in lines)


def test_an_address_for_notices_stays_in_an_agreement(tmp_path: Path) -> None:
    lines = ("Notices shall be sent to:", "Supplier: Kiln Ltd", "E-mail address: legal@kiln.com")
    kept = _kept(tmp_path, "notices.txt", "\n\n".join(("SUPPLY AGREEMENT", ABOVE, *lines)))
    assert all(line in kept for line in lines)


RELATED = (
    "<h3>Related</h3><ul><li><a href='/a'>Kilns in trouble</a></li></ul>",
    "<div class='related'><h3>Related</h3><a href='/a'>Kilns in trouble</a></div>",
    "<p><strong>Related</strong></p><p><a href='/a'>Kilns in trouble as prices fall</a></p>",
)


@pytest.mark.parametrize(
    "term",
    [
        *(term for term in TERMS if any(map(str.isdigit, term))),
        "Reporting date: 30 June 2026",
        "Price: EUR 4 million",
    ],
)
def test_a_term_stays_wherever_it_stands_in_a_page(term: str, tmp_path: Path) -> None:
    above, below, line = f"<p>{ABOVE}</p>", f"<p>{BELOW}</p>", f"<p>{term}</p>"
    for box in ("", *RELATED):
        assert term in _kept(tmp_path, "page.html", _page(above, below, box, line))
        assert term in _kept(tmp_path, "page.html", _page(line, above, box, below))
    kept = _kept(tmp_path, "page.html", _page(above, below, "<h2>Key terms</h2>", line, line))
    assert f"Key terms\n\n{term}" in kept


@pytest.mark.parametrize(
    "line",
    [
        "Tags: deals, kilns",
        "Last updated: 30 June 2026",
        "Written by: Ada Quill",
        "Editing: Ada Quill",
        "Filed under: Deals",
        "Media contact: Ada Quill",
        "Share this: everywhere",
    ],
)
def test_a_label_that_a_site_puts_below_an_article_goes(line: str, tmp_path: Path) -> None:
    page = _page(f"<p>{ABOVE}</p>", f"<p>{BELOW}</p>", f"<p>{line}</p>")
    assert line not in _kept(tmp_path, "page.html", page)


@pytest.mark.parametrize("box", RELATED)
def test_text_below_a_box_of_teasers_stays(box: str, tmp_path: Path) -> None:
    short = "The price is final."
    page = _page(f"<p>{ABOVE}</p>", box, f"<p>{BELOW}</p>", f"<p>{short}</p>")
    kept = _kept(tmp_path, "page.html", page)
    assert BELOW in kept
    assert short in kept
    assert "Kilns in trouble" not in kept


TEASERS = (
    "Kilns In Trouble",
    "Quarry Is Sold To A Rival For Nothing",
    "The Quarry Strikes Back: Studio Confirms A Sequel",
    "Ten Kilns To See Before You Retire",
)


def test_a_colon_makes_no_term_of_a_teaser_in_a_text(tmp_path: Path) -> None:
    kept = _kept(tmp_path, "a.txt", "\n\n".join((ABOVE, BELOW, "Related articles", *TEASERS)))
    assert BELOW in kept
    assert not any(line in kept for line in TEASERS)


@pytest.mark.parametrize("teaser", TEASERS)
def test_a_colon_makes_no_term_of_a_teaser_below_an_article(teaser: str, tmp_path: Path) -> None:
    page = _page(f"<p>{ABOVE}</p>", f"<p>{BELOW}</p>", f"<p>{teaser}</p>")
    assert teaser not in _kept(tmp_path, "page.html", page)


@pytest.mark.parametrize(
    "name", ["credit-agreement", "social-housing", "related-party", "promo", "comment-letter"]
)
def test_a_sentence_with_a_fact_stays_whatever_its_part_is_called(
    name: str, tmp_path: Path
) -> None:
    said = (
        "The price includes an earn-out of up to 3 million euros that depends on the sales of the "
        "next two years, the two companies said."
    )
    part = f"<div class='{name}'><p>{said}</p></div>"
    assert said in _kept(tmp_path, "page.html", _page(f"<p>{ABOVE}</p>", part, f"<p>{BELOW}</p>"))


def test_the_caption_of_a_table_stays(tmp_path: Path) -> None:
    table = (
        "<table><caption>Consolidated figures</caption><tr><th>EUR m</th><th>2025</th></tr>"
        "<tr><td>Sales</td><td>9</td></tr></table>"
    )
    kept = _kept(tmp_path, "page.html", _page(f"<p>{ABOVE}</p>", table, f"<p>{BELOW}</p>"))
    assert "Consolidated figures\n\nEUR m | 2025\nSales | 9" in kept
