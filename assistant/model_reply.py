"""Reads a chat model's reply: status, sentences, and the passages they cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.prompt import NOT_IN_DOCUMENTS
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


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as read. ``partial`` where it also says that something is not stated."""

    status: ReplyStatus
    sentences: tuple[CitedSentence, ...] = ()
    partial: bool = False


_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_KIND = r"(?:passages?|sources?|documents?)"
_NUMBERS = (
    rf"\^?\s*(?:{_KIND}\s*)?\d{{1,3}}"
    rf"(?:\s*(?:,|;|and|&|[-–])\s*(?:{_KIND}\s*)?\d{{1,3}}){{0,20}}\s*"
)
_MARK = re.compile(
    rf"[ \t]*(?:\[{_NUMBERS}\]|【{_NUMBERS}(?:†[^】]{{0,40}})?】|\((?={_KIND}){_NUMBERS}\))",
    re.I,
)
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:[-*•+]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)", re.M)
_ENDS = re.compile(r"[.!?][\"'”’)]*$")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
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
    text = _THINKING.sub("", text).strip()
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


def held_back(text: str) -> bool:
    """Whether streamed text may still turn out to be a marker or thinking, not an answer."""
    start = text.lstrip().casefold()
    if start.startswith("<think") and "</think" not in start:
        return True
    shown = _THINKING.sub("", start).strip()
    marker = NOT_IN_DOCUMENTS.casefold()
    return marker.startswith(shown) or shown.startswith(marker)


def visible(text: str) -> str:
    """Streamed text without thinking, as it may be shown."""
    return _THINKING.sub("", text).lstrip()


def _about_material(sentence: str) -> bool:
    """ "The documents do not state …", as against "The agreement does not include …"."""
    return (
        re.match(rf"\W*(?:the |these |provided |given )*{_MATERIAL}\b|\W*I\b", sentence, re.I)
        is not None
    )


def _sentences(text: str, passage_count: int) -> list[CitedSentence]:
    plain, marks = _without_marks(text)
    spans = sentence_spans(plain)
    numbers: list[list[int]] = [[] for _ in spans]
    for position, cited in marks:
        earlier = [i for i, span in enumerate(spans) if span.start < position]
        line_start = not plain[:position].rsplit("\n", 1)[-1].strip()
        index = 0 if not earlier else earlier[-1]
        if line_start and earlier and index + 1 < len(spans):
            index += 1
        if spans:
            numbers[index] += [n for n in cited if 1 <= n <= passage_count]
    result = [
        CitedSentence(plain[span.start : span.end].strip(), tuple(dict.fromkeys(cited)))
        for span, cited in zip(spans, numbers, strict=True)
    ]
    return _with_inherited([s for s in result if re.search(r"\w", s.text)])


def _with_inherited(sentences: Sequence[CitedSentence]) -> list[CitedSentence]:
    """A line that introduces a list ("The sites are:") cites what its first item cites."""
    result = list(sentences)
    for i in range(len(result) - 2, -1, -1):
        if not result[i].numbers and result[i].text.endswith(":"):
            result[i] = CitedSentence(result[i].text, result[i + 1].numbers)
    return result


def _without_marks(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without citation marks and Markdown, and each mark's place in it."""
    text = _EMPHASIS.sub(r"\2", _MARKDOWN_LINE.sub("", text))
    parts: list[str] = []
    marks: list[tuple[int, list[int]]] = []
    length = last = 0
    for match in _MARK.finditer(text):
        parts.append(text[last : match.start()])
        length += match.start() - last
        last = match.end()
        marks.append((length, _read_numbers(match.group())))
    parts.append(text[last:])
    return "".join(parts), marks


def _read_numbers(mark: str) -> list[int]:
    numbers: list[int] = []
    for match in re.finditer(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", mark.partition("†")[0]):
        first, last = int(match[1]), int(match[2] or match[1])
        numbers += list(range(first, min(last, first + 20) + 1))
    return numbers
