"""Web pages: figures without footnote marks, words without soft hyphens, and the right date."""

from datetime import date

import pytest

from corpus.readers.html import read

TEXT = "<p>Orrin Group will buy the brick works for 4 million in cash, it said on Monday.</p>"


def texts(body: str) -> list[str]:
    page = f"<html><body>{body}</body></html>"
    return [block.text for block in read(page.encode(), "page.html").blocks]


def published(body: str, head: str = "") -> date | None:
    page = f"<html><head>{head}</head><body>{body}{TEXT}</body></html>"
    return read(page.encode(), "page.html").metadata.published


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("$1.2<sup>1</sup> billion", "$1.2 billion"),
        ("EBITDA<sup>(2)</sup> of 31<sup>*</sup>", "EBITDA of 31"),
        ("Sales<sup>†</sup> rose.<sup><a>[12]</a></sup> Costs fell", "Sales rose. Costs fell"),
        ("$45m<sup>2</sup> in cash", "$45m in cash"),
        ("2025<span style='vertical-align: super'>1,2</span> sales", "2025 sales"),
        ("25 m<sup>2</sup> and 3 km<sup>2</sup>", "25 m2 and 3 km2"),
        ("the 5<sup>th</sup> of May", "the 5th of May"),
        ("at 10<sup>3</sup>/<sub>8</sub>%", "at 10 3/8%"),
        ("2 x 10<sup>6</sup> units", "2 x 106 units"),
        ("<sup>1</sup> Without debt", "1 Without debt"),
    ],
)
def test_only_footnote_marks_are_taken_out(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


def test_a_mark_that_begins_a_line_stays() -> None:
    assert texts("<p>Notes<br><sup>1</sup> Without debt</p>") == ["Notes\n1 Without debt"]


def test_a_soft_hyphen_is_no_part_of_a_word() -> None:
    assert texts("<p>The pur&shy;chase</p>") == ["The purchase"]


@pytest.mark.parametrize(
    "part",
    ["div class='latest'", "aside", "nav", "footer", "div id='comments'", "div class='sidebar'"],
)
def test_the_date_of_another_part_of_the_page_is_not_the_pages(part: str) -> None:
    other = (
        f"<{part}><time datetime='2021-01-05'>5 January 2021</time></{part.split(maxsplit=1)[0]}>"
    )
    assert published(f"{other}<h1>Orrin buys</h1>") is None
    own = "<p><time datetime='2025-06-10'>10 June</time></p>"
    assert published(f"{other}{other}{other}{other}<h1>Orrin buys</h1>{own}") == date(2025, 6, 10)


def test_a_part_that_holds_the_headline_is_the_page_itself() -> None:
    body = "<div class='with-sidebar'><h1>Orrin buys</h1><time>10 June 2025</time></div>"
    assert published(body) == date(2025, 6, 10)


@pytest.mark.parametrize("name", ["mandate-box", "update", "candidate", "metal"])
def test_a_name_that_only_contains_date_marks_none(name: str) -> None:
    assert published(f"<div class='{name}'>Of 1 March 2019</div>") is None


@pytest.mark.parametrize(
    "name", ["date", "post-date", "articleDate", "release_date", "pubdate", "entry-meta"]
)
def test_a_name_with_the_word_date_marks_the_date(name: str) -> None:
    assert published(f"<div class='{name}'>10 June 2025</div>") == date(2025, 6, 10)


def test_an_article_goes_before_the_page_that_holds_it() -> None:
    page = '{"@type": "WebPage", "datePublished": "2015-01-01"}'
    article = '{"@type": ["NewsArticle"], "headline": "Sale", "datePublished": "2025-06-10"}'
    script = '<script type="application/ld+json">{}</script>'
    both = script.format(page) + script.format(article)
    assert published("", head=both) == date(2025, 6, 10)
    assert published("", head=script.format(page)) == date(2015, 1, 1)
