"""Which steps of the ladder are due today for the anchor (docs/deciding.md, rule 3).

Knows no guard: whether a due step fires is decided elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dunwell.policy.facts import CustomerFacts
from dunwell.policy.file import StepInstance
from dunwell.policy.reference.claims import Claim, Owed, broken_on
from dunwell.policy.reference.standing import Standing, last_day


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due, and the day in the calendar on which it fell due."""

    step: StepInstance
    since: date

    @property
    def newness(self) -> tuple[date, int]:
        """Sort key: the newest step last."""
        return (self.since, self.step.step_no)


def due_steps(
    facts: CustomerFacts, owed: Owed, anchor: Claim, standing: Standing, steps: Iterable[StepInstance]
) -> list[DueStep]:
    """Find the steps of this stage and of the lower ones stood on in this episode that are due and not yet done."""
    due = []
    for step in steps:
        if step.stage_rank is None or not standing.floor <= step.stage_rank <= standing.stage:
            continue
        if not step.applies_to(facts.customer.kind) or step.day <= last_day(facts, anchor, step.slot):
            continue
        since = _due_since(facts, owed, anchor, step)
        if since is not None and since <= owed.as_of:
            due.append(DueStep(step, since))
    return due


def _due_since(facts: CustomerFacts, owed: Owed, anchor: Claim, step: StepInstance) -> date | None:
    if step.after_step_id is None:
        return anchor.item.due_date + timedelta(days=step.day)
    told_on = _first_delivery(facts, anchor, step.after_step_id)
    if told_on is None:
        return None
    return max([told_on, *_restarts(facts, owed, anchor)]) + timedelta(days=step.after_days or 0)


def _first_delivery(facts: CustomerFacts, anchor: Claim, step_id: str) -> date | None:
    key = (facts.customer.episode_id, anchor.item.item_id, anchor.item.due_date, anchor.item.opened, step_id)
    return min(
        (
            row.first_on
            for row in facts.delivered
            if (row.episode_id, row.item_id, row.due_date, row.opened, row.step_id) == key
        ),
        default=None,
    )


def _restarts(facts: CustomerFacts, owed: Owed, anchor: Claim) -> list[date]:
    """Days from which a term counts again: a promise on the anchor broke, its dispute was rejected, a pause ended."""
    broken = {row.commitment_id: broken_on(row, owed.as_of) for row in owed.broken}
    promised = [
        broken[c.commitment_id] for c in facts.covers if c.item_id == anchor.item.item_id and c.commitment_id in broken
    ]
    return [day for day in (anchor.item.restart_on, facts.customer.pause_ended_on, *promised) if day is not None]
