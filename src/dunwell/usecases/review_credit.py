"""Review a credit limit: score the customer, and raise, lower, freeze or keep the limit as the policy says."""

from dunwell.data.models import Customer
from dunwell.domain.calendars import add_month
from dunwell.domain.credit import Behaviour, Score, new_limit, score
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.queries.behaviour import YEAR, behaviours
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.set_limit import alone_up_to, write_limit
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CREDIT_REVIEW)
def review_credit(work: Work, *, customer: str, cause: str = "interval") -> Answer:
    """Review the limit of a customer: the score with its reasons, what the limit was and is, when it is due again.

    It is never raised above what the policy lets a rule raise. Below the policy's lowest score credit is frozen.
    Raises Refused `no_limit` where the customer has none, `unknown_customer`.
    """
    owner = work.customer(customer)
    if owner.limit_minor is None:
        raise Refused(
            RefusalCode.NO_LIMIT,
            f"{customer} has no credit limit",
            "Set one with `dunwell limit`",
            field="customer",
            value=customer,
        )
    policy = policy_of(work, owner)
    found = score_of(work, owner)
    after = _after(work, owner, policy, found)
    frozen = found.points < policy.credit.freeze_below_score
    result = "kept" if after == owner.limit_minor else ("raised" if after > owner.limit_minor else "lowered")
    months = policy.credit.review_months
    due = add_month(work.today, months) if months else None
    facts = {"score": found.points, "before_minor": owner.limit_minor, "after_minor": after, "frozen": frozen}
    work.note({**facts, "currency": owner.limit_currency}, subject=owner)
    work.books.credit_reviews.create(
        customer=owner,
        reviewed_on=work.today,
        next_due_on=due,
        score=found.points,
        reasons=found.told(),
        result=result,
        currency=owner.limit_currency,
        before_minor=owner.limit_minor,
        after_minor=after,
        reviewed_by=work.caller.actor,
        cause=cause[:40],
        **work.stamp,
    )
    write_limit(work, owner, after, owner.limit_currency)
    if frozen:
        freeze(work, owner, f"score {found.points}")
    return {
        "customer": customer,
        "score": found.points,
        "reasons": found.told(),
        "result": result,
        "limit_minor": after,
        "currency": owner.limit_currency,
        "frozen": frozen,
        "next_due_on": due.isoformat() if due else None,
    }


def score_of(work: Work, owner: Customer) -> Score:
    """Score a customer as the books stand today."""
    behaviour = behaviours(work.books, work.today, [owner.pk]).get(owner.pk, Behaviour())
    figures = dict(work.books.credit_figures.of_customer(owner).standing().values_list("name", "number"))
    trouble = work.books.heard.of_customer(owner).filter(trouble=True, heard_on__gt=work.today - YEAR).exists()
    return score(behaviour, figures, in_trouble=trouble)


def freeze(work: Work, owner: Customer, reason: str) -> bool:
    """Freeze a customer's credit where it is not frozen yet, and tell whether that was needed."""
    if work.books.credit_freezes.of_customer(owner).standing().exists():
        return False
    work.books.credit_freezes.create(
        customer=owner, frozen_on=work.today, frozen_by=work.caller.actor, reason=reason, **work.stamp
    )
    return True


def _after(work: Work, owner: Customer, policy: Policy, found: Score) -> int:
    limit: int = owner.limit_minor or 0
    credit = policy.credit
    after = new_limit(
        limit,
        found.points,
        raise_from=credit.raise_from_score,
        lower_below=credit.lower_below_score,
        percent=credit.step_percent,
    )
    return min(after, max(limit, alone_up_to(work, owner, owner.limit_currency)))
