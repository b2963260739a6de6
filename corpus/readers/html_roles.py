"""What role the markup gives a part of a page: "comments", "share", "related", ..."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

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
    "form": "form",
    "button": "form",
    "article": "article",
    "main": "main",
}


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


def roles_of(element: HtmlElement, outer: frozenset[str]) -> frozenset[str]:
    """The roles of ``element``, those of the elements around it included."""
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
