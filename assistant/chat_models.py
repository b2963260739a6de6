"""Chat models by name, and their text within a time limit."""

from __future__ import annotations

import contextvars
import queue
import re
import threading
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage

from corpus.errors import DealAssistantError

EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama"}
FIRST_PAUSE_SECONDS = 0.5
# The budget is counted in the embedding model's tokens, and no room in it is for thinking.
ROOM_FOR_THINKING = 2048
# OpenAI's reasoning models refuse any temperature but their own.
_FIXED_TEMPERATURE = re.compile(r"(?:o\d|gpt-5)", re.I)
# How an OpenAI-like stream says that it ended: Chat Completions, Responses.
_END_REASONS = ("finish_reason", "status")
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your (?:current )?quota|credit balance|billing", re.I
)


class ChatModelSettingError(DealAssistantError):
    """The chat model named in the settings cannot be used."""


class ChatModelFailedError(DealAssistantError):
    """A chat model gave no usable answer; the message is fit to be shown."""

    def __init__(self, reason: str, *, transient: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.transient = transient


def load_chat_model(
    spec: str, *, base_url: str | None = None, context_tokens: int | None = None
) -> BaseChatModel:
    """The LangChain chat model named ``provider:model``, such as ``ollama:llama3.2``.

    Retrying and the time limit are left to the answerer, so the model's own are off where
    the provider has them. Keys are read by the provider's package from its own variables; a
    local server that speaks OpenAI's protocol at ``base_url`` needs none. ``context_tokens``
    is what prompt and answer may take together, for servers that cut what is longer.

    Raises:
        ChatModelSettingError: no such provider, its package is not installed, or its key
            is missing.
    """
    provider, colon, name = spec.strip().partition(":")
    if not colon or not provider or not name:
        raise ChatModelSettingError(
            f"The chat model {spec!r} does not name its provider. Write PROVIDER:MODEL, "
            f"with a provider such as {', '.join(EXTRAS)}."
        )
    options = _options(provider, name, base_url, context_tokens)
    try:
        return _made(name, provider, options)
    except ImportError as error:
        raise ChatModelSettingError(_missing_package(spec, provider, error)) from error
    except Exception as error:
        # Every provider's package has its own error for a missing key or an unknown model.
        raise ChatModelSettingError(
            f"The chat model {spec!r} cannot be used ({_first_line(error)}). Check its name and "
            "that the provider's key is set."
        ) from error


def _made(name: str, provider: str, options: dict[str, Any]) -> BaseChatModel:
    try:
        made: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except Exception as error:
        if provider != "openai" or "base_url" not in options or "api_key" not in str(error):
            raise
        # The package found no key and insists on one; servers on one's own machine ask for none.
        made = init_chat_model(name, model_provider=provider, api_key="none", **options)
    return made


def _options(
    provider: str, name: str, base_url: str | None, context_tokens: int | None
) -> dict[str, Any]:
    options: dict[str, Any] = {"base_url": base_url} if base_url else {}
    if provider in {"openai", "anthropic"}:
        options["max_retries"] = 0
    if provider == "ollama" and context_tokens:
        # Ollama's own default is small, and it drops the start of what is longer: the rules.
        options["num_ctx"] = context_tokens + ROOM_FOR_THINKING
    if not (provider == "openai" and _FIXED_TEMPERATURE.match(name)):
        options["temperature"] = 0
    return options


def stream_text(
    chat_model: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    timeout_s: float,
    retries: int,
    first_pause_s: float = FIRST_PAUSE_SECONDS,
) -> Iterator[str]:
    """Yield the model's text as it comes; ``timeout_s`` covers all attempts together.

    A transient failure is tried again, ``retries`` times, with pauses that double, as long
    as no text has been yielded yet.

    Raises:
        ChatModelFailedError: the time is up, or the model failed, refused or said nothing.
    """
    deadline = monotonic() + timeout_s
    attempt = 0
    while True:
        spoken = False
        try:
            for text in _attempt(chat_model, messages, deadline, timeout_s):
                spoken = True
                yield text
            return
        except ChatModelFailedError as failure:
            pause = first_pause_s * 2**attempt
            last = attempt >= retries or monotonic() + pause >= deadline
            if spoken or last or not failure.transient:
                raise
        threading.Event().wait(pause)
        attempt += 1


def _attempt(
    chat_model: BaseChatModel, messages: Sequence[BaseMessage], deadline: float, timeout_s: float
) -> Iterator[str]:
    """One try. The model runs in a thread, since not every provider can be interrupted."""
    chunks: queue.SimpleQueue[AIMessageChunk | BaseException | None] = queue.SimpleQueue()
    given_up = threading.Event()
    # In the caller's context, so that what counts tokens there counts these.
    context = contextvars.copy_context()
    thread = threading.Thread(
        target=context.run,
        args=(_pump, chat_model, list(messages), chunks, given_up),
        daemon=True,
    )
    thread.start()
    spoken = ended = known = False
    try:
        while True:
            try:
                chunk = chunks.get(timeout=max(0.0, deadline - monotonic()))
            except queue.Empty:
                raise ChatModelFailedError(
                    f"The chat model did not finish within {timeout_s:g} seconds"
                ) from None
            if isinstance(chunk, BaseException):
                raise failure_of(chunk) from chunk
            if chunk is None:
                break
            _raise_if_refused(chunk)
            known = known or chunk.response_metadata.get("model_provider") == "openai"
            ended = ended or any(chunk.response_metadata.get(key) for key in _END_REASONS)
            text = str(chunk.text)
            if text:
                spoken = spoken or bool(text.strip())
                yield text
    finally:
        given_up.set()
    if not spoken:
        raise ChatModelFailedError("The chat model answered with nothing", transient=True)
    if known and not ended:
        # A connection closed midway looks like the end of the stream, but for this.
        raise ChatModelFailedError("The chat model's answer broke off", transient=True)


def _pump(
    chat_model: BaseChatModel,
    messages: list[BaseMessage],
    chunks: queue.SimpleQueue[AIMessageChunk | BaseException | None],
    given_up: threading.Event,
) -> None:
    try:
        for chunk in chat_model.stream(messages):
            if given_up.is_set():
                return
            chunks.put(chunk)
        chunks.put(None)
    except BaseException as error:  # noqa: BLE001 (handed over to the thread that waits)
        chunks.put(error)


def failure_of(error: BaseException) -> ChatModelFailedError:
    """What a provider's error means to the reader, and whether trying again may help."""
    status = getattr(error, "status_code", None)
    name = type(error).__name__
    if _QUOTA.search(str(error)):
        return ChatModelFailedError("The chat model's quota is used up")
    if status == 429:
        return ChatModelFailedError("The chat model is limiting requests", transient=True)
    if status in {401, 403}:
        return ChatModelFailedError("The chat model refused the key it was given")
    if isinstance(status, int):
        return ChatModelFailedError(
            f"The chat model failed with HTTP status {status}", transient=status in _TRANSIENT
        )
    if "Timeout" in name:
        return ChatModelFailedError("The chat model did not answer in time", transient=True)
    if isinstance(error, OSError) or "Connect" in name or "Protocol" in name:
        return ChatModelFailedError("The chat model cannot be reached", transient=True)
    return ChatModelFailedError(f"The chat model failed ({name})")


def _raise_if_refused(chunk: AIMessageChunk) -> None:
    finish = str(chunk.response_metadata.get("finish_reason") or "")
    stop = str(chunk.response_metadata.get("stop_reason") or "")
    if chunk.additional_kwargs.get("refusal") or "refusal" in {finish, stop}:
        raise ChatModelFailedError("The chat model refused to answer")
    if finish == "content_filter":
        raise ChatModelFailedError("The chat model's content filter stopped the answer")


def _missing_package(spec: str, provider: str, error: ImportError) -> str:
    extra = EXTRAS.get(provider)
    if extra is None:
        return f"The chat model {spec!r} needs a package that is not installed: {error}"
    return (
        f"The chat model {spec!r} needs the extra {extra!r}, which is not installed. "
        f"Run 'pip install \"deal-assistant[{extra}]\"'."
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
