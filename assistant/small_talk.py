"""Greetings, thanks and requests that documents cannot serve: a short honest reply."""

from __future__ import annotations

import re

from assistant.answers import Frozen


class SmallTalk(Frozen):
    """A reply that needs no document."""

    text: str


_END = r"[\s!.?,:;)]*$"
_REPLIES = (
    (
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)"
        r"(?: there| assistant| team| everyone)?",
        "Hello. Ask me about the deal documents, and I will answer with the place it stands.",
    ),
    (
        r"(?:(?:many )?thanks|thank you|thx|cheers|great|perfect|ok(?:ay)?|got it)"
        r"(?: a lot| so much| very much| again)?"
        r"(?:[,!. ]+(?:thanks|thank you|great|perfect|that helps?))?",
        "You are welcome.",
    ),
    (r"(?:bye|goodbye|see you(?: later)?|good night)", "Goodbye."),
    (
        r"(?:who|what) are you|what can you do(?: for me)?|help|how do(?:es)? (?:you|this) work|"
        r"what (?:can|should) i ask(?: you)?|how can you help(?: me)?",
        "I answer questions from the indexed deal documents only. Every statement quotes the "
        "document and page it stands on, and where the documents do not say, I say so.",
    ),
    (
        r"(?:how are you(?: (?:doing|today))?|how(?:'s| is) it going|what'?s up)",
        "Ready to look something up. What would you like to know about the deals?",
    ),
    (
        r"(?:please )?(?:can you |could you )?(?:tell me a joke|write (?:me )?(?:an? )?"
        r"(?:poem|song|story|haiku|joke|limerick)\b.{0,80}|sing\b.{0,40})|"
        r"what(?:'s| is) the (?:weather|time)\b.{0,40}|"
        r"(?:please )?(?:can you )?translate\b.{0,120}",
        "I can only look things up in the deal documents, so I cannot help with that.",
    ),
)
_COMPILED = tuple((re.compile(rf"\s*(?:{p}){_END}", re.I), reply) for p, reply in _REPLIES)
_LONGEST = 160


def small_talk_reply(message: str) -> SmallTalk | None:
    """The reply to ``message`` where it is no question about documents, else None.

    The whole message has to be small talk: "Hello, who signs?" is a question.
    """
    if len(message) > _LONGEST:
        return None
    for pattern, reply in _COMPILED:
        if pattern.match(message):
            return SmallTalk(text=reply)
    return None
