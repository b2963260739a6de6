"""Reads a chat model's reply: status, sentences, and the passages they cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.citation_marks import without_marks, without_prose, without_source_list
from assistant.prompt import NOT_IN_DOCUMENTS
from assistant.reply_text import plain, visible
from corpus.sentences import sentence_spans


class ReplyStatus(StrEnum):
    """What a model made of the question."""

    ANSWERED = "answered"
    NOT_IN_DOCUMENTS = "not_in_documents"
    REFUSED = "refused"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence without its marks, and the passage numbers it cites, in order."""

    text: str
    numbers: tuple[int, ...]
    begins_line: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as read. ``partial`` where it also says that something is not stated."""

    status: ReplyStatus
    sentences: tuple[CitedSentence, ...] = ()
    partial: bool = False


_ENDS = re.compile(r"[.!?][\"'”’)]*$")
_MARKER = re.compile(rf"\b{NOT_IN_DOCUMENTS.replace('_', '[ _-]?')}\b", re.I)
_MATERIAL = (
    r"(?:passages?|documents?|sources?|context|texts?|excerpts?|material|"
    r"(?:provided |given )?information)"
)
_NOT_SAID = re.compile(
    rf"\b{_MATERIAL}\b[^.]{{0,40}}?\b(?:(?:does|do|did)(?: not|n['’]t)|fails? to|never)\b"
    r"[^.]{0,20}?\b(?:answer|say|state|mention|specify|contain|include|provide|give|disclose|"
    r"address|indicate|name|report|tell|discuss|describe|reveal|explain|cover|have)\b"
    r"|\b(?:no|not enough|insufficient|not any) (?:\w+ )?(?:information|mention|answer|details?)\b"
    rf"[^.]{{0,60}}\b{_MATERIAL}\b"
    r"|\b(?:is|are|was|were)(?: not|n['’]t) (?:\w+ )?(?:mentioned|stated|specified|given|provided|"
    r"disclosed|addressed|included|contained|found|covered)\b[^.]{0,30}\bin (?:the|any|these) "
    rf"(?:\w+ )?{_MATERIAL}\b"
    r"|\bI (?:can(?:not|['’]t)|could(?: not|n['’]t)|am (?:not able|unable) to|do(?: not|n['’]t)) "
    r"(?:find|answer|determine|know|see|locate|tell)\b",
    re.I,
)
_REFUSED = re.compile(
    r"^\W*(?:(?:I['’]m|I am) (?:very )?sorry|sorry|I apologi[sz]e|unfortunately)?[\s,;.:-]*"
    r"(?:but )?(?:as an AI[^,.]{0,40}, ?)?I(?:['’]m| am)? (?:can(?:not|['’]t)|won['’]t|will not|"
    r"(?:not able|unable|not allowed) to|must decline to) "
    r"(?:assist|help|comply|provide|fulfil|do that|discuss|engage|share|continue|process)",
    re.I,
)


def read_reply(text: str, passage_count: int) -> Reply:
    """What ``text`` says; numbers outside 1..``passage_count`` are no citations.

    A reply that cites nothing is never "answered". A last sentence that neither ends nor
    cites was cut off with the model's answer and is left out.
    """
    text = visible(text).strip()
    sentences = _sentences(text, passage_count)
    if len(sentences) > 1 and not sentences[-1].numbers and not _ENDS.search(sentences[-1].text):
        sentences = sentences[:-1]
    not_said = [s for s in sentences if _NOT_SAID.search(s.text) and not s.numbers]
    cited = [s for s in sentences if s.numbers]
    marker = _MARKER.search(text)
    if marker is not None:
        # Some models give the marker and then explain it, or answer and append it.
        if marker.start() < 3 or not cited:
            return Reply(ReplyStatus.NOT_IN_DOCUMENTS)
        not_said = not_said or [CitedSentence("", ())]
    kept = tuple(
        s for s in sentences if s not in not_said and s.text and not _MARKER.search(s.text)
    )
    if not cited and _REFUSED.search(text):
        return Reply(ReplyStatus.REFUSED)
    if not cited and not_said:
        return Reply(ReplyStatus.NOT_IN_DOCUMENTS)
    if cited and all(_NOT_SAID.search(s.text) for s in cited) and _about_material(cited[0].text):
        return Reply(ReplyStatus.NOT_IN_DOCUMENTS)
    if not cited:
        return Reply(ReplyStatus.UNCITED, kept)
    return Reply(ReplyStatus.ANSWERED, kept, partial=bool(not_said))


def _about_material(sentence: str) -> bool:
    """ "The documents do not state …", as against "The agreement does not include …"."""
    return (
        re.match(rf"\W*(?:the |these |provided |given )*{_MATERIAL}\b|\W*I\b", sentence, re.I)
        is not None
    )


def _sentences(text: str, passage_count: int) -> list[CitedSentence]:
    text, listed = without_source_list(plain(text))
    text, marks = without_marks(text)
    spans = sentence_spans(text)
    numbers: list[list[int]] = [[] for _ in spans]
    for mark in marks:
        earlier = [i for i, span in enumerate(spans) if span.start < mark.position]
        line_start = not text[: mark.position].rsplit("\n", 1)[-1].strip()
        index = earlier[-1] if earlier else 0
        if line_start and earlier and index + 1 < len(spans):
            index += 1
        if spans:
            numbers[index] += mark.numbers
    sentences: list[CitedSentence] = []
    for span, cited in zip(spans, numbers, strict=True):
        said, named = without_prose(text[span.start : span.end].strip())
        known = [n for n in (*cited, *named) if 1 <= n <= passage_count]
        before = text[: span.start]
        begins = "\n" in before[len(before.rstrip()) :]
        sentences.append(CitedSentence(said, tuple(dict.fromkeys(known)), begins_line=begins))
    spoken = [s for s in sentences if re.search(r"\w", s.text)]
    return _with_inherited(_each_once(spoken), [n for n in listed if 1 <= n <= passage_count])


def _each_once(sentences: Sequence[CitedSentence]) -> list[CitedSentence]:
    """The sentences without repeats: a small model may say one over and over."""
    kept: dict[str, CitedSentence] = {}
    for sentence in sentences:
        first = kept.setdefault(sentence.text.casefold(), sentence)
        numbers = tuple(dict.fromkeys((*first.numbers, *sentence.numbers)))
        kept[sentence.text.casefold()] = replace(first, numbers=numbers)
    return list(kept.values())


def _with_inherited(
    sentences: Sequence[CitedSentence], listed: Sequence[int]
) -> list[CitedSentence]:
    """The sentences, with what those without a mark of their own rest on.

    A line that introduces a list ("The sites are:") cites what its first item cites, a
    sentence what the next of its paragraph cites, and any what a closing list of sources
    names. Whether that bears the sentence out is checked like every citation.
    """
    result = list(sentences)
    for i in range(len(result) - 1, -1, -1):
        sentence = result[i]
        if sentence.numbers or _NOT_SAID.search(sentence.text):
            continue
        following = result[i + 1] if i + 1 < len(result) else None
        introduces = sentence.text.endswith(":")
        if following and (introduces or not following.begins_line):
            result[i] = replace(sentence, numbers=following.numbers)
        if not result[i].numbers and listed:
            result[i] = replace(sentence, numbers=tuple(dict.fromkeys(listed)))
    return result
