"""Duties about promises and plans: cheques in hand, instalments missed."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from dunwell.data.books import Books
from dunwell.data.snapshot.commitments import take_commitments
from dunwell.data.snapshot.reading import Reader
from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role
from dunwell.queries.agreed_notices import instalments_near
from dunwell.queries.chunks import chunks


def cheques_to_bank(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the cheques in hand whose date has come."""
    rows = books.commitments.open().filter(in_hand=True, on_date__lte=as_of)
    for customer, pk, on in rows.values_list("customer_id", "pk", "on_date"):
        yield Duty(customer, DutyName.BANK_CHEQUE, str(pk), Role.FINANCE, on)


def instalments_due(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the next instalments of which customers whom no message reaches are to be reminded by now, by telephone."""
    near = [key for key in instalments_near(books, as_of) if key[1] == AgreedNotice.INSTALMENT_DUE]
    reached = _reached(books, {customer for customer, *_ in near})
    for customer, _, plan, on in near:
        if customer not in reached:
            yield Duty(customer, DutyName.INSTALMENT_DUE, f"{plan}:{on}", Role.COLLECTIONS, on)


def _reached(books: Books, customers: set[int]) -> set[int]:
    """Keep the customers whom a mail or a letter reaches: they are reminded in writing."""
    found: set[int] = set()
    for some in chunks(customers):
        rows = books.addresses.working().filter(customer__in=some, channel__in=("email", "letter"))
        found |= set(rows.values_list("customer_id", flat=True))
    return found


def instalments_missed(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the plans of which an instalment was missed while its grace still runs: until its last day warn.

    Whether the policy wants the warning was fixed with the plan.
    """
    plans = books.commitments.open().filter(kind="plan", warns=True).values_list("customer_id", flat=True)
    customers = sorted(set(plans))
    if not customers:
        return
    rows = take_commitments(Reader(books.company.pk, customers)).filter(
        pl.col("kind") == "plan", pl.col("unmet_on") < pl.lit(as_of)
    )
    for row in rows.iter_rows(named=True):
        last_day = row["unmet_on"] + timedelta(days=row["grace_days"])
        if as_of <= last_day:
            subject = f"{row['commitment_id']}:{row['unmet_on']}"
            yield Duty(row["customer_id"], DutyName.INSTALMENT_MISSED, subject, Role.COLLECTIONS, last_day)
