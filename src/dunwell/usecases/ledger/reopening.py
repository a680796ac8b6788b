"""Items opened again by a chargeback, a refund or a write-off undone: their steps count anew.

Source: docs/deciding.md, rule 3. Does not know why the item was settled.
"""

from datetime import date

from dunwell.data.models import Item
from dunwell.usecases.work import Work


def reopen(work: Work, item: Item, cause: str, on: date) -> None:
    """Note that an item was opened again, so that no step fired before counts for it any more."""
    item.opened += 1
    item.friendly_day = None
    item.save(update_fields=["opened", "friendly_day"])
    work.books.reopenings.create(customer_id=item.customer_id, item=item, reopened_on=on, cause=cause, **work.stamp)
