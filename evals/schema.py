"""Writes the JSON Schema of a line of an eval set: python -m evals.schema."""

from __future__ import annotations

import json
from pathlib import Path

from evals.sets import EvalQuestion

PATH = Path(__file__).with_name("sets") / "schema.json"


def schema_text() -> str:
    """The schema (JSON Schema 2020-12) as the file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **EvalQuestion.model_json_schema(),
    }
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), "utf-8")
