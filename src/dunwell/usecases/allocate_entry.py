"""Let unallocated money or a credit settle an item, by hand."""

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.ledger.amounts import check_amount, check_currency, too_much
from dunwell.usecases.ledger.arrivals import arrive
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.ALLOCATE)
def allocate_entry(
    work: Work, *, entry: int, item: str, amount_minor: int | None = None, currency: str | None = None
) -> Answer:
    """Allocate so many minor units of an entry to an item of the same customer and currency; left out: all it can.

    `currency` is that in which the amount was said; left out, the entry's own is meant.
    Raises Refused `nothing_unallocated`, `unknown_item`, `wrong_currency`, `not_open` or `too_much`.
    """
    source = _source(work, entry)
    check_currency(currency or source.currency, source.currency, f"entry {entry} is")
    owner = work.customer(source.customer.ref)
    source.refresh_from_db()
    found = item_of(work, owner, item, source.currency)
    minor = _amount(source, found, amount_minor)
    work.note({"entry": source.pk, "item": found.pk, "amount_minor": minor}, subject=owner)
    settle(work, source, found, minor, on=max(work.today, source.entry_date))
    if source.kind != "credit":
        arrive(work, {found.pk: minor})
    return _told(work, owner, source, found, minor)


def _source(work: Work, entry: int) -> Entry:
    found: Entry | None = work.books.entries.unallocated().filter(pk=entry).select_related("customer").first()
    if found is None:
        raise Refused(
            RefusalCode.NOTHING_UNALLOCATED,
            f"Nothing is unallocated of entry {entry}",
            "Give the number of an entry that `dunwell customer` lists as unallocated",
            field="entry",
            value=entry,
        )
    return found


def _amount(source: Entry, item: Item, amount_minor: int | None) -> int:
    check_open(item)
    most = min(source.unallocated_minor, item.residual_minor)
    if amount_minor is None:
        return most
    check_amount(amount_minor, source.currency)
    if amount_minor > most:
        raise too_much(amount_minor, most, source.currency, "what is left of both")
    return amount_minor


def _told(work: Work, owner: Customer, source: Entry, item: Item, minor: int) -> Answer:
    return {
        "entry_id": source.pk,
        "customer": owner.ref,
        "item": item.number,
        "amount_minor": minor,
        "currency": source.currency,
        "unallocated_minor": source.unallocated_minor,
        "residual_minor": item.residual_minor,
        "commitments": refresh_commitments(work, owner),
    }
