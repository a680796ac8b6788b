"""Customers who pay as they did: each invoice as late as the customer was on average in the last year."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from dunwell.queries.behaviour import YEAR
from dunwell.usecases.ledger.money_in import MoneyIn, post_money
from dunwell.usecases.work import Work


def usual_delays(work: Work, as_of: date) -> dict[int, int]:
    """Give by how many days after the due date each customer pays, on average; who never paid has the company's."""
    mine = work.books.allocations.in_force().filter(
        item__kind="invoice",
        item__residual_minor=0,
        item__due_date__gt=as_of - YEAR,
        entry__kind__in=("payment", "recovery", "by_list"),
    )
    rows: Any = (
        mine.order_by().values_list("customer_id", "item_id", "item__due_date").annotate(last=Max("allocated_on"))
    )
    days: dict[int, list[int]] = defaultdict(list)
    for customer, _, due, last in rows:
        days[customer].append((last - due).days)
    everybody = [each for found in days.values() for each in found]
    usual = _average(everybody) if everybody else None
    delays = {customer: _average(found) for customer, found in days.items()}
    if usual is None:
        return delays
    open_ones = work.books.items.open().order_by().values_list("customer_id", flat=True).distinct()
    return {customer: delays.get(customer, usual) for customer in {*open_ones, *delays}}


def pay_as_before(work: Work, delays: dict[int, int], on: date) -> dict[str, int]:
    """Let the items be paid whose day it is, disputed ones left out; give what came in, in minor units by currency."""
    came: dict[str, int] = defaultdict(int)
    disputed = work.books.disputes.open().values("item_id")
    earliest = on - timedelta(days=max(delays.values(), default=0))
    latest = on - timedelta(days=min(delays.values(), default=0))
    rows = work.books.items.open().claims().filter(due_date__range=(earliest, latest)).exclude(pk__in=disputed)
    for item in rows.select_related("customer").order_by("id"):
        if item.due_date + timedelta(days=delays.get(item.customer_id, 10**4)) != on:
            continue
        money = MoneyIn("payment", item.residual_minor, item.currency, on, item.number)
        post_money(work, item.customer, money)
        came[item.currency] += money.amount_minor
    return dict(came)


def _average(days: list[int]) -> int:
    return (2 * sum(days) + len(days)) // (2 * len(days))
