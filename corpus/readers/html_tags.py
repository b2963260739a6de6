"""The elements of a page: which are never seen, and which stand on lines of their own."""

from __future__ import annotations

INVISIBLE = frozenset(
    """script style template svg math head iframe object embed canvas audio video map select option
    datalist textarea input progress meter source track""".split()
)
BLOCK_TAGS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend
    li listing main menu nav ol p pre section search summary table tbody td tfoot th thead tr ul
    xmp amp-social-share""".split()
)  # every other element, unknown ones too, runs on in its line: HTML, section 15.3
HEADINGS = {f"h{level}": level for level in range(1, 7)}
