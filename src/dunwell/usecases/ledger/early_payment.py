"""Early-payment discounts: a rest that the terms let the customer take off is credited; else it stays open, with why.

Source: docs/terms.md. Does not know how money finds its items.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Sum

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.errors import UserError
from dunwell.domain.terms import DiscountAnswer, Terms, early_payment
from dunwell.domain.terms_reading import parse_terms
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Work

TAKEN = "early_payment_discount"


def take_discounts(work: Work, customer: Customer, numbers: Iterable[str], money: Entry) -> list[dict[str, Any]]:
    """Judge the rests of the items that money settled in part: credit what is a discount, and tell why others are none.

    Call `note` before. What counts is the money's value date. A refusal stands with the money as its reason.
    """
    items: list[Item] = list(work.books.items.filter(number__in=list(numbers), residual_minor__gt=0, kind="invoice"))
    answers = []
    for item in items:
        terms = terms_of(work, customer, item)
        if terms is None or not terms.discounts:
            continue
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


def terms_of(work: Work, customer: Customer, item: Item) -> Terms | None:
    """Give the terms of an invoice: its own, else the customer's, else the policy's; none that cannot be read."""
    own = work.books.item_terms.filter(item=item).values_list("text", flat=True).first()
    try:
        return parse_terms(own or customer.terms or policy_of(work, customer).terms)
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
        number=f"DISCOUNT-{item.number}"[:200],
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
