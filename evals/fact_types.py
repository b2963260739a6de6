"""What an eval set may require or forbid: typed facts, beside the short form.

The short form of a fact is a list of alternatives, of which one must occur. A typed fact also
compares values: "USD 890,000,000" states an amount of 890 million in USD.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Frozen(BaseModel):
    """Base of the eval types: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Nothing but white space could never be found, and would be missed for ever.
Words = Annotated[str, Field(pattern=r"\S")]


class Weight(StrEnum):
    """Vital facts must be there; okay ones count half and are not needed to pass."""

    VITAL = "vital"
    OKAY = "okay"


class Magnitude(StrEnum):
    """The power of ten a value is given in."""

    ONE = "one"
    THOUSAND = "thousand"
    MILLION = "million"
    BILLION = "billion"
    TRILLION = "trillion"

    @property
    def factor(self) -> Decimal:
        """What the value is multiplied by."""
        return Decimal(10) ** (3 * list(Magnitude).index(self))


class TypedFact(Frozen):
    """What every typed fact has.

    ``anchor``: words of which one must stand in the same sentence as the value.
    """

    anchor: tuple[Words, ...] = ()
    weight: Weight = Weight.VITAL


class TextFact(TypedFact):
    """Words, of which one alternative must occur."""

    type: Literal["text"]
    any_of: tuple[Words, ...] = Field(min_length=1)


class AmountFact(TypedFact):
    """An amount of money; negative for a loss, a fall or an accountant's "(1,577)".

    ``currency`` is an ISO 4217 code, None where any will do. ``tolerance`` is relative.
    """

    type: Literal["amount"]
    value: Decimal
    magnitude: Magnitude = Magnitude.ONE
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    tolerance: Decimal = Field(default=Decimal(0), ge=0, lt=1)

    @property
    def whole(self) -> Decimal:
        """The value in single units of the currency."""
        return self.value * self.magnitude.factor


class PercentFact(TypedFact):
    """A percentage. ``tolerance`` is absolute, in the unit of ``value``."""

    type: Literal["percent"]
    value: Decimal
    unit: Literal["percent", "basis points"] = "percent"
    tolerance: Decimal = Field(default=Decimal(0), ge=0)

    @property
    def factor(self) -> Decimal:
        """Percentage points per unit of ``value``."""
        return Decimal(1) if self.unit == "percent" else Decimal("0.01")


class QuantityFact(TypedFact):
    """A figure that is no money: a count, a duration, a measure, a multiple.

    ``unit`` as text has it ("years", "GWh", "x"); None where the number alone will do.
    ``tolerance`` is relative.
    """

    type: Literal["quantity"]
    value: Decimal
    unit: str | None = None
    tolerance: Decimal = Field(default=Decimal(0), ge=0, lt=1)


class DateFact(TypedFact):
    """A date as exact as it is written: 2026, 2026-Q3, 2026-07 or 2026-07-14.

    A more exact date within it states it; a less exact one does not.
    """

    type: Literal["date"]
    value: str

    @field_validator("value")
    @classmethod
    def _well_formed(cls, value: str) -> str:
        if not re.fullmatch(
            r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", value
        ):
            raise ValueError("write 2026, 2026-Q3, 2026-07 or 2026-07-14")
        if value.count("-") == 2:
            date.fromisoformat(value)  # there is no 31 February
        return value


class NameFact(TypedFact):
    """A person or company; company suffixes ("Inc.", "plc") may be left out or added."""

    type: Literal["name"]
    name: Words
    aliases: tuple[Words, ...] = ()


Alternatives = Annotated[tuple[Words, ...], Field(min_length=1)]
AnyTypedFact = Annotated[
    TextFact | AmountFact | PercentFact | QuantityFact | DateFact | NameFact,
    Field(discriminator="type"),
]
Fact = Alternatives | AnyTypedFact
