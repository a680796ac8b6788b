"""Files written for a test and taken in as a person would: read by the reader, imported on a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from dunwell.adapters.files import read_file
from dunwell.data.books import Books
from dunwell.domain.roles import Role
from dunwell.ports import FileReading
from dunwell.usecases.import_readings import import_readings
from dunwell.usecases.open_company import open_company
from dunwell.usecases.undo_import import undo_import
from dunwell.usecases.work import Caller, find_company

FIRST = date(2026, 3, 2)
HEAD = "number,customer no,customer name,invoice date,due date,currency,amount,open amount"


class Importer:
    """A company whose files arrive by the day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = 0
        self.caller = Caller("ours", "ann", Role.OWNER, datetime.combine(FIRST, time(9), UTC), FIRST)
        open_company(self.caller, slug="ours", name="Ours BV", country="NL", calendar="none")
        self.company = find_company("ours")
        self.books = Books(self.company)

    def read(self, *lines: str, head: str = HEAD, **said: Any) -> FileReading:
        """Write lines below a header line into a file, and read it."""
        self._files += 1
        path = self._folder / f"file-{self._files}.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return read_file(path, **said)

    def take(self, reading: FileReading, on: date = FIRST, *, dry: bool = False, **asked: Any) -> dict[str, Any]:
        """Take a file in on a day."""
        (answer,) = import_readings(self.on(on, dry=dry), [reading], **asked)
        return answer

    def invoices(self, *lines: str, on: date = FIRST) -> dict[str, Any]:
        """Take in a file of invoices."""
        return self.take(self.read(*lines), on)

    def listed(self, *lines: str, on: date, confirm: bool = True, **asked: Any) -> dict[str, Any]:
        """Take in the complete list of open items of a day, on that day."""
        return self.take(self.read(*lines), on, as_of=on, confirm=confirm, **asked)

    def undo(self, answer: dict[str, Any], on: date = FIRST) -> dict[str, Any]:
        """Take an import back on a day."""
        return undo_import(self.on(on), number=answer["import_id"])

    def on(self, day: date, *, dry: bool = False) -> Caller:
        """Give the caller on a day."""
        return replace(self.caller, today=day, at=datetime.combine(day, time(9), UTC), dry=dry)

    @property
    def left(self) -> dict[str, int]:
        """Give what is left of each item, by number, in minor units."""
        return dict(self.books.items.order_by("number").values_list("number", "residual_minor"))

    def entries(self, *kinds: str) -> list[tuple[str, int, str]]:
        """Give kind, amount and day of the entries of these kinds."""
        rows = self.books.entries.filter(kind__in=kinds).order_by("id")
        return [(row.kind, row.amount_minor, row.entry_date.isoformat()) for row in rows]


def codes(answer: dict[str, Any]) -> list[str]:
    """Name the problems of an answer."""
    return [problem["code"] for problem in answer["problems"]]


def changes(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Give what a list changed: item, what became of it, and what is open now."""
    return [(each["item"], each["what"], each.get("to_minor")) for each in answer["changes"]]


def row(number: str, open_minor: int, amount: int = 100, customer: str = "C1", **said: str) -> str:
    """Write a row of a list: whole euros, dated 1 February, due 1 March."""
    name = said.get("name", f"Customer {customer}")
    dates = said.get("dated", "2026-02-01"), said.get("due", "2026-03-01")
    return ",".join([number, customer, name, *dates, said.get("currency", "EUR"), str(amount), str(open_minor)])


def rows(*numbers: str) -> Sequence[str]:
    """Write rows that are open in full."""
    return [row(number, 100) for number in numbers]
