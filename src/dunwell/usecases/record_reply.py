"""The customer wrote back: nothing more is sent until somebody has read it (docs/deciding.md, rule 4)."""

from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.REPLY)
def record_reply(work: Work, *, customer: str, text: str = "") -> Answer:
    """Put a reply on record. Raises Refused `unknown_customer`."""
    found = work.customer(customer)
    work.note({"letters": len(text)}, subject=found, personal={"text": text} if text else None)
    reply = work.books.replies.create(customer=found, received_on=work.today, text=text, **work.stamp)
    return {"reply": reply.pk, "customer": found.ref, "received_on": work.today.isoformat()}
