"""The annual report extracts of Corvane Holdings plc: one structure, three financial years."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from scripts.sample_build.markup import SampleText, parse

TEXTS = Path(__file__).parent.parent / "sample_texts" / "annual_report"


def texts() -> list[SampleText]:
    """One sample text a year: the shared template with the year's figures and passages."""
    years = json.loads((TEXTS / "years.json").read_text(encoding="utf-8"))
    return [parse(_filled(year)) for year in years]


def _filled(year: dict[str, str]) -> str:
    template = Template((TEXTS / "template.md").read_text(encoding="utf-8"))
    return template.substitute(year)
