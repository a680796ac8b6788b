"""Why a customer gets no notice and no call (docs/deciding.md, rule 10). The first reason that is true counts."""

from collections.abc import Iterable

from dunwell.domain.reasons import Reason, guard_order
from dunwell.policy.facts import CustomerRow
from dunwell.policy.plan import HeldRow
from dunwell.policy.reference.claims import Claim, Owed


def why_nothing(customer: CustomerRow, owed: Owed, held: Iterable[HeldRow]) -> Reason:
    """Give the reason for silence."""
    if not any(claim.item.residual_minor for claim in owed.claims):
        return Reason.NOTHING_OWED
    if owed.past_due and not owed.uncovered(owed.past_due):
        return Reason.COVERED_BY_CREDIT
    unpaid = [c for c in owed.claims if c.item.due_date < owed.as_of and c.item.residual_minor]
    if unpaid and owed.anchor is None:
        stopped = _why_no_anchor(customer, owed, unpaid)
        if stopped is not None:
            return stopped
    guards = sorted((Reason(row.guard) for row in held), key=guard_order)
    return guards[0] if guards else Reason.NOTHING_DUE


def _why_no_anchor(customer: CustomerRow, owed: Owed, unpaid: list[Claim]) -> Reason | None:
    """Name the first guard, up to payment_under_way, that applies to anything past due."""
    if customer.handed_over:
        return Reason.HANDED_OVER
    if any(owed.covered(claim.item.currency) for claim in unpaid):
        return Reason.COVERED_BY_CREDIT
    if any(claim.item.disputed_minor or claim.item.awaiting_minor for claim in unpaid):
        return Reason.DISPUTED
    if any(claim.promised_minor for claim in unpaid):
        return Reason.PROMISE_OPEN
    if any(claim.planned_minor for claim in unpaid):
        return Reason.PLAN_ON_TRACK
    if any(claim.item.under_way_minor for claim in unpaid):
        return Reason.PAYMENT_UNDER_WAY
    return None
