"""A plan into the books: what it says happens, in one transaction, for customers that are as they were planned.

A run that waits only stores its plan (`store_plan`): nothing of it counts as fired, nobody climbs or falls. When it is
approved, `apply_stored` applies what it stored. A run that need not wait is applied at once (`apply_plan`). Whoever
changed in between is left out and named, to be planned again. Knows no rule that decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection, transaction

from dunwell.data.books import Books
from dunwell.data.models import Company, Run, RunPlan, RunPolicy
from dunwell.data.plans.decisions import write_decisions, write_marks
from dunwell.data.plans.ledger import break_commitments, post_charges, raise_versions, write_reasons
from dunwell.data.plans.outgoing import write_outgoing
from dunwell.data.plans.packing import pack, unpack
from dunwell.data.plans.page import Page, only
from dunwell.data.plans.standings import end_episodes, write_standings
from dunwell.data.plans.writing import insert
from dunwell.data.snapshot.reading import Reader
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy, thaw_policy
from dunwell.policy.plan import Plan

VERSIONS = {"customer_id": pl.Int64, "version": pl.Int64}


@dataclass(frozen=True, slots=True)
class Writer:
    """On which day and under which journal entry a plan is written; whether messages count as delivered at once."""

    on: date
    seq: int | None
    deliver: bool = False


@transaction.atomic
def store_plan(run: Run, version_id: int, policy: Policy, facts: Facts, plan: Plan, writer: Writer) -> None:
    """Keep a plan for a person to approve: decisions are shown as planned, and nothing else changes."""
    versions = facts.customers.select("customer_id", "version")
    page = _page(run, version_id, policy, plan, writer)
    write_decisions(page, facts.customers.select("customer_id", "episode_id"), "planned")
    RunPlan.objects.create(company=run.company, run=run, policy_version_id=version_id, packed=pack(versions, plan))
    _note_policy(run, version_id, writer)


@transaction.atomic
def apply_plan(run: Run, version_id: int, policy: Policy, facts: Facts, plan: Plan, writer: Writer) -> list[int]:
    """Apply a plan, and name the customers that changed since its facts were taken and are to be planned again."""
    _note_policy(run, version_id, writer)
    return _applied(run, version_id, policy, facts.customers.select("customer_id", "version"), plan, writer)


@transaction.atomic
def apply_stored(run: Run, writer: Writer, customers: Iterable[int] | None = None) -> dict[int, list[int]]:
    """Apply what a waiting run stored, for all customers or some of them.

    Gives the customers to plan again, by policy version. What was stored goes once all of it is applied.
    """
    changed: dict[int, list[int]] = {}
    wanted = None if customers is None else set(customers)
    for stored in RunPlan.objects.filter(company=run.company, run=run).select_related("policy_version"):
        versions, plan = unpack(bytes(stored.packed))
        if wanted is not None:
            versions = versions.filter(pl.col("customer_id").is_in(list(wanted)))
        _withdraw(run, versions["customer_id"].to_list())
        policy = thaw_policy(stored.policy_version.text)
        changed[stored.policy_version_id] = _applied(
            run, stored.policy_version_id, policy, versions, plan, writer, whole=wanted is None
        )
        if wanted is None:
            stored.delete()
    return changed


@transaction.atomic
def cancel_stored(run: Run) -> None:
    """Give up a waiting run: its decisions are cancelled, nothing of them counts."""
    Books(run.company).decisions.filter(run=run, state="planned").update(state="cancelled", cancel_reason="superseded")
    RunPlan.objects.filter(company=run.company, run=run).delete()
    Run.objects.filter(pk=run.pk).update(state="cancelled")


def _applied(
    run: Run, version_id: int, policy: Policy, versions: pl.DataFrame, plan: Plan, writer: Writer, *, whole: bool = True
) -> list[int]:
    """Apply a plan to the customers of `versions` that are unchanged; `whole`: it speaks of no others."""
    unchanged = _locked(run.company, versions)
    ours = plan if whole and len(unchanged) == versions.height else only(plan, unchanged)
    page = _page(run, version_id, policy, ours, writer, unchanged)
    if unchanged:
        _write(page)
    return sorted(set(versions["customer_id"].to_list()) - set(unchanged))


def _write(page: Page) -> None:
    break_commitments(page)
    episodes, moved = write_standings(page)
    write_decisions(page, episodes, "carried_out")
    write_marks(page, episodes)
    write_outgoing(page, episodes)
    post_charges(page, episodes)
    end_episodes(page, episodes)
    write_reasons(page)
    raise_versions(page, moved)


def _locked(company: Company, versions: pl.DataFrame) -> list[int]:
    """Lock the customers, in the order of their ids, and name those whose version is still the one planned from."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    statement = f"SELECT t.id, t.version FROM data_customer t WHERE {{me}} ORDER BY t.id{lock}"  # noqa: S608 - no input
    now = Reader(company.pk, versions["customer_id"].to_list()).frame(statement, VERSIONS)
    return now.join(versions, on=["customer_id", "version"], how="semi")["customer_id"].to_list()


def _page(run: Run, version_id: int, policy: Policy, plan: Plan, writer: Writer, ids: Iterable[int] = ()) -> Page:
    return Page(run, version_id, policy, plan, writer.on, writer.seq, writer.deliver, tuple(ids))


def _withdraw(run: Run, ids: list[int]) -> None:
    """Take back what was stored as planned, to write it as it now happens."""
    books = Books(run.company)
    stored = [books.decisions.filter(state="planned"), books.decision_items, books.decision_totals]
    for rows in stored:
        rows.filter(run=run, customer_id__in=ids).delete()


def _note_policy(run: Run, version_id: int, writer: Writer) -> None:
    rows = pl.DataFrame({"run_id": [run.pk], "policy_version_id": [version_id]})
    insert(RunPolicy, rows, company_id=run.company_id, recorded_on=writer.on, recorded_seq=writer.seq)
