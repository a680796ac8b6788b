"""Items that a request names, and what must be true of them. Changes nothing."""

from dunwell.data.models import Customer, Item
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.ledger.amounts import check_currency
from dunwell.usecases.work import Work


def item_of(work: Work, customer: Customer, number: str, currency: str) -> Item:
    """Find a customer's item by its number, in a currency. Raises Refused `unknown_item` or `wrong_currency`."""
    item = work.item(number)
    if item.customer_id != customer.pk:
        raise Refused(
            RefusalCode.UNKNOWN_ITEM,
            f"{number} is no item of {customer.ref}",
            "Give the customer that owes it",
            field="item",
            value=number,
        )
    check_currency(currency, item.currency, f"{number} is")
    return item


def check_open(item: Item) -> None:
    """Refuse an item of which nothing is left. Raises Refused `not_open`."""
    if item.residual_minor == 0:
        raise Refused(
            RefusalCode.NOT_OPEN,
            f"Nothing is left of {item.number}",
            "Give an item that is open, as `dunwell customer` lists it",
            field="item",
            value=item.number,
        )
