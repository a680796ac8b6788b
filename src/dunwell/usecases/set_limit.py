"""A person sets the credit limit of a customer. High ones wait for a yes, as the policy says."""

from dunwell.data.models import Customer
from dunwell.domain.errors import UserError
from dunwell.domain.money import digits
from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.LIMIT)
def set_limit(work: Work, *, customer: str, amount_minor: int, currency: str, reason: str = "") -> Answer:
    """Set the credit limit in minor units of a currency; nothing sells nothing on credit.

    Raises Refused `unknown_customer`, `too_much`, UserError `unknown_currency` or `below_nothing`.
    """
    digits(currency)
    if amount_minor < 0:
        raise UserError(
            "below_nothing", "A limit is not below nothing", "Give nothing or more", field="amount", value=amount_minor
        )
    if amount_minor:
        check_amount(amount_minor, currency)
    owner = work.customer(customer)
    if amount_minor > alone_up_to(work, owner, currency):
        asked = {"customer": customer, "amount_minor": amount_minor, "currency": currency, "reason": reason}
        waits = ask_first(work, owner, {currency: amount_minor}, **asked)
        if waits is not None:
            return waits
    before, in_currency = owner.limit_minor, owner.limit_currency
    work.note(
        {"before_minor": before, "before_currency": in_currency, "after_minor": amount_minor, "currency": currency},
        subject=owner,
        personal={"reason": reason} if reason else None,
    )
    write_limit(work, owner, amount_minor, currency)
    same = before is not None and in_currency == currency
    result = "set" if not same else ("raised" if amount_minor > (before or 0) else "lowered")
    review = work.books.credit_reviews.create(
        customer=owner,
        reviewed_on=work.today,
        score=0,
        reasons=[reason] if reason else [],
        result=result,
        currency=currency,
        before_minor=before if same else None,
        after_minor=amount_minor,
        reviewed_by=work.caller.actor,
        cause="person",
        **work.stamp,
    )
    return {
        "customer": customer,
        "review": review.pk,
        "result": result,
        "limit_minor": amount_minor,
        "currency": currency,
    }


def alone_up_to(work: Work, owner: Customer, currency: str) -> int:
    """Give the limit up to which nobody is asked, in minor units; where the policy names none, any."""
    limits = policy_of(work, owner).credit.raise_alone_minor
    return limits.get(currency, 0) if limits else 10**18


def write_limit(work: Work, owner: Customer, amount_minor: int | None, currency: str) -> None:
    """Keep a customer's limit."""
    limit_currency = currency if amount_minor is not None else ""
    work.books.customers.filter(pk=owner.pk).update(limit_minor=amount_minor, limit_currency=limit_currency)
