"""Text as requests may carry it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def _of_whole_characters(text: str) -> str:
    """``text``, unless it holds half a character, which no store and no reply can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PydanticCustomError(
            "half_character",
            "Character {number} is half of a surrogate pair, which is no text",
            {"number": error.start + 1},
        ) from error
    return text


PlainText = Annotated[str, AfterValidator(_of_whole_characters)]
