"""Somebody has read what the customer wrote: messages may go out again."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.READ)
def read_reply(work: Work, *, customer: str) -> Answer:
    """Mark all waiting replies of a customer as read. Raises Refused `no_reply` and `unknown_customer`."""
    found = work.customer(customer)
    waiting = work.books.replies.of_customer(found).standing()
    replies = list(waiting.order_by("pk").values_list("pk", flat=True))
    if not replies:
        raise Refused(
            RefusalCode.NO_REPLY,
            f"No reply of {customer} waits to be read",
            "Look at the customer with `dunwell customer`",
            field="customer",
            value=customer,
        )
    work.note({"replies": replies}, subject=found)
    waiting.update(ended_on=work.today, ended_seq=work.seq, read_by=work.caller.actor)
    return {"customer": found.ref, "replies": replies}
