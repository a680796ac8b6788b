"""A person stops supplying a customer, whatever its stage."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.HOLD)
def place_hold(work: Work, *, customer: str, reason: str = "") -> Answer:
    """Place an account hold; it ends as holds do (docs/deciding.md, rule 2).

    Raises Refused `already_exists` and `unknown_customer`.
    """
    found = work.customer(customer)
    if work.books.holds.of_customer(found).standing().exists():
        raise Refused(
            RefusalCode.ALREADY_EXISTS,
            f"{customer} is on hold already",
            "Leave it as it is, or release that hold first",
            field="customer",
            value=customer,
        )
    work.note({}, subject=found, personal={"reason": reason} if reason else None)
    hold = work.books.holds.create(
        customer=found, placed_on=work.today, placed_by=work.caller.actor, reason=reason, **work.stamp
    )
    return {"hold": hold.pk, "customer": found.ref, "placed_on": work.today.isoformat()}
