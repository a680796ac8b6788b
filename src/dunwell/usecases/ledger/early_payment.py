"""Early-payment discounts: a rest that the terms let the customer take off is credited; else it stays open, with why.

Taken back is one whose money the bank took back. Source: docs/terms.md. Does not know how money finds its items.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Sum

from dunwell.data.models import Allocation, Customer, DiscountTaken, Entry, Item
from dunwell.domain.errors import UserError
from dunwell.domain.terms import DiscountAnswer, Terms, early_payment
from dunwell.domain.terms_reading import parse_terms
from dunwell.policy.file import Policy
from dunwell.queries.chunks import chunks, policies_for
from dunwell.usecases.ledger.allocating import drain, reverse, settle
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Work

TAKEN = "early_payment_discount"


def take_discounts(work: Work, settled: Mapping[int, Entry]) -> list[dict[str, Any]]:
    """Judge the rests of items that money settled in part: credit what is a discount, and tell why others are none.

    `settled`: by item the money that came last for it. Call `note` before. What counts is the money's value date. A
    refusal stands with the money as its reason. Few statements where no terms give a discount, however many items.
    """
    answers = []
    for item, terms in _with_discounts(work, settled):
        customer, money = item.customer, settled[item.pk]
        answer = _judged(work, customer, item, terms, money.entry_date)
        if answer is None:
            continue
        if answer.refusal is None:
            _credit(work, customer, item, answer, money)
        else:
            money.reason = answer.refusal.value
            money.save(update_fields=["reason"])
        answers.append(_told(item, answer))
    return answers


def end_discounts(work: Work, items: Iterable[int], on: date) -> list[dict[str, Any]]:
    """Take back the discounts of items whose money the bank took back: what they credited is owed again."""
    standing = work.books.discounts_taken.standing().filter(item__in=list(items)).select_related("entry", "item")
    told = []
    for taken in standing.order_by("item_id"):
        for allocation in _crediting(work, taken):
            reverse(work, allocation, allocation.amount_minor, on=on)
            _undo(work, allocation.entry, allocation.amount_minor, on)
        taken.ended_on, taken.ended_seq = work.today, work.seq
        taken.save(update_fields=["ended_on", "ended_seq"])
        told.append({"item": taken.item.number, "amount_minor": taken.amount_minor})
    return told


def _crediting(work: Work, taken: DiscountTaken) -> list[Allocation]:
    """Give by which allocations in force the credit of a discount settles its item."""
    mine = work.books.allocations.in_force().filter(entry=taken.entry_id, item=taken.item_id)
    return list(mine.select_related("entry", "item"))


def _undo(work: Work, credit: Entry, minor: int, on: date) -> None:
    """Take a credit out of the books again, by an entry that undoes it."""
    taker: Entry = work.books.entries.create(
        customer_id=credit.customer_id,
        kind="undo",
        currency=credit.currency,
        amount_minor=minor,
        unallocated_minor=minor,
        entry_date=max(on, credit.entry_date),
        reference=credit.number,
        reason=TAKEN,
        **work.stamp,
    )
    drain(work, taker, credit, minor)


def _with_discounts(work: Work, settled: Iterable[int]) -> list[tuple[Item, Terms]]:
    """Give those of these items of which something is left and whose terms give a discount, with the terms."""
    found: list[tuple[Item, Terms]] = []
    for some in chunks(settled):
        rest = work.books.items.filter(pk__in=some, residual_minor__gt=0, kind="invoice").select_related("customer")
        items = list(rest.order_by("pk"))
        own = dict(work.books.item_terms.filter(item__in=items).values_list("item_id", "text"))
        usual = policies_for(work.books, {item.customer_id for item in items if not item.customer.terms})
        for item in items:
            text = own.get(item.pk) or item.customer.terms or _terms_in(usual.get(item.customer_id))
            terms = _read(text)
            if terms is not None and terms.discounts:
                found.append((item, terms))
    return found


def _terms_in(policy: Policy | None) -> str:
    return policy.terms if policy else ""


def _read(text: str) -> Terms | None:
    """Read terms; none that cannot be read."""
    try:
        return parse_terms(text) if text else None
    except UserError:
        return None


def _judged(work: Work, customer: Customer, item: Item, terms: Terms, paid_on: date) -> DiscountAnswer | None:
    sums = work.books.allocations.filter(item=item).values_list("entry__kind").annotate(minor=Sum("amount_minor"))
    settled: dict[str, int] = dict(sums.order_by())
    credited = settled.get("credit", 0)
    paid = sum(settled.values()) - credited
    tolerance = policy_of(work, customer).guards.tolerance_minor.get(item.currency, 0)
    return early_payment(terms, item.item_date, item.amount_minor - credited, paid, paid_on, tolerance)


def _credit(work: Work, customer: Customer, item: Item, answer: DiscountAnswer, money: Entry) -> None:
    credit: Entry = work.books.entries.create(
        customer=customer,
        kind="credit",
        number=_number(work, item),
        currency=item.currency,
        amount_minor=answer.minor,
        unallocated_minor=answer.minor,
        entry_date=money.entry_date,
        reason=TAKEN,
        for_item=item,
        **work.stamp,
    )
    settle(work, credit, item, answer.minor)
    work.books.discounts_taken.create(
        customer=customer,
        item=item,
        entry=credit,
        percent=format(answer.percent.normalize(), "f"),
        amount_minor=answer.minor,
        until=answer.until,
        taken_on=money.entry_date,
        **work.stamp,
    )


def _number(work: Work, item: Item) -> str:
    """Name the credit after its invoice; one earned again, after another was taken back, is counted."""
    before = work.books.discounts_taken.filter(item=item).count()
    ending = f"/{before + 1}" if before else ""
    return f"DISCOUNT-{item.number}"[: 200 - len(ending)] + ending


def _told(item: Item, answer: DiscountAnswer) -> dict[str, Any]:
    return {
        "item": item.number,
        "accepted": answer.refusal is None,
        "why": answer.refusal.value if answer.refusal else TAKEN,
        "percent": format(answer.percent.normalize(), "f"),
        "until": answer.until.isoformat(),
        "amount_minor": answer.minor,
        "left_minor": item.residual_minor,
        "currency": item.currency,
    }
