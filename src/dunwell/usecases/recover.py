"""Post money that an agency, a court or the customer brought in for a debt handed over or written off."""

from datetime import date
from typing import Any

from dunwell.data.models import Allocation, Customer, Entry
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.money_in import MoneyIn, post_money, put_on_record
from dunwell.usecases.ledger.write_offs import take_back, write_offs
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.RECOVER)
def recover(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    reference: str = "",
    entry_date: date | None = None,
) -> Answer:
    """Post recovered money: like a payment where items are open, else for what was written off, the oldest first.

    Of a written-off item as much is taken back as the money settles at once: nothing of it is open again. What is left
    over stays unallocated. Raises Refused `unknown_customer` or `not_positive`.
    """
    check_amount(amount_minor, currency)
    owner = work.customer(customer)
    money = MoneyIn("recovery", amount_minor, currency, entry_date or work.today, reference)
    written_off = [each for each in write_offs(work, owner) if each.entry.currency == currency]
    if not written_off or work.books.items.of_customer(owner).open().in_currency(currency).exists():
        return post_money(work, owner, money)
    return _against(work, owner, money, _parts(written_off, amount_minor))


def _parts(written_off: list[Allocation], left_minor: int) -> list[tuple[Allocation, int]]:
    parts = []
    for each in written_off:
        minor = min(each.amount_minor, left_minor)
        if minor > 0:
            parts.append((each, minor))
            left_minor -= minor
    return parts


def _against(work: Work, owner: Customer, money: MoneyIn, parts: list[tuple[Allocation, int]]) -> Answer:
    """Settle with the money what was written off before."""
    facts = {"written_off": [[each.pk, minor] for each, minor in parts]}
    entry: Entry = put_on_record(work, owner, money, facts)
    take_back(work, parts)
    done: list[dict[str, Any]] = []
    for each, minor in parts:
        item = work.books.items.get(pk=each.item_id)
        settle(work, entry, item, minor, on=max(work.today, each.allocated_on))
        done.append({"item": item.number, "entry_id": entry.pk, "amount_minor": minor})
    return {
        "entry_id": entry.pk,
        "customer": owner.ref,
        "amount_minor": money.amount_minor,
        "currency": money.currency,
        "basis": "by_write_off",
        "allocations": done,
        "unallocated_minor": entry.unallocated_minor,
        "commitments": [],
    }
