"""A raw table with its columns recognised, and the book of what is wrong with which row.

It does not interpret cells: it hands out columns of text and collects problems with their file and line.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from dunwell.adapters.files.faults import Fault, Place, problem
from dunwell.adapters.files.table import RawTable
from dunwell.ports import ColumnTaken, RowProblem, Severity

T = TypeVar("T")


@dataclass(slots=True)
class Sheet:
    """The rows of a file by field; `refused` holds the positions of rows that cannot go in."""

    file: str
    table: RawTable
    columns: dict[str, ColumnTaken]
    problems: list[RowProblem] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """Count the rows below the header that have its length."""
        return len(self.table.rows)

    def texts(self, name: str) -> list[str]:
        """Give a column as text; empty cells where the file has no such column."""
        column = self.columns.get(name)
        if column is None:
            return [""] * len(self)
        return [row[column.position] for row in self.table.rows]

    def values(self, name: str, read: Callable[[str], T | Fault]) -> list[T | Fault]:
        """Read a column; each different text is read once."""
        texts = self.texts(name)
        known = {text: read(text) for text in set(texts)}
        return [known[text] for text in texts]

    def refuse(self, at: int, name: str, found: Fault) -> None:
        """Refuse a row for what stands in one of its cells."""
        self.refused.add(at)
        self.problems.append(problem(found, self._place(at, name)))

    def refuse_faults(self, name: str, values: Iterable[object]) -> None:
        """Refuse each row whose value is a fault."""
        for at, value in enumerate(values):
            if isinstance(value, Fault):
                self.refuse(at, name, value)

    def warn(self, at: int, name: str, found: Fault, count: int = 1) -> None:
        """Warn of a row that goes in as it stands."""
        self.problems.append(problem(found, self._place(at, name), "warning", count))

    def warn_faults(self, name: str, values: list[T | Fault]) -> None:
        """Warn once of each different text of a column that could not be read, with the number of its rows."""
        texts = self.texts(name)
        wrong = [at for at, value in enumerate(values) if isinstance(value, Fault)]
        counts = Counter(texts[at] for at in wrong)
        for at in wrong:
            found = values[at]
            if isinstance(found, Fault) and (count := counts.pop(texts[at], 0)):
                self.warn(at, name, found, count)

    def complain(self, found: Fault, name: str = "", severity: Severity = "refused") -> None:
        """Note a problem of the whole file; refused means that no row goes in."""
        self.problems.append(problem(found, Place(self.file, None, name), severity))

    def _place(self, at: int, name: str) -> Place:
        column = self.columns.get(name)
        value = self.table.rows[at][column.position] if column else ""
        return Place(self.file, self.table.lines[at], name, value)
