"""Which rows of a file of invoices are new, which say what is on record, and which say otherwise. Changes nothing.

Rows are looked up by the thousand: the number of statements does not grow with each row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.errors import UserError
from dunwell.item_rows import ITEM_COLUMNS
from dunwell.ports import FileReading, ItemRow, ItemRows, RowProblem
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.clear import part_clear
from dunwell.usecases.importing.comparing import Comparing, misfit, names_differ
from dunwell.usecases.importing.due_dates import DueDates
from dunwell.usecases.importing.rows import DISPUTED, PAID, paid_of, problem_of
from dunwell.usecases.importing.zeros import without_zeros
from dunwell.usecases.work import Work


@dataclass(slots=True)
class Intake:
    """What a file brings: new invoices and credits, all with a due date, and problems.

    `taken` are the new rows that were looked at one by one, `clear` those of which it showed at once; `new` has both
    in the order of the file. `known` are the customers on the books, by number; `customers` those that were looked at.
    `items` and `credit_notes` are rows beside what is on record under their number; `seen` all numbers that the file
    names, by kind, those of rows that do not go in too.
    """

    taken: list[ItemRow] = field(default_factory=list)
    clear: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ITEM_COLUMNS))
    new: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ITEM_COLUMNS))
    known: set[str] = field(default_factory=set)
    customers: dict[str, Customer] = field(default_factory=dict)
    items: list[tuple[ItemRow, Item]] = field(default_factory=list)
    credit_notes: list[tuple[ItemRow, list[Entry]]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    problems: list[RowProblem] = field(default_factory=list)
    unchanged: int = 0
    refused: int = 0
    credits_used: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing new to write."""
        return self.new.is_empty()

    @property
    def strangers(self) -> pl.DataFrame:
        """Give of each customer that is not on the books the first new row."""
        unknown = pl.col("customer_ref").is_in(self.known).not_()
        return self.new.filter(unknown).unique("customer_ref", keep="first", maintain_order=True)

    @property
    def counts(self) -> dict[str, int]:
        """Count what goes in, by kind, and what does not because it is there already."""
        invoices = self.new.filter(kind="invoice")
        paid = invoices.select(minor=PAID, amount_minor="amount_minor")
        return {
            "invoices": invoices.height,
            "settled": paid.filter(pl.col("minor") == pl.col("amount_minor")).height,
            "part_paid": paid.filter(pl.col("minor").is_between(1, pl.col("amount_minor") - 1)).height,
            "disputed": invoices.filter(DISPUTED).height,
            "credits": self.new.height - invoices.height,
            "credits_used": self.credits_used,
            "customers": self.strangers.height,
            "unchanged": self.unchanged,
        }

    def close(self) -> "Intake":
        """Put all that is new into the order of the file."""
        taken = ItemRows.of(self.taken).frame
        self.new = pl.concat([self.clear, taken]).sort("line", maintain_order=True) if self.taken else self.clear
        return self

    def tell(self, problem: RowProblem) -> None:
        """Note a problem; one that refuses its row counts it."""
        self.problems.append(problem)
        self.refused += problem.severity == "refused"


def sort_rows(work: Work, reading: FileReading, *, complete: bool = False) -> Intake:
    """Sort a file's rows into what is new, what is on record and what cannot go in.

    `complete`: the file is a complete list, and its word on what is open will be taken.
    """
    intake = Intake()
    how = Comparing(complete, only_open(reading))
    rows: Sequence[ItemRow] = [replace(row, terms="") for row in reading.rows] if reading.documents else reading.rows
    if len(rows) > FEW:
        rows = _take_clear(work, intake, ItemRows.of(rows).frame)
    for part in batches(rows):
        _Batch(work, reading.file, part, intake, how).sort()
    return intake.close()


FEW = 20
"""So many rows are sooner looked at one by one than by the column."""


def _take_clear(work: Work, intake: Intake, rows: pl.DataFrame) -> ItemRows:
    """Take in what is clear, and give what has to be looked at."""
    parted = part_clear(work, rows)
    intake.clear = parted.clear
    intake.known |= parted.known
    intake.seen.update(("invoice", number) for number in parted.clear["number"])
    return ItemRows(parted.rest)


def only_open(reading: FileReading) -> bool:
    """Tell whether a list gives open amounts alone: then nothing in it says what an invoice came to."""
    fields = {column.field for column in reading.taken_for.columns}
    return "open" in fields and not {"amount", "debit", "credit"} & fields


class _Batch:
    """Some thousand rows beside what is on record of them."""

    def __init__(self, work: Work, file: str, rows: Sequence[ItemRow], intake: Intake, how: Comparing) -> None:
        self._work, self._file, self._rows, self._intake, self._how = work, file, rows, intake, how
        invoices = [row.number for row in rows if row.kind == "invoice"]
        found = work.books.items.filter(number__in=invoices).select_related("customer")
        self._items: dict[str, Item] = {item.number: item for item in found}
        self._credits = _credit_notes(work, [row.number for row in rows if row.kind == "credit"])
        self._find_customers()
        self._due_dates = DueDates(work, intake.customers)
        self._find_zeros(set(invoices) - self._items.keys())

    def sort(self) -> None:
        """Put each row where it belongs."""
        for row in self._rows:
            self._intake.seen.add((row.kind, row.number))
            kept = self._items.get(row.number) if row.kind == "invoice" else None
            notes = self._credits.get(row.number, []) if row.kind == "credit" else []
            refusal = misfit(self._file, row, self._work.today) or self._lost_zeros(row)
            if refusal is not None:
                self._intake.tell(refusal)
            elif kept is not None or notes:
                self._compare(row, kept, notes)
            else:
                self._take(row)
        self._tell_names()

    def _compare(self, row: ItemRow, kept: Item | None, notes: list[Entry]) -> None:
        found = self._how.contradiction(self._file, row, kept or notes[0])
        for problem in found:
            self._intake.tell(problem)
        if any(problem.severity == "refused" for problem in found):
            return
        self._intake.unchanged += 1
        if kept is not None:
            self._intake.items.append((row, kept))
        else:
            self._intake.credit_notes.append((row, notes))

    def _take(self, row: ItemRow) -> None:
        """Take a new row in; a credit that is used up already has left its trace in what is open of the invoices."""
        intake = self._intake
        if row.kind == "credit" and paid_of(row) == row.amount_minor:
            intake.credits_used += 1
            return
        if row.kind == "invoice" and row.due_date is None:
            try:
                row = replace(row, due_date=self._due_dates.of(row))
            except UserError as error:
                said = error.code, error.message, error.way_out
                intake.tell(problem_of(self._file, row, "terms", row.terms, said))
                return
        intake.taken.append(row)

    def _find_customers(self) -> None:
        intake = self._intake
        wanted = {row.customer_ref for row in self._rows}
        missing = wanted - intake.customers.keys()
        for customer in self._work.books.customers.filter(ref__in=missing).order_by("id").select_for_update():
            intake.customers[customer.ref] = customer
        intake.known.update(intake.customers)
        self._strangers = without_zeros(self._work.books.customers, "ref", wanted - intake.customers.keys())

    def _find_zeros(self, missing: Iterable[str]) -> None:
        """Find items that the file may mean by numbers without their leading zeros."""
        items = self._work.books.items
        numbers = without_zeros(items, "number", missing)
        kept = {item.number: item for item in items.filter(number__in=numbers.values())} if numbers else {}
        self._zeros = {number: kept[other] for number, other in numbers.items()}

    def _lost_zeros(self, row: ItemRow) -> RowProblem | None:
        """Find a number that is on record but for leading zeros; what is on record under it is not missing."""
        item = self._zeros.get(row.number) if row.kind == "invoice" else None
        if item is not None and (item.item_date, item.currency) == (row.item_date, row.currency):
            self._intake.seen.add(("invoice", item.number))
            return self._zeros_problem(row, "number", row.number, item.number)
        if row.customer_ref in self._strangers:
            kept = self._items.get(row.number)
            if kept is None or kept.customer.ref == self._strangers[row.customer_ref]:
                return self._zeros_problem(row, "customer", row.customer_ref, self._strangers[row.customer_ref])
        return None

    def _zeros_problem(self, row: ItemRow, name: str, value: str, other: str) -> RowProblem:
        way_out = f"Export the column as text; if another {name} is meant, enter it by hand first"
        said = "leading_zeros_lost", f"{other} is on record, which differs only by leading zeros", way_out
        return problem_of(self._file, row, name, value, said)

    def _tell_names(self) -> None:
        """Tell once for each customer that the file knows under another name."""
        told = self._intake.renamed
        for row in self._rows:
            customer = self._intake.customers.get(row.customer_ref)
            if customer is None or row.customer_ref in told or not names_differ(row.customer_name, customer.name):
                continue
            told.add(row.customer_ref)
            severity: Literal["warning"] = "warning"
            said = (
                "name_changed",
                f"{customer.ref} is on record as {customer.name}, which stays",
                "Change it by a list of customers, or see whether the number went to somebody else",
            )
            self._intake.tell(problem_of(self._file, row, "customer_name", row.customer_name, said, severity))


def _credit_notes(work: Work, numbers: list[str]) -> dict[str, list[Entry]]:
    """Read what is on record of credit notes, by number: the note, and what a list later showed to be open again."""
    found: dict[str, list[Entry]] = {}
    if not numbers:
        return found
    mine = work.books.entries.filter(kind="credit").select_related("customer")
    rows = [*mine.filter(number__in=numbers), *mine.filter(number="", reference__in=numbers, reason="by_list")]
    for entry in sorted(rows, key=lambda each: each.pk):
        found.setdefault(entry.number or entry.reference, []).append(entry)
    return found
