"""The composition root: settings become an Assistant, served as one ASGI app."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import uuid4

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.interfaces import command_line, installation
from corpus.errors import DealAssistantError
from evals import command_line as eval_command_line

if TYPE_CHECKING:
    from fastapi import FastAPI
    from langchain_core.language_models.chat_models import BaseChatModel

    from assistant.assistant import Assistant
    from index.embeddings import Embedder
    from index.library import Library


# Where they are not set, the defaults of index.search.SearchStages hold.
FUSION_WEIGHTS = ("lexical_weight", "preference_weight", "coverage_weight")
ANSWERS_DEPEND_ON = (
    *FUSION_WEIGHTS,
    "embedding_model",
    "chat_model",
    "chat_base_url",
    "chat_timeout_seconds",
    "chat_context_tokens",
    "passage_tokens",
    "passages_per_question",
    "strict",
)


class SettingsError(DealAssistantError):
    """A setting cannot be used."""


class Settings(BaseSettings):
    """Every setting, from ``DEAL_ASSISTANT_*`` variables or ``.env``; see docs/configuration.md."""

    model_config = SettingsConfigDict(
        env_prefix="DEAL_ASSISTANT_", env_file=".env", extra="ignore", frozen=True
    )

    data_dir: Path = Path(".data")
    embedding_model: str | None = None
    chat_model: str | None = None
    chat_base_url: str | None = None
    chat_timeout_seconds: float = Field(default=30.0, gt=0)
    chat_context_tokens: int = Field(default=3000, ge=1000)
    chroma_url: str | None = None
    passage_tokens: int = Field(default=160, ge=40, le=2000)
    passages_per_question: int = Field(default=20, ge=1, le=50)
    lexical_weight: float | None = Field(default=None, ge=0, le=1)
    preference_weight: float | None = Field(default=None, ge=0, le=1)
    coverage_weight: float | None = Field(default=None, ge=0, le=1)
    strict: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    api_token: str | None = None
    # No larger file is read, whichever way it comes (corpus.load.Limits).
    max_upload_megabytes: int = Field(default=100, ge=1, le=100)
    log_level: Literal["debug", "info", "warning", "error"] = "warning"


class Composed:
    """Builds each part from the settings, on demand."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._embedder: Embedder | None = None

    def embedder(self) -> Embedder:
        """The embedding model, loaded once."""
        from index.embeddings import load_embedder

        if self._embedder is None:
            self._embedder = load_embedder(self.settings.embedding_model)
        return self._embedder

    def library(self, *, rebuild: bool = False, data_dir: Path | None = None) -> Library:
        """Open the index in ``data_dir`` (default: the setting)."""
        from corpus.passages import PassageSettings
        from index.library import Library
        from index.search import SearchStages

        chosen = set(FUSION_WEIGHTS)
        weights: dict[str, Any] = self.settings.model_dump(include=chosen, exclude_none=True)
        return Library.open(
            data_dir or self.settings.data_dir,
            embedder=self.embedder(),
            passages=PassageSettings(max_tokens=self.settings.passage_tokens),
            chroma_url=self.settings.chroma_url if data_dir is None else None,
            rebuild=rebuild,
            stages=replace(SearchStages(), **weights),
        )

    def assistant(self, library: Library, *, keep_conversations: bool = True) -> Assistant:
        """An assistant on ``library``, with the answerer the settings name."""
        from assistant.assistant import Assistant
        from assistant.conversations import Conversations
        from assistant.extractive import ExtractiveAnswerer
        from assistant.generative import GenerativeAnswerer
        from assistant.model_rewriter import ChatModelRewriter

        extractive = ExtractiveAnswerer(library.embedder)
        chat_model = self._chat_model()
        answerer = (
            extractive
            if chat_model is None
            else GenerativeAnswerer(
                chat_model,
                extractive,
                timeout_s=self.settings.chat_timeout_seconds,
                token_budget=self.settings.chat_context_tokens,
            )
        )
        path = library.data_dir / "conversations.sqlite3"
        return Assistant(
            library,
            answerer,
            conversations=Conversations(path) if keep_conversations else None,
            rewriter=ChatModelRewriter(chat_model) if chat_model is not None else None,
            passages_per_question=self.settings.passages_per_question,
            strict=self.settings.strict,
        )

    def evaluated(self, data_dir: Path) -> Assistant:
        """An assistant on a fresh index, for an evaluation run."""
        return self.assistant(self.library(data_dir=data_dir), keep_conversations=False)

    def evaluated_configuration(self) -> dict[str, object]:
        """What answers of an evaluation run depend on: settings, and the embedding weights.

        Weights that are not on this machine yet have no hash, and make every configuration
        another one.
        """
        from evals.record_cache import folder_digest
        from index.embeddings import model_folder

        weights = model_folder(self.settings.embedding_model)
        return {
            "settings": self.settings.model_dump(mode="json", include=set(ANSWERS_DEPEND_ON)),
            "weights": folder_digest(weights) if weights else uuid4().hex,
        }

    def app(self, assistant: Assistant) -> FastAPI:
        """Chat and API as one ASGI app."""
        from assistant.interfaces.web import web_app

        return web_app(
            assistant,
            max_upload_bytes=self.settings.max_upload_megabytes * 1_000_000,
            token=self.settings.api_token,
        )

    def serve(self, assistant: Assistant, host: str | None, port: int | None) -> None:
        """Serve until interrupted, printing the address."""
        import uvicorn

        host = host or self.settings.host
        listening = self._listening(host, port)
        shown = listening.getsockname()[1]
        name = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 (only what is printed)
        app = self.app(assistant)
        self._warm_up(assistant)
        sys.stdout.write(f"Chat: http://{name}:{shown}/  API: http://{name}:{shown}/docs\n")
        sys.stdout.flush()
        server = uvicorn.Server(uvicorn.Config(app, log_level=self.settings.log_level))
        server.run(sockets=[listening])

    def _warm_up(self, assistant: Assistant) -> None:
        """Load what the first question needs, without asking a chat model that may cost."""
        if not assistant.library.documents():
            return
        first = assistant.ask if self.settings.chat_model is None else assistant.library.search
        first("What is this about?")

    def checks(self) -> Iterator[tuple[str, bool, str]]:
        """What ``doctor`` looks at."""
        yield "Python", sys.version_info >= (3, 11), sys.version.split()[0]
        yield from installation.installed_packages()
        yield "port", *self._port_check()
        folder = self.settings.data_dir
        yield "data directory", installation.is_writable(folder), str(folder)
        yield "chat model", *self._chat_model_check()
        try:
            library = self.library()
        except DealAssistantError as error:
            yield "index", False, str(error)
            return
        yield "embedding model", True, library.embedder.fingerprint
        records = library.documents()
        remark = f"{len(records)} documents, {sum(r.passage_count for r in records)} passages"
        yield "documents", bool(records), remark
        faults = library.inconsistencies()
        yield "index", not faults, "; ".join(faults) or "catalogue and vectors agree"

    def _listening(self, host: str, port: int | None) -> socket.socket:
        """The port asked for; where nobody asked for one, a free one if the usual is taken."""
        if port is not None or "port" in self.settings.model_fields_set:
            return _listen(host, self.settings.port if port is None else port)
        try:
            return _listen(host, self.settings.port)
        except SettingsError:
            sys.stderr.write(f"Port {self.settings.port} is taken; a free one is used instead.\n")
            return _listen(host, 0)

    def _port_check(self) -> tuple[bool, str]:
        host, port = self.settings.host, self.settings.port
        try:
            _listen(host, port).close()
        except SettingsError as error:
            if installation.is_our_service(host, port):
                return True, f"{host}:{port} is taken by the running service"
            return False, str(error)
        return True, f"{host}:{port} is free"

    def _chat_model_check(self) -> tuple[bool, str]:
        """Whether the chat model can be made; it is not called, for a call may cost."""
        try:
            chat_model = self._chat_model()
        except DealAssistantError as error:
            return False, str(error)
        if chat_model is None:
            return True, "none (extractive answers)"
        return True, f"{self.settings.chat_model} (can be made; it was not called)"

    def _chat_model(self) -> BaseChatModel | None:
        from assistant.chat_models import load_chat_model

        name = self.settings.chat_model
        if not name:
            return None
        return load_chat_model(
            name,
            base_url=self.settings.chat_base_url,
            context_tokens=self.settings.chat_context_tokens,
        )


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; what connects before the server runs waits instead of failing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with "
            "--port, or stop what uses it."
        ) from error
    return listening


def compose(**varied: str) -> Composed:
    """The composition with the settings of this environment, but those ``varied``.

    Raises:
        SettingsError: a setting has a value it cannot have, or what is varied is no setting
            that answers depend on; the message names it.
    """
    from pydantic import ValidationError

    for name in varied:
        if name not in ANSWERS_DEPEND_ON:
            known = ", ".join(ANSWERS_DEPEND_ON)
            raise SettingsError(f"{name}: is no setting that can be varied. There are: {known}.")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        settings = Settings(**cast("dict[str, Any]", varied))
    except ValidationError as error:
        first: Any = error.errors()[0]
        name = "DEAL_ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}. See docs/configuration.md.") from error
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    return Composed(settings)


def open_evaluated(data_dir: Path, **settings: str) -> Assistant:
    """An assistant on the index in ``data_dir``, for an evaluation run."""
    return compose(**settings).evaluated(data_dir)


def evaluated_configuration(**settings: str) -> dict[str, object]:
    """What answers of an evaluation run depend on."""
    return compose(**settings).evaluated_configuration()


def main() -> None:
    """The ``deal-assistant`` command."""
    cli = command_line.build(compose)
    eval_command_line.register(cli, open_evaluated, evaluated_configuration)
    command_line.run(cli)


if __name__ == "__main__":
    main()
