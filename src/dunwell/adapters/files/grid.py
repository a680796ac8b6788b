"""Rows of text with their line numbers, as a text file or a sheet gives them, before any of them is understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dunwell.adapters.files.faults import Fault


class Merged(NamedTuple):
    """Cells of one column that a workbook shows as one: the value stands on the first line alone."""

    column: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands; with a fault, it could not be divided into cells."""

    line: int
    cells: list[str]
    fault: Fault | None = None


@dataclass(slots=True)
class Grid:
    """The rows of a file that are not blank, and how they were come by."""

    records: Iterator[Record]
    delimiter: str = ""
    delimiter_why: str = ""
    sheet: str = ""
    sheet_why: str = ""
    notes: list[str] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
