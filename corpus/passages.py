"""Cuts a document into passages: whole sentences, one section, a bounded number of tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from corpus.documents import BlockKind, Document, Passage, Section
from corpus.sentences import sentence_spans

CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How large passages are, in tokens of the embedding model.

    ``overlap_sentences`` sentences of a passage are repeated at the start of the next one
    of the same section, so that a fact spread over two sentences is found in one passage.
    """

    max_tokens: int = 160
    min_tokens: int = 40
    overlap_sentences: int = 1

    def fingerprint(self) -> str:
        """A short digest that changes when passages would be cut, or texts be read, otherwise."""
        text = f"v3:{self.max_tokens}:{self.min_tokens}:{self.overlap_sentences}"
        return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, table row or clause: the unit passages are made of."""

    start: int
    end: int
    tokens: int
    kind: BlockKind
    headings: tuple[str, ...]


def build_passages(
    document: Document,
    *,
    count_tokens: CountTokens,
    settings: PassageSettings = PassageSettings(),
) -> tuple[Passage, ...]:
    """The passages of ``document`` in order, ``passage.text == document.text[start:end]``.

    A passage holds whole sentences under one heading path and at most
    ``settings.max_tokens`` tokens; a longer sentence is a passage of its own, cut between
    clauses if need be, never inside a figure. A heading stands with the text below it.
    """
    passages: list[Passage] = []
    for group in _groups(_pieces(document, count_tokens, settings), settings):
        start, end = group[0].start, group[-1].end
        passages.append(
            Passage(
                id=f"{document.id}:{len(passages)}",
                document_id=document.id,
                text=document.text[start:end],
                start=start,
                end=end,
                ordinal=len(passages),
                page=document.page_at(start),
                heading_path=group[-1].headings,
            )
        )
    return tuple(passages)


def _pieces(
    document: Document, count_tokens: CountTokens, settings: PassageSettings
) -> list[_Piece]:
    pieces: list[_Piece] = []
    headings: list[tuple[int, str]] = []
    sections = document.sections or (Section(0, len(document.text), BlockKind.PARAGRAPH),)
    for section in sections:
        text = document.text[section.start : section.end]
        if section.kind is BlockKind.HEADING:
            level = section.level or 1
            headings = [h for h in headings if h[0] < level]
            headings.append((level, " ".join(text.split())))
        path = tuple(title for _, title in headings)
        for span in sentence_spans(text):
            for start, end in _clauses(text, span.start, span.end, count_tokens, settings):
                tokens = count_tokens(text[start:end])
                pieces.append(
                    _Piece(section.start + start, section.start + end, tokens, section.kind, path)
                )
    return pieces


def _groups(pieces: list[_Piece], settings: PassageSettings) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = []
    current: list[_Piece] = []
    for piece in pieces:
        if current and _closes(current, piece, settings):
            groups.append(current)
            current = _overlap(current, piece, settings)
        current.append(piece)
    if current:
        groups.append(current)
    return groups


def _closes(current: list[_Piece], piece: _Piece, settings: PassageSettings) -> bool:
    tokens = sum(p.tokens for p in current)
    if tokens + piece.tokens > settings.max_tokens:
        return True
    if piece.kind is not BlockKind.HEADING or current[-1].kind is BlockKind.HEADING:
        return False
    return any(p.kind is not BlockKind.HEADING for p in current)


def _overlap(current: list[_Piece], piece: _Piece, settings: PassageSettings) -> list[_Piece]:
    """The last sentences of a full passage that are repeated in the next one."""
    if piece.kind is BlockKind.HEADING or current[-1].kind is BlockKind.HEADING:
        return []
    if current[-1].headings != piece.headings or len(current) <= settings.overlap_sentences:
        return []
    tail = (
        current[len(current) - settings.overlap_sentences :] if settings.overlap_sentences else []
    )
    room = settings.max_tokens - piece.tokens
    return list(tail) if sum(p.tokens for p in tail) <= min(room, settings.max_tokens // 3) else []


_CLAUSE_END = re.compile(r"(?:;|:|,(?!\d)|\s[–—-])\s+|\s+\|\s+")


def _clauses(
    text: str, start: int, end: int, count_tokens: CountTokens, settings: PassageSettings
) -> list[tuple[int, int]]:
    """The range itself, or its clauses packed to the token limit where it is too long."""
    if end - start <= settings.max_tokens or count_tokens(text[start:end]) <= settings.max_tokens:
        return [(start, end)]
    cuts = [m.end() for m in _CLAUSE_END.finditer(text, start, end)] or [
        m.end() for m in re.finditer(r"\s+", text[:end]) if m.start() >= start
    ]
    ranges: list[tuple[int, int]] = []
    left, last, room = start, start, settings.max_tokens
    for cut in [*cuts, end]:
        tokens = count_tokens(text[last:cut])
        if tokens > room and last > left:
            ranges.append((left, last))
            left, room = last, settings.max_tokens
        room -= tokens
        last = cut
    ranges.append((left, end))
    return [(a, a + len(text[a:b].rstrip())) for a, b in ranges if text[a:b].strip()]
