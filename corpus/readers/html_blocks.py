"""Walks a parsed web page and returns its visible text as blocks, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from corpus.documents import Block, BlockKind
from corpus.readers.superscripts import LOWERED, RAISED, without_marks

INVISIBLE = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "progress",
        "meter",
        "source",
        "track",
    ]
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "search",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
        "amp-social-share",
    ]
)  # every other element, unknown ones too, runs on in its line: HTML, section 15.3
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_INSIDE_CELL = frozenset(
    [
        "p",
        "div",
        "table",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
    ]
)
MAX_DEPTH = 2_000

# What the class and id of an element say about its role, as site builders name such things.
ROLE_NAMES = re.compile(
    r"(?P<pull_quote>pull-?_?quote)"
    r"|(?P<comments>comment|disqus|respond|replies)"
    r"|(?P<related>relat|recommend|read-?(?:more|next)|also-?like|more-?(?:from|stories|news)|"
    r"outbrain|taboola|trending|popular|most-?read|teaser|promo|you-may|latest|prev-?next|"
    r"post-?nav|pagination|upnext|carousel)"
    r"|(?P<share>shar(?:e|ing)|social|addthis|sharedaddy|follow-us|tweet|facebook)"
    r"|(?P<cookie>cookie|consent|gdpr|privacy)"
    r"|(?P<newsletter>newsletter|subscri|sign-?up|paywall|mailchimp|donat)"
    r"|(?P<advert>advert|sponsor|(?:^|[-_ ])ads?(?:$|[-_ ])|dfp)"
    r"|(?P<author>author|byline|bio(?:$|[-_ ])|contributor|dateline|post-?meta|entry-?meta|"
    r"timestamp)"
    r"|(?P<caption>caption|credit|copyright|photo)"
    r"|(?P<navigation>(?:^|[-_ ])nav|menu|breadcrumb|masthead|toolbar|skip-|site-?header)"
    r"|(?P<sidebar>sidebar|widget|rail(?:$|[-_ ])|aside)"
    r"|(?P<footer>footer|colophon)"
    r"|(?P<tags>(?:^|[-_ ])tags?(?:$|[-_ ])|tag-?list|categor|taxonomy|keywords)"
    r"|(?P<hidden>(?:^|[-_ ])hidden(?:$|[-_ ])|screen-reader|sr-only|visually-hidden|modal|popup)"
    r"|(?P<body>article-?(?:body|content|text)|entry-?content|post-?(?:content|body|text)|story-?"
    r"(?:body|content|text)|main-?content|body-?(?:content|text|copy)|page-?content)",
    re.IGNORECASE,
)
TAG_ROLES = {
    "nav": "navigation",
    "noscript": "hidden",
    "aside": "sidebar",
    "footer": "footer",
    "figcaption": "caption",
    "caption": "caption",
    "form": "form",
    "button": "form",
    "article": "article",
    "main": "main",
}


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with what the page's markup says about it.

    ``link_share`` is the share of its characters inside links, 0-1. ``roles`` are the roles
    that the names of the elements around it suggest. ``tag`` is the element it stands in.
    """

    block: Block
    link_share: float
    roles: frozenset[str]
    tag: str


@lru_cache(maxsize=1)
def parse(markup: str) -> HtmlElement | None:
    """Parse ``markup`` however malformed it is; None where it holds no element at all.

    The last tree is remembered and shared: callers read it and never change it.
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        return fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@lru_cache(maxsize=20_000)
def roles_named(names: str) -> frozenset[str]:
    """The roles that a class and id attribute suggest: "comments", "share", "related", ..."""
    return frozenset(match.lastgroup or "" for match in ROLE_NAMES.finditer(names))


@lru_cache(maxsize=20_000)
def _merged(outer: frozenset[str], tag: str, names: str, hidden: bool) -> frozenset[str]:
    own = roles_named(names) if names else frozenset()
    if tag in TAG_ROLES:
        own = own | {TAG_ROLES[tag]}
    if hidden:
        own = own | {"hidden"}
    return outer | own if own else outer


def _roles(element: HtmlElement, outer: frozenset[str]) -> frozenset[str]:
    attributes = element.attrib
    if not attributes:
        tag = element.tag
        return _merged(outer, tag, "", False) if tag in TAG_ROLES else outer
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip()
    if element.tag in {"body", "html"}:
        names = ""  # themes list every feature they have on the body element
    style = attributes.get("style", "")
    hidden = "hidden" in attributes or ("display" in style and "none" in style)
    return _merged(outer, element.tag, names, hidden)


class _Collector:
    """Gathers the text between two block boundaries and closes it into a PageBlock."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self.parts: list[str] = []
        self.linked = 0
        self.context: tuple[str, frozenset[str], BlockKind, int] = (
            "body",
            frozenset(),
            BlockKind.PARAGRAPH,
            0,
        )

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.parts.append(text)
            if linked:
                self.linked += sum(map(len, text.split()))

    def close(self) -> None:
        if not self.parts:
            self.linked = 0
            return
        text = _folded("".join(self.parts))
        self.parts.clear()
        if text:
            tag, roles, kind, level = self.context
            characters = max(1, sum(map(len, text.split())))
            block = Block(text, kind, len(self.blocks), level)
            self.blocks.append(PageBlock(block, min(1.0, self.linked / characters), roles, tag))
        self.linked = 0


LINE_BREAK = "\ue000"  # stands for <br> until the white space of the source is folded
CELL_BREAK = "\ue001"
RAISED_STYLE = re.compile(r"vertical-align:\s*super")


def _folded(text: str) -> str:
    """Fold the source's white space, then break at <br> and put a tab between cells.

    Soft hyphens and the marks of footnotes go: they belong to no word and no figure.
    """
    folded = " ".join(without_marks(text).replace("\xad", "").split())
    if LINE_BREAK not in folded and CELL_BREAK not in folded:
        return folded
    lines = folded.replace(CELL_BREAK, "\t").split(LINE_BREAK)
    tidy = (re.sub(r" ?\t ?", "\t", line).strip() for line in lines)
    return "\n".join(line for line in tidy if line)


def _is_raised(element: HtmlElement) -> bool:
    if element.tag == "sup":
        return True
    style = element.get("style", "")
    return element.tag in {"span", "font"} and bool(RAISED_STYLE.search(style))


def _is_data_row(row: HtmlElement) -> bool:
    cells = [child for child in row if child.tag in {"td", "th"}]
    if len(cells) < 2:
        return False
    return not any(inner.tag in BLOCK_INSIDE_CELL for cell in cells for inner in cell.iter())


def _kind(tag: str, outer: BlockKind) -> BlockKind:
    if tag in HEADINGS:
        return BlockKind.HEADING
    if tag in {"li", "dd", "dt"}:
        return BlockKind.LIST_ITEM
    if tag in {"blockquote", "q"}:
        return BlockKind.QUOTE
    if outer in {BlockKind.LIST_ITEM, BlockKind.QUOTE}:
        return outer
    return BlockKind.PARAGRAPH


Context = tuple[str, frozenset[str], BlockKind, int]


def page_blocks(root: HtmlElement) -> tuple[PageBlock, ...]:
    """Every visible block of text under ``root``; nothing is judged or left out here."""
    collector = _Collector()
    context: Context = ("body", frozenset(), BlockKind.PARAGRAPH, 0)
    stack: list[tuple[HtmlElement, Context, bool, bool, Iterator[HtmlElement]]] = []

    def enter(element: HtmlElement, context: Context, linked: bool, in_row: bool) -> None:
        tag = element.tag
        linked = linked or tag == "a"
        if tag not in BLOCK_TAGS:
            # inline elements pass their own role on only for themselves, not for the block
            if _is_raised(element):
                collector.parts.append(RAISED)
            collector.add(element.text, linked)
        elif in_row and tag in {"td", "th"}:
            if collector.parts:
                collector.parts.append(CELL_BREAK)
            collector.add(element.text, linked)
        else:
            collector.close()
            kind = BlockKind.TABLE_ROW if tag == "tr" and _is_data_row(element) else None
            in_row = kind is not None
            context = (
                tag,
                _roles(element, context[1]),
                kind or _kind(tag, context[2]),
                HEADINGS.get(tag, 0),
            )
            collector.context = context
            collector.add(element.text, linked)
        stack.append((element, context, linked, in_row, iter(element)))

    enter(root, context, False, False)
    while stack:
        element, context, linked, in_row, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if _is_raised(element):
                collector.parts.append(LOWERED)
            if element.tag in BLOCK_TAGS and not (in_row and element.tag in {"td", "th"}):
                collector.close()
            if stack:
                _, outer, outer_linked, _, _ = stack[-1]
                collector.context = outer
                collector.add(element.tail, outer_linked)
            continue
        if not isinstance(child.tag, str) or child.tag in INVISIBLE or len(stack) > MAX_DEPTH:
            collector.add(child.tail, linked)
        elif child.tag in {"br", "hr"}:
            collector.parts.append(LINE_BREAK)
            collector.add(child.tail, linked)
        else:
            enter(child, context, linked, in_row)
    collector.close()
    return tuple(collector.blocks)


@lru_cache(maxsize=1)
def blocks_of(markup: str) -> tuple[PageBlock, ...]:
    """The blocks of a page; the last page is remembered, since the noise filter asks again."""
    root = parse(markup)
    return () if root is None else page_blocks(root)
