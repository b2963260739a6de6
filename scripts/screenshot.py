"""Takes the README's screenshot from a real Chromium: ``python -m scripts.screenshot``.

Starts the product on the sample documents in a temporary data directory, asks a question
about the OpenAI and Foxconn deal in the browser and saves what is on the screen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "screenshot.png"
QUESTION = "How much has OpenAI committed to AI infrastructure?"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> None:
    """Write docs/screenshot.png, or the file named as first argument."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    question = sys.argv[2] if len(sys.argv) > 2 else QUESTION
    width, height = (int(n) for n in (sys.argv[3] if len(sys.argv) > 3 else "1440x900").split("x"))
    with tempfile.TemporaryDirectory() as data_dir:
        environment = os.environ | {"DEAL_ASSISTANT_DATA_DIR": data_dir}
        command = [sys.executable, "app.py", "serve", "--documents", "samples", "--port", "0"]
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium(), args=list(CHROMIUM_FLAGS)
                )
                page = browser.new_page(viewport={"width": width, "height": height})
                ask(page, address(server), question)
                page.screenshot(path=target)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=30)
    sys.stdout.write(f"{target}\n")


def address(server: subprocess.Popen[str]) -> str:
    """The chat's address, from the line the server prints once it listens."""
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"Chat: (http://\S+)", line)
        if found:
            return found.group(1)
    raise SystemExit("The server ended before it listened.")


def chromium() -> str:
    """Where Chromium is installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    raise SystemExit("No Chromium found. Install it (apt-get install chromium).")


def ask(page: Page, url: str, question: str) -> None:
    """Ask ``question`` in the chat and wait until its answer is complete."""
    page.goto(url)
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#evidence .da-card").first.wait_for(timeout=60_000)
    page.wait_for_timeout(800)


if __name__ == "__main__":
    main()
