"""What the core asks of the world, and the shapes in which the world answers.

Here stands how a file of open items arrives: the rows that can be trusted, the problems, and what the
file was taken for. It does not know who reads the file (an adapter) or who records it (a use case).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

ItemKind = Literal["invoice", "credit"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Severity = Literal["refused", "warning"]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One invoice or credit note as the file states it, with nothing filled in by guess.

    `amount_minor` and `open_minor` are never negative, in minor units of `currency`; `kind` gives the
    direction. `open_minor` None: the file does not say what is still open. `settled_on` set: the item
    was settled in full on that day. `disputed` is the file's word, which for a settled item is history.
    `line` is the physical line on which the row begins; `digest` covers all that is taken from the row except
    its line, so the same row in another file has the same digest.
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
    digest: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that a person has to know about a row, or about the whole file where `line` is None.

    `refused`: the row (or the file) does not go in. `warning`: it goes in as it stands, and somebody
    should look. `count` is the number of rows that share the problem, `line` then being the first.
    """

    file: str
    line: int | None
    field: str
    value: str
    code: str
    message: str
    way_out: str
    severity: Severity = "refused"
    count: int = 1


@dataclass(frozen=True, slots=True)
class ColumnTaken:
    """Which header gives a field, by what right, and which other headers claimed the same field."""

    field: str
    header: str
    position: int
    why: str
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenFor:
    """What a file was taken for and why, in words that a person can check against the file."""

    kind: str = ""
    encoding: str = ""
    encoding_why: str = ""
    delimiter: str = ""
    delimiter_why: str = ""
    header_line: int = 0
    columns: tuple[ColumnTaken, ...] = ()
    unused: tuple[str, ...] = ()
    date_order: str = ""
    date_order_why: str = ""
    decimal_mark: str = ""
    decimal_why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that came of reading one file: `rows` may go in, `problems` must be shown, nothing else happened.

    `digest` is the SHA-256 of the bytes ("" when they could not be read); `rows_seen` counts the records
    below the header, blank lines left out, so that rows + refused + repeated = seen.
    """

    file: str
    digest: str
    rows: tuple[ItemRow, ...]
    problems: tuple[RowProblem, ...]
    taken_for: TakenFor
    rows_seen: int = 0
    rows_refused: int = 0
    rows_repeated: int = 0

    @property
    def is_refused(self) -> bool:
        """Tell whether the file as a whole could not be taken in."""
        return any(problem.line is None and problem.severity == "refused" for problem in self.problems)


class ReadItemsFile(Protocol):
    """Reads a file of invoices and credit notes, of whatever make, without touching the ledger."""

    def __call__(
        self,
        path: Path,
        *,
        date_order: DateOrder | None = None,
        currency: str | None = None,
        mapping: Path | Mapping[str, str] | None = None,
    ) -> FileReading:
        """Read a file into rows and problems."""
        ...
