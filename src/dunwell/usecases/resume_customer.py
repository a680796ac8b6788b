"""A pause ends before its day: the customer is chased again from today on."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.RESUME)
def resume_customer(work: Work, *, customer: str) -> Answer:
    """End the pause of a customer. Raises Refused `no_pause` and `unknown_customer`."""
    found = work.customer(customer)
    pauses = work.books.pauses.of_customer(found).holding(work.today)
    if not pauses.exists():
        raise Refused(
            RefusalCode.NO_PAUSE,
            f"{customer} is not paused",
            "Look at the customer with `dunwell customer`",
            field="customer",
            value=customer,
        )
    work.note({}, subject=found)
    pauses.update(ended_on=work.today, ended_seq=work.seq)
    return {"customer": found.ref, "resumed_on": work.today.isoformat()}
