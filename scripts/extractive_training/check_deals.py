"""Checks the training deals: python -m scripts.extractive_training.check_deals [FILE ...]."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from scripts.extractive_training.examples import DEALS, REWORDINGS, read_rewordings

KINDS = {
    "who", "what", "which", "when", "where", "how_much", "how_many", "how_long", "how", "why",
    "yes_no", "list", "definition", "condition",
}  # fmt: skip


def faults_of(path: Path) -> list[str]:
    """What is wrong with the deal file at ``path``; empty where nothing is."""
    try:
        deal = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        return [f"not JSON: {error}"]
    texts = {document["name"]: document["text"] for document in deal["documents"]}
    faults = []
    asked = Counter(question["question"] for question in deal["questions"])
    faults += [f"asked twice: {text}" for text, count in asked.items() if count > 1]
    faults += _faulty_rewordings(deal["deal"], set(asked))
    for question in deal["questions"]:
        text = question["question"]
        evidence = question.get("evidence", [])
        if question["kind"] not in KINDS:
            faults.append(f"unknown kind {question['kind']}: {text}")
        if question["answerable"] != bool(evidence):
            faults.append(f"answerable and evidence do not agree: {text}")
        for one in evidence:
            source = texts.get(one["document"])
            if source is None:
                faults.append(f"no document {one['document']}: {text}")
            elif source.count(one["quote"]) != 1:
                faults.append(f"quote stands {source.count(one['quote'])} times: {text}")
            answer = one.get("answer")
            if answer is None and question["kind"] != "yes_no":
                faults.append(f"no answer: {text}")
            if answer is not None and answer not in one["quote"]:
                faults.append(f"answer not in its quote: {text}")
    return faults


def _faulty_rewordings(deal: str, asked: set[str]) -> list[str]:
    reworded = read_rewordings(REWORDINGS, deal)
    faults = [f"reworded, but not asked: {text}" for text in reworded.keys() - asked]
    for text, wordings in reworded.items():
        if len({text, *wordings}) != len(wordings) + 1:
            faults.append(f"two wordings are the same: {text}")
    return faults


def main() -> None:
    """Print every fault; exit with 1 where there is one."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(DEALS.rglob("*.json"))
    faulty = False
    for path in paths:
        faults = faults_of(path)
        faulty |= bool(faults)
        deal = json.loads(path.read_text(encoding="utf-8")) if not faults else {"questions": []}
        answerable = sum(question["answerable"] for question in deal["questions"])
        print(f"{path.name}: {answerable} of {len(deal['questions'])} answerable")
        for fault in faults:
            print(f"  {fault}")
    sys.exit(faulty)


if __name__ == "__main__":
    main()
