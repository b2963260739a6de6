"""The default answerer: quotes the sentences that answer, marks the words that answer."""

from assistant.extractive.answerer import ExtractiveAnswerer

__all__ = ["ExtractiveAnswerer"]
