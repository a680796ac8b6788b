"""Note that money for an item is under way: a direct debit sent, a transfer announced by the bank."""

from django.db.models import Sum

from dunwell.data.models import Item, UnderWay
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount, too_much
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.UNDER_WAY)
def announce_payment(work: Work, *, customer: str, item: str, amount_minor: int, currency: str) -> Answer:
    """Note that so many minor units for an item are under way: that part is not chased meanwhile.

    Raises Refused `unknown_customer`, `unknown_item`, `wrong_currency`, `not_open`, or `too_much` for more than is
    left of the item and not yet under way.
    """
    check_amount(amount_minor, currency)
    owner = work.customer(customer)
    found = item_of(work, owner, item, currency)
    check_open(found)
    left = found.residual_minor - _under_way(work, found)
    if amount_minor > left:
        raise too_much(amount_minor, left, currency, f"what is left of {item} and not under way")
    work.note({"item": found.pk, "amount_minor": amount_minor, "currency": currency}, subject=owner)
    way: UnderWay = work.books.under_way.create(
        customer=owner, item=found, amount_minor=amount_minor, announced_on=work.today, **work.stamp
    )
    return {
        "under_way_id": way.pk,
        "customer": customer,
        "item": item,
        "amount_minor": amount_minor,
        "currency": currency,
    }


def _under_way(work: Work, item: Item) -> int:
    standing = work.books.under_way.standing().filter(item=item)
    minor: int | None = standing.aggregate(minor=Sum("amount_minor"))["minor"]
    return minor or 0
