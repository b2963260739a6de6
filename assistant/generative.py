"""The chat-model answerer: any LangChain chat model, held to the passages it was shown."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.answerer import Answerer, AskedQuestion, Draft
from assistant.answers import Caveat, CaveatKind, Claim
from assistant.chat_models import ChatModelFailedError, stream_text
from assistant.events import Restarted, TextDelta
from assistant.evidence import cite
from assistant.model_reply import Reply, ReplyStatus, read_reply
from assistant.prompt import RULES, ShownPassage, build_messages, choose_passages
from assistant.reply_text import held_back, visible
from index.hits import Hit
from index.library import Library

TIMEOUT_S = 60.0
RETRIES = 2
TOKEN_BUDGET = 6000
TOKENS_FOR_ANSWER = 600
# A small model may go on without end. What it has said by then is read, and it is stopped.
LONGEST_ANSWER_CHARACTERS = 5 * TOKENS_FOR_ANSWER
ANSWERED_IN_PART = "The documents answer this only in part."
NOT_STATED = "The chat model found no passage that states it."
_REASONS = {
    ReplyStatus.REFUSED: "The chat model refused to answer",
    ReplyStatus.UNCITED: "The chat model's answer cited no passage",
}


class GenerativeAnswerer:
    """Answers with a chat model, and with ``fallback`` where the model fails.

    ``timeout_s`` covers all attempts at one question; ``token_budget`` the whole exchange,
    prompt and answer, counted in the embedding model's tokens (a chat model's are a little
    longer for English). Safe to use from several threads if the chat model is.
    """

    def __init__(
        self,
        chat_model: BaseChatModel,
        fallback: Answerer,
        *,
        timeout_s: float = TIMEOUT_S,
        retries: int = RETRIES,
        token_budget: int = TOKEN_BUDGET,
    ) -> None:
        self._chat_model = chat_model
        self._fallback = fallback
        self._timeout_s = timeout_s
        self._retries = retries
        self._token_budget = token_budget

    @property
    def name(self) -> str:
        """The chat model's name."""
        for attribute in ("model_name", "model"):
            name = getattr(self._chat_model, attribute, None)
            if isinstance(name, str) and name:
                return name
        return type(self._chat_model).__name__

    def stream(
        self, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Restarted | Draft]:
        """Yield the model's text as it comes, then the Draft; or start over with the fallback."""
        count = library.embedder.count_tokens
        left = self._token_budget - TOKENS_FOR_ANSWER - count(RULES) - count(question.text) - 60
        shown = choose_passages(hits, token_budget=left, count_tokens=count)
        try:
            if not shown:
                raise ChatModelFailedError("The passages do not fit the chat model's token budget")
            text = yield from self._text(question, shown)
            reply = read_reply(text, len(shown))
            if reply.status in _REASONS:
                raise ChatModelFailedError(_REASONS[reply.status])
        except ChatModelFailedError as failure:
            yield from self._fall_back(failure.reason, question, hits, library)
            return
        yield self._draft(reply, shown, self._confidence(question, hits, library), library)

    def _text(
        self, question: AskedQuestion, shown: Sequence[ShownPassage]
    ) -> Generator[TextDelta | Restarted, None, str]:
        """Yield what may be shown already; return the whole text."""
        text, sent = "", ""
        messages = build_messages(question.text, shown)
        pieces = stream_text(
            self._chat_model, messages, timeout_s=self._timeout_s, retries=self._retries
        )
        for piece in pieces:
            text += piece
            if held_back(text):
                continue
            so_far = visible(text)
            if not so_far.startswith(sent):
                yield Restarted(reason="What was shown was the chat model's thinking.")
                sent = ""
            if so_far != sent:
                yield TextDelta(text=so_far[len(sent) :])
                sent = so_far
            if len(so_far) > LONGEST_ANSWER_CHARACTERS:
                break
        return text

    def _draft(
        self, reply: Reply, shown: Sequence[ShownPassage], confidence: float, library: Library
    ) -> Draft:
        if reply.status is ReplyStatus.NOT_IN_DOCUMENTS:
            return Draft(abstained=True, reason=NOT_STATED, confidence=confidence, model=self.name)
        claims = tuple(
            Claim(
                text=sentence.text,
                citations=tuple(
                    citation
                    for number in sentence.numbers
                    for citation in cite(sentence.text, shown[number - 1], library)
                ),
            )
            for sentence in reply.sentences
        )
        lead = ANSWERED_IN_PART if reply.partial else None
        return Draft(claims=claims, confidence=confidence, lead=lead, model=self.name)

    def _confidence(self, question: AskedQuestion, hits: Sequence[Hit], library: Library) -> float:
        """The fallback's calibrated probability, so that it means the same for both."""
        for part in self._fallback.stream(question, hits, library):
            if isinstance(part, Draft):
                return part.confidence
        return 0.0

    def _fall_back(
        self, reason: str, question: AskedQuestion, hits: Sequence[Hit], library: Library
    ) -> Iterator[TextDelta | Restarted | Draft]:
        yield Restarted(reason=f"{reason}; the answer is quoted from the documents instead.")
        note = Caveat(
            kind=CaveatKind.FELL_BACK,
            text=f"{reason}, so this answer was quoted from the documents without it.",
        )
        for part in self._fallback.stream(question, hits, library):
            if isinstance(part, Draft):
                yield part.model_copy(update={"caveats": (note, *part.caveats)})
            else:
                yield part
