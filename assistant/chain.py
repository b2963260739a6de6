"""The retrieval-augmented chain: rewrite, retrieve, answer, check grounding, add caveats.

A LangChain Runnable. ``stream`` yields typed events and ends with exactly one ``Finished``;
``invoke`` returns that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answerer import Answerer, AskedQuestion, Draft, Turn
from assistant.answers import Answer, Caveat, Claim, Status, Support, Timings
from assistant.caveats import find_caveats
from assistant.events import Event, Finished, Restarted, Retrieved, Rewritten, TextDelta
from assistant.followups import Rewrite
from assistant.grounding import check_claims
from assistant.retrieval import retrieve
from assistant.small_talk import small_talk_reply
from assistant.wording import (
    ALL_WITHHELD,
    NOTHING_INDEXED,
    answer_text,
    declined_text,
    related_passages,
)
from index.hits import Hit
from index.library import Library


class Rewriter(Protocol):
    """Makes a follow-up stand alone."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewrite:
        """The question as it would be asked without the conversation."""
        ...


class Stopwatch:
    """Seconds since the last lap, and since the start."""

    def __init__(self) -> None:
        self._start = self._last = perf_counter()

    def lap(self) -> float:
        """Seconds since the previous lap."""
        now = perf_counter()
        seconds, self._last = now - self._last, now
        return seconds

    def total(self) -> float:
        """Seconds since the stopwatch was made."""
        return perf_counter() - self._start


class AnswerChain(Runnable[AskedQuestion, Event]):
    """Answers one question from one library; holds no state between questions."""

    name = "deal_assistant"

    def __init__(
        self,
        library: Library,
        answerer: Answerer,
        rewriter: Rewriter,
        *,
        passages_per_question: int = 20,
        strict: bool = False,
    ) -> None:
        self._library = library
        self._answerer = answerer
        self._rewriter = rewriter
        self._k = passages_per_question
        self._strict = strict

    def invoke(
        self, input: AskedQuestion, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Event:
        """Answer ``input``; returns the ``Finished`` event."""
        *_, last = self.stream(input, config, **kwargs)
        return last

    def stream(
        self,
        input: AskedQuestion,
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> Iterator[Event]:
        """Answer ``input``, yielding events as they happen."""
        yield from self.transform(iter([input]), config, **kwargs)

    def transform(
        self,
        input: Iterator[AskedQuestion],
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> Iterator[Event]:
        """Answer each question of ``input``, traced by LangChain's callbacks."""
        yield from self._transform_stream_with_config(input, self._events, config, **kwargs)

    def _events(self, questions: Iterator[AskedQuestion]) -> Iterator[Event]:
        for question in questions:
            yield from self._answer(question)

    def _answer(self, asked: AskedQuestion) -> Iterator[Event]:
        watch = Stopwatch()
        reply = small_talk_reply(asked.original)
        if reply is not None:
            yield TextDelta(text=reply.text)
            yield Finished(
                answer=Answer(
                    question=asked.original,
                    rewritten_question=asked.original,
                    status=Status.CONVERSATION,
                    text=reply.text,
                    confidence=1.0,
                    model="rules",
                    timings=Timings(total=watch.total()),
                )
            )
            return

        rewrite = self._rewriter.rewrite(asked.original, asked.history)
        question = asked.model_copy(update={"text": rewrite.text})
        yield Rewritten(question=rewrite.text, changed=rewrite.changed)
        rewrite_seconds = watch.lap()

        hits = retrieve(question, self._library, self._k)
        yield Retrieved(hits=hits)
        retrieve_seconds = watch.lap()

        draft: Draft | None = None
        for part in self._drafts(question, hits):
            if isinstance(part, Draft):
                draft = part
            else:
                yield part
        if draft is None:
            raise RuntimeError(f"{self._answerer.name} ended without a draft")
        answer_seconds = watch.lap()

        answer = self._checked(question, draft, _as_read(hits, draft.passages))
        timings = Timings(
            rewrite=rewrite_seconds,
            retrieve=retrieve_seconds,
            answer=answer_seconds,
            ground=watch.lap(),
            total=watch.total(),
        )
        yield Finished(answer=answer.model_copy(update={"timings": timings}))

    def _drafts(
        self, question: AskedQuestion, hits: tuple[Hit, ...]
    ) -> Iterator[TextDelta | Restarted | Draft]:
        if hits:
            yield from self._answerer.stream(question, hits, self._library)
        else:
            yield Draft(abstained=True, reason=NOTHING_INDEXED, model=self._answerer.name)

    def _checked(self, question: AskedQuestion, draft: Draft, hits: tuple[Hit, ...]) -> Answer:
        """The draft as an answer: claims checked, caveats added, or declined."""
        if draft.abstained or not draft.claims:
            return self._declined(question, draft, hits, draft.reason)
        claims = check_claims(draft.claims, self._library)
        if self._strict:
            kept = tuple(c for c in claims if c.support is Support.SUPPORTED)
            if not kept:
                return self._declined(question, draft, hits, ALL_WITHHELD)
            if len(kept) < len(claims):
                claims = kept
        lead = draft.lead if _lead_stands(draft.lead, draft.claims, claims) else None
        found = find_caveats(question, claims, hits, self._library)
        return Answer(
            question=question.original,
            rewritten_question=question.text,
            status=Status.ANSWERED,
            text=answer_text(lead, claims),
            claims=claims,
            span=draft.span,
            confidence=draft.confidence,
            caveats=_each_kind_once((*draft.caveats, *found)),
            retrieved=hits,
            model=draft.model,
        )

    def _declined(
        self, question: AskedQuestion, draft: Draft, hits: tuple[Hit, ...], reason: str | None
    ) -> Answer:
        return Answer(
            question=question.original,
            rewritten_question=question.text,
            status=Status.DECLINED,
            text=declined_text(reason),
            reason=reason,
            confidence=draft.confidence,
            caveats=draft.caveats,
            related=related_passages(hits),
            retrieved=hits,
            model=draft.model,
        )


def _as_read(hits: tuple[Hit, ...], passages: Sequence[str]) -> tuple[Hit, ...]:
    """``hits`` with those of ``passages`` first, in that order."""
    places = {passage: place for place, passage in enumerate(passages)}
    return tuple(sorted(hits, key=lambda hit: places.get(hit.passage.id, len(places))))


def _each_kind_once(caveats: Sequence[Caveat]) -> tuple[Caveat, ...]:
    return tuple({c.kind: c for c in reversed(caveats)}.values())[::-1]


def _lead_stands(lead: str | None, drafted: Sequence[Claim], shown: Sequence[Claim]) -> bool:
    """A lead sums up what was drafted: it may be shown with all of that, or where the first
    claim holds its words.
    """
    if not lead or not shown:
        return False
    whole = [claim.text for claim in shown] == [claim.text for claim in drafted]
    first = shown[0].text == drafted[0].text
    return whole or (first and lead.casefold() in shown[0].text.casefold())
