"""Note that a payment under way did not arrive: what it was for is chased again."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.UNDER_WAY)
def fail_payment(work: Work, *, item: str) -> Answer:
    """Note that what was under way for an item failed, all of it. Raises Refused `unknown_item`, `not_under_way`."""
    found = work.item(item)
    standing = list(work.books.under_way.standing().filter(item=found).order_by("id"))
    if not standing:
        raise Refused(
            RefusalCode.NOT_UNDER_WAY,
            f"No payment is under way for {item}",
            "Give an item for which a payment was announced",
            field="item",
            value=item,
        )
    work.note({"item": found.pk, "under_way": [way.pk for way in standing]}, subject=found.customer)
    for way in standing:
        way.state, way.ended_on, way.ended_seq = "failed", work.today, work.seq
        way.save(update_fields=["state", "ended_on", "ended_seq"])
    return {
        "item": item,
        "customer": found.customer.ref,
        "failed_minor": sum(way.amount_minor for way in standing),
        "currency": found.currency,
    }
