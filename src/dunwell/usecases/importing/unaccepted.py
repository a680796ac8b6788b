"""Invoices of a file that were sold without accepted terms, where the policy wants them accepted: flagged, not refused.

One warning for all of them; that somebody asks the customers is a duty of the next run.
"""

from typing import Any

import polars as pl

from dunwell.ports import RowProblem
from dunwell.queries.acceptance import lacking_acceptance, somebody_wants_it, wants_acceptance
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.items import Intake
from dunwell.usecases.ledger.policies import newest_version
from dunwell.usecases.work import Work

NO_ACCEPTANCE = "no_acceptance"


def flag_unaccepted(work: Work, file: str, intake: Intake) -> int:
    """Warn of the new invoices whose customers have not accepted the terms, and count them."""
    invoices = intake.new.filter(kind="invoice")
    if invoices.is_empty() or not somebody_wants_it(work.books):
        return 0
    refs = invoices["customer_ref"].unique().to_list()
    lacking = _lacking(work, refs)
    flagged = invoices.filter(pl.col("customer_ref").is_in(lacking))
    if flagged.is_empty():
        return 0
    first = flagged.row(0, named=True)
    intake.tell(_warning(file, first, flagged.height, flagged["customer_ref"].n_unique()))
    return flagged.height


def _lacking(work: Work, refs: list[str]) -> list[str]:
    """Name the customers without acceptance; who is new follows the company's policy, and has accepted nothing."""
    known: dict[str, int] = {}
    for part in batches(refs):
        known.update(work.books.customers.filter(ref__in=list(part)).values_list("ref", "pk"))
    lacking = lacking_acceptance(work.books, known.values())
    new = wants_acceptance(policy_in(newest_version(work, work.company.policy_name)))
    return [ref for ref in refs if (known[ref] in lacking if ref in known else new)]


def _warning(file: str, first: dict[str, Any], invoices: int, customers: int) -> RowProblem:
    return RowProblem(
        file,
        first["line"],
        "customer",
        first["customer_ref"],
        NO_ACCEPTANCE,
        f"{invoices} sold to {customers} that have not accepted the terms, as the policy wants",
        "Ask them, and put it on record with `dunwell accept`; sales have a task from the next run on",
        "warning",
        invoices,
    )
