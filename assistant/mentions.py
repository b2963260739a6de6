"""Questions for all the documents, or deals, that speak of something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words import content_stems

_SPEAK = (
    r"(?:mentions?|mentioned|discuss(?:es|ed)?|covers?|covered|contains?|refers? to|"
    r"speaks? (?:of|about)|talks? about|deals? with|says? (?:something|anything) about|"
    r"have (?:something|anything) (?:on|about)|includes?|names?)"
)
_ASKED = re.compile(
    r"^\s*(?:which|what|(?:list|name|show|show me)(?: all)?(?: the)?)\s+"
    r"(?:of (?:the|our|these) )?(?:\w+ )?"
    r"(?P<what>deals?|transactions?|documents?|files?|contracts?|reports?|papers?)"
    rf"(?: that| which)?(?: do| does)? {_SPEAK}\s+(?P<subject>[^?]+)\??\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MentionQuestion:
    """A question for what speaks of ``subject``: for deals, or else for documents."""

    subject: str
    of_deals: bool

    @property
    def stems(self) -> frozenset[str]:
        """What a sentence must hold to speak of the subject."""
        return content_stems(self.subject)


def read_mention(text: str) -> MentionQuestion | None:
    """The question ``text`` as one for all that speaks of something; None if it is not."""
    asked = _ASKED.match(text)
    if asked is None:
        return None
    subject = asked["subject"].strip().rstrip(".")
    if not content_stems(subject):
        return None
    return MentionQuestion(subject, asked["what"].lower().startswith(("deal", "transaction")))
