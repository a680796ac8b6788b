"""Propose a plan by the policy's rule: by what was paid on average, the smallest instalment, the longest run."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from dunwell.data.models import Customer, PlanOffer
from dunwell.domain.calendars import add_month
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.instalments import Rhythm
from dunwell.domain.offers import Means, propose
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case

ASKED_BY = ("staff", "customer")


@use_case(Verb.PROPOSE)
def propose_plan(
    work: Work,
    *,
    customer: str,
    items: Sequence[str],
    every: str,
    first_on: date,
    currency: str = "",
    asked_by: str = "staff",
) -> Answer:
    """Propose instalments for what is undisputed of items, all of one currency; the customer may accept for some days.

    It binds nobody and stops nothing; an earlier proposal has lapsed. The answer tells what the rule looked at.
    Raises Refused `unknown_customer`, `unknown_item`, `not_open`, `wrong_currency` or `date_passed`, UserError
    `bad_plan`.
    """
    owner = work.customer(customer)
    _check(work, items, every, first_on, asked_by)
    code = currency or work.item(items[0]).currency
    rows = [item_of(work, owner, number, code) for number in dict.fromkeys(items)]
    for row in rows:
        check_open(row)
    owed = sum(each.undisputed_minor for each in open_items(work, owner, rows))
    if not owed:
        raise Refused(RefusalCode.NOT_OPEN, "All of it is disputed", "Resolve the dispute first", field="items")
    policy = policy_of(work, owner)
    means = _means(work, owner, code, policy)
    count, instalment = propose(owed, Rhythm(every), means)
    work.note({"items": [row.pk for row in rows], "total_minor": owed, "count": count, "every": every}, subject=owner)
    standing = work.books.plan_offers.of_customer(owner).standing()
    standing.update(state="lapsed", ended_on=work.today, ended_seq=work.seq)
    offer: PlanOffer = work.books.plan_offers.create(
        customer=owner,
        items=[row.number for row in rows],
        currency=code,
        total_minor=owed,
        count=count,
        instalment_minor=instalment,
        every=every,
        first_on=first_on,
        accelerates=policy.plans.accelerate,
        basis={"monthly_minor": means.monthly_minor, "months": policy.plans.looks_back_months},
        asked_by=asked_by,
        answer_by=work.today + timedelta(days=policy.plans.answer_days),
        **work.stamp,
    )
    return _told(owner, offer, means)


def _check(work: Work, items: Sequence[str], every: str, first_on: date, asked_by: str) -> None:
    if not items or every not in tuple(Rhythm) or asked_by not in ASKED_BY:
        raise UserError(
            "bad_plan",
            "A proposal is for items, weekly or monthly, asked for by staff or the customer",
            "Name the items, and write weekly or monthly",
            field="items",
        )
    if first_on < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"The first instalment is for {first_on}, and today is {work.today}",
            "Begin today or later",
            field="first_on",
            value=first_on,
        )


def _means(work: Work, owner: Customer, currency: str, policy: Policy) -> Means:
    """Look at what came in the last months, less what went out again."""
    plans = policy.plans
    since = add_month(work.today, -plans.looks_back_months)
    cash = work.books.entries.of_customer(owner).cash().in_currency(currency).filter(entry_date__gt=since)
    sums: Any = dict(cash.order_by().values_list("kind").annotate(minor=Sum("amount_minor")))
    came = sum(int(sums.get(kind, 0)) for kind in ("payment", "recovery"))
    went = sum(int(sums.get(kind, 0)) for kind in ("refund", "chargeback"))
    return Means(
        monthly_minor=max(0, came - went) // plans.looks_back_months,
        share_percent=plans.share_percent,
        smallest_minor=plans.smallest_minor.get(currency, 0),
        longest_months=plans.longest_months,
    )


def _told(owner: Customer, offer: PlanOffer, means: Means) -> Answer:
    return {
        "offer": offer.pk,
        "customer": owner.ref,
        "items": offer.items,
        "count": offer.count,
        "instalment_minor": offer.instalment_minor,
        "currency": offer.currency,
        "every": offer.every,
        "first_on": offer.first_on.isoformat(),
        "total_minor": offer.total_minor,
        "paid_a_month_minor": means.monthly_minor,
        "answer_by": offer.answer_by.isoformat(),
    }
