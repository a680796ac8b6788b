"""Nothing is sold on credit to a customer until somebody lifts it; its limit stays as it is."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.review_credit import freeze
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.FREEZE)
def freeze_credit(work: Work, *, customer: str, reason: str = "") -> Answer:
    """Freeze the credit of a customer. Raises Refused `already_exists` and `unknown_customer`."""
    owner = work.customer(customer)
    work.note({}, subject=owner, personal={"reason": reason} if reason else None)
    if not freeze(work, owner, reason):
        raise Refused(
            RefusalCode.ALREADY_EXISTS,
            f"The credit of {customer} is frozen already",
            "Leave it as it is, or lift it with `dunwell unfreeze`",
            field="customer",
            value=customer,
        )
    return {"customer": customer, "frozen": True}


@use_case(Verb.UNFREEZE)
def unfreeze_credit(work: Work, *, customer: str, reason: str = "") -> Answer:
    """Sell to a customer on credit again. Raises Refused `not_frozen` and `unknown_customer`."""
    owner = work.customer(customer)
    standing = work.books.credit_freezes.of_customer(owner).standing()
    if not standing.exists():
        raise Refused(
            RefusalCode.NOT_FROZEN,
            f"The credit of {customer} is not frozen",
            "Look at the customer with `dunwell customer`",
            field="customer",
            value=customer,
        )
    work.note({}, subject=owner, personal={"reason": reason} if reason else None)
    standing.update(ended_on=work.today, ended_seq=work.seq)
    return {"customer": customer, "frozen": False}
