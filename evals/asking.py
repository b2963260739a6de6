"""Asks the questions of a set, here or in processes of their own.

Texts are encoded each on its own and on one thread of torch: the last bits of a vector depend
on the texts it is encoded with and on the number of threads, so that only then a run gives the
same bytes however it is divided. Questions go to processes in blocks of fixed size.

Processes and not threads: choosing an answer is mostly Python, and only one thread runs that.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Self

from langchain_core.callbacks import get_usage_metadata_callback

from assistant.answerer import Turn
from assistant.answers import Answer
from assistant.assistant import Assistant
from corpus.errors import DealAssistantError
from evals.sets import EvalQuestion

BLOCK = 4
BLOCKS_AHEAD = 2
SLOW_TO_IMPORT = ("sentence_transformers", "langchain_chroma", "assistant.extractive")

OpenAssistant = Callable[[Path], Assistant]
Block = Sequence[EvalQuestion]


class AskingError(DealAssistantError):
    """A process that asked questions ended before it was done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, the seconds from one to the other, and the tokens of chat models."""

    question: EvalQuestion
    answer: Answer
    seconds: float
    input_tokens: int | None = None
    output_tokens: int | None = None


# Answers blocks of questions, a block at a time, in whatever order they are done.
Asking = Callable[[Sequence[Block]], Iterator[Sequence[Asked]]]


def blocks_of(questions: Sequence[EvalQuestion]) -> tuple[Block, ...]:
    """``questions`` in blocks of ``BLOCK``, in order; the last may be shorter."""
    return tuple(questions[i : i + BLOCK] for i in range(0, len(questions), BLOCK))


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread, so that its last bits are the same in every run.

    How a product is divided among more threads depends on what else the machine does.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def asking_here(assistant: Assistant) -> Asking:
    """Asks ``assistant`` in this process."""

    def ask(blocks: Sequence[Block]) -> Iterator[Sequence[Asked]]:
        for block in blocks:
            yield _ask_block(block, assistant)

    return ask


class Helpers:
    """Processes that ask beside this one; each opens the index in ``data_dir`` for itself.

    They import what is slow to import as soon as they are made, so make them before the index.
    ``open_assistant`` is a function at the top of a module, which a new process can import.
    """

    def __init__(self, open_assistant: OpenAssistant, data_dir: Path, processes: int) -> None:
        self._processes = processes
        self._pool = ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),  # a fork may inherit a lock that torch holds
            initializer=_begin,
            initargs=(open_assistant, data_dir),
        )
        for _ in range(processes):
            self._pool.submit(_warm_up)

    def asking(self, assistant: Assistant) -> Asking:
        """Asks ``assistant`` here and the index's other assistants there.

        The asking raises AskingError if a process ends early.
        """

        def ask(blocks: Sequence[Block]) -> Iterator[Sequence[Asked]]:
            try:
                yield from self._ask(deque(blocks), assistant)
            except BrokenProcessPool as error:
                raise AskingError(
                    "A process that asked questions ended before it was done, perhaps for want "
                    "of memory. Run it again with fewer --jobs."
                ) from error

        return ask

    def _ask(self, left: deque[Block], assistant: Assistant) -> Iterator[Sequence[Asked]]:
        there: set[Future[Sequence[Asked]]] = set()
        while left or there:
            # Enough for every process to go on with while this one asks a block of its own.
            while len(left) > 1 and len(there) < BLOCKS_AHEAD * self._processes:
                there.add(self._pool.submit(_ask_there, left.popleft()))
            if left:
                yield _ask_block(left.popleft(), assistant)
            done, there = wait(there, 0 if left else None, return_when=FIRST_COMPLETED)
            for block in done:
                yield block.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


_opening: list[Callable[[], Assistant]] = []  # of a process that asks: how it opens one
_assistants: list[Assistant] = []  # and the one it opened


def _begin(open_assistant: OpenAssistant, data_dir: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that collects
    _opening.append(partial(open_assistant, data_dir))


def _warm_up() -> None:
    for name in SLOW_TO_IMPORT:
        import_module(name)


def _ask_there(block: Block) -> Sequence[Asked]:
    if not _assistants:
        _assistants.append(_opening[0]())
    return _ask_block(block, _assistants[0])


def _ask_block(block: Block, assistant: Assistant) -> Sequence[Asked]:
    with one_thread():
        assistant.library.embedder.encode_singly()
        return tuple(_ask(question, assistant) for question in block)


def _ask(question: EvalQuestion, assistant: Assistant) -> Asked:
    history: tuple[Turn, ...] = ()
    for earlier in question.history:
        history = (*history, Turn.of(assistant.ask(earlier, history=history)))
    start = perf_counter()
    with get_usage_metadata_callback() as counted:
        answer = assistant.ask(question.question, history=history)
    seconds, usage = perf_counter() - start, counted.usage_metadata.values()
    return Asked(
        question,
        answer,
        seconds,
        input_tokens=sum(u["input_tokens"] for u in usage) if usage else None,
        output_tokens=sum(u["output_tokens"] for u in usage) if usage else None,
    )
