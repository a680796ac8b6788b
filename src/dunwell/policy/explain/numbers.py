"""The numbers of a customer's day as plain values: dates as text, amounts in minor units by currency."""

from typing import Any

from dunwell.policy.explain.case import Case, sums
from dunwell.policy.plan import OVERDUE


def numbers_of(case: Case) -> dict[str, Any]:
    """Gather what the day rests on: D, anchor, stage, hold, and the amounts."""
    anchor, standing = case.owed.anchor, case.standing
    return {
        "days_past_due": anchor.days(case.as_of) if anchor else None,
        "anchor": case.number(anchor) if anchor else None,
        "anchor_due": anchor.item.due_date.isoformat() if anchor else None,
        "stage": case.stage,
        "stage_since": standing.stage_since.isoformat() if standing and standing.stage_since else None,
        "hold": bool(standing and standing.hold),
        "past_due_minor": sums(case.owed.past_due, "rest_minor"),
        "chaseable_minor": sums(case.owed.chaseable, "chaseable_minor"),
        "unallocated_minor": case.owed.unallocated,
        "asked_minor": case.totals(OVERDUE),
        "credit_minor": case.credit(OVERDUE),
    }
