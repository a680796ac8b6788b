"""Payments that were under way and have arrived. Does not know how they were announced."""

from collections.abc import Mapping

from dunwell.usecases.work import Work


def arrive(work: Work, settled: Mapping[int, int]) -> None:
    """Take off what was under way for items by the money that settled them, in minor units by item.

    Where less came than was announced, the rest stays under way.
    """
    for way in work.books.under_way.standing().filter(item__in=list(settled)).order_by("item", "id"):
        came = min(settled[way.item_id], way.amount_minor)
        if came == 0:
            continue
        settled = {**settled, way.item_id: settled[way.item_id] - came}
        way.state, way.ended_on, way.ended_seq = "arrived", work.today, work.seq
        way.save(update_fields=["state", "ended_on", "ended_seq"])
        if came < way.amount_minor:
            work.books.under_way.create(
                customer_id=way.customer_id,
                item_id=way.item_id,
                amount_minor=way.amount_minor - came,
                announced_on=way.announced_on,
                **work.stamp,
            )
