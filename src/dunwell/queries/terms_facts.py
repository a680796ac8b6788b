"""What a company's policy and terms say, to be printed: for terms, policy and payment instructions. Reads only."""

from datetime import date

from dunwell.data.models import Company
from dunwell.domain.standing_papers import DiscountTier, Rung, TermsFacts
from dunwell.domain.terms_reading import parse_terms
from dunwell.law.costs import What, cost_rules
from dunwell.law.late_charges import Verdict, late_charge_verdict
from dunwell.policy.file import Policy, steps_of
from dunwell.queries.letterhead import writer_of
from dunwell.queries.policies import active_policy

HAND_OVER = "hand-over"


def terms_facts(company: Company, language: str, as_of: date, policy_name: str = "") -> TermsFacts:
    """Gather what a policy in force says to a business under the company's own law. Raises Refused `unknown_policy`."""
    policy = active_policy(company, policy_name or company.policy_name)
    writer, terms = writer_of(company), parse_terms(policy.terms)
    law = (company.law or company.country).upper()
    charges = policy.late_charges
    safe = late_charge_verdict(law, "business", as_of) is Verdict.SAFE
    by_percent = policy.charge_rank is not None and safe
    statutory = charges.basis == "statutory" or (not safe and charges.otherwise == "statutory")
    fixed = _fixed_sum(law, as_of) if charges.compensation else (None, "")
    days = {event: _day_of(policy, event) for event in ("service.suspend", "service.cancel", HAND_OVER)}
    return TermsFacts(
        company=writer.company,
        language=language,
        as_of=as_of,
        sender=writer.sender,
        terms_kind=terms.kind.value,
        net_days=terms.days,
        discounts=tuple(DiscountTier(format(each.percent.normalize(), "f"), each.days) for each in terms.discounts),
        late_percent=format(charges.percent.normalize(), "f") if by_percent else "",
        late_from_day=_late_from(policy) if by_percent else None,
        statutory=policy.late_rank is not None and statutory,
        compensation_minor=fixed[0],
        compensation_currency=fixed[1],
        reminds_before_days=tuple(sorted({day for step in policy.before_due.steps for day in step.days})),
        hold_from_day=policy.stage_at(policy.hold_rank).from_day if policy.hold_rank else None,
        suspend_from_day=days["service.suspend"],
        end_from_day=days["service.cancel"],
        hand_over_from_day=days[HAND_OVER],
        ladder=tuple(_ladder(policy)),
        law=law,
        payment=writer.payment,
        must_accept=policy.acceptance.required,
    )


def _late_from(policy: Policy) -> int:
    """Tell from which day past due a charge can come: the rung's, or the invoice's least age."""
    rank = policy.late_rank
    return max(policy.late_charges.min_days_past_due, policy.stage_at(rank).from_day if rank else 0)


def _fixed_sum(law: str, on: date) -> tuple[int | None, str]:
    """Give the least fixed sum of a law for businesses, where there is one."""
    rules = [rule for rule in cost_rules(law, "business", on) if rule.what is What.COMPENSATION and rule.amount_minor]
    return (rules[0].amount_minor, rules[0].currency) if rules else (None, "")


def _day_of(policy: Policy, event: str) -> int | None:
    days = [step.day for step in steps_of(policy) if event in (step.event, step.step_id)]
    return min(days, default=None)


def _ladder(policy: Policy) -> list[Rung]:
    steps = [step for step in steps_of(policy) if step.stage_rank is not None]
    rungs = []
    for rank, stage in enumerate(policy.ladder, 1):
        mine = [step for step in steps if step.stage_rank == rank]
        after = policy.ladder[rank].from_day - 1 if rank < len(policy.ladder) else None
        events = {step.event for step in mine if step.event} | {
            step.step_id for step in mine if step.step_id == HAND_OVER
        }
        rungs.append(
            Rung(
                stage.stage,
                stage.from_day,
                after,
                sum(step.channel in ("email", "letter", "sms") for step in mine),
                sum(step.channel == "call" for step in mine),
                stage.hold,
                tuple(sorted(events)),
            )
        )
    return rungs
