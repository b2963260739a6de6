"""What a web page says about itself: JSON-LD first, then meta tags, then visible markup.

Vocabularies: schema.org (JSON-LD and microdata), the Open Graph protocol, Dublin Core.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from corpus.documents import Metadata
from corpus.readers.html_roles import TAG_ROLES, roles_named

ARTICLE_TYPES = re.compile(r"article|posting|report|webpage|newsitem|analysis", re.IGNORECASE)
ITEM_TYPES = re.compile(r"article|posting", re.IGNORECASE)  # a web page only holds such an item
TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title")
AUTHOR_KEYS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "citation_author", "twitter:data1",
)  # fmt: skip
DATE_KEYS = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "publishdate", "pubdate",
    "publish_date", "publication_date", "citation_publication_date", "date", "displaydate",
)  # fmt: skip
PUBLISHER_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)")
COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=T|$|\D)")
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
DAY_MONTH_YEAR = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)\b"
)
MONTH_DAY_YEAR = re.compile(
    r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b"
)
DATE_NAME = re.compile(
    r"\b(?:pub(?:lish(?:ed)?)?|post(?:ed)?)?date(?:d|line|time|published)?\b|\bbyline\b",
    re.IGNORECASE,
)
META_NAME = re.compile(r"\b(?:post|entry|article)?meta(?:data)?\b", re.IGNORECASE)
ELSEWHERE = frozenset(["sidebar", "related", "comments", "navigation", "footer"])
# What programs that make filings write for a title: "orrin-20250630.htm"
FILE_NAME = re.compile(r"\S+\.(?:html?|txt|docx?)|[a-z][\w.]*-(?:19|20)\d{6}\S*", re.IGNORECASE)
TITLE_SEPARATOR = re.compile(r"\s+[|»·—–-]\s+|\s*::\s*")


def read_date(text: str) -> date | None:
    """The first full calendar date in ``text`` (ISO 8601 or written out in English)."""
    candidates: list[tuple[int, int, int, int]] = []
    for pattern in (DATE, COMPACT_DATE):
        if match := pattern.search(text):
            year, month, day = map(int, match.groups())
            candidates.append((match.start(), year, month, day))
    for match in DAY_MONTH_YEAR.finditer(text):
        if month := MONTHS.get(match.group(2).lower(), 0):
            candidates.append((match.start(), int(match.group(3)), month, int(match.group(1))))
    for match in MONTH_DAY_YEAR.finditer(text):
        if month := MONTHS.get(match.group(1).lower(), 0):
            candidates.append((match.start(), int(match.group(3)), month, int(match.group(2))))
    for _, year, month, day in sorted(candidates):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.replace("\xad", "").split()) or None


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """Every object of a JSON-LD value, outermost first."""
    if depth > 20:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _article(root: HtmlElement) -> dict[str, object]:
    """The JSON-LD object about the article, or failing that about the page that holds it."""
    page: dict[str, object] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>")
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            kind = node.get("@type")
            kinds = [name for name in (kind if isinstance(kind, list) else [kind]) if name]
            names = " ".join(name for name in kinds if isinstance(name, str))
            if "headline" in node or "datePublished" in node:
                if ITEM_TYPES.search(names):
                    return node
                if ARTICLE_TYPES.search(names) and not page:
                    page = node
    return page


def _names(value: object) -> str | None:
    """The name or names of a schema.org person or organisation, in whatever form it has."""
    entries = value if isinstance(value, list) else [value]
    names: list[str] = []
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else entry
        cleaned = _clean(name if not isinstance(name, list) else " ".join(map(str, name)))
        if cleaned and not cleaned.startswith("http") and cleaned not in names:
            names.append(cleaned)
    return ", ".join(names) or None


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        value = _clean(tag.get("content"))
        if key and value:
            found.setdefault(key.strip().lower(), value)
    return found


def _first(tags: dict[str, str], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = tags.get(key)
        if value and not value.startswith(("http://", "https://")):
            return value
    return None


def _text_of(root: HtmlElement, path: str) -> str | None:
    for element in root.xpath(path)[:5]:
        text = element if isinstance(element, str) else " ".join(element.itertext())
        cleaned = _clean(str(text))
        if cleaned and len(cleaned) < 400:
            return cleaned
    return None


def _title(root: HtmlElement, article: dict[str, object], tags: dict[str, str]) -> str | None:
    shown = (_clean(" ".join(h.itertext())) for h in root.iter("h1"))
    headings = [heading for heading in shown if heading]
    stated = _clean(article.get("headline")) or _first(tags, TITLE_KEYS)
    page_title = _text_of(root, "//head/title") or _text_of(root, "//title")
    for heading in headings:  # the headline a reader sees, where the page repeats it elsewhere
        if len(heading) > 5 and heading.lower() in f"{stated} {page_title}".lower():
            return heading
    if stated:
        return stated
    if page_title and not FILE_NAME.fullmatch(page_title):
        return max(TITLE_SEPARATOR.split(page_title), key=len).strip() or page_title
    return headings[0] if headings else None


def _published(root: HtmlElement, article: dict[str, object], tags: dict[str, str]) -> date | None:
    stated = _clean(article.get("datePublished")) or _first(tags, DATE_KEYS) or ""
    found = read_date(stated)
    if found:
        return found
    for path in ("//*[@itemprop='datePublished']", "//article//time", "//time",
                 "//abbr[contains(@class, 'published')]"):  # fmt: skip
        for element in [e for e in root.xpath(path) if not _is_elsewhere(e)][:3]:
            value = element.get("datetime") or element.get("content") or element.get("title") or ""
            found = read_date(value) or read_date(" ".join(element.itertext()))
            if found:
                return found
    found = read_date(_address(root, article, tags) or "")
    return found or _dated_by_name(root)


def _dated_by_name(root: HtmlElement) -> date | None:
    """The date in an element whose class or id says that it holds the date or the byline."""
    dated: list[HtmlElement] = []
    others: list[HtmlElement] = []
    for element in root.xpath("//*[(@class or @id) and not(self::body or self::html)]"):
        names, own = _words(element.get("class", "")), _words(element.get("id", ""))
        if DATE_NAME.search(names):
            dated.append(element)
        elif META_NAME.search(names) or DATE_NAME.search(own):
            others.append(element)
    for group in (dated, others):
        for element in [e for e in group if not _is_elsewhere(e)][:6]:
            found = read_date(" ".join(element.itertext())[:200])
            if found:
                return found
    return None


def _words(names: str) -> str:
    """Names parted into words: "articleDate" and "article_date" as "article-Date"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).replace("_", "-")


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether ``element`` stands in a part of the page that is about other things.

    A part that holds the page's headline is none, whatever its name ("with-sidebar").
    """
    for part in (element, *element.iterancestors()):
        if part.tag in {"body", "html"} or next(part.iter("h1"), None) is not None:
            return False
        names = f"{part.get('class', '')} {part.get('id', '')}"
        if TAG_ROLES.get(part.tag) in ELSEWHERE or not ELSEWHERE.isdisjoint(roles_named(names)):
            return True
    return False


def _address(root: HtmlElement, article: dict[str, object], tags: dict[str, str]) -> str | None:
    candidates: list[object] = [
        *root.xpath("//link[@rel='canonical']/@href")[:1],
        tags.get("og:url"),
        article.get("mainEntityOfPage"),
        article.get("url"),
    ]
    for candidate in candidates:
        value = candidate.get("@id") if isinstance(candidate, dict) else candidate
        cleaned = _clean(str(value)) if isinstance(value, str) else None
        if cleaned and cleaned.startswith(("http://", "https://")):
            return cleaned
    return None


def page_metadata(root: HtmlElement) -> Metadata:
    """Title, author, publisher, date, canonical address and language of the page."""
    article, tags = _article(root), _meta_tags(root)
    author = _names(article.get("author")) or _first(tags, AUTHOR_KEYS)
    author = author or _text_of(root, "//*[@rel='author' or @itemprop='author']")
    language = _clean(root.get("lang")) or tags.get("og:locale")
    return Metadata(
        title=_title(root, article, tags),
        author=re.sub(r"^by\s+", "", author, flags=re.IGNORECASE) if author else None,
        publisher=_names(article.get("publisher")) or _first(tags, PUBLISHER_KEYS),
        published=_published(root, article, tags),
        url=_address(root, article, tags),
        language=language.replace("_", "-").split("-")[0].lower() if language else None,
    )
