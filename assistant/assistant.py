"""The one object every interface talks to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from assistant.answerer import Answerer, AskedQuestion, Turn
from assistant.answers import Answer
from assistant.chain import AnswerChain, Rewriter
from assistant.conversations import Conversation, Conversations
from assistant.events import Event, Finished
from assistant.followups import RuleRewriter
from corpus.errors import DealAssistantError
from index.library import Library

MAX_QUESTION_CHARACTERS = 4000


class QuestionError(DealAssistantError):
    """The question cannot be asked as it stands."""


class Assistant:
    """Answers questions about the documents of one library.

    Five lines make one: an embedder, a library, an answerer, this, and ``ask``.
    Safe to use from several threads.
    """

    def __init__(
        self,
        library: Library,
        answerer: Answerer,
        *,
        conversations: Conversations | None = None,
        rewriter: Rewriter | None = None,
        passages_per_question: int = 20,
        strict: bool = False,
        today: date | None = None,
    ) -> None:
        self.library = library
        self.conversations = conversations
        self.answerer_name = answerer.name
        self._today = today
        self._chain = AnswerChain(
            library,
            answerer,
            rewriter or RuleRewriter(),
            passages_per_question=passages_per_question,
            strict=strict,
        )

    def ask(
        self,
        question: str,
        *,
        deal: str | None = None,
        documents: Sequence[str] = (),
        conversation: str | None = None,
        history: Sequence[Turn] = (),
    ) -> Answer:
        """Answer ``question`` from the documents in scope.

        ``documents`` are document ids; ``conversation`` is the id of a stored
        conversation, whose turns are read and to which this one is added.

        Raises:
            QuestionError: the question is empty or too long.
            DealAssistantError: the deal, a document or the conversation is not known.
        """
        answer: Answer | None = None
        for event in self.stream(
            question, deal=deal, documents=documents, conversation=conversation, history=history
        ):
            if isinstance(event, Finished):
                answer = event.answer
        if answer is None:
            raise RuntimeError("the chain ended without an answer")
        return answer

    def stream(
        self,
        question: str,
        *,
        deal: str | None = None,
        documents: Sequence[str] = (),
        conversation: str | None = None,
        history: Sequence[Turn] = (),
    ) -> Iterator[Event]:
        """The same as ``ask``, event by event; the turn is stored once it is finished."""
        asked = self._asked(question, deal, documents, conversation, history)
        for event in self._chain.stream(asked):
            if isinstance(event, Finished) and conversation and self.conversations:
                self.conversations.append(conversation, event.answer)
            yield event

    def begin_conversation(self, title: str = "", deal: str | None = None) -> Conversation:
        """Begin a stored conversation; its deal is the scope of questions that name none.

        Raises:
            QuestionError: the deal is not known, or this assistant keeps no conversations.
        """
        self._check_scope(deal, ())
        return self._store().create(title, deal or None)

    def _store(self) -> Conversations:
        if self.conversations is None:
            raise QuestionError("This assistant keeps no conversations. Leave 'conversation' out.")
        return self.conversations

    def _asked(
        self,
        question: str,
        deal: str | None,
        documents: Sequence[str],
        conversation: str | None,
        history: Sequence[Turn],
    ) -> AskedQuestion:
        # Half a surrogate pair is no character: neither the models nor the stores take it.
        text = " ".join(question.encode("utf-8", "replace").decode("utf-8").split())
        if not text:
            raise QuestionError("The question is empty. Type what you want to know.")
        if len(text) > MAX_QUESTION_CHARACTERS:
            raise QuestionError(
                f"The question has {len(text)} characters, more than the "
                f"{MAX_QUESTION_CHARACTERS} allowed. Shorten it."
            )
        turns = tuple(history)
        if conversation:
            store = self._store()
            deal = deal or store.get(conversation).deal
            turns = store.turns(conversation) + turns
        self._check_scope(deal, documents)
        return AskedQuestion(
            text=text,
            original=text,
            history=turns,
            deal=deal or None,
            documents=tuple(documents),
            today=self._today or datetime.now(UTC).date(),
        )

    def _check_scope(self, deal: str | None, documents: Sequence[str]) -> None:
        if deal and deal not in self.library.deals():
            known = ", ".join(self.library.deals()) or "none"
            raise QuestionError(f"There is no deal named {deal!r}. Known deals: {known}.")
        if documents:
            known_ids = {record.id for record in self.library.documents()}
            missing = [d for d in documents if d not in known_ids]
            if missing:
                raise QuestionError(
                    f"No document has the id {missing[0]!r}. List documents to see their ids."
                )
