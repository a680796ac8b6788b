"""Customers as a list of customers describes them, beside those on the books: who is new, and what changes of whom.

A list of customers is the place where names, languages and terms are kept: what it says is taken, and every change is
told with what was there before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dunwell.data.models import Customer
from dunwell.domain.errors import UserError
from dunwell.domain.terms_reading import parse_terms
from dunwell.ports import CustomerRow, RowProblem
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.told import row_problem
from dunwell.usecases.importing.zeros import without_zeros
from dunwell.usecases.work import Work

TAKEN = ("name", "kind", "country", "language", "zone", "terms")
LONGEST = {"ref": 100, "name": 300, "dispute_reason": 1000}


@dataclass(slots=True)
class Described:
    """What a list of customers brings. `before`: of each customer that changes, by id, what was there."""

    new: list[CustomerRow] = field(default_factory=list)
    known: list[tuple[Customer, CustomerRow]] = field(default_factory=list)
    changed: list[Customer] = field(default_factory=list)
    before: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    refused: int = 0


def sort_customers(work: Work, file: str, rows: Sequence[CustomerRow]) -> Described:
    """Sort the rows of a list of customers into those that are new and those on record, and note what changes."""
    found = Described()
    for part in batches(rows):
        mine = {each.ref: each for each in _locked(work, part)}
        zeros = without_zeros(work.books.customers, "ref", {row.ref for row in part} - mine.keys())
        for said in part:
            problem = _misfit(file, said, zeros.get(said.ref))
            if problem is not None:
                found.problems.append(problem)
                found.refused += 1
                continue
            row = _terms_or_none(file, said, found)
            if row.ref in mine:
                found.known.append((mine[row.ref], row))
                _change(file, mine[row.ref], row, found)
            else:
                found.new.append(row)
    return found


def _locked(work: Work, rows: Sequence[CustomerRow]) -> list[Customer]:
    refs = [row.ref for row in rows]
    return list(work.books.customers.filter(ref__in=refs).order_by("id").select_for_update())


def _misfit(file: str, row: CustomerRow, meant: str | None) -> RowProblem | None:
    for name, longest in LONGEST.items():
        text: str = getattr(row, name)
        if len(text) > longest:
            said = "too_long", f"The text has {len(text)} characters", f"Shorten it to {longest}"
            return row_problem(file, row.line, name, f"{text[:40]}…", said, "refused")
    if meant is not None:
        said = (
            "leading_zeros_lost",
            f"{meant} is on record, which differs only by leading zeros",
            "Export the column as text; if another customer is meant, enter it by hand first",
        )
        return row_problem(file, row.line, "ref", row.ref, said, "refused")
    return None


def _terms_or_none(file: str, row: CustomerRow, found: Described) -> CustomerRow:
    """Leave out terms that are not understood, with a warning: the policy's hold then."""
    if not row.terms:
        return row
    try:
        parse_terms(row.terms)
    except UserError as error:
        said = error.code, error.message, error.way_out
        found.problems.append(row_problem(file, row.line, "terms", row.terms, said))
        return replace(row, terms="")
    return row


def _change(file: str, customer: Customer, row: CustomerRow, found: Described) -> None:
    """Take what the list says otherwise than the books; what it does not say stays."""
    was: dict[str, str] = {}
    for name in TAKEN:
        said, kept = getattr(row, name), getattr(customer, name)
        if said and said != kept and not (name == "name" and said == row.ref):
            was[name] = kept
            setattr(customer, name, said)
            code = "name_changed" if name == "name" else "customer_changed"
            told = code, f"{customer.ref} was on record with {kept or 'nothing'} there", "Nothing to do if it is right"
            found.problems.append(row_problem(file, row.line, name, said, told))
    if was:
        found.changed.append(customer)
        found.before[str(customer.pk)] = was
