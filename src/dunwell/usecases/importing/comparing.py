"""What a row of invoices must be to fit a ledger, and in what it says otherwise than what is on record.

Changes nothing; merges nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.models import Entry, Item
from dunwell.ports import ItemRow, RowProblem
from dunwell.usecases.importing.rows import open_of, problem_of
from dunwell.usecases.ledger.amounts import LARGEST_MINOR

LONGEST = {"number": 200, "customer_ref": 100, "customer_name": 300, "reference": 500}
SOFT = ("item_date", "due_date")


def misfit(file: str, row: ItemRow, today: date) -> RowProblem | None:
    """Find what keeps a row out of any ledger of today."""
    for name, longest in LONGEST.items():
        text: str = getattr(row, name)
        if len(text) > longest:
            said = "too_long", f"The text has {len(text)} characters", f"Shorten it to {longest}"
            return problem_of(file, row, name, f"{text[:40]}…", said)
    if row.amount_minor > LARGEST_MINOR:
        said = "amount_too_large", "The amount is beyond any ledger", "Correct the amount"
        return problem_of(file, row, "amount", row.amount_minor, said)
    if row.settled_on is not None and row.settled_on > today:
        said = (
            "settled_in_future",
            f"The day of settlement lies after today, {today}",
            "Correct the day, or leave it empty while the invoice is open",
        )
        return problem_of(file, row, "settled_on", row.settled_on, said)
    return None


def names_differ(said: str, kept: str) -> bool:
    """Tell whether two names are not the same but for case and blanks; nothing said differs from nothing."""
    return bool(said.strip()) and " ".join(said.split()).casefold() != " ".join(kept.split()).casefold()


@dataclass(frozen=True, slots=True)
class Comparing:
    """How rows are compared with what is on record.

    `complete`: the list's word on what is open will be taken, and dates that differ do not stop that. `only_open`: the
    file gives open amounts alone, so that an amount below that on record is what was expected.
    """

    complete: bool
    only_open: bool

    def contradiction(self, file: str, row: ItemRow, on_record: Item | Entry) -> list[RowProblem]:
        """Find in what a row says otherwise than what is on record under its number."""
        found = []
        for name, said, kept in self._compared(row, on_record):
            if said == kept:
                continue
            soft = self.complete and name in SOFT
            told = (
                "number_says_otherwise",
                f"{row.number} is on record with another {name.replace('_', ' ')}: {kept}",
                "Correct the row or the books; what is on record stays as it is",
            )
            found.append(problem_of(file, row, name, said, told, "warning" if soft else "refused"))
            if not soft:
                return found[-1:]
        if not found and not self.complete:
            found += self._left(file, row, on_record)
        return found

    def _compared(self, row: ItemRow, on_record: Item | Entry) -> Iterator[tuple[str, Any, Any]]:
        yield "customer", row.customer_ref, on_record.customer.ref
        yield "currency", row.currency, on_record.currency
        if isinstance(on_record, Entry):
            return
        if not self.only_open or row.amount_minor > on_record.amount_minor:
            yield "amount", row.amount_minor, on_record.amount_minor
        yield "item_date", row.item_date, on_record.item_date
        if row.due_date is not None and on_record.extended_on is None:
            yield "due_date", row.due_date, on_record.due_date

    def _left(self, file: str, row: ItemRow, on_record: Item | Entry) -> list[RowProblem]:
        """Find that something else is left on record than the file says is open."""
        left = row.open_minor if self.only_open else open_of(row)
        says_open = row.open_minor is not None or row.settled_on is not None
        if not isinstance(on_record, Item) or not says_open or left == on_record.residual_minor:
            return []
        said = (
            "open_differs",
            f"Of {row.number} something else is left on record, in minor units: {on_record.residual_minor}",
            "Post the payment or credit that explains it; the file alone changes nothing",
        )
        return [problem_of(file, row, "open", left, said, "warning")]
