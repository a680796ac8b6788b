"""Which plans are proposed to customers that have not answered, and what each is for by now. Reads only.

What a proposal asks for is what is undisputed of its items on the day, as it would be agreed on that day. A few
statements for any number of proposals.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import PlanOffer
from dunwell.domain.agreed import AgreedNotice, ToTell
from dunwell.domain.instalments import Rhythm
from dunwell.domain.offers import months_of
from dunwell.policy.file import Policy
from dunwell.queries.agreed_notices import askable
from dunwell.queries.chunks import chunks, policies_for


def proposals_to_tell(books: Books, as_of: date, customers: Collection[int] | None = None) -> list[ToTell]:
    """List the proposals that customers are to hear of and may still accept on a day, whether they were told or not.

    `customers`: those alone; left out, all. One that is to be told by hand is left out, and one of which nothing is
    left to pay.
    """
    standing = books.plan_offers.standing().filter(answer_by__gte=as_of, first_on__gte=as_of).order_by("pk")
    standing = standing if customers is None else standing.filter(customer__in=list(customers))
    newest = {offer.customer_id: offer for offer in standing}
    told: list[ToTell] = []
    for some in chunks(newest):
        policies = policies_for(books, some)
        told += _asking(books, [newest[pk] for pk in some if pk in policies and tells(policies[pk], newest[pk])])
    return told


def tells(policy: Policy, offer: PlanOffer) -> bool:
    """Tell whether a proposal goes out by itself: the policy wants it, and what is agreed needs nobody's yes."""
    longest = policy.plans.approve_above_months
    alone = longest is None or months_of(offer.count, Rhythm(offer.every)) <= longest
    return policy.plans.tell_proposed and alone


def _asking(books: Books, offers: Iterable[PlanOffer]) -> list[ToTell]:
    wanted = {(offer.customer_id, number): offer for offer in offers for number in offer.items}
    if not wanted:
        return []
    rows: Any = books.items.filter(
        customer__in={customer for customer, _ in wanted}, number__in={number for _, number in wanted}
    )
    rows = rows.order_by("due_date", "item_date", "pk").values_list("customer_id", "number", "pk")
    mine = [(wanted[customer, number], pk) for customer, number, pk in rows if (customer, number) in wanted]
    most = askable(books, {pk for _, pk in mine})
    parts: dict[int, list[tuple[int, int]]] = {}
    for offer, item in mine:
        if most[item] > 0:
            parts.setdefault(offer.pk, []).append((item, most[item]))
    return [
        ToTell(
            offer.customer_id,
            AgreedNotice.PLAN_PROPOSED,
            offer.pk,
            offer.recorded_on,
            offer.currency,
            tuple(parts[offer.pk]),
        )
        for offer in {offer.pk: offer for offer, _ in mine}.values()
        if offer.pk in parts
    ]
