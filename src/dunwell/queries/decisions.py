"""What a run decided, customer by customer: who is contacted with what, who is not and why, tasks and late charges.

A run that waits for approval is told from its stored plan. Reads only.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Run
from dunwell.data.plans.packing import unpack
from dunwell.data.snapshot import newest_cash
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.reasons import Reason
from dunwell.queries.tasks import subjects_told

Facts = dict[str, Any]
CONTACTS = ("email", "letter", "sms", "call")


def run_facts(company: Company, run: int | None = None) -> Facts:
    """Tell what a run decided; left out: the newest. Amounts are in minor units by currency.

    Raises Refused `nothing_to_approve` where there is no such run.
    """
    books = Books(company)
    found = _find(books, run)
    actions = _actions(books, found)
    stored = [unpack(bytes(each.packed)) for each in books.run_plans.filter(run=found)]
    plans = [plan for _, plan in stored]
    return {
        "run": found.pk,
        "as_of": found.as_of.isoformat(),
        "state": found.state,
        "waits_for": found.waits_for,
        "allow_stale": found.allow_stale,
        "cash_fresh": found.cash_fresh,
        "newest_cash": _day(newest_cash(company, found.as_of)),
        "counts": found.counts,
        "contacts": [row for row in actions if row["channel"] in CONTACTS],
        "tasks": [*(row for row in actions if row["channel"] == "task"), *_event_tasks(books, found, plans)],
        "charges": _charges(books, found, plans),
        "silent": _silent(books, found, stored, {row["customer"] for row in actions if row["channel"] in CONTACTS}),
    }


def _find(books: Books, run: int | None) -> Run:
    rows = books.runs.order_by("-id")
    found: Run | None = (rows.filter(pk=run) if run is not None else rows).first()
    if found is None:
        raise Refused(
            RefusalCode.NOTHING_TO_APPROVE,
            f"There is no run {run}" if run is not None else "There was no run yet",
            "Make one with `dunwell run`",
            field="run",
            value=run,
        )
    return found


def _actions(books: Books, run: Run) -> list[Facts]:
    items: dict[Any, list[Facts]] = defaultdict(list)
    for row in books.decision_items.filter(run=run).select_related("item").order_by("item__due_date", "item_id"):
        asked = {"item": row.item.number, "currency": row.currency, "asked_minor": row.asked_minor}
        items[row.customer_id, row.group].append(asked | {"due_date": row.item.due_date.isoformat()})
    totals: dict[Any, list[Facts]] = defaultdict(list)
    for row in books.decision_totals.filter(run=run).order_by("currency"):
        totals[row.customer_id, row.group].append(
            {"currency": row.currency, "credit_minor": row.credit_minor, "total_minor": row.total_minor}
        )
    rows = books.decisions.filter(run=run).exclude(state="cancelled").select_related("customer", "item", "episode")
    return [
        {
            **_of(row.customer),
            "channel": row.channel,
            "step": row.step_id,
            "step_day": row.step_day,
            "template": row.template,
            "anchor": row.item.number,
            "days": row.days,
            "items": items[row.customer_id, row.group],
            "totals": totals[row.customer_id, row.group],
        }
        for row in rows.order_by("customer__ref", "step_no")
    ]


def _event_tasks(books: Books, run: Run, plans: list[Any]) -> list[Facts]:
    named = [(row.customer_id, row.task, row.subject) for row in books.tasks.filter(run=run, decision__isnull=True)]
    for plan in plans:
        named += plan.tasks.select("customer_id", "task", "subject").rows()
    customers = books.customers.in_bulk({customer for customer, *_ in named})
    about = subjects_told(books, ((task, subject) for _, task, subject in named))
    return [
        {
            **_of(customers[customer]),
            "channel": "task",
            "step": None,
            "template": task,
            "subject": subject,
            "about": about[task, subject],
        }
        for customer, task, subject in named
    ]


def _charges(books: Books, run: Run, plans: list[Any]) -> list[Facts]:
    rows = books.charges.filter(run=run)
    found = [(row.customer_id, row.currency, row.base_minor, row.charge_minor) for row in rows]
    for plan in plans:
        found += plan.charges.select("customer_id", "currency", "base_minor", "charge_minor").rows()
    customers = books.customers.in_bulk({customer for customer, *_ in found})
    return [
        {**_of(customers[customer]), "currency": currency, "base_minor": base, "charge_minor": charge}
        for customer, currency, base, charge in found
    ]


def _silent(books: Books, run: Run, stored: list[tuple[Any, Any]], heard: set[str]) -> list[Facts]:
    """List the customers without notice and call, with the reason; those that owe nothing come last.

    Whom the ladder leaves in peace may still hear of what was agreed (`heard`), and is not silent then.
    """
    reasons = _reasons_on(books, run.as_of)
    for versions, plan in stored:  # whom a waiting run did not decide keeps the reason of the last one that did
        for customer in versions["customer_id"]:
            reasons.pop(customer, None)
        reasons.update(plan.reasons.iter_rows())
    held: dict[int, list[Facts]] = defaultdict(list)
    for row in books.decisions_held.filter(run=run).order_by("step_no"):
        held[row.customer_id].append({"step": row.step_id, "guard": row.guard})
    for _, plan in stored:
        for customer, guard in plan.held.select("customer_id", "guard").iter_rows():
            held[customer].append({"guard": guard})
    told = [
        {**_of(customer), "reason": reasons[customer.pk], "meaning": Reason(reasons[customer.pk]).meaning}
        | {"held": held[customer.pk]}
        for customer in books.customers.filter(pk__in=reasons).order_by("ref")
        if customer.ref not in heard
    ]
    return sorted(told, key=lambda row: list(Reason).index(Reason(row["reason"])))


def _reasons_on(books: Books, as_of: date) -> dict[int, str]:
    """Give the reason that held for each customer on a day: the newest change up to then."""
    changes = books.reason_changes.filter(since__lte=as_of).order_by("since", "id")
    newest = dict(changes.values_list("customer_id", "reason"))
    return {customer: reason for customer, reason in newest.items() if reason}


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _of(customer: Any) -> Facts:
    return {"customer": customer.ref, "name": customer.name}
