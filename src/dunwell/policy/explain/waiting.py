"""The reason `nothing_due`: what comes next and when, and what is missing for the next rung.

A date that is told is that of the calendar; a guard may still defer the step on it.
"""

from datetime import date, timedelta

from dunwell.policy.explain.case import Case
from dunwell.policy.explain.why import Why
from dunwell.policy.explain.words import days
from dunwell.policy.file import StepInstance, steps_of
from dunwell.policy.reference.claims import Claim
from dunwell.policy.reference.standing import last_day


def nothing_due(case: Case, _step: StepInstance | None) -> Why:
    """Tell the next step and its date, as far as it can be told."""
    anchor = case.owed.anchor
    if anchor is None or case.standing is None or not case.standing.stage:
        return _nothing_past_due(case)
    told = f"{case.number(anchor)} is {days(anchor.days(case.as_of))} past due, stage {case.stage}"
    rung = _next_rung(case, anchor)
    step = _next_step(case, anchor)
    numbers: dict[str, str | None] = {"next_stage": None, "climbs_on": None, "next_step": None, "next_on": None}
    parts = []
    if step is not None:
        on = anchor.item.due_date + timedelta(days=step.day)
        parts.append(f"the next step of it is {step.step_id} on {on} (day {step.day})")
        numbers |= {"next_step": step.step_id, "next_on": on.isoformat()}
    if rung is not None:
        name, on, missing = rung
        parts.append(f"the stage {name} can follow from {on}{missing}")
        numbers |= {"next_stage": name, "climbs_on": on.isoformat()}
    return Why(", and ".join(["; ".join([told, *parts[:1]]), *parts[1:]]) or told, numbers)


def _nothing_past_due(case: Case) -> Why:
    coming = sorted((c for c in case.owed.claims if c.item.due_date >= case.as_of), key=lambda c: c.age)
    if not coming:
        return Why("nothing of what is past due can be asked for today")
    first = coming[0]
    reminder = _next_friendly(case, first)
    text = f"nothing is past due; {case.number(first)} falls due on {first.item.due_date}"
    if reminder is None:
        return Why(text, {"next_due": first.item.due_date.isoformat()})
    step, on = reminder
    numbers = {"next_due": first.item.due_date.isoformat(), "next_step": step.step_id, "next_on": on.isoformat()}
    return Why(f"{text}, and its reminder {step.step_id} is for {on}", numbers)


def _next_friendly(case: Case, claim: Claim) -> tuple[StepInstance, date] | None:
    done = claim.item.friendly_day
    for step in steps_of(case.policy):
        on = claim.item.due_date + timedelta(days=step.day)
        fits = step.friendly and step.applies_to(case.customer.kind) and on > case.as_of
        if fits and on > claim.item.item_date and (done is None or step.day > done):
            return step, on
    return None


def _next_step(case: Case, anchor: Claim) -> StepInstance | None:
    """Give the next step on a fixed day among the stages that the customer stands on."""
    standing = case.standing
    floor, stage = (standing.floor or 1, standing.stage or 1) if standing else (1, 1)
    coming = [
        step
        for step in steps_of(case.policy)
        if step.stage_rank is not None
        and floor <= step.stage_rank <= stage
        and step.after_step_id is None
        and step.applies_to(case.customer.kind)
        and step.day > max(anchor.days(case.as_of), last_day(case.facts, anchor, step.slot))
    ]
    return min(coming, key=lambda step: step.day, default=None)


def _next_rung(case: Case, anchor: Claim) -> tuple[str, date, str] | None:
    """Give the next stage, the first day on which its day and the time on this one are reached, and what else lacks."""
    standing, policy = case.standing, case.policy
    if standing is None or not standing.stage or not standing.stage_since or standing.stage == len(policy.ladder):
        return None
    above = policy.stage_at(standing.stage + 1)
    by_day = anchor.item.due_date + timedelta(days=above.from_day)
    by_standing = standing.stage_since + timedelta(days=policy.climb.min_days_in_stage)
    on = max(by_day, by_standing, case.as_of + timedelta(days=1))
    if not case.owed.invoices_past_due and standing.stage + 1 > policy.highest_fees_only_rank:
        return None
    missing = "" if case.customer.told else f", once a notice of {case.stage} has been delivered"
    return above.stage, on, missing
