"""What was sent on a channel came back: it was not delivered, and the address works no longer."""

from dunwell.data import plans
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.BOUNCE)
def record_bounce(work: Work, *, customer: str, channel: str = "email") -> Answer:
    """Mark the working address of a channel (email, letter or sms) as bounced, and what went there today.

    A customer who was told of its stage by those messages alone counts as not told. Raises Refused `no_contact` and
    `unknown_customer`.
    """
    found = work.customer(customer)
    working = work.books.addresses.of_customer(found).working().filter(channel=channel)
    addresses = list(working.order_by("pk").values_list("pk", flat=True))
    if not addresses:
        raise Refused(
            RefusalCode.NO_CONTACT,
            f"{customer} has no working address for {channel}",
            "Look at the customer's addresses with `dunwell customer`",
            field="channel",
            value=channel,
        )
    seq = work.note({"channel": channel, "addresses": addresses}, subject=found)
    plans.record_bounce(work.company, found, channel, work.today, seq)
    returned = work.books.messages.of_customer(found).filter(bounced_seq=seq).order_by("pk")
    return {
        "customer": found.ref,
        "channel": channel,
        "addresses": addresses,
        "messages": list(returned.values_list("pk", flat=True)),
    }
