"""Small lists of invoices for the tests of reading files: written as a person sees them."""

from pathlib import Path
from typing import Any

from dunwell.adapters.files import read_items_file
from dunwell.ports import FileReading

HEADER = "number,customer id,invoice date,due date,amount,currency"
GOOD = "G1,C1,2026-01-02,2026-02-01,10.50,EUR"


def read_text(folder: Path, text: str | bytes, **options: Any) -> FileReading:
    """Write a file and read it."""
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_items_file(path, **options)


def read_rows(folder: Path, *rows: str, header: str = HEADER, **options: Any) -> FileReading:
    """Read rows under a header."""
    return read_text(folder, "\n".join([header, *rows, ""]), **options)


def codes(reading: FileReading, severity: str = "refused") -> list[str]:
    """Give the codes of the problems of a severity, in the order of their lines."""
    return [problem.code for problem in reading.problems if problem.severity == severity]


def numbers(reading: FileReading) -> list[str]:
    """Give the numbers of the rows that may go in."""
    return [row.number for row in reading.rows]
