"""Take a write-off back: the item is open again, and its steps count anew."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.reopening import reopen
from dunwell.usecases.ledger.write_offs import take_back, write_offs
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.WRITE_OFF)
def undo_write_off(work: Work, *, item: str) -> Answer:
    """Take back all that was written off of an item. Raises Refused `unknown_item`, or `not_open` where nothing was."""
    found = work.item(item)
    standing = [each for each in write_offs(work, found.customer) if each.item_id == found.pk]
    if not standing:
        raise Refused(
            RefusalCode.NOT_OPEN,
            f"Nothing of {item} is written off",
            "Give an item that was written off",
            field="item",
            value=item,
        )
    amount = sum(each.amount_minor for each in standing)
    work.note(
        {"item": found.pk, "undone": [each.pk for each in standing], "amount_minor": amount},
        subject=found.customer,
    )
    take_back(work, [(each, each.amount_minor) for each in standing])
    found.refresh_from_db()
    reopen(work, found, "write_off_undone", work.today)
    return {
        "item": item,
        "customer": found.customer.ref,
        "amount_minor": amount,
        "currency": found.currency,
        "residual_minor": found.residual_minor,
        "commitments": refresh_commitments(work, found.customer),
    }
