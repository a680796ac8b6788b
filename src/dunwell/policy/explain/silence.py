"""Telling why nothing goes out: a sentence of its own for each reason, with its numbers.

The texts stand in `SENTENCES`; a reason without one is found by a test.
"""

from collections.abc import Callable
from typing import Any

from dunwell.domain.reasons import Reason
from dunwell.policy.explain.case import CONTACTS, Case
from dunwell.policy.explain.claims import (
    below_minimum,
    covered_by_credit,
    disputed,
    handed_over,
    nothing_owed,
    payment_under_way,
    plan_on_track,
    promise_open,
)
from dunwell.policy.explain.events import charge_not_lawful
from dunwell.policy.explain.stops import (
    awaiting_approval,
    bad_template,
    no_contact,
    not_a_business_day,
    outside_hours,
    paused,
    reply_waiting,
    stale_cash,
    too_many,
    too_soon,
)
from dunwell.policy.explain.waiting import nothing_due
from dunwell.policy.explain.why import Why
from dunwell.policy.explain.words import days, money
from dunwell.policy.file import StepInstance
from dunwell.policy.plan import HeldRow

__all__ = ["SENTENCES", "Why", "why_nothing_is_sent", "why_step_is_held"]

ORDER = (*CONTACTS, "task")  # of several steps that wait for the same reason the message is told, not the task
Sentence = Callable[[Case, StepInstance | None], Why]

SENTENCES: dict[Reason, Sentence] = {
    Reason.HANDED_OVER: handed_over,
    Reason.COVERED_BY_CREDIT: covered_by_credit,
    Reason.DISPUTED: disputed,
    Reason.PROMISE_OPEN: promise_open,
    Reason.PLAN_ON_TRACK: plan_on_track,
    Reason.PAYMENT_UNDER_WAY: payment_under_way,
    Reason.BELOW_MINIMUM: below_minimum,
    Reason.STALE_CASH: stale_cash,
    Reason.REPLY_WAITING: reply_waiting,
    Reason.PAUSED: paused,
    Reason.NO_CONTACT: no_contact,
    Reason.TOO_SOON: too_soon,
    Reason.TOO_MANY: too_many,
    Reason.NOT_A_BUSINESS_DAY: not_a_business_day,
    Reason.BAD_TEMPLATE: bad_template,
    Reason.AWAITING_APPROVAL: awaiting_approval,
    Reason.OUTSIDE_HOURS: outside_hours,
    Reason.NOTHING_OWED: nothing_owed,
    Reason.NOTHING_DUE: nothing_due,
    Reason.CHARGE_NOT_LAWFUL: lambda case, _step: Why(charge_not_lawful(case)),
}


def why_nothing_is_sent(case: Case) -> Why:
    """Tell why no notice and no call goes out, in a sentence without the full stop."""
    reason = case.reason or Reason.NOTHING_DUE
    steps = [case.step(row.step_no) for row in case.held if row.guard == reason]
    step = min(steps, key=lambda each: ORDER.index(each.channel), default=None)
    why = SENTENCES[reason](case, step)
    due = f"{step.step_id} is due{_about(case, step)}, but " if step and not step.friendly else ""
    return Why(f"Nothing goes out to {case.names.customer} on {case.as_of}: {due}{why.text}", why.numbers)


def why_step_is_held(case: Case, row: HeldRow) -> dict[str, Any]:
    """Give a held step as plain values, with the sentence of its guard."""
    step = case.step(row.step_no)
    why = SENTENCES[Reason(row.guard)](case, step)
    return {
        "step": step.step_id,
        "channel": step.channel,
        "guard": row.guard,
        "sentence": f"{step.channel} {step.step_id} waits: {why.text}.",
        "numbers": why.numbers,
    }


def _about(case: Case, step: StepInstance) -> str:
    """Tell the anchor of a due step: its number, how long it has been past due, and how much could be asked for."""
    anchor = case.owed.anchor
    if anchor is None or step.friendly:
        return ""
    chaseable: dict[str, int] = {}
    for claim in case.owed.chaseable:
        chaseable[claim.item.currency] = chaseable.get(claim.item.currency, 0) + claim.chaseable_minor
    return f" ({case.number(anchor)}, {days(anchor.days(case.as_of))} past due, {money(chaseable)})"
