"""What a policy says of plans, disputes, credit, check-ins, rewards and kinds of debtor, in lines of plain text."""

from collections.abc import Iterator

from dunwell.policy.file.bending import Strategy
from dunwell.policy.file.model import Policy


def bending_told(policy: Policy) -> Iterator[str]:
    """Tell how a policy bends before it breaks."""
    yield ""
    yield "Plans, disputes, credit"
    plans, disputes, credit = policy.plans, policy.disputes, policy.credit
    yield (
        f"  A plan runs {plans.longest_months} months at most, at {plans.share_percent} % of what was paid a month in "
        f"the last {plans.looks_back_months}; it may be accepted for {plans.answer_days} days."
    )
    if plans.approve_above_months is not None:
        yield f"  One of more than {plans.approve_above_months} months needs a yes."
    if plans.remind_days_before is not None:
        yield f"  The customer is reminded of each instalment {plans.remind_days_before} days before."
    if plans.tell_missed:
        yield "  The customer is told of a missed instalment while its grace runs."
    if not plans.tell_proposed:
        yield "  A proposal is sent to the customer by hand."
    if plans.accelerate:
        yield "  Broken, a plan makes all the rest due at once."
    yield f"  A dispute is answered in {disputes.deadline_days} days, else the {disputes.escalate_to} hears of it."
    by = "itself" if disputes.answer_rejected else "hand"
    yield f"  The letter that says why one was rejected goes out by {by}."
    if credit.review_months is not None:
        yield f"  A credit limit is reviewed every {credit.review_months} months."
    if policy.selling.prepay_from_stage:
        yield f"  From stage {policy.selling.prepay_from_stage} on we sell for prepayment alone."
    if policy.check_ins.every_days is not None:
        yield f"  Good customers hear from us every {policy.check_ins.every_days} days."
    for kind in ("cannot-pay", "delays", "avoids"):
        told = _strategy(policy.debtor_kinds.of(kind))
        if told:
            yield f"  Who {kind.replace('-', ' ')}: {told}."


def _strategy(strategy: Strategy) -> str:
    told = [
        f"follows policy {strategy.policy}" if strategy.policy else "",
        f"is offered a plan from day {strategy.offer_plan_from_day}" if strategy.offer_plan_from_day else "",
        f"may be handed over from day {strategy.hand_over_from_day}" if strategy.hand_over_from_day else "",
    ]
    return ", ".join(each for each in told if each)
