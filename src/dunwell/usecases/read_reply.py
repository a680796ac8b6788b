"""Somebody has read what the customer wrote: messages may go out again, and what it asks for is done.

A customer who asks to pay in parts gets a plan proposed by the rule, as asked for by the customer.
"""

import inspect
from datetime import date

from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb, may
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.work import Answer, Work, use_case

ASKS = ("", "plan")


@use_case(Verb.READ)
def read_reply(
    work: Work,
    *,
    customer: str,
    asks: str = "",
    every: str = "monthly",
    first_on: date | None = None,
    wish_minor: int | None = None,
    currency: str = "",
) -> Answer:
    """Mark all waiting replies of a customer as read.

    `asks`: nothing, or `plan` where the customer asks to pay in parts: one is proposed for all that is past due, from
    a first day, with the instalment that the customer wishes where the rule has room for it. Raises Refused
    `no_reply`, `unknown_customer`, `not_allowed` where the role may not propose, and what proposing refuses; UserError
    `unknown_wish`.
    """
    _must_be_known(work, asks)
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
    work.note({"replies": replies, **({"asks": asks} if asks else {})}, subject=found)
    waiting.update(ended_on=work.today, ended_seq=work.seq, read_by=work.caller.actor)
    answer: Answer = {"customer": found.ref, "replies": replies}
    if asks != "plan":
        return answer
    wish = {"every": every, "first_on": first_on, "wish_minor": wish_minor, "currency": currency}
    body = inspect.unwrap(propose_plan)
    proposed: Answer = body(Work(work.caller, Verb.PROPOSE), customer=customer, asked_by="customer", **wish)
    return answer | proposed


def _must_be_known(work: Work, asks: str) -> None:
    if asks not in ASKS:
        raise UserError(
            "unknown_wish", f"Nothing follows from {asks}", "Say plan, or nothing", field="asks", value=asks
        )
    if asks == "plan" and not may(work.caller.role, Verb.PROPOSE):
        raise Refused(
            RefusalCode.NOT_ALLOWED,
            f"The role {work.caller.role.value} may not do this: {Verb.PROPOSE.value}",
            "Read it, and let somebody in collections propose the plan",
            field="role",
            value=work.caller.role.value,
        )
