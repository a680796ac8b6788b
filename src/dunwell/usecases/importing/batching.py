"""Parts of a sequence that fit one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

BATCH = 5_000
Value = TypeVar("Value")


def batches(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Part a sequence into pieces that fit one statement."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
