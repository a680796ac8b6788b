"""The hand-over of a customer that stands: what recalling, reporting and sending a file ask alike."""

from dunwell.data.models import Customer, HandOver
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.work import Work


def standing_hand_over(work: Work, customer: Customer) -> HandOver:
    """Give the hand-over of a customer that stands. Raises Refused `not_handed_over`."""
    found: HandOver | None = work.books.hand_overs.of_customer(customer).standing().first()
    if found is None:
        raise Refused(
            RefusalCode.NOT_HANDED_OVER,
            f"{customer.ref} is not handed over",
            "See who is with `dunwell agency list`",
            field="customer",
            value=customer.ref,
        )
    return found
