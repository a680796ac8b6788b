"""A reason told: a clause, and the numbers in it as plain values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Why:
    """The clause has no capital and no full stop; amounts in numbers are in minor units by currency."""

    text: str
    numbers: dict[str, Any] = field(default_factory=dict)
