"""A plan into the books: what it says happens, in one transaction, for customers that are as they were planned.

A run that waits only stores its plan (`store_plan`): nothing of it counts as fired, nobody climbs or falls. When it is
approved, `apply_stored` applies what it stored. A run that need not wait is applied at once (`apply_plan`). Whoever
changed in between is left out and named, to be planned again. Knows no rule that decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import connection, transaction

from dunwell.data.books import Books
from dunwell.data.models import Company, Run, RunPlan, RunPolicy
from dunwell.data.plans.decisions import write_decisions, write_marks
from dunwell.data.plans.ledger import break_commitments, post_charges, write_customers
from dunwell.data.plans.outgoing import write_outgoing
from dunwell.data.plans.packing import pack, unpack, unpack_reviews
from dunwell.data.plans.page import Page, only
from dunwell.data.plans.standings import end_episodes, running_keys, write_standings
from dunwell.data.plans.writing import insert, proved
from dunwell.data.snapshot import Seen
from dunwell.data.snapshot.reading import Reader
from dunwell.data.straight import put
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy, thaw_policy
from dunwell.policy.plan import TABLES, Plan

_KNOWN = {
    "customer_id": pl.Int64,
    "version": pl.Int64,
    "reason": pl.String,
    "next_review_on": pl.Date,
    "language": pl.String,
}
_CUSTOMERS = """
SELECT t.id, t.version, t.reason, t.next_review_on, t.language FROM data_customer t WHERE {me} ORDER BY t.id
"""


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
    page = Page(run, version_id, policy, plan, writer.on, writer.seq, writer.deliver, versions)
    write_decisions(page, facts.customers.select("customer_id", "episode_id"), "planned")
    put(RunPlan(company=run.company, run=run, policy_version_id=version_id, packed=pack(versions, plan)))
    note_policy(run, version_id, writer)


@transaction.atomic
def keep_plan(run: Run, part: int, version_id: int, facts: Facts, plan: Plan, reviews: pl.DataFrame | None) -> None:
    """Keep the plan of a shard until all are planned: nobody sees it, and nothing of it counts."""
    packed = pack(facts.customers.select("customer_id", "version"), plan, reviews)
    put(RunPlan(company=run.company, run=run, policy_version_id=version_id, part=part, packed=packed))


@transaction.atomic
def show_part(run: Run, part: int, writer: Writer) -> None:
    """Let a person see what a shard would do: the run waits."""
    for stored in _parts(run, part):
        versions, plan = unpack(bytes(stored.packed))
        policy = thaw_policy(stored.policy_version.text)
        page = Page(run, stored.policy_version_id, policy, plan, writer.on, writer.seq, writer.deliver, versions)
        write_decisions(page, running_keys(page), "planned")
        note_policy(run, stored.policy_version_id, writer)


@transaction.atomic
def apply_part(run: Run, part: int, writer: Writer, *, shown: bool, reviewed: bool) -> dict[int, list[int]]:
    """Apply the plan of a shard; gives the customers to plan again, by policy version.

    `shown`: its decisions stand as planned. `reviewed`: the days it gave for those at rest still hold.
    """
    changed: dict[int, list[int]] = {}
    for stored in _parts(run, part):
        versions, plan = unpack(bytes(stored.packed))
        if shown:
            _withdraw(run, versions["customer_id"].to_list())
        note_policy(run, stored.policy_version_id, writer)
        changed[stored.policy_version_id] = _applied(
            run,
            stored.policy_version_id,
            thaw_policy(stored.policy_version.text),
            versions,
            plan,
            writer,
            reviews=unpack_reviews(bytes(stored.packed)) if reviewed else None,
        )
        stored.delete()
    return changed


def _parts(run: Run, part: int) -> Any:
    rows = RunPlan.objects.filter(company=run.company, run=run, part=part)
    return rows.select_related("policy_version").order_by("policy_version_id")


@transaction.atomic
def apply_plan(
    run: Run,
    version_id: int,
    policy: Policy,
    facts: Facts,
    plan: Plan,
    writer: Writer,
    reviews: pl.DataFrame | None = None,
    addresses: pl.DataFrame | None = None,
) -> list[int]:
    """Apply a plan, and name the customers that changed since its facts were taken and are to be planned again.

    `reviews`: when those at rest are to be decided again (customer_id, next_review_on); the others, or left out all,
    by the next run. `addresses`: those of the customers when the facts were taken, which spares reading them again.
    """
    note_policy(run, version_id, writer)
    versions = facts.customers.select("customer_id", "version")
    seen = None if addresses is None else Seen(facts, addresses)
    return _applied(run, version_id, policy, versions, plan, writer, reviews=reviews, seen=seen)


@transaction.atomic
def apply_stored(run: Run, writer: Writer, customers: Iterable[int] | None = None) -> dict[int, list[int]]:
    """Apply what a waiting run stored, for all customers or some of them.

    Gives the customers to plan again, by policy version. What was stored goes once all of it is applied.
    """
    changed: dict[int, list[int]] = {}
    wanted = None if customers is None else list(customers)
    for stored in RunPlan.objects.filter(company=run.company, run=run).select_related("policy_version"):
        versions, plan = unpack(bytes(stored.packed))
        if wanted is not None:
            rest = versions.filter(~pl.col("customer_id").is_in(wanted))
            versions = versions.filter(pl.col("customer_id").is_in(wanted))
            _keep_waiting(stored, rest, plan)
        _withdraw(run, versions["customer_id"].to_list())
        policy = thaw_policy(stored.policy_version.text)
        changed[stored.policy_version_id] = _applied(
            run, stored.policy_version_id, policy, versions, plan, writer, whole=wanted is None
        )
        if wanted is None:
            stored.delete()
    return changed


def _keep_waiting(stored: RunPlan, rest: pl.DataFrame, plan: Plan) -> None:
    """Let the plan wait for the customers that are left: what is applied for the others is not applied twice."""
    stored.packed = pack(rest, only(plan, rest["customer_id"]))
    stored.save(update_fields=["packed"])


@transaction.atomic
def cancel_stored(run: Run) -> None:
    """Give up a waiting run: its decisions are cancelled, nothing of them counts."""
    Books(run.company).decisions.filter(run=run, state="planned").update(state="cancelled", cancel_reason="superseded")
    RunPlan.objects.filter(company=run.company, run=run).delete()
    Run.objects.filter(pk=run.pk).update(state="cancelled")


def _applied(
    run: Run,
    version_id: int,
    policy: Policy,
    versions: pl.DataFrame,
    plan: Plan,
    writer: Writer,
    *,
    whole: bool = True,
    reviews: pl.DataFrame | None = None,
    seen: Seen | None = None,
) -> list[int]:
    """Apply a plan to the customers of `versions` that are unchanged; `whole`: it speaks of no others."""
    customers = _locked(run.company, versions)
    unchanged = customers["customer_id"]
    ours = plan if whole and len(unchanged) == versions.height else only(plan, unchanged)
    _must_speak_of(customers, ours)
    page = Page(run, version_id, policy, ours, writer.on, writer.seq, writer.deliver, customers, seen)
    if not customers.is_empty():
        with proved():
            write_customers(page, _write(page), reviews)
    if len(unchanged) == versions.height:
        return []
    return versions.join(customers, on="customer_id", how="anti")["customer_id"].sort().to_list()


def _must_speak_of(customers: pl.DataFrame, plan: Plan) -> None:
    """Refuse a plan that speaks of customers that are not held: their rows would be another company's."""
    named = {name: getattr(plan, name)["customer_id"] for name in TABLES}
    anybody = pl.concat(named.values()).unique().to_frame()
    others = anybody.join(customers, on="customer_id", how="anti")["customer_id"]
    for name, ids in named.items():
        strange = ids.filter(ids.is_in(others.implode())) if len(others) else others
        if len(strange):
            raise ValueError(f"The plan speaks in {name} of customers that are not held: {strange[0]}")


def _write(page: Page) -> list[pl.DataFrame]:
    """Write all that a plan says, and name the customers whose standing it changes."""
    break_commitments(page)
    episodes, moved = write_standings(page)
    decisions = write_decisions(page, episodes, "carried_out")
    write_marks(page, episodes)
    write_outgoing(page, decisions)
    post_charges(page, episodes)
    end_episodes(page, episodes)
    return moved


def _locked(company: Company, versions: pl.DataFrame) -> pl.DataFrame:
    """Lock the customers, in the order of their ids, and give those whose version is still the one planned from."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    now = Reader(company.pk, versions["customer_id"]).frame(_CUSTOMERS + lock, _KNOWN)
    return now.join(versions, on=["customer_id", "version"], how="semi")


def _withdraw(run: Run, ids: list[int]) -> None:
    """Take back what was stored as planned, to write it as it now happens."""
    books = Books(run.company)
    books.decisions.filter(state="planned", run=run, customer_id__in=ids).delete()


def note_policy(run: Run, version_id: int, writer: Writer) -> None:
    """Note that a policy version decided in a run, once."""
    rows = pl.DataFrame({"run_id": [run.pk], "policy_version_id": [version_id]})
    insert(RunPolicy, rows, company_id=run.company_id, recorded_on=writer.on, recorded_seq=writer.seq)
