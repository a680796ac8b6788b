"""What a truth of the books is: a name, a sentence, and a way to find the rows for which it does not hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Violation:
    """A truth that does not hold: for how many rows, and the ids of the first ten of them."""

    name: str
    sentence: str
    table: str
    total: int
    ids: tuple[int, ...]

    def __str__(self) -> str:
        """Say what does not hold, and where."""
        more = " …" if self.total > len(self.ids) else ""
        ids = ", ".join(map(str, self.ids))
        return f"{self.name}: {self.sentence} Not so for {self.total} rows of {self.table}: {ids}{more}"


class Truth(Protocol):
    """Something that must hold of the books."""

    @property
    def name(self) -> str:
        """Give its name."""

    def check(self) -> Violation | None:
        """Find the rows for which it does not hold, if there are any."""


@dataclass(frozen=True, slots=True)
class QueriedTruth:
    """A truth whose exceptions a query finds: `sql` selects the column `id` of every row that breaks it."""

    name: str
    sentence: str
    table: str
    sql: str

    def check(self) -> Violation | None:
        """Run the query; the database counts, so that broken books of any size are told in ten ids."""
        # The statements are constants of this package; nothing from outside goes into them.
        first = f"SELECT id, COUNT(*) OVER () FROM ({self.sql}) broken ORDER BY id LIMIT {SHOWN}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(first)
            rows = cursor.fetchall()
        if not rows:
            return None
        return Violation(self.name, self.sentence, self.table, int(rows[0][1]), tuple(int(row[0]) for row in rows))


@dataclass(frozen=True, slots=True)
class RecountedTruth:
    """A truth that is counted anew in Python, by the rules of the trade: `find` gives the ids that break it."""

    name: str
    sentence: str
    table: str
    find: Callable[[], list[int]]

    def check(self) -> Violation | None:
        """Count anew and compare."""
        ids = sorted(self.find())
        return Violation(self.name, self.sentence, self.table, len(ids), tuple(ids[:SHOWN])) if ids else None
