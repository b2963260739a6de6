"""What holds of the noise filters for any input: nothing made up, nothing lost in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.documents import Block, BlockKind, Source
from corpus.errors import UnreadableFileError
from corpus.noise import filter_page, filter_text
from corpus.readers import html, pdf
from corpus.readers.text import blocks_of

FURNITURE = (
    "Home",
    "Skip to main content",
    "Share on Facebook",
    "Accept all cookies",
    "Sign up for our newsletter",
    "Read more",
    "Related articles",
    "12 Comments",
    "© 2024 Example Media. All rights reserved.",
    "Grain exports rise for a third month…",
    "MenuNewsSportWeatherTravelVideosJobsHealthBusinessMoreSearchLogin",
)
PROSE = (
    "The owners of the brick works have agreed to sell it to a family firm for four million euros.",
    "Its eighty workers will keep their jobs, the buyer said when the contract was signed in May.",
    "The bank that financed the second kiln will be repaid in full once the sale is complete.",
    "Neither of the two parties has to pay a fee if the regulator does not clear the transaction.",
)
LINES = st.one_of(
    st.sampled_from(FURNITURE + PROSE),
    st.text(max_size=60).filter(lambda text: bool(text.strip())),
)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "<nav>", "</div>", "<table><tr><td>", "<ul><li>", "<!--", "<script>"]
)
TWO_GLUED_MENUS = ["Home"] * 3 + [FURNITURE[-1]] + ["Home"] * 6 + [FURNITURE[-1]]
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _joined(blocks: Sequence[Block]) -> str:
    return _squeezed("".join(block.text for block in blocks))


def _is_subsequence(part: str, whole: str) -> bool:
    characters = iter(whole)
    return all(character in characters for character in part)


def _page(lines: Sequence[str]) -> bytes:
    body = "\n".join(lines)
    return f"<html><body><article>{body}</article></body></html>".encode(errors="replace")


@QUICK
@given(st.lists(LINES, min_size=1, max_size=40))
@example(TWO_GLUED_MENUS)
def test_filtered_text_stays_as_it_is_when_filtered_again(lines: list[str]) -> None:
    once = filter_text(Source(blocks_of("\n".join(lines))))
    twice = filter_text(Source(once.kept))
    assert [b.text for b in twice.kept] == [b.text for b in once.kept]


@QUICK
@given(st.lists(LINES, min_size=1, max_size=40))
@example(TWO_GLUED_MENUS)
def test_kept_text_is_a_subsequence_and_removed_text_has_a_place(lines: list[str]) -> None:
    source = Source(blocks_of("\n".join(lines)))
    filtered = filter_text(source)
    assert _is_subsequence(_joined(filtered.kept), _joined(source.blocks))
    assert all(block.reason for block in filtered.removed)
    places = [b.position for b in filtered.kept] + [b.position for b in filtered.removed]
    assert len(places) == len(set(places))
    pieces = {b.position: b.text for b in filtered.kept}
    pieces |= {b.position: b.text for b in filtered.removed}
    assert _joined(source.blocks) == _squeezed("".join(pieces[place] for place in sorted(pieces)))


@QUICK
@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=12))
def test_plain_prose_is_kept_whole(lines: list[str]) -> None:
    source = Source(blocks_of("\n\n".join(lines)))
    assert _joined(filter_text(source).kept) == _joined(source.blocks)
    page = html.read(_page([f"<p>{line}</p>" for line in dict.fromkeys(lines)]), "page.html")
    assert filter_page(page).kept


@QUICK
@given(st.lists(st.one_of(TAGS, LINES), max_size=30))
def test_malformed_pages_are_read_and_nothing_is_made_up(pieces: list[str]) -> None:
    data = _page(pieces)
    try:
        source = html.read(data, "page.html")
    except UnreadableFileError:
        return
    filtered = filter_page(source)
    whole = _joined(source.blocks)
    for block in filtered.kept:
        assert _is_subsequence(_squeezed(block.text), whole)


@QUICK
@given(st.binary(max_size=400), st.sampled_from([b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<", b""]))
def test_malformed_pdfs_are_refused_in_words(data: bytes, head: bytes) -> None:
    try:
        pdf.read(head + data, "broken.pdf")
    except UnreadableFileError as error:
        assert "broken.pdf" in str(error)


@pytest.mark.parametrize("piece", ["a", "word ", "MenuHome", "The sale is complete. "])
def test_a_line_of_ten_megabytes_comes_through(piece: str) -> None:
    block = Block(piece * (10_000_000 // len(piece)), BlockKind.PARAGRAPH, 0)
    filtered = filter_text(Source((block,)))
    assert _is_subsequence(_joined(filtered.kept)[:1000], _joined((block,)))
    assert filtered.kept


def test_a_page_with_a_line_of_ten_megabytes_comes_through() -> None:
    line = "The sale is complete. " * 450_000
    source = html.read(_page([f"<p>{line}</p>"]), "page.html")
    assert filter_page(source).kept


def test_a_glued_page_is_cut_apart_and_judged() -> None:
    menu = "SectionsHousingSchoolsTransportCultureEventsMarketsPeopleOpinionsLetters"
    text = f"{menu}{PROSE[0]}{PROSE[1]}{PROSE[2]}Contact us"
    filtered = filter_text(Source(blocks_of(text)))
    kept = "\n".join(block.text for block in filtered.kept)
    assert all(sentence in kept for sentence in PROSE[:3])
    assert "Schools" not in kept
    assert "Contact us" not in kept


def test_many_names_with_inner_capitals_are_no_sign_of_a_page() -> None:
    names = "DataBridge, PayNorth, OpenMill, SoftQuay, TerraWind, BlueForge, NetHarbour, MedStone"
    text = f"{PROSE[0]}\n\nThe lenders are {names}, CityRail, FarmLink and SkyWorks.\n\n{PROSE[1]}"
    source = Source(blocks_of(text))
    assert filter_text(source).kept == source.blocks
