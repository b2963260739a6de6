"""The types that leave this layer: a document and the passages it is read in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of text is in its source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUOTE = "quote"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-sized piece of a source, in reading order.

    ``position`` is the block's ordinal in the source before anything was removed, so
    kept and removed blocks can be shown together in their original order. ``page`` is
    1-based and None where the format has no pages. ``level`` is 1-6 for headings, else 0.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    position: int = 0
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A block the noise filter took out, why, and where it stood."""

    text: str
    reason: str
    position: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about itself; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose filing a document is and of which fiscal period; None where it does not say.

    ``aliases`` are further names of the company: that of the file, a ticker symbol.
    ``fiscal_quarter`` is None where the period is a year.
    """

    company: str | None = None
    aliases: tuple[str, ...] = ()
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None

    @property
    def period(self) -> str | None:
        """The period in words, as "FY2023" or "Q2 2023"."""
        if self.fiscal_year is None:
            return None
        if self.fiscal_quarter:
            return f"Q{self.fiscal_quarter} {self.fiscal_year}"
        return f"FY{self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader makes of a file, before noise filtering.

    ``markup`` is the HTML of a web page, None for every other format.
    ``removed`` holds what the reader itself had to drop (a running header, a quoted reply).
    """

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    markup: str | None = None
    removed: tuple[RemovedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtered:
    """A noise filter's decision: kept and removed blocks, and whether the text breaks off."""

    kept: tuple[Block, ...]
    removed: tuple[RemovedBlock, ...] = ()
    breaks_off: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page number and its character range [start, end) in the document's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """The character range [start, end) of one kept block, its kind and heading level.

    ``position`` is that of the block it came from, to show it in order with removed ones.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned document. Character ranges everywhere refer to ``text``.

    ``id`` is the SHA-256 of the file's bytes (hex, first 32 digits), so the same file
    twice is one document. ``path`` is POSIX, relative to the folder it was indexed from.
    ``deal`` is the name of the first sub-folder, None at the top. ``kind`` is what the
    document calls itself (term sheet, press release, ...), None when it does not say;
    ``identity`` whose filing it is, for a filing.
    """

    id: str
    path: str
    deal: str | None
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    kind: str | None = None
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()
    breaks_off: bool = False
    identity: Identity = field(default_factory=Identity)

    @property
    def title(self) -> str:
        """The document's own title, or its file name where it has none."""
        return self.metadata.title or self.path.rsplit("/", 1)[-1]

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds character ``offset``, None without pages."""
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages and offset >= self.pages[-1].end else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable piece of a document: ``text == document.text[start:end]``.

    ``id`` is ``{document_id}:{ordinal}``. ``page`` is the page its first character is on.
    ``heading_path`` lists the headings above it, outermost first.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    ordinal: int
    page: int | None = None
    heading_path: tuple[str, ...] = ()
