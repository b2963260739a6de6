"""What a reader does in the chat while an answer is under way, or in another tab."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answerer import AskedQuestion, Draft
from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.events import TextDelta
from assistant.extractive import ExtractiveAnswerer
from index.hits import Hit
from index.library import Library
from tests.assistant.interfaces.conftest import Served, ask, serve

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
FIRST = "Who is the managing director of Pennant Paper?"
SECOND = "When was the Aldermoor mill sold?"


class _Held:
    """An answerer that, while it is held, goes on writing and does not come to an end."""

    name = "held"

    def __init__(self, library: Library) -> None:
        self._answerer = ExtractiveAnswerer(library.embedder)
        self.free = threading.Event()
        self.free.set()

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Draft]:
        yield TextDelta(text="Perhaps")
        while not self.free.is_set():
            time.sleep(0.1)
            yield TextDelta(text=".")
        yield from self._answerer.stream(question, hits, library)


@dataclass(frozen=True)
class _Chat:
    page: Page
    free: threading.Event


@pytest.fixture
def chat(browser: Browser, served: Served, tmp_path: Path) -> Iterator[_Chat]:
    """A page with one answered conversation, and an answer under way in another."""
    held = _Held(served.library)
    conversations = Conversations(tmp_path / "conversations.sqlite3")
    for url in serve(Assistant(served.library, held, conversations=conversations)):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        ask(page, FIRST)
        expect(page.locator(".da-conversations")).to_contain_text(FIRST)
        held.free.clear()
        yield _Chat(page, held.free)
        held.free.set()
        page.close()
    conversations.close()


def _begin_another(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".da-answer")).to_have_count(0)
    ask(page, SECOND)
    expect(page.locator(".da-answer")).to_contain_text("Perhaps")


def _settle(chat: _Chat) -> None:
    """Let the answer that was under way come to its end, wherever that would show."""
    chat.free.set()
    chat.page.wait_for_timeout(2500)


def test_what_is_typed_meanwhile_is_kept(chat: _Chat) -> None:
    _begin_another(chat.page)
    box = chat.page.locator("#question textarea")
    expect(box).to_have_value("")
    box.press_sequentially("And the price?", delay=30)
    _settle(chat)

    expect(chat.page.locator(".da-answer").last).to_contain_text("9 June 2026")
    expect(box).to_have_value("And the price?")


def test_a_question_that_fails_is_put_back_to_be_mended(chat: _Chat) -> None:
    ask(chat.page, "x" * 5000)

    expect(chat.page.locator(".da-unfinished")).to_contain_text("Shorten it")
    expect(chat.page.locator("#question textarea")).to_have_value("x" * 5000)


def test_a_new_conversation_stays_new(chat: _Chat) -> None:
    _begin_another(chat.page)
    chat.page.get_by_role("button", name="New conversation").click()
    expect(chat.page.locator(".da-answer")).to_have_count(0)
    _settle(chat)

    expect(chat.page.locator(".da-answer")).to_have_count(0)
    expect(chat.page.locator("#ask")).to_be_visible()
    ask(chat.page, SECOND)
    expect(chat.page.locator(".da-answer")).to_contain_text("9 June 2026")


def test_another_conversation_stays_open(chat: _Chat) -> None:
    _begin_another(chat.page)
    chat.page.locator(".da-conversations").get_by_text(FIRST).click()
    expect(chat.page.locator(".da-answer")).to_contain_text("Tilda Rook")
    _settle(chat)

    expect(chat.page.locator(".da-answer")).to_have_count(1)
    expect(chat.page.locator(".da-answer")).to_contain_text("Tilda Rook")
    expect(chat.page.locator("#ask")).to_be_visible()


@pytest.mark.parametrize("sure", [True, False])
def test_deleting_meanwhile_deletes_only_what_was_confirmed(chat: _Chat, sure: bool) -> None:
    ask(chat.page, SECOND)
    expect(chat.page.locator(".da-answer").last).to_contain_text("Perhaps")
    chat.page.on("dialog", lambda dialog: dialog.accept() if sure else dialog.dismiss())
    chat.page.get_by_role("button", name="Delete", exact=True).click()
    if sure:
        expect(chat.page.locator(".da-answer")).to_have_count(0)
    _settle(chat)

    expect(chat.page.locator(".da-answer")).to_have_count(0 if sure else 2)
    if not sure:
        expect(chat.page.locator(".da-answer").last).to_contain_text("9 June 2026")


def test_two_tabs_list_the_conversations_of_both(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(served.url)
        expect(tab.locator(".da-chat .example").first).to_be_visible()
    for tab, question in zip(tabs, (FIRST, SECOND), strict=True):
        ask(tab, question)
        expect(tab.locator(".da-conversations")).to_contain_text(question)
    tabs[0].reload()

    for tab in tabs:
        expect(tab.locator(".da-conversations")).to_contain_text(FIRST)
        expect(tab.locator(".da-conversations")).to_contain_text(SECOND)
    context.close()
