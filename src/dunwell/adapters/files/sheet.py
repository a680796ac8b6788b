"""A raw table with its columns recognised, and the book of what is wrong with which row.

It does not interpret cells: it hands out columns of text and collects problems with their file and line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar

from dunwell.adapters.files.faults import Fault, Place, fault, problem
from dunwell.adapters.files.table import RawTable
from dunwell.ports import ColumnTaken, RowProblem, Severity

T = TypeVar("T")


@dataclass(slots=True)
class Sheet:
    """The rows of a file by field, with the positions of those that cannot go in and of those left out."""

    file: str
    table: RawTable
    columns: dict[str, ColumnTaken]
    problems: list[RowProblem] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """Count the rows below the header that have its length."""
        return len(self.table.rows)

    def texts(self, name: str) -> list[str]:
        """Give a column as text; empty cells where the file has no such column."""
        column = self.columns.get(name)
        if column is None:
            return [""] * len(self)
        return list(map(itemgetter(column.position), self.table.rows))

    def values(self, name: str, read: Callable[[str], T | Fault]) -> list[T | Fault]:
        """Read a column; each different text is read once."""
        if name not in self.columns:
            return [read("")] * len(self)
        texts = self.texts(name)
        known = {text: read(text) for text in set(texts)}
        return list(map(known.__getitem__, texts))

    def refuse(self, at: int, name: str, found: Fault) -> None:
        """Refuse a row for what stands in one of its cells."""
        if at in self.passed:
            return
        self.refused.add(at)
        self.problems.append(problem(found, self._place(at, name)))

    def leave_out(self, name: str, found: dict[int, Fault]) -> None:
        """Leave out rows that are nothing to be taken; told once for each message, with the number of its rows."""
        self.passed.update(found)
        counts = Counter(found.values())
        for at, why in found.items():
            if count := counts.pop(why, 0):
                self.warn(at, name, why, count)

    def refuse_faults(self, name: str, values: Iterable[object]) -> None:
        """Refuse each row whose value is a fault."""
        for at, found in _faults(values):
            self.refuse(at, name, found)

    def warn(self, at: int, name: str, found: Fault, count: int = 1) -> None:
        """Warn of a row that goes in as it stands."""
        self.problems.append(problem(found, self._place(at, name), "warning", count))

    def warn_faults(self, name: str, values: Sequence[object]) -> bool:
        """Warn once of each different text of a column that could not be read, with the number of its rows.

        Returns whether there are any, those of rows that were left out included.
        """
        faults = _faults(values)
        wrong = [(at, found) for at, found in faults if at not in self.passed]
        texts = self.texts(name) if wrong else []
        counts = Counter(texts[at] for at, _ in wrong)
        for at, found in wrong:
            if count := counts.pop(texts[at], 0):
                self.warn(at, name, found, count)
        return bool(faults)

    def unmerge(self, shared: frozenset[str], needs: Mapping[str, str]) -> None:
        """Repeat what merged cells share on each of their lines; rows that would share what they cannot are refused.

        `shared` are the fields that rows may share, `needs` the words for the fields.
        """
        positions = {line: at for at, line in enumerate(self.table.lines)}
        fields = {column.position: name for name, column in self.columns.items()}
        for merged in self.table.merged:
            name = fields.get(merged.column)
            lines = [line for line in range(merged.first_line, merged.last_line + 1) if line in positions]
            if name is None or len(lines) < 2:
                continue
            value = self.table.rows[positions[lines[0]]][merged.column]
            for line in lines:
                if name in shared:
                    self.table.rows[positions[line]][merged.column] = value
                else:
                    what = fault("merged_cells", first=lines[0], last=lines[-1], what=needs[name])
                    self.refuse(positions[line], name, what)

    def complain(self, found: Fault, name: str = "", severity: Severity = "refused") -> None:
        """Note a problem of the whole file; refused means that no row goes in."""
        self.problems.append(problem(found, Place(self.file, None, name), severity))

    def _place(self, at: int, name: str) -> Place:
        column = self.columns.get(name)
        value = self.table.rows[at][column.position] if column else ""
        return Place(self.file, self.table.lines[at], name, value)


def _faults(values: Iterable[object]) -> list[tuple[int, Fault]]:
    """Find the values that are faults, with their positions. Most columns have none, and that shows at once."""
    values = list(values)
    if Fault not in set(map(type, values)):
        return []
    return [(at, value) for at, value in enumerate(values) if isinstance(value, Fault)]
