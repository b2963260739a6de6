"""The proper names in a question."""

from __future__ import annotations

from index.words import STOP_WORDS, Word

_NAME_LINK = {"of", "and", "the", "de", "&", "for", "von", "van"}
_OPENERS = frozenset(
    "list name define give tell show compare explain describe please enumerate according besides "
    "may might shall must within aside along".split()
)


def find_names(text: str, words: tuple[Word, ...]) -> tuple[str, ...]:
    """Runs of capitalised words of the question ``text``, each once, as written.

    ``words`` are its words. A word that merely opens a question ("List", "According") is left
    out.
    """
    names: list[list[Word]] = []
    run: list[Word] = []
    for number, word in enumerate(words):
        capital = word.text[0].isupper() and (
            word.text.lower() not in STOP_WORDS or (word.text.isupper() and len(word.text) > 1)
        )
        if number == 0 and capital:
            capital = word.text.lower() not in _OPENERS
        joined = run and not text[run[-1].end : word.start].strip(" -&.")
        links = word.text in _NAME_LINK and _capital_after(words, number)
        if (capital and (joined or not run)) or (run and joined and links):
            run.append(word)
        else:
            if run:
                names.append(run)
            run = [word] if capital else []
    if run:
        names.append(run)
    return tuple(dict.fromkeys(text[r[0].start : r[-1].end] for r in names))


def _capital_after(words: tuple[Word, ...], number: int) -> bool:
    return number + 1 < len(words) and words[number + 1].text[0].isupper()
