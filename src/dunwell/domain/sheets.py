"""A report as a sheet: named columns and rows of plain values. Knows no file and no screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

ColumnKind = Literal["text", "number", "date", "amount"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is the key in the rows, `head` what people read.

    An `amount` is in minor units of the row's `currency`; a `date` is text such as 2026-04-08, or nothing.
    """

    name: str
    head: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report: its title, its columns, its rows in order."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Any]]
