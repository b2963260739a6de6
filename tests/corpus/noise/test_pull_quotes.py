"""Pull quotes: kept where they are the only copy, dropped where they repeat the article."""

from __future__ import annotations

import pytest

from corpus.noise.page import filter_page
from corpus.readers import html

PROSE = (
    "Orrin plc said on Monday that it would buy the Skarn glass works for EUR 41 million in cash.",
    "The works employ 310 people in Malmo and make bottles for drinks companies all over Europe.",
    "Orrin expects to close the purchase in the third quarter, once the authority has approved it.",
    "Analysts had expected a higher price, since a rival from Finland had shown interest as well.",
)
QUOTE = "We will keep every furnace running until 2031, said chief executive Ada Quill."
MARKUP = (
    '<aside class="pullquote"><p>{}</p></aside>',
    '<blockquote class="pull-quote">{}</blockquote>',
    '<div class="story-pull_quote"><p>{}</p></div>',
)


def _kept(markup: str, quote: str, second: str = PROSE[1]) -> tuple[str, list[str]]:
    paragraphs = [f"<p>{text}</p>" for text in (PROSE[0], second, *PROSE[2:])]
    body = "".join([*paragraphs[:2], markup.format(quote), *paragraphs[2:]])
    page = f"<html><body><article><h1>Orrin buys Skarn</h1>{body}</article></body></html>"
    filtered = filter_page(html.read(page.encode(), "a.html"))
    return "\n".join(b.text for b in filtered.kept), [b.reason for b in filtered.removed]


@pytest.mark.parametrize("markup", MARKUP)
def test_a_pull_quote_said_nowhere_else_is_kept(markup: str) -> None:
    text, removed = _kept(markup, QUOTE)
    assert QUOTE in text
    assert removed == []


@pytest.mark.parametrize("markup", [*MARKUP, "<blockquote>{}</blockquote>"])
def test_a_pull_quote_that_repeats_the_article_is_not_kept_twice(markup: str) -> None:
    shown = f"“{QUOTE.upper()}”"
    text, removed = _kept(markup, shown, f"{PROSE[1]} {QUOTE}")
    assert text.casefold().count(QUOTE.casefold()) == 1
    assert removed == ["pull quote, repeats the text"]


def test_a_hidden_pull_quote_and_another_sidebar_stay_out() -> None:
    for markup in ('<aside hidden class="pullquote">{}</aside>', "<aside>{}</aside>"):
        text, removed = _kept(markup, QUOTE)
        assert QUOTE not in text
        assert len(removed) == 1
