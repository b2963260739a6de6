"""Text that stands in many documents of one source: found across them, kept in one.

Only what says nothing about a deal may go: short blocks at the edges of a document (site
chrome, contact lines, legal footers), and in e-mails what is quoted of another e-mail of the
same deal, marked as a quote or its whole body. Drafts of one contract are documents of their
own and lose nothing to each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import groupby
from urllib.parse import urlsplit

from corpus.assemble import assemble
from corpus.dates import find_dates
from corpus.documents import Block, BlockKind, Document, RemovedBlock
from corpus.figures import FigureKind, find_figures

MIN_DOCUMENTS = 3
# A legal footer of an e-mail is known by its wording.
MIN_MESSAGES = 2
MIN_SHARE = 0.5
VERSION_SHARE = 0.5
MAX_CHARACTERS = 900
MIN_QUOTED = 40
_HEAD, _TAIL = 4, 10
MAX_LINE = 80
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.DISCLAIMER})
_MAIL_HEADER = re.compile(r"(?:From|To|Cc|Date|Subject|Attachments): ")
_OPENING = re.compile(
    r"[> ]*(?:On .{5,300} wrote:$|-{2,}\s*(?:Original|Forwarded) Message|_{10,}|From: )", re.I
)
_CONTACT = re.compile(r"(?:tel|phone|mobile|fax|e-?mail|web|www|t|m|f|e)\b\.?:?\s|\S+@\S+$", re.I)
_FIELD = re.compile(r"[^:|]{1,60}:\s+\S")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class OutlineBlock:
    """A kept block as seen across documents; ``repeatable`` says that it may be set aside.

    ``digest`` is that of its words, ``size`` its characters, ``index`` its place among the
    document's sections; ``footer`` that it is a legal notice of an e-mail, ``quoted`` that it is
    marked as another message's, ``opening`` that it only says whose.
    """

    index: int
    digest: str
    size: int
    repeatable: bool = False
    footer: bool = False
    quoted: bool = False
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a document is compared with others.

    ``source`` is whom it comes from: host, publisher, sender's domain or folder. ``mail`` says
    that ``blocks`` are the body of an e-mail.
    """

    document_id: str
    path: str
    deal: str | None
    source: str
    mail: bool
    blocks: tuple[OutlineBlock, ...]


Repeats = Mapping[str, Mapping[int, str]]


def outline(document: Document) -> Outline:
    """The outline of a document from which nothing repeated was taken yet."""
    mail = document.text.startswith("From: ")
    source, named = _source(document, mail)
    blocks = []
    own = [i for i, s in enumerate(document.sections) if not (mail and s.kind is BlockKind.QUOTE)]
    last = own[-1] + 1 if own else len(document.sections)
    for index, section in enumerate(document.sections):
        text = document.text[section.start : section.end]
        if mail and _MAIL_HEADER.match(text):
            continue
        edge = index < _HEAD or last > index >= last - _TAIL
        footer = mail and section.kind is BlockKind.DISCLAIMER
        repeatable = footer or (edge and _may_go(text, section.kind, named=named))
        quoted = mail and section.kind is BlockKind.QUOTE
        opening = quoted and _OPENING.match(text) is not None
        blocks.append(
            OutlineBlock(index, _digest(text), len(text), repeatable, footer, quoted, opening)
        )
    return Outline(document.id, document.path, document.deal, source, mail, tuple(blocks))


def find_repeats(outlines: Sequence[Outline]) -> Repeats:
    """For each document the sections to set aside, by index, each with its reason.

    What is set aside in one document stands in another; no document is left empty. Which
    document keeps a text depends on their paths alone, not on the order they came in.
    """
    ordered = sorted(outlines, key=lambda o: (o.path, o.document_id))
    found: dict[str, dict[int, str]] = defaultdict(dict)
    deals: dict[str | None, list[Outline]] = defaultdict(list)
    sources: dict[str, list[Outline]] = defaultdict(list)
    for each in ordered:
        sources[each.source].append(each)
        if each.mail:
            deals[each.deal].append(each)
    # Quotes first: what is set aside as one cannot then be the copy that is kept of a footer.
    for members in deals.values():
        _find_quoted(members, found)
        _find_marked(members, found)
    for members in sources.values():
        _find_chrome(members, found)
    return {document_id: places for document_id, places in found.items() if places}


def _find_chrome(members: Sequence[Outline], found: dict[str, dict[int, str]]) -> None:
    """Repeatable blocks that stand in enough of the documents of one source."""
    if len(members) < MIN_MESSAGES:
        return
    standing = Counter(d for o in members for d in {b.digest for b in o.blocks})
    separate = [o for o in members if o.mail or not _is_version(o, standing)]
    counts = Counter(d for o in separate for d in {b.digest for b in o.blocks if b.repeatable})
    needed = max(MIN_DOCUMENTS, MIN_SHARE * len(separate))
    keepers: dict[str, Outline] = {}
    for member in separate:
        places = found[member.document_id]
        for block in member.blocks:
            enough = MIN_MESSAGES if block.footer else needed
            if not block.repeatable or counts[block.digest] < enough or block.index in places:
                continue
            keeper = keepers.setdefault(block.digest, member)
            if keeper is not member and len(places) + 1 < len(member.blocks):
                places[block.index] = (
                    f"repeated in {counts[block.digest]} documents of {member.source}, "
                    f"kept in {keeper.path}"
                )


def _is_version(member: Outline, standing: Counter[str]) -> bool:
    """Whether most of a document's text stands in others too, as in drafts of one contract."""
    total = sum(b.size for b in member.blocks)
    shared = sum(b.size for b in member.blocks if standing[b.digest] > 1)
    return shared >= VERSION_SHARE * total


def _find_quoted(members: Sequence[Outline], found: dict[str, dict[int, str]]) -> None:
    """Blocks of an e-mail that are the whole body of another, which says more of its own."""
    bodies = {o.document_id: frozenset(b.digest for b in o.blocks) for o in members}
    holders: dict[str, list[Outline]] = defaultdict(list)
    for member in members:
        for digest in bodies[member.document_id]:
            holders[digest].append(member)
    # The shortest first, so that a quote within a quote names the e-mail it comes from.
    for original in sorted(members, key=lambda o: (len(bodies[o.document_id]), o.path)):
        body = bodies[original.document_id]
        if not any(b.size >= MIN_QUOTED for b in original.blocks):
            continue
        rarest = min(body, key=lambda d: (len(holders[d]), d))
        for quoting in holders[rarest]:
            if not body < bodies[quoting.document_id]:
                continue
            places = found[quoting.document_id]
            for block in quoting.blocks:
                new = block.digest in body and block.index not in places
                if new and len(places) + 1 < len(quoting.blocks):
                    places[block.index] = f"quoted reply, kept in {original.path}"


def _find_marked(members: Sequence[Outline], found: dict[str, dict[int, str]]) -> None:
    """Quoted blocks that stand in another e-mail, and the lines that introduce them.

    The e-mail that says them as its own keeps them; where none does, the first that quotes them.
    """
    own: dict[str, str] = {}
    quoting: dict[str, str] = {}
    for member in members:
        for block in member.blocks:
            if block.index not in found[member.document_id]:
                (quoting if block.quoted else own).setdefault(block.digest, member.path)
    kept_in = quoting | own
    for member in members:
        places = found[member.document_id]
        for quote in _quotes(member.blocks):
            words = [b for b in quote if not b.opening]
            said = [b for b in words if kept_in.get(b.digest, member.path) != member.path]
            if not any(b.size >= MIN_QUOTED for b in said):
                continue
            # The line that says whose words follow goes with the words.
            going = quote if said == words else said
            if len(places.keys() | {b.index for b in going}) >= len(member.blocks):
                continue
            for block in going:
                keeper = kept_in[said[0].digest if block.opening else block.digest]
                places.setdefault(block.index, f"quoted reply, kept in {keeper}")


def _quotes(blocks: Sequence[OutlineBlock]) -> Iterator[list[OutlineBlock]]:
    """The quoted blocks, in their order, of one message each: an opening begins another's."""
    for quoted, run in groupby(blocks, key=lambda block: block.quoted):
        messages: list[list[OutlineBlock]] = []
        for block in run if quoted else ():
            if block.opening or not messages:
                messages.append([])
            messages[-1].append(block)
        yield from messages


def _may_go(text: str, kind: BlockKind, *, named: bool) -> bool:
    """Whether a block at an edge is such as may be set aside where it is repeated.

    It has no amount, no date, no labelled field, and no sentence with a number in it. Where only
    the folder is known to be common (not ``named``), it is a legal notice or a short line, since
    contracts on one pattern end in like clauses that each of them must keep.
    """
    if kind not in _KINDS or len(text) > MAX_CHARACTERS or find_dates(text):
        return False
    if any(f.kind is not FigureKind.NUMBER for f in find_figures(text)):
        return False
    contact = bool(_CONTACT.match(text))
    sentence = bool(_SENTENCE_END.search(text.strip()))
    if not contact and (_FIELD.match(text) or (sentence and re.search(r"\d", text))):
        return False
    short = kind is BlockKind.PARAGRAPH and not sentence and len(text) <= MAX_LINE
    return named or short or kind is BlockKind.DISCLAIMER


def _source(document: Document, mail: bool) -> tuple[str, bool]:
    """Whom a document comes from, and whether it says so itself."""
    metadata = document.metadata
    if mail and metadata.author and "@" in metadata.author:
        return metadata.author.rsplit("@", 1)[1].strip("<> \"'").casefold(), True
    host = urlsplit(metadata.url).hostname if metadata.url else None
    if host or metadata.publisher:
        return host or str(metadata.publisher), True
    return document.path.rpartition("/")[0] or "the top folder", False


def _digest(text: str) -> str:
    words = " ".join(re.sub(r"^[> ]+", "", text, flags=re.M).split()).casefold()
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def without(document: Document, places: Mapping[int, str]) -> Document:
    """``document`` with the sections at ``places`` among its removed blocks, for their reasons."""
    if not places:
        return document
    kept: list[Block] = []
    removed = list(document.removed)
    for index, section in enumerate(document.sections):
        text = document.text[section.start : section.end]
        page = document.page_at(section.start)
        if index in places:
            removed.append(RemovedBlock(text, places[index], section.position, page))
        else:
            kept.append(Block(text, section.kind, section.position, section.level, page))
    joined = assemble(kept)
    return replace(
        document,
        text=joined.text,
        pages=joined.pages,
        sections=joined.sections,
        removed=tuple(sorted(removed, key=lambda block: block.position)),
    )
