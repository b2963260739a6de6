"""A file becomes a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from corpus.assemble import assemble
from corpus.detect import SUPPORTED_SUFFIXES, MediaType, detect
from corpus.documents import Block, BlockKind, Document, Filtered, Source
from corpus.errors import UnreadableFileError
from corpus.identity import find_identity, is_cover_line
from corpus.metadata import completed, document_kind
from corpus.noise import filter_page, filter_text
from corpus.noise.breaks_off import breaks_off
from corpus.readers import docx, email, html, markdown, pdf, text

_READERS: dict[MediaType, Callable[[bytes, str], Source]] = {
    MediaType.PDF: pdf.read,
    MediaType.WEB_PAGE: html.read,
    MediaType.TEXT: text.read,
    MediaType.MARKDOWN: markdown.read,
    MediaType.WORD: docx.read,
    MediaType.EMAIL: email.read,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused rather than read: bytes of a file, characters of a document."""

    max_bytes: int = 100_000_000
    max_characters: int = 20_000_000


def load_document(
    path: Path,
    *,
    root: Path | None = None,
    keep_all: bool = False,
    limits: Limits = Limits(),
) -> Document:
    """Read, clean and describe the file at ``path``.

    The document's path and deal are taken relative to ``root`` (default: the file's own
    folder, which names no deal). With ``keep_all``, or an override beside the file (see
    ``keeps_all``), the noise filter removes nothing.

    Raises:
        UnreadableFileError: the file is missing, outside ``root``, empty, too large,
            damaged, of another kind, or holds no text.
    """
    relative = _relative(path, root)
    data = _bytes(path, relative, limits)
    media = detect(relative, data)
    source = _READERS[media](data, relative)
    filtered = _filtered(media, source, keep_all=keep_all or keeps_all(path))
    if not any(block.text.strip() for block in filtered.kept):
        problem = "no text was found in it"
        raise UnreadableFileError(
            relative, problem, "If it is a scan, run OCR on it first; else check its content."
        )
    metadata = completed(source.metadata, filtered.kept)
    assembled = assemble(filtered.kept)
    if len(assembled.text) > limits.max_characters:
        problem = f"it holds {len(assembled.text):,} characters, more than are allowed"
        raise UnreadableFileError(relative, problem, "Split it into several files.")
    kind = document_kind(relative, metadata, filtered.kept)
    identity = find_identity(relative, kind, metadata, filtered.kept)
    if is_cover_line(metadata.title) and identity.company and identity.period:
        metadata = replace(metadata, title=f"{identity.company}: {kind} {identity.period}")
    return Document(
        id=sha256(data).hexdigest()[:32],
        path=relative,
        deal=relative.split("/", 1)[0] if "/" in relative else None,
        text=assembled.text,
        metadata=metadata,
        kind=kind,
        pages=assembled.pages,
        sections=assembled.sections,
        removed=tuple(sorted(filtered.removed, key=lambda block: block.position)),
        breaks_off=filtered.breaks_off,
        identity=identity,
    )


def keeps_all(path: Path) -> bool:
    """Whether a file named like ``path`` plus ".keep-all" says to remove nothing from it."""
    return path.with_name(f"{path.name}.keep-all").is_file()


def document_id(path: Path) -> str:
    """The id the file at ``path`` has as a document: a digest of its bytes."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()[:32]


def discover(root: Path) -> tuple[Path, ...]:
    """The files under ``root`` that can be documents, sorted.

    Hidden files and folders, and links that lead out of ``root``, are left out.
    """
    inside = root.resolve()
    found = []
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.suffix.lower() not in SUPPORTED_SUFFIXES or any(p.startswith(".") for p in parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(inside):
            found.append(path)
    return tuple(found)


def _filtered(media: MediaType, source: Source, *, keep_all: bool) -> Filtered:
    if keep_all:
        source = _whole(source)
    elif media is MediaType.WEB_PAGE:
        return filter_page(source)
    elif media in {MediaType.TEXT, MediaType.MARKDOWN}:
        return filter_text(source)
    ends = media is not MediaType.EMAIL and breaks_off(source.blocks)
    return Filtered(source.blocks, source.removed, ends)


def _whole(source: Source) -> Source:
    """``source`` with what its reader set aside back in its place."""
    aside = [block for block in source.removed if block.text.strip()]
    back = [Block(b.text, BlockKind.PARAGRAPH, b.position, page=b.page) for b in aside]
    blocks = sorted((*source.blocks, *back), key=lambda block: block.position)
    without_text = tuple(block for block in source.removed if block not in aside)
    return replace(source, blocks=tuple(blocks), removed=without_text)


def _relative(path: Path, root: Path | None) -> str:
    base = (root or path.parent).resolve()
    resolved = path.resolve()
    if not resolved.is_relative_to(base):
        problem = f"it lies outside the folder {base}"
        raise UnreadableFileError(str(path), problem, "Put a copy of it into the folder.")
    return resolved.relative_to(base).as_posix()


def _bytes(path: Path, relative: str, limits: Limits) -> bytes:
    try:
        if not path.exists():
            raise UnreadableFileError(str(path), "there is no such file", "Check the path.")
        if not path.is_file():
            raise UnreadableFileError(str(path), "it is not a file", "Name a file in it.")
        size = path.stat().st_size
        if size > limits.max_bytes:
            problem = f"it has {size:,} bytes, more than the {limits.max_bytes:,} allowed"
            raise UnreadableFileError(relative, problem, "Split it, or save it without images.")
        data = path.read_bytes()
    except OSError as error:
        problem = f"it cannot be read ({error.strerror})"
        raise UnreadableFileError(str(path), problem, "Check its permissions.") from error
    if not data:
        raise UnreadableFileError(relative, "it is empty (0 bytes)", "Fetch or export it again.")
    return data
