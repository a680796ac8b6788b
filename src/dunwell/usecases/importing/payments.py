"""Which rows of a payments list are new, and which are on record already; whose they are. Changes nothing.

Money is the same where customer, date, amount, currency and reference are; a payment with a number of its own is
known by that. Of money that a file has more often than the books, the surplus is new.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dunwell.data.models import Customer, Entry
from dunwell.ports import PaymentRow, RowProblem
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.told import row_problem
from dunwell.usecases.importing.zeros import without_zeros
from dunwell.usecases.ledger.amounts import LARGEST_MINOR
from dunwell.usecases.work import Work

Key = tuple[int, str, str, int, str, str]
MONEY = ("payment", "recovery", "refund")
LONGEST = {"number": 200, "reference": 500}


@dataclass(slots=True)
class PaymentIntake:
    """What a payments list brings, in the order of the file, and what it does not."""

    new: list[tuple[PaymentRow, Customer]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    duplicates: int = 0
    refused: int = 0

    def refuse(self, problem: RowProblem) -> None:
        """Note a problem that keeps a row out."""
        self.problems.append(problem)
        self.refused += 1


def reference_of(row: PaymentRow) -> str:
    """Give what a payment says of what it is for: its text, and the numbers that it names beside."""
    return " ".join(part for part in (row.reference, *(n for n in row.items if n not in row.reference)) if part)


def sort_payments(work: Work, file: str, rows: Sequence[PaymentRow]) -> PaymentIntake:
    """Sort the rows of a payments list into what is new, what is on record and what cannot go in."""
    intake = PaymentIntake()
    owners = _Owners(work, rows)
    mine = []
    for row in rows:
        owner = owners.of(row)
        problem = _misfit(file, row, work) or (owners.stranger(file, row) if owner is None else None)
        if problem is not None:
            intake.refuse(problem)
        elif owner is not None:
            mine.append((row, owner))
    _sort_known(work, file, mine, intake)
    return intake


class _Owners:
    """Whose money it is: customers by number, or by a name that one alone has where the file gives no numbers."""

    def __init__(self, work: Work, rows: Sequence[PaymentRow]) -> None:
        refs = {row.customer_ref for row in rows}
        self._by_ref: dict[str, Customer] = {}
        for part in batches(sorted(refs)):
            for customer in work.books.customers.filter(ref__in=part).order_by("id").select_for_update():
                self._by_ref[customer.ref] = customer
        missing = refs - self._by_ref.keys()
        self._zeros = without_zeros(work.books.customers, "ref", missing)
        named = {row.customer_ref for row in rows if row.customer_ref == row.customer_name} & missing
        self._by_name = _by_name(work, named)

    def of(self, row: PaymentRow) -> Customer | None:
        """Find the customer of a row."""
        return self._by_ref.get(row.customer_ref) or self._by_name.get(_plain(row.customer_ref))

    def stranger(self, file: str, row: PaymentRow) -> RowProblem:
        """Say that a row's customer is not on the books."""
        meant = self._zeros.get(row.customer_ref)
        if meant is not None:
            said = (
                "leading_zeros_lost",
                f"{meant} is on record, which differs only by leading zeros",
                "Export the column as text",
            )
        else:
            named = f" ({row.customer_name})" if row.customer_name not in ("", row.customer_ref) else ""
            said = (
                "unknown_customer",
                f"There is no customer {row.customer_ref}{named}",
                "Add the customer first, or import what it owes, and then this file again",
            )
        return row_problem(file, row.line, "customer", row.customer_ref, said, "refused")


def _by_name(work: Work, wanted: Iterable[str]) -> dict[str, Customer]:
    """Find customers by their names, where one alone has the name."""
    names = {_plain(name) for name in wanted}
    if not names:
        return {}
    found: dict[str, list[int]] = defaultdict(list)
    for key, name in work.books.customers.values_list("id", "name"):
        if _plain(name) in names:
            found[_plain(name)].append(key)
    ids = {keys[0]: name for name, keys in found.items() if len(keys) == 1}
    rows = work.books.customers.filter(id__in=list(ids)).order_by("id").select_for_update()
    return {ids[customer.pk]: customer for customer in rows}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _misfit(file: str, row: PaymentRow, work: Work) -> RowProblem | None:
    texts = {"number": row.number, "reference": reference_of(row)}
    for name, longest in LONGEST.items():
        if len(texts[name]) > longest:
            said = "too_long", f"The text has {len(texts[name])} characters", f"Shorten it to {longest}"
            return row_problem(file, row.line, name, f"{texts[name][:40]}…", said, "refused")
    if row.amount_minor > LARGEST_MINOR:
        said = "amount_too_large", "The amount is beyond any ledger", "Correct the amount"
        return row_problem(file, row.line, "amount", row.amount_minor, said, "refused")
    if row.paid_on > work.today:
        said = "paid_in_future", f"The day lies after today, {work.today}", "Correct the day, or wait for it"
        return row_problem(file, row.line, "paid_on", row.paid_on, said, "refused")
    return None


def _sort_known(work: Work, file: str, rows: list[tuple[PaymentRow, Customer]], intake: PaymentIntake) -> None:
    """Leave out what is on record: by its own number, else by what it says, as often as it is there."""
    numbered, counted = _on_record(work, rows)
    for row, owner in rows:
        kept = numbered.get((owner.pk, row.kind, row.number)) if row.number else None
        if kept is not None:
            intake.duplicates += 1
            if _says(kept) != _said(row, owner):
                intake.problems.append(_other(file, row, kept))
        elif not row.number and counted[_said(row, owner)] > 0:
            counted[_said(row, owner)] -= 1
            intake.duplicates += 1
            intake.problems.append(_again(file, row))
        else:
            intake.new.append((row, owner))


def _on_record(
    work: Work, rows: list[tuple[PaymentRow, Customer]]
) -> tuple[dict[tuple[int, str, str], Entry], Counter[Key]]:
    """Read the money of these customers on the days of these rows, by its number and by what it says."""
    numbered: dict[tuple[int, str, str], Entry] = {}
    counted: Counter[Key] = Counter()
    if not rows:
        return numbered, counted
    days = [row.paid_on for row, _ in rows]
    numbers = sorted({row.number for row, _ in rows if row.number})
    for ids in batches(sorted({owner.pk for _, owner in rows})):
        mine = work.books.entries.filter(customer__in=ids, kind__in=MONEY)
        gone = set(_undone(work, ids))
        for entry in mine.filter(entry_date__range=(min(days), max(days))):
            counted[_says(entry)] += entry.pk not in gone
        for part in batches(numbers):
            for entry in mine.filter(number__in=part):
                if entry.pk not in gone:
                    numbered[entry.customer_id, entry.kind, entry.number] = entry
    return numbered, counted


def _undone(work: Work, customers: Sequence[int]) -> Iterable[int]:
    """List the entries that an import taken back had brought."""
    undone = work.books.allocations.filter(customer__in=customers, entry__kind="undo", against__kind__in=MONEY)
    keys: Iterable[int] = undone.values_list("against_id", flat=True)
    return keys


def _said(row: PaymentRow, owner: Customer) -> Key:
    return owner.pk, row.kind, row.paid_on.isoformat(), row.amount_minor, row.currency, reference_of(row)


def _says(entry: Entry) -> Key:
    kind = "payment" if entry.kind == "recovery" else entry.kind
    day = entry.entry_date.isoformat()
    return entry.customer_id, kind, day, entry.amount_minor, entry.currency, entry.reference


def _other(file: str, row: PaymentRow, kept: Entry) -> RowProblem:
    said = (
        "number_says_otherwise",
        f"Payment {row.number} is on record with another date, amount or reference ({kept.entry_date})",
        "Correct the row or the books; what is on record stays as it is",
    )
    return row_problem(file, row.line, "number", row.number, said)


def _again(file: str, row: PaymentRow) -> RowProblem:
    said = (
        "payment_on_record",
        "The same date, amount, reference and customer are on record; it was not posted again",
        "Nothing to do; if it is another payment, enter it by `dunwell payment`",
    )
    return row_problem(file, row.line, "amount", row.amount_minor, said)
