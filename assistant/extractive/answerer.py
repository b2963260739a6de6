"""The extractive answerer: from a question and its hits to a draft of quoted sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from assistant.answerer import AskedQuestion, Draft
from assistant.answers import Claim
from assistant.comparisons import Side, sides_of
from assistant.events import Restarted, TextDelta
from assistant.extractive.abstention import DECLINE_BELOW, PART_BELOW, answerable_probability
from assistant.extractive.attribution import of_the_source
from assistant.extractive.by_document import answer_by_document
from assistant.extractive.comparing import lead_of_sides, one_sided, sentences_about
from assistant.extractive.cut_off import cut_off_caveat, cut_off_reason, missing_at_the_cut
from assistant.extractive.disagreeing import LIKELY, answers_otherwise, disagreement, rivals_of
from assistant.extractive.duties import duties_first
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.firmness import firmer_first
from assistant.extractive.gathering import gather, is_certain, is_open, only_introduces
from assistant.extractive.meaning import load_meaning
from assistant.extractive.mismatches import cannot_answer
from assistant.extractive.model import Model, load_model
from assistant.extractive.ranking import Ranked, rank_sentences
from assistant.extractive.reader import Reader
from assistant.extractive.reading_order import reading_order
from assistant.extractive.several import ReadPart, answer_each
from assistant.extractive.superseded import without_superseded
from assistant.extractive.writing import lead_of, marks_words, write_claim
from assistant.mentions import read_mention
from assistant.questions import Question, read_question
from assistant.several_questions import questions_in
from index.embeddings import Embedder
from index.hits import Hit
from index.library import Library

NAME = "extractive"
NOTHING_ANSWERS = "No passage found states it."


class ExtractiveAnswerer:
    """Quotes what answers and says nothing else; declines where nothing does.

    Holds no state between questions; safe to use from several threads.
    """

    name = NAME

    def __init__(
        self, embedder: Embedder, *, reader: Reader | None = None, model: Model | None = None
    ) -> None:
        self._embedder = embedder
        self._meaning = load_meaning(embedder.name)
        self._reader = reader or Reader()
        self._model = model or load_model()

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Restarted | Draft]:
        """Yield the lead and each claim as text, then the Draft."""
        draft = self.answer(question.text, hits, library)
        paragraphs = [draft.lead] if draft.lead else []
        paragraphs += [claim.text for claim in draft.claims]
        for number, paragraph in enumerate(paragraphs):
            yield TextDelta(text=paragraph if number == 0 else f"\n\n{paragraph}")
        yield draft

    def answer(self, text: str, hits: Sequence[Hit], library: Library) -> Draft:
        """The draft for the question ``text``; abstained where ``hits`` do not answer."""
        question = read_question(text)
        hits = self._with_similarity(text, hits)
        sentences = read_sentences(hits, library)
        cut = missing_at_the_cut(question, sentences)
        if cut is not None:
            return _broken_off(cut)
        mention = read_mention(text)
        if mention is not None:
            return answer_by_document(mention, sentences, NAME)
        sides = sides_of(text)
        compared = self._compare(sides, sentences, hits) if sides else None
        if compared is not None:
            return compared
        each = answer_each(questions_in(text), sentences, partial(self._read, hits=hits), NAME)
        if each is not None:
            return each
        asked = of_the_source(question, sentences)
        ranked = self._rank(asked.question, asked.sentences, hits)
        confidence = answerable_probability(ranked, hits, self._model)
        if ranked and missing_at_the_cut(question, [ranked[0].sentence]) is not None:
            return _broken_off(ranked[0].sentence)
        passages = reading_order(ranked)
        if confidence < DECLINE_BELOW:
            return _declined(confidence, passages)
        everywhere = (
            ranked if asked.sentences == sentences else self._rank(asked.question, sentences, hits)
        )
        rival = self._rival(ranked[0], everywhere, hits)
        caveat = disagreement(ranked[0], rival) if rival else None
        if asked.sentences == sentences:
            ranked = firmer_first(ranked, rival)
        ranked = duties_first(question, ranked)
        gathered = gather(question, ranked, sentences)
        settled = not is_open(question, gathered) and not only_introduces(gathered)
        mark = marks_words(question) and settled
        claims = tuple(write_claim(one, mark=mark) for one in gathered)
        return Draft(
            claims=claims,
            confidence=confidence,
            span=_marked(claims[0]),
            lead=lead_of(question, gathered[0]) if settled and is_certain(gathered[0]) else None,
            caveats=(caveat,) if caveat else (),
            passages=passages,
            model=NAME,
        )

    def _compare(
        self, sides: Sequence[Side], sentences: Sequence[Sentence], hits: Sequence[Hit]
    ) -> Draft | None:
        """The best sentence of either side, or of the one that is answered; None without any."""
        answered: list[tuple[Side, Ranked]] = []
        confidences: list[float] = []
        for side in sides:
            about = sentences_about(side, sides, sentences)
            asked = of_the_source(read_question(side.question), about)
            ranked = self._rank(asked.question, asked.sentences, hits)
            confidences.append(answerable_probability(ranked, hits, self._model))
            if confidences[-1] >= PART_BELOW:
                answered.append((side, ranked[0]))
        if max(confidences) < DECLINE_BELOW:
            return None
        chosen = [one for _, one in answered]
        if len(answered) < len(sides):
            lead: str | None = one_sided(sides, [side for side, _ in answered])
        else:
            lead = lead_of_sides(sides, chosen) if all(map(is_certain, chosen)) else None
        # One sentence or table row may hold both sides.
        quoted = list({id(one.sentence): one for one in chosen}.values())
        return Draft(
            claims=tuple(write_claim(one) for one in quoted),
            confidence=max(confidences),
            lead=lead,
            model=NAME,
        )

    def _rival(self, best: Ranked, ranked: Sequence[Ranked], hits: Sequence[Hit]) -> Ranked | None:
        """What another document answers with another value.

        To be quoted for an answer it would have to be likelier than not; to be named beside
        one, it need only be likely among what was found.
        """
        rivals = rivals_of(best, ranked)
        for place, rival in enumerate(rivals):
            if answers_otherwise(best, rival) and (
                rival.probability >= LIKELY
                or answerable_probability(rivals[place:], hits, self._model) >= DECLINE_BELOW
            ):
                return rival
        return None

    def _read(self, text: str, sentences: Sequence[Sentence], *, hits: Sequence[Hit]) -> ReadPart:
        asked = of_the_source(read_question(text), sentences)
        ranked = self._rank(asked.question, asked.sentences, hits)
        return ReadPart(asked.question, ranked, answerable_probability(ranked, hits, self._model))

    def _rank(
        self, question: Question, sentences: Sequence[Sentence], hits: Sequence[Hit]
    ) -> tuple[Ranked, ...]:
        vectors = self._meaning.of(question.text, self._embedder.encode([question.text])[0])
        ranked = rank_sentences(question, vectors, sentences, hits, self._model, self._reader)
        able = [one for one in ranked if not cannot_answer(question, one.sentence)]
        return without_superseded(question, able)

    def _with_similarity(self, text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """``hits`` with the cosine of question and passage where retrieval left it out."""
        missing = [hit.passage.text for hit in hits if hit.similarity is None]
        if not missing:
            return tuple(hits)
        vectors = self._embedder.encode([text, *missing])
        cosines = iter(np.asarray(vectors[1:] @ vectors[0]).tolist())
        return tuple(
            dataclasses.replace(hit, similarity=next(cosines)) if hit.similarity is None else hit
            for hit in hits
        )


def _declined(confidence: float, passages: tuple[str, ...]) -> Draft:
    return Draft(
        abstained=True,
        reason=NOTHING_ANSWERS,
        confidence=confidence,
        passages=passages,
        model=NAME,
    )


def _broken_off(sentence: Sentence) -> Draft:
    """Declined, since the text stops where the answer would come."""
    return Draft(
        abstained=True,
        reason=cut_off_reason(sentence),
        caveats=(cut_off_caveat(sentence),),
        model=NAME,
    )


def _marked(claim: Claim) -> str | None:
    if claim.span_start is None or claim.span_end is None:
        return None
    return claim.text[claim.span_start : claim.span_end]
