"""Take a customer's promise back: what it covered is chased again."""

from dunwell.data.models import Commitment, Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.WITHDRAW)
def withdraw_promise(work: Work, *, customer: str, commitment: int | None = None) -> Answer:
    """Withdraw a customer's open promises, or the one promise or plan of a number.

    What is withdrawn is neither kept nor broken. Raises Refused `unknown_customer` or `no_promise`.
    """
    owner = work.customer(customer)
    open_ones = work.books.commitments.of_customer(owner).open()
    meant = open_ones.filter(kind="promise") if commitment is None else open_ones.filter(pk=commitment)
    ended: list[Commitment] = list(meant.order_by("id"))
    if not ended:
        raise _no_promise(owner, commitment)
    work.note({"commitments": [each.pk for each in ended]}, subject=owner)
    for each in ended:
        each.state, each.ended_on, each.ended_seq = "withdrawn", work.today, work.seq
        each.save(update_fields=["state", "ended_on", "ended_seq"])
    return {
        "customer": customer,
        "withdrawn": [each.pk for each in ended],
        "commitments": refresh_commitments(work, owner),
    }


def _no_promise(owner: Customer, commitment: int | None) -> Refused:
    return Refused(
        RefusalCode.NO_PROMISE,
        f"{owner.ref} has no open promise" + (f" or plan {commitment}" if commitment else ""),
        "See the open promises and plans with `dunwell customer`",
        field="commitment" if commitment else "customer",
        value=commitment or owner.ref,
    )
