"""A debt comes back from the agency or from counsel: the company itself speaks with the customer again."""

from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.handed_over import standing_hand_over
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.RECALL)
def recall(work: Work, *, customer: str, reason: str = "") -> Answer:
    """End the hand-over of a customer. Raises Refused `not_handed_over` and `unknown_customer`."""
    found = work.customer(customer)
    standing = standing_hand_over(work, found)
    work.note({"hand_over": standing.pk}, subject=found, personal={"reason": reason} if reason else None)
    work.books.hand_overs.filter(pk=standing.pk).update(ended_on=work.today, ended_seq=work.seq, status="recalled")
    return {"hand_over": standing.pk, "customer": found.ref, "recalled_on": work.today.isoformat()}
