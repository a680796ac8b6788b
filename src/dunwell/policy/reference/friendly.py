"""Friendly notices before the due date, item by item (docs/deciding.md, rule 3, last paragraph).

Knows the overdue notices of the day only as far as their channels are taken.
"""

from dataclasses import dataclass
from datetime import timedelta

from dunwell.domain.reasons import Reason
from dunwell.policy.file import StepInstance
from dunwell.policy.plan import ActionRow, AskedRow, FriendlyMarkedRow, HeldRow, TaskRow, TotalRow
from dunwell.policy.reference.asking import Request, credit_left_for_friendly, request
from dunwell.policy.reference.claims import Claim, Owed
from dunwell.policy.reference.guards import Day, guards_before_contact, guards_of_contact
from dunwell.policy.reference.overdue import Outcome, ask_for_address

NOTICES = ("email", "letter", "sms")


@dataclass(slots=True)
class FriendlyOutcome:
    """The friendly notices of a customer's day, with what they ask for."""

    asked: list[AskedRow]
    totals: list[TotalRow]
    marked: dict[int, int]  # newest step day fired, by item

    def marked_rows(self, customer_id: int) -> list[FriendlyMarkedRow]:
        """Tell, once an item, the newest step that fired, whatever its channel."""
        return [FriendlyMarkedRow(customer_id, item_id, day) for item_id, day in self.marked.items()]


def fire_friendly(day: Day, owed: Owed, steps: list[StepInstance], outcome: Outcome) -> FriendlyOutcome:
    """Let fire the friendly step nearest the due date on each channel that no overdue notice has taken."""
    result = FriendlyOutcome([], [], {})
    due = _due(day, owed, steps)
    taken = {action.channel for action in outcome.actions}
    for channel in NOTICES:
        asking_steps = []
        for step in sorted({step for step, _ in due if step.channel == channel}, key=lambda step: -step.step_no):
            claims = [claim for due_step, claim in due if due_step == step]
            if any(claim.chaseable_minor for claim in claims):
                asking_steps.append((step, claims))
            else:
                guard = day_guard(day, claims)
                outcome.held.append(HeldRow(day.customer.customer_id, step.step_no, guard.value))
        if asking_steps:
            _fire_one(day, owed, *asking_steps[0], taken, outcome, result)
    return result


def _due(day: Day, owed: Owed, steps: list[StepInstance]) -> list[tuple[StepInstance, Claim]]:
    """Pair each item not yet due with the newest friendly step of each channel that is due for it."""
    pairs = []
    for claim in owed.claims:
        if day.as_of >= claim.item.due_date or not claim.item.residual_minor:
            continue
        for channel in NOTICES:
            fitting = [s for s in steps if s.friendly and s.channel == channel and s.applies_to(day.customer.kind)]
            fallen_due = [s for s in fitting if claim.item.due_date + timedelta(days=s.day) <= day.as_of]
            newest = max(fallen_due, key=lambda s: s.step_no, default=None)  # numbers rise with the day
            if newest is not None and not _done(claim, newest):
                pairs.append((newest, claim))
    return pairs


def _done(claim: Claim, step: StepInstance) -> bool:
    """Tell whether a friendly step has fired for the item, or falls on or before the day of its bill."""
    item = claim.item
    falls_on = item.due_date + timedelta(days=step.day)
    billed_on = max(item.item_date, item.extended_on or item.item_date)
    return falls_on <= billed_on or (item.friendly_day is not None and step.day <= item.friendly_day)


def day_guard(day: Day, claims: list[Claim]) -> Reason:
    """Name what leaves nothing of the items to ask: the first guard that applies to any of them."""
    if day.customer.handed_over:
        return Reason.HANDED_OVER
    if any(claim.item.disputed_minor or claim.item.awaiting_minor for claim in claims):
        return Reason.DISPUTED
    if any(claim.promised_minor for claim in claims):
        return Reason.PROMISE_OPEN
    if any(claim.planned_minor for claim in claims):
        return Reason.PLAN_ON_TRACK
    if any(claim.item.under_way_minor for claim in claims):
        return Reason.PAYMENT_UNDER_WAY
    return Reason.BELOW_MINIMUM


def _fire_one(
    day: Day,
    owed: Owed,
    step: StepInstance,
    claims: list[Claim],
    taken: set[str],
    outcome: Outcome,
    result: FriendlyOutcome,
) -> None:
    carrier = day.carrier(step)
    if carrier in taken:
        return
    asked = [(claim, claim.chaseable_minor) for claim in claims if claim.chaseable_minor]
    asking = request(step.step_no, asked, credit_left_for_friendly(owed))
    oldest = (asking.asked or asked)[0][0]
    guard = next(guards_before_contact(day, asking), None)
    if guard is None:
        ask_for_address(day, step.channel, outcome)
        guard = next(guards_of_contact(day, step, carrier, oldest), None)
    customer_id = day.customer.customer_id
    if guard is not None:
        outcome.held.append(HeldRow(customer_id, step.step_no, guard.value))
        if guard is Reason.BAD_TEMPLATE:
            outcome.ask_once(TaskRow(customer_id, "mend-template", step.template))
        return
    _send(day, step, carrier, oldest, asking, outcome, result)


def _send(
    day: Day,
    step: StepInstance,
    carrier: str,
    oldest: Claim,
    asking: Request,
    outcome: Outcome,
    result: FriendlyOutcome,
) -> None:
    customer_id, item = day.customer.customer_id, oldest.item
    outcome.actions.append(
        ActionRow(
            customer_id, step.step_no, step.step_id, step.day, carrier, step.template, step.step_no,
            item.item_id, item.due_date, item.opened, oldest.days(day.as_of),
        )
    )  # fmt: skip
    day.budget.spent += 1
    result.asked += asking.asked_rows(customer_id)
    result.totals += asking.total_rows(customer_id)
    for claim, _ in asking.asked:
        result.marked[claim.item.item_id] = max(step.day, result.marked.get(claim.item.item_id, step.day))
