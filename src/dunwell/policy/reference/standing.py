"""Where a customer stands on the ladder after today: episode, stage, hold (docs/deciding.md, rule 2).

Knows no message; whether one was delivered since the customer came to its stage stands in the facts.
"""

from dataclasses import dataclass, replace
from datetime import date

from dunwell.policy.facts import CustomerFacts, CustomerRow, MarkRow
from dunwell.policy.file import Policy, StepInstance
from dunwell.policy.plan import StandingRow
from dunwell.policy.reference.asking import Request
from dunwell.policy.reference.claims import Claim, Owed


@dataclass(frozen=True, slots=True)
class Standing:
    """The ladder's state of a customer: rank 0 is no episode."""

    episode_id: int | None
    begins: bool
    ends: bool
    stage: int
    floor: int
    since: date
    hold: bool = False

    def moved(self, stage: int, as_of: date) -> "Standing":
        """Move to another stage today; a fall forgets the stages above."""
        if stage == self.stage:
            return self
        return replace(self, stage=stage, floor=min(self.floor, stage), since=as_of)

    def row(self, customer_id: int, oldest: Claim | None) -> StandingRow:
        """Give this standing as a row of the plan."""
        if self.stage == 0 or oldest is None:
            return StandingRow(customer_id, self.begins, self.ends, None, None, None, None, None, self.hold)
        return StandingRow(
            customer_id,
            self.begins,
            self.ends,
            self.stage,
            self.floor,
            self.since,
            oldest.item.item_id,
            oldest.item.due_date,
            self.hold,
        )


def stand(facts: CustomerFacts, owed: Owed, asking: Request, policy: Policy, steps: list[StepInstance]) -> Standing:
    """Work out stage and hold after today: begin or end the episode, fall, else climb one rung."""
    before = _before(facts.customer)
    after = _begin_or_end(facts.customer, before, owed)
    if after.stage and not after.begins:
        fallen = _capped(_fallen(facts.customer, after, owed, policy), owed, policy)
        climbs = fallen == after and _may_climb(facts, after, owed, asking, policy, steps)
        after = after.moved(after.stage + 1, owed.as_of) if climbs else fallen
    elif after.begins:
        after = _capped(after, owed, policy)
    return replace(after, hold=_holds(facts.customer, before, after, owed, policy))


def _before(customer: CustomerRow) -> Standing:
    if customer.episode_id is None:
        return Standing(None, False, False, 0, 0, date.min)
    return Standing(
        customer.episode_id, False, False, customer.stage or 1, customer.floor or 1, customer.stage_since or date.min
    )


def _begin_or_end(customer: CustomerRow, before: Standing, owed: Owed) -> Standing:
    if before.stage == 0:
        if owed.anchor is None:
            return before
        first = customer.placed_stage or 1
        return Standing(None, True, False, first, first, owed.as_of)
    if not owed.uncovered(owed.past_due):
        return Standing(before.episode_id, False, True, 0, 0, date.min)
    return before


def _fallen(customer: CustomerRow, now: Standing, owed: Owed, policy: Policy) -> Standing:
    """Fall to the stage of the oldest invoice left, if the oldest one of the last run was settled or extended."""
    if customer.oldest_item_id is None or _still_past_due(customer, owed):
        return now
    left = owed.uncovered(owed.past_due)
    oldest = next((claim for claim in left if not claim.is_fee), left[0])
    return now.moved(min(now.stage, policy.target_rank(oldest.days(owed.as_of)) or 1), owed.as_of)


def _still_past_due(customer: CustomerRow, owed: Owed) -> bool:
    return any(
        claim.item.item_id == customer.oldest_item_id and claim.item.due_date == customer.oldest_due
        for claim in owed.past_due
    )


def _capped(now: Standing, owed: Owed, policy: Policy) -> Standing:
    """While only late charges are past due, nobody stands higher than the policy's stage for them."""
    if owed.invoices_past_due:
        return now
    return now.moved(min(now.stage, policy.highest_fees_only_rank), owed.as_of)


def _may_climb(
    facts: CustomerFacts, now: Standing, owed: Owed, asking: Request, policy: Policy, steps: list[StepInstance]
) -> bool:
    customer, anchor = facts.customer, owed.anchor
    if anchor is None or customer.paused or not asking.totals or now.stage == len(policy.ladder):
        return False
    above = now.stage + 1
    if not owed.invoices_past_due and above > policy.highest_fees_only_rank:
        return False
    if not _stood_long_enough(now, anchor, owed, policy):
        return False
    if customer.told or not _notices_left(facts, anchor, now.stage, steps):
        return True
    return _unreachable_long_enough(customer, owed.as_of, policy) and above <= policy.highest_untold_rank


def _stood_long_enough(now: Standing, anchor: Claim, owed: Owed, policy: Policy) -> bool:
    from_day = policy.stage_at(now.stage + 1).from_day
    return anchor.days(owed.as_of) >= from_day and (owed.as_of - now.since).days >= policy.climb.min_days_in_stage


def _notices_left(facts: CustomerFacts, anchor: Claim, stage: int, steps: list[StepInstance]) -> bool:
    """Tell whether a notice of this rung has neither fired nor been superseded for the anchor."""
    return any(
        step.stage_rank == stage
        and step.is_notice
        and step.applies_to(facts.customer.kind)
        and step.day > last_day(facts, anchor, step.slot)
        for step in steps
    )


def _unreachable_long_enough(customer: CustomerRow, as_of: date, policy: Policy) -> bool:
    reach = {"email": customer.reach_email, "letter": customer.reach_letter, "sms": customer.reach_sms}
    if customer.trace_on is None or any(reach[channel] for channel in policy.notice_channels):
        return False
    return (as_of - customer.trace_on).days >= policy.climb.trace_wait_days


def _holds(customer: CustomerRow, before: Standing, after: Standing, owed: Owed, policy: Policy) -> bool:
    """Place the hold on reaching its rung; keep it until what the policy asks for is settled."""
    rung = policy.hold_rank
    reached = rung is not None and after.stage >= rung and (before.stage < rung or after.begins)
    if reached and owed.invoices_past_due:
        return True
    return customer.hold and not _released(after, owed, policy)


def _released(after: Standing, owed: Owed, policy: Policy) -> bool:
    release = policy.hold.release
    if release == "all_settled":
        return not owed.uncovered(owed.invoices_past_due)
    if release == "with_fees":
        return not owed.uncovered(owed.past_due)
    if release == "below_rung":
        return policy.hold_rank is None or after.stage < policy.hold_rank
    return False  # by approval alone


def last_day(facts: CustomerFacts, anchor: Claim, slot: str) -> int:
    """Give the newest step day done for the anchor in a slot; below any day where none is."""
    done = [mark.last_day for mark in facts.marks if _concerns(mark, facts.customer, anchor) and mark.slot == slot]
    return max(done, default=-(10**6))


def _concerns(mark: MarkRow, customer: CustomerRow, anchor: Claim) -> bool:
    key = (mark.episode_id, mark.item_id, mark.due_date, mark.opened)
    return key == (customer.episode_id, anchor.item.item_id, anchor.item.due_date, anchor.item.opened)
