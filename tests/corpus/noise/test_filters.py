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
from corpus.noise.phrases import boilerplate
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


SCRAPED = ("Home", "Share on Facebook", "Sign up for our newsletter", "Read more", "12 Comments")
OTHER_LANGUAGES = {
    "German": "Die Eigentümer der Ziegelei haben sich geeinigt, sie für vier Millionen Euro an ein "
    "Familienunternehmen zu verkaufen. Die achtzig Beschäftigten behalten ihre Stellen.",
    "Dutch": "De eigenaren van de steenfabriek hebben besloten het bedrijf voor vier miljoen euro "
    "aan een familiebedrijf te verkopen. De tachtig werknemers houden hun baan.",
    "French": "Les propriétaires de la briqueterie ont convenu de la vendre à une entreprise "
    "familiale pour quatre millions d'euros. Les salariés garderont leur emploi.",
    "Japanese": "煉瓦工場の所有者は、家族経営の会社に四百万ユーロで売却することに合意した。"
    "八十人の従業員は雇用を維持される。",
    "Greek": "Οι ιδιοκτήτες του εργοστασίου συμφώνησαν να το πουλήσουν σε οικογενειακή επιχείρηση "
    "έναντι τεσσάρων εκατομμυρίων ευρώ.",
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_text_in_other_languages_is_kept(language: str) -> None:
    said = OTHER_LANGUAGES[language]
    lines = [*SCRAPED, *(f"{said} ({number})." for number in range(6)), *SCRAPED]
    kept = _joined(filter_text(Source(blocks_of("\n".join(lines)))).kept)
    assert all(_squeezed(line) in kept for line in lines if said in line)


NOTICE = "Subscribe now to continue reading this story."


def test_a_text_that_ends_at_a_paywall_is_marked_though_the_notice_is_removed() -> None:
    furniture = [f"<nav><a href='/{word}'>{word}</a></nav>" for word in ("Home", "News", "Sport")]
    said = [f"<p>{line}</p>" for line in PROSE]
    for notice, cut in ((f"<p>{NOTICE}</p>", True), ("", False)):
        filtered = filter_page(html.read(_page([*furniture, *said, notice]), "page.html"))
        assert NOTICE not in "\n".join(block.text for block in filtered.kept)
        assert filtered.breaks_off is cut
    scraped = filter_text(Source(blocks_of("\n".join([*SCRAPED[:3], *PROSE, NOTICE]))))
    assert scraped.breaks_off


def test_sentences_that_open_like_furniture_are_kept_inside_an_article() -> None:
    lines = [
        PROSE[0],
        "Published in 1949 and never revised, the code on which the regulator relies says little "
        "about kilns.",
        PROSE[1],
        "Ada Quill is a professor of law at the university, and she told the council that the fee "
        "was too high.",
        PROSE[2],
    ]
    page = html.read(_page([f"<p>{line}</p>" for line in lines]), "page.html")
    assert [block.text for block in filter_page(page).kept] == lines


@pytest.mark.parametrize(
    "line",
    [
        "The second kiln in 2019. Photograph: Lars Berg/Fjord Post",
        "The owner speaks to reporters on Monday. (Mona Lind/Fjord Post)",
        "Previous article Harbour gets a new crane",
        "Listen to this article",
        "3 / 12",
        "Please enable JavaScript to view the comments.",
        '<iframe width="476" src="https://video.example/embed"></iframe>',
    ],
)
def test_credits_controls_and_leftover_markup_are_furniture(line: str) -> None:
    assert boilerplate(line) is not None


def test_labels_around_a_scraped_article_go_and_its_first_sentence_stays() -> None:
    invitation = "Sign up for the letter that people talk about"
    lines = [*SCRAPED, "8 November 2023", invitation, *PROSE, "Kilns", "Tromsdal"]
    filtered = filter_text(Source(blocks_of("\n".join(lines))))
    assert [block.text for block in filtered.kept] == list(PROSE)


@pytest.mark.parametrize("line", ["Carter runs it.", "« Nous vendrons la briqueterie. »"])
def test_short_lines_that_only_begin_like_a_menu_are_no_furniture(line: str) -> None:
    assert boilerplate(line) is None


@pytest.mark.parametrize("above", [[], list(SCRAPED[:3])], ids=["alone", "under a menu"])
def test_teasers_under_a_text_that_is_cut_short_go_and_the_cut_is_marked(above: list[str]) -> None:
    cut = "The family firm that buys the works expects to earn back its price within the"
    teasers = [
        "You may also like...",
        "Striker Tells Why He Chose Another Club Over His Old Dreams",
        "The midfielder explained his decision to join, citing the project, the stro...",
        "Ten Films That Nobody Expected To Return To The Big Screen!",
        "Two years after its last outing, the series is set to return in an animated film by...",
    ]
    lines = [*above, *PROSE, cut, *teasers]
    filtered = filter_text(Source(blocks_of("\n\n".join(lines))))
    assert [block.text for block in filtered.kept] == [*PROSE, cut]
    assert filtered.breaks_off
