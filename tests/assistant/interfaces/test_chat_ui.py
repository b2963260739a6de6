from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answerer import AskedQuestion, Draft
from assistant.assistant import Assistant
from assistant.events import TextDelta
from index.hits import Hit
from index.library import Library
from tests.assistant.interfaces.conftest import Served, ask, serve

pytestmark = pytest.mark.browser
# A busy machine is no fault of the page.
expect.set_options(timeout=30_000)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(30_000)
    page.goto(served.url)
    yield page
    page.close()


def test_an_answer_is_shown_with_its_marked_words(page: Page) -> None:
    ask(page, "Who is the managing director of Pennant Paper?")

    expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    expect(page.locator(".da-answer").last).to_contain_text("Tilda Rook")
    expect(page.locator("#evidence .da-meta").first).to_contain_text("mill/sale.md")
    expect(page.locator(".da-conversations")).to_contain_text("Who is the managing director")


def test_text_of_a_document_is_never_active(page: Page) -> None:
    ask(page, "How much is the yearly rent of the barges?")

    expect(page.locator("#evidence mark").first).to_contain_text("onerror")
    assert page.title() == "Deal assistant"
    assert page.locator("#evidence img, #evidence script, .da-answer img").count() == 0


def test_a_question_is_shown_as_it_was_typed(page: Page) -> None:
    question = "What's Pennant Paper's *9 June* #1 \"price\" & <who> paid?"
    ask(page, question)

    expect(page.locator('[aria-label="chatbot conversation"]')).to_contain_text(question)


def test_a_declined_question_offers_related_passages(page: Page) -> None:
    ask(page, "Which football club won the cup?")

    expect(page.locator(".da-declined")).to_contain_text("The documents do not say")
    expect(page.locator("#evidence")).to_contain_text("Related, but not an answer")
    assert page.locator("#evidence mark").count() == 0


def test_a_follow_up_shows_how_it_was_read(page: Page) -> None:
    ask(page, "To whom was the Aldermoor mill sold?")
    expect(page.locator("#evidence mark").first).to_contain_text("Pennant Paper")
    expect(page.locator(".da-claim").first).to_contain_text("sold to Pennant Paper for GBP")
    ask(page, "And when was it sold?")

    expect(page.locator(".da-answer").last).to_contain_text("Read as")
    expect(page.locator(".da-answer").last).to_contain_text("9 June 2026")


def test_an_upload_can_be_asked_about(page: Page, served: Served, tmp_path: Path) -> None:
    good, empty = tmp_path / "tug.txt", tmp_path / "void.pdf"
    good.write_text("The tug Bramble belongs to the Carrow harbour company.\n")
    empty.write_bytes(b"%PDF-1.4\n")
    page.locator("input[type=file]").first.set_input_files([str(good), str(empty)])

    expect(page.locator(".da-notices")).to_contain_text("void.pdf")
    expect(page.locator(".da-notices")).to_contain_text("Added: ")
    ask(page, "To which company does the tug Bramble belong?")
    expect(page.locator("#evidence mark").first).to_contain_text("Carrow")
    record = next(r for r in served.library.documents() if r.path.endswith("tug.txt"))
    served.library.remove(record.id)


def test_on_a_telephone_nothing_runs_off_the_side(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(served.url)
    ask(page, "Who is the managing director of Pennant Paper?")

    expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_thumb_goes_to_the_answer_it_was_given_to_and_can_be_taken_back(
    page: Page, served: Served
) -> None:
    ask(page, "x" * 5000)
    expect(page.locator(".da-unfinished")).to_contain_text("Shorten it")
    # The failed question is put back into the box first; nobody types faster than that.
    page.wait_for_timeout(1500)
    ask(page, "Who is the managing director of Pennant Paper?")
    expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    conversations = served.assistant.conversations
    assert conversations is not None
    conversation = conversations.all()[0].id

    for button, verdict in (("Like", True), ("Liked", None)):
        page.get_by_role("button", name=button, exact=True).last.click()
        for _ in range(50):
            if conversations.rating(conversation, 0) is verdict:
                break
            page.wait_for_timeout(100)
        assert conversations.rating(conversation, 0) is verdict


def test_a_sample_question_is_asked_by_a_click(page: Page) -> None:
    page.locator(".da-chat .example").first.click()

    expect(page.locator(".da-answer:not(.da-unfinished)")).to_have_count(1)


def test_a_citation_number_shows_the_source_of_its_own_answer(page: Page) -> None:
    ask(page, "Who is the managing director of Pennant Paper?")
    expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    ask(page, "How much is the yearly rent of the barges?")
    expect(page.locator("#evidence mark").first).to_contain_text("4.2 million")

    page.locator(".da-answer .da-cite").first.press("Enter")

    expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    expect(page.locator("#evidence .da-source-1")).to_be_in_viewport()


def test_the_documents_are_listed_by_deal(page: Page) -> None:
    page.locator(".da-listing button").first.click()

    expect(page.locator(".da-documents h4").first).to_be_visible()
    expect(page.locator(".da-documents")).to_contain_text("Sale of the Aldermoor mill")


def test_conversations_outlive_the_server_and_can_be_deleted(
    browser: Browser, served: Served
) -> None:
    page = browser.new_page()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for url in serve(served.assistant, port=port):
        page.goto(url)
        ask(page, "Who is the managing director of Pennant Paper?")
        expect(page.locator("#evidence mark").first).to_contain_text("Tilda Rook")
    assert served.assistant.conversations is not None
    kept = served.assistant.conversations.all()[0].id
    for url in serve(served.assistant, port=port):
        page.goto(url)
        page.get_by_text("Who is the managing").click()
        expect(page.locator(".da-answer")).to_contain_text("Tilda Rook")

        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="Delete", exact=True).click()
        expect(page.locator(".da-answer")).to_contain_text("Tilda Rook")
        assert len(served.assistant.conversations.answers(kept)) == 1

        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Delete", exact=True).click()

        expect(page.locator(".da-answer")).to_have_count(0)
        expect(page.get_by_text("Who is the managing")).to_have_count(0)
    page.close()


class _Broken:
    """An answerer that says a word and then waits for ever, or fails."""

    name = "broken"

    def __init__(self, *, waits: bool) -> None:
        self._waits = waits

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Draft]:
        yield TextDelta(text="Perhaps")
        while self._waits:
            time.sleep(0.1)
            yield TextDelta(text=".")
        raise ZeroDivisionError("a secret")


@pytest.mark.parametrize("waits", [True, False])
def test_an_answer_that_never_comes_leaves_the_page_usable(
    browser: Browser, served: Served, waits: bool
) -> None:
    for url in serve(Assistant(served.library, _Broken(waits=waits))):
        page = browser.new_page()
        page.goto(url)
        ask(page, "Who is the managing director of Pennant Paper?")
        if waits:
            expect(page.locator(".da-answer")).to_contain_text("Perhaps")
            page.get_by_role("button", name="Stop", exact=True).click()

        told = "Stopped." if waits else "The service failed."
        expect(page.locator(".da-unfinished")).to_contain_text(told)
        expect(page.locator("#ask")).to_be_visible()
        assert page.get_by_text("a secret").count() == 0
        page.close()


def test_the_api_page_needs_no_other_machine(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.url}/docs")

    expect(page.get_by_text("/api/ask").first).to_be_visible()
    assert [url for url in asked if not url.startswith((served.url, "data:"))] == []
    page.close()
