"""Which rows of a file are new, which say what is on record, and which say otherwise. Changes nothing.

Rows are looked up by the thousand: the number of statements does not grow with each row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.errors import UserError
from dunwell.domain.terms import due_date, parse_terms
from dunwell.ports import FileReading, ItemRow, RowProblem
from dunwell.usecases.ledger.amounts import LARGEST_MINOR
from dunwell.usecases.ledger.policies import newest_version, thawed
from dunwell.usecases.work import Work

BATCH = 5_000
Value = TypeVar("Value")


@dataclass(slots=True)
class Intake:
    """What a file brings: new invoices and credits, all with a due date, the customers to add, and problems."""

    invoices: list[ItemRow] = field(default_factory=list)
    credits: list[ItemRow] = field(default_factory=list)
    customers: dict[str, Customer] = field(default_factory=dict)
    new_customers: dict[str, ItemRow] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    unchanged: int = 0
    refused: int = 0
    credits_used: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.invoices and not self.credits

    @property
    def counts(self) -> dict[str, int]:
        """Count what goes in, by kind, and what does not because it is there already."""
        return {
            "invoices": len(self.invoices),
            "settled": sum(row.amount_minor == paid_of(row) for row in self.invoices),
            "part_paid": sum(0 < paid_of(row) < row.amount_minor for row in self.invoices),
            "disputed": sum(is_disputed(row) for row in self.invoices),
            "credits": len(self.credits),
            "credits_used": self.credits_used,
            "customers": len(self.new_customers),
            "unchanged": self.unchanged,
        }


def paid_of(row: ItemRow) -> int:
    """Give what of an invoice the file says is paid, in minor units."""
    if row.settled_on is not None:
        return row.amount_minor
    return max(0, row.amount_minor - row.open_minor) if row.open_minor is not None else 0


def is_disputed(row: ItemRow) -> bool:
    """Tell whether an invoice is open and under dispute; of a settled one that is history."""
    return row.disputed is True and paid_of(row) < row.amount_minor


def sort_rows(work: Work, reading: FileReading) -> Intake:
    """Sort a file's rows into what is new, what is on record and what cannot go in."""
    intake = Intake()
    for rows in batches(reading.rows):
        _sort_batch(work, reading.file, rows, intake)
    return intake


def batches(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Part a sequence into pieces that fit one statement."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _sort_batch(work: Work, file: str, rows: Sequence[ItemRow], intake: Intake) -> None:
    items = _items(work, [row.number for row in rows if row.kind == "invoice"])
    credit_notes = _credits(work, [row.number for row in rows if row.kind == "credit"])
    _find_customers(work, rows, intake)
    terms = _Terms(work, intake.customers)
    for row in rows:
        on_record = items.get(row.number) if row.kind == "invoice" else credit_notes.get(row.number)
        problem = _misfit(file, row, work.today) or _contradiction(file, row, on_record)
        if problem is not None:
            intake.problems.append(problem)
            intake.refused += problem.severity == "refused"
            intake.unchanged += problem.severity != "refused"
        elif on_record is not None:
            intake.unchanged += 1
        else:
            _take(file, row, terms, intake)


def _items(work: Work, numbers: list[str]) -> dict[str, Item]:
    found = work.books.items.filter(number__in=numbers).select_related("customer")
    return {item.number: item for item in found}


def _credits(work: Work, numbers: list[str]) -> dict[str, Entry]:
    if not numbers:
        return {}
    found = work.books.entries.filter(number__in=numbers).select_related("customer")
    return {entry.number: entry for entry in found}


def _find_customers(work: Work, rows: Iterable[ItemRow], intake: Intake) -> None:
    wanted = {row.customer_ref for row in rows} - intake.customers.keys() - intake.new_customers.keys()
    for customer in work.books.customers.filter(ref__in=wanted).order_by("id").select_for_update():
        intake.customers[customer.ref] = customer


def _take(file: str, row: ItemRow, terms: "_Terms", intake: Intake) -> None:
    """Take a new row in; a credit that is used up already has left its trace in what is open of the invoices."""
    if row.kind == "credit" and paid_of(row) == row.amount_minor:
        intake.credits_used += 1
        return
    if row.kind == "invoice" and row.due_date is None:
        try:
            row = replace(row, due_date=terms.due_date(row))
        except UserError as error:
            intake.problems.append(_problem(file, row, "terms", row.terms, error.code, error.message, error.way_out))
            intake.refused += 1
            return
    (intake.invoices if row.kind == "invoice" else intake.credits).append(row)
    if row.customer_ref not in intake.customers:
        intake.new_customers.setdefault(row.customer_ref, row)


class _Terms:
    """Due dates where the file gives none: by the row's terms, the customer's, or the policy's."""

    def __init__(self, work: Work, customers: Mapping[str, Customer]) -> None:
        self._work = work
        self._customers = customers
        self._of_policy: dict[str, str] = {}

    def due_date(self, row: ItemRow) -> date:
        customer = self._customers.get(row.customer_ref)
        own = row.terms or (customer.terms if customer else "")
        return due_date(parse_terms(own or self._policy_terms(customer)), row.item_date)

    def _policy_terms(self, customer: Customer | None) -> str:
        name = (customer.policy_name if customer else "") or self._work.company.policy_name
        if name not in self._of_policy:
            self._of_policy[name] = thawed(newest_version(self._work, name).text).terms
        return self._of_policy[name]


LONGEST = {"number": 200, "customer_ref": 100, "customer_name": 300, "reference": 500}


def _misfit(file: str, row: ItemRow, today: date) -> RowProblem | None:
    """Find what keeps a row out of any ledger of today."""
    for name, longest in LONGEST.items():
        text: str = getattr(row, name)
        if len(text) > longest:
            return _problem(
                file, row, name, f"{text[:40]}…", "too_long", f"The text has {len(text)} characters",
                f"Shorten it to {longest}",
            )  # fmt: skip
    if row.amount_minor > LARGEST_MINOR:
        return _problem(
            file, row, "amount", row.amount_minor, "amount_too_large", "The amount is beyond any ledger",
            "Correct the amount",
        )  # fmt: skip
    if row.settled_on is not None and row.settled_on > today:
        return _problem(
            file, row, "settled_on", row.settled_on, "settled_in_future",
            f"The day of settlement lies after today, {today}",
            "Correct the day, or leave it empty while the invoice is open",
        )  # fmt: skip
    return None


def _contradiction(file: str, row: ItemRow, on_record: Item | Entry | None) -> RowProblem | None:
    """Find in what a row says otherwise than what is on record under its number."""
    if on_record is None:
        return None
    for name, said, kept in _compared(row, on_record):
        if said != kept:
            return _problem(
                file, row, name, said, "number_says_otherwise",
                f"{row.number} is on record with another {name.replace('_', ' ')}: {kept}",
                "Correct the row or the books; what is on record stays as it is",
            )  # fmt: skip
    says_open = row.open_minor is not None or row.settled_on is not None
    if isinstance(on_record, Item) and says_open and row.amount_minor - paid_of(row) != on_record.residual_minor:
        return _problem(
            file, row, "open", row.amount_minor - paid_of(row), "open_differs",
            f"Of {row.number} something else is left on record, in minor units: {on_record.residual_minor}",
            "Post the payment or credit that explains it; the file alone changes nothing", severity="warning",
        )  # fmt: skip
    return None


def _compared(row: ItemRow, on_record: Item | Entry) -> list[tuple[str, Any, Any]]:
    pairs: list[tuple[str, Any, Any]] = [
        ("customer", row.customer_ref, on_record.customer.ref),
        ("currency", row.currency, on_record.currency),
    ]
    if isinstance(on_record, Entry):
        return pairs
    pairs += [("amount", row.amount_minor, on_record.amount_minor), ("item_date", row.item_date, on_record.item_date)]
    if row.due_date is not None and on_record.extended_on is None:
        pairs.append(("due_date", row.due_date, on_record.due_date))
    return pairs


def _problem(
    file: str, row: ItemRow, name: str, value: object, code: str, message: str, way_out: str, severity: Any = "refused"
) -> RowProblem:
    return RowProblem(file, row.line, name, str(value), code, message, way_out, severity)
