"""What days do to plans: one that broke makes the rest due where that was agreed, a proposal lapses.

Both for all customers at once. That a plan breaks is found by the run.
"""

from datetime import date, timedelta

from django.db.models import F, Q

from dunwell.data.models import Item
from dunwell.usecases.work import Work

LATELY = timedelta(days=31)  # a plan that broke while no run was made accelerates at the next one


def accelerate_plans(work: Work, as_of: date) -> int:
    """Make what broken plans covered and is not due yet due today, as the terms of those plans say; count the items."""
    broken = Q(commitment__state="broken", commitment__accelerates=True, commitment__ended_on__gt=as_of - LATELY)
    covers = work.books.covers.filter(broken, item__residual_minor__gt=0, item__due_date__gt=as_of)
    # What somebody extended after the plan broke stays as that was agreed.
    later = Q(item__extended_on__gte=F("commitment__ended_on"))
    items = {cover.item_id: cover.item for cover in covers.exclude(later).select_related("item")}
    for item in items.values():
        work.books.due_date_changes.create(**_change(work, item, as_of), **work.stamp)
        item.due_date, item.extended_on, item.friendly_day = as_of, work.today, None
        item.save(update_fields=["due_date", "extended_on", "friendly_day"])
    work.books.customers.raise_versions({item.customer_id for item in items.values()})
    return len(items)


def _change(work: Work, item: Item, as_of: date) -> dict[str, object]:
    return {
        "customer_id": item.customer_id,
        "item": item,
        "from_date": item.due_date,
        "to_date": as_of,
        "moved_on": work.today,
        "reason": "the plan broke, and all the rest is due",
    }


def lapse_offers(work: Work, as_of: date) -> int:
    """End the proposals whose days to be accepted are over; count them."""
    late = work.books.plan_offers.standing().filter(answer_by__lt=as_of)
    return late.update(state="lapsed", ended_on=as_of, ended_seq=work.seq)
