"""Facts for tests of the decision, with one plain customer who owes one plain invoice unless a test says otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dunwell.policy.decide import decide
from dunwell.policy.facts import CustomerRow, Facts, ItemRow, MarkRow
from dunwell.policy.file import default_policy
from dunwell.policy.plan import Plan

AS_OF = date(2026, 6, 1)
POLICY = default_policy()


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


_CUSTOMER = CustomerRow(
    customer_id=1,
    version=1,
    kind="business",
    language="en",
    business_day=True,
    charge_verdict="safe",
    handed_over=False,
    reply_waiting=False,
    paused=False,
    pause_ended_on=None,
    reach_email=True,
    reach_letter=True,
    reach_sms=False,
    fix_asked_email=False,
    fix_asked_letter=False,
    fix_asked_sms=False,
    trace_on=None,
    last_email_on=None,
    last_letter_on=None,
    last_sms_on=None,
    last_overdue_email_on=None,
    last_overdue_letter_on=None,
    last_overdue_sms_on=None,
    last_call_on=None,
    contacts=0,
    placed_stage=None,
    episode_id=None,
    stage=None,
    floor=None,
    stage_since=None,
    told=False,
    oldest_item_id=None,
    oldest_due=None,
    hold=False,
    last_charge_on=None,
)


def customer(**changes: Any) -> CustomerRow:
    """A business that can be written to, without an episode."""
    return replace(_CUSTOMER, **changes)


def standing(stage: int, days: int, **changes: Any) -> CustomerRow:
    """A customer in an episode, on a stage since ten days, whose oldest is item 1, so many days past due."""
    where = {"stage": stage, "floor": 1, "stage_since": days_ago(10), "told": True}
    return customer(episode_id=5, oldest_item_id=1, oldest_due=days_ago(days), **{**where, **changes})


def item(days: int, **changes: Any) -> ItemRow:
    """An invoice of 100.00 EUR, so many days past due (negative: due in so many)."""
    plain = ItemRow(
        1, 1, "invoice", "EUR", days_ago(days + 30), days_ago(days), None, 0, 100_00, 0, 0, 0, None, None
    )  # fmt: skip
    return replace(plain, **changes)


def mark(days: int, slot: str, last_day: int) -> MarkRow:
    """Steps of a slot have gone so far for item 1, so many days past due, in the running episode."""
    return MarkRow(1, 5, 1, days_ago(days), 0, slot, last_day)


def plan_of(row: CustomerRow, *items: ItemRow, **tables: Any) -> Plan:
    """Decide the day for one customer under the shipped policy, or under the one given as `policy`."""
    policy, cash_fresh = tables.pop("policy", POLICY), tables.pop("cash_fresh", True)
    return decide(Facts.of_rows(AS_OF, cash_fresh=cash_fresh, customers=[row], items=items, **tables), policy)


def told(plan: Plan) -> list[tuple[str, str]]:
    """What is done: channel and step of each action."""
    return list(plan.actions.select("channel", "step_id").iter_rows())


def tasks(plan: Plan) -> list[tuple[str, str]]:
    return list(plan.tasks.select("task", "subject").iter_rows())


def why(plan: Plan) -> str | None:
    """The reason why nothing goes to the customer; none where something does."""
    return next(iter(plan.reasons["reason"]), None)


def held(plan: Plan) -> list[str]:
    return list(plan.held["guard"])


def stage(plan: Plan) -> int | None:
    return plan.standings.row(0, named=True)["stage"] if plan.standings.height else None


def totals(plan: Plan) -> list[tuple[str, int, int, int]]:
    return list(plan.totals.select("currency", "asked_minor", "credit_minor", "total_minor").iter_rows())
