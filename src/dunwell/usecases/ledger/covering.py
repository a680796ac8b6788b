"""What a new promise or plan covers, and which earlier ones it replaces. Source: docs/deciding.md, rule 7."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from dunwell.data.models import Commitment, Customer
from dunwell.domain.items import OpenItem
from dunwell.domain.promises import Cover
from dunwell.usecases.work import Work


def less_planned(work: Work, customer: Customer, items: Iterable[OpenItem]) -> list[OpenItem]:
    """Give items without what open plans cover of them: a promise speaks of the rest."""
    planned: dict[int, int] = defaultdict(int)
    covers = work.books.covers.of_customer(customer).filter(commitment__kind="plan", commitment__state="open")
    for item, minor in covers.values_list("item_id", "cover_minor"):
        planned[item] += minor
    return [replace(item, residual_minor=max(0, item.residual_minor - planned[item.item_id])) for item in items]


def replace_overlapping(
    work: Work, customer: Customer, covers: Collection[Cover], *, kinds: Collection[str]
) -> list[int]:
    """End the open promises (and plans, by `kinds`) that were made on an item the new one covers; give their ids."""
    items = {each.item_id for each in covers}
    mine = work.books.covers.of_customer(customer)
    old = mine.filter(item__in=items, commitment__state="open", commitment__kind__in=kinds)
    ids = sorted(set(old.values_list("commitment_id", flat=True)))
    if ids:
        work.books.commitments.filter(pk__in=ids).update(state="replaced", ended_on=work.today, ended_seq=work.seq)
    return ids


def keep_covers(work: Work, commitment: Commitment, covers: Iterable[Cover]) -> None:
    """Write down what a commitment covers, fixed from now on."""
    for each in covers:
        work.books.covers.create(
            customer_id=commitment.customer_id,
            commitment=commitment,
            item_id=each.item_id,
            amount_minor=each.minor,
            cover_minor=each.minor,
            **work.stamp,
        )
