"""Invoices and credit notes as a file states them: one by one, or as columns for files of a million.

It knows neither how a file is read nor what becomes of a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Literal, overload

import polars as pl

ItemKind = Literal["invoice", "credit"]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One invoice or credit note as the file states it, with nothing filled in by guess.

    `amount_minor` and `open_minor` are never negative, in minor units of `currency`; `kind` gives the
    direction. `open_minor` None: the file does not say what is still open. `settled_on` set: the item
    was settled in full on that day. `disputed` is the file's word, which for a settled item is history.
    `line` is the physical line on which the row begins.
    """

    line: int
    number: str
    customer_ref: str
    customer_name: str
    kind: ItemKind
    item_date: date
    due_date: date | None
    currency: str
    amount_minor: int
    open_minor: int | None
    settled_on: date | None
    disputed: bool | None
    email: str
    phone: str
    country: str
    terms: str
    reference: str

    @property
    def digest(self) -> str:
        """Digest all that is taken from the row except its line: the same row in another file has the same."""
        return sha256(repr(_VALUES(self)[1:]).encode()).hexdigest()


class ItemRows(Sequence[ItemRow]):
    """Rows of items as a frame of columns, one for each field of `ItemRow`; a row is made when it is asked for."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    @classmethod
    def of(cls, rows: Iterable[ItemRow]) -> "ItemRows":
        """Put rows into columns, if they are not."""
        if isinstance(rows, cls):
            return rows
        return cls(pl.DataFrame(list(map(_VALUES, rows)), ITEM_COLUMNS, orient="row"))

    def __len__(self) -> int:
        return self.frame.height

    @overload
    def __getitem__(self, at: int) -> ItemRow: ...
    @overload
    def __getitem__(self, at: slice) -> "ItemRows": ...
    def __getitem__(self, at: int | slice) -> "ItemRow | ItemRows":
        return ItemRows(self.frame[at]) if isinstance(at, slice) else ItemRow(*self.frame.row(at))

    def __iter__(self) -> Iterator[ItemRow]:
        return (ItemRow(*row) for row in self.frame.iter_rows())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


_NAMES = [field.name for field in fields(ItemRow)]
_VALUES = attrgetter(*_NAMES)
ITEM_COLUMNS = pl.Schema(
    dict.fromkeys(_NAMES, pl.String())
    | dict.fromkeys(("line", "amount_minor", "open_minor"), pl.Int64())
    | dict.fromkeys(("item_date", "due_date", "settled_on"), pl.Date())
    | {"disputed": pl.Boolean()}
)
