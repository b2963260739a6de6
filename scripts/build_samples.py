"""Regenerates the binary sample documents (PDF, Word) from scripts/sample_texts.

Run as ``python -m scripts.build_samples``. The same texts give the same bytes. Web pages,
plain text, Markdown and e-mail in samples/ are their own sources and are left alone.
"""

from __future__ import annotations

from pathlib import Path

from scripts.sample_build import annual_reports, pdf, word
from scripts.sample_build.markup import SampleText, parse

TEXTS = Path(__file__).parent / "sample_texts"
SAMPLES = Path(__file__).parent.parent / "samples"


def build() -> dict[str, bytes]:
    """Every binary sample: its path inside samples/ and its bytes."""
    texts = [parse(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.md"))]
    texts += annual_reports.texts()
    return {text.target: _render(text) for text in texts}


def _render(text: SampleText) -> bytes:
    return pdf.render(text) if text.target.endswith(".pdf") else word.render(text)


def main() -> None:
    """Write every binary sample."""
    for target, data in build().items():
        path = SAMPLES / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{path.relative_to(SAMPLES.parent)}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
