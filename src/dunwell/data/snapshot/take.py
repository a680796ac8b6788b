"""The facts of a day, out of the ledger as it stands: a constant number of statements, whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.commitments import take_commitments, take_covers, take_unallocated
from dunwell.data.snapshot.customers import take_addresses, take_customers, window_start
from dunwell.data.snapshot.items import take_items
from dunwell.data.snapshot.places import fresh
from dunwell.data.snapshot.reading import Reader, read
from dunwell.data.snapshot.sent import take_sent
from dunwell.data.snapshot.steps import take_approvals, take_delivered, take_marks, take_matters
from dunwell.policy.facts import BadTemplateRow, Facts, frame
from dunwell.policy.file import Policy, steps_of


@dataclass(frozen=True, slots=True)
class Seen:
    """The facts of customers, and what is read beside them that an application needs: their addresses.

    It holds as long as their versions do. addresses: see `take_addresses`.
    """

    facts: Facts
    addresses: pl.DataFrame


def take_facts(company: Company, as_of: date, version_id: int, policy: Policy, **how: Any) -> Facts:
    """Gather the facts of a day for the customers that a policy version decides for; `how` as for `see`."""
    return see(company, as_of, version_id, policy, **how).facts


def see(
    company: Company,
    as_of: date,
    version_id: int,
    policy: Policy,
    *,
    customers: Iterable[int] | None = None,
    cash_fresh: bool | None = None,
    bad_templates: Iterable[tuple[str, str]] = (),
) -> Seen:
    """Gather the facts for the customers that a policy version decides for, as the ledger stands now.

    `version_id` is the PolicyVersion's, `policy` its content. `customers`: only these ids (to plan some again), or a
    `range` of ids (a shard). `cash_fresh` overrules rule 1 of docs/deciding.md (a person allowed stale cash).
    `bad_templates`: pairs of template and language that do not render. Amounts are in minor units of each row's
    currency.
    """
    reader = Reader(company.pk, customers)
    sent = take_sent(reader, window_start(as_of, policy))
    addresses = take_addresses(reader)
    found, whole = take_customers(reader, company, as_of, version_id, policy, sent, addresses)
    tables = {
        "items": take_items(reader),
        "commitments": take_commitments(reader),
        "covers": take_covers(reader),
        "unallocated": take_unallocated(reader),
        "marks": take_marks(reader, sent),
        "delivered": take_delivered(reader, counted_from(policy), sent),
        "approvals": take_approvals(reader),
        "matters": take_matters(reader),
    }
    ours = found.select("customer_id")
    facts = Facts(
        as_of=as_of,
        cash_fresh=is_cash_fresh(company, as_of, policy) if cash_fresh is None else cash_fresh,
        customers=found,
        bad_templates=frame(BadTemplateRow, bad_templates),
        **{name: table if whole or table.is_empty() else _of(table, ours) for name, table in tables.items()},
    )
    return Seen(facts, addresses)


def _of(table: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    return table.join(ours, on="customer_id", how="semi")


def counted_from(policy: Policy) -> list[str]:
    """Name the steps from whose delivery other steps count."""
    return sorted({step.after_step_id for step in steps_of(policy) if step.after_step_id})


def is_cash_fresh(company: Company, as_of: date, policy: Policy) -> bool:
    """Tell whether cash is known well enough to chase anybody by it (docs/deciding.md, rule 1)."""
    return is_fresh_since(company, newest_cash(company, as_of), as_of, policy)


def is_fresh_since(company: Company, newest: date | None, as_of: date, policy: Policy) -> bool:
    """Tell the same where the newest day of cash is known already, or that there is none."""
    return fresh(company, newest, as_of, policy.guards.stale_cash_business_days)


def newest_cash(company: Company, as_of: date) -> date | None:
    """Give the date of the newest cash entry or complete list of open items, up to a day; none if there is none."""
    found = read(_NEWEST, {"newest": pl.Date}, [company.pk, as_of, company.pk, as_of])
    newest: date | None = max((day for (day,) in found.iter_rows() if day), default=None)
    return newest


# By the index of days, from the newest on: mostly the first row is the answer.
_NEWEST = """
SELECT newest FROM (
    SELECT t.entry_date AS newest FROM data_entry t
    WHERE t.company_id = %s AND t.kind IN ('payment', 'recovery', 'refund', 'chargeback') AND t.entry_date <= %s
    AND NOT EXISTS (
        SELECT 1 FROM data_importfile f
        WHERE f.company_id = t.company_id AND f.recorded_seq = t.recorded_seq AND f.undone_on IS NOT NULL)
    ORDER BY t.entry_date DESC LIMIT 1
) e
UNION ALL SELECT MAX(complete_on) FROM data_importfile
WHERE company_id = %s AND complete_on <= %s AND undone_on IS NULL
"""
