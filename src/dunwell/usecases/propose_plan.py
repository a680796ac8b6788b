"""Propose a plan by the policy's rule: by what was paid on average, the smallest instalment, the longest run."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from dunwell.data.models import Customer, PlanOffer
from dunwell.domain.calendars import add_month
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.instalments import Rhythm, nth_day
from dunwell.domain.offers import Means, as_wished, propose
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.ledger.first_instalment import check_first_day
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.sending.telling import tell_proposal
from dunwell.usecases.work import Answer, Work, use_case

ASKED_BY = ("staff", "customer")


@use_case(Verb.PROPOSE)
def propose_plan(
    work: Work,
    *,
    customer: str,
    items: Sequence[str] = (),
    every: str = "monthly",
    first_on: date | None = None,
    currency: str = "",
    asked_by: str = "staff",
    wish_minor: int | None = None,
) -> Answer:
    """Propose instalments for what is undisputed of items, all of one currency; the customer may accept for some days.

    Items left out are all that is past due of the customer, in `currency` or the one that is; the first day left out
    is a week or a month away. `asked_by`: staff, or the customer, who may wish for instalments of so many minor units:
    they are proposed where the rule has room for them, else what the rule says (`as_wished` tells). It binds nobody
    and stops nothing; an earlier proposal has lapsed. The customer is told by a message of its own (policy:
    `plans.tell_proposed`), at once or, where a guard holds it, with a later run; the answer says so, and tells what the
    rule looked at.
    Raises Refused `unknown_customer`, `unknown_item`, `nothing_owed`, `not_open`, `wrong_currency`, `not_positive` or
    `date_passed`, UserError `bad_plan` and `missing` (which of several currencies).
    """
    owner = work.customer(customer)
    _check(every, asked_by)
    items = items or _past_due(work, owner, currency)
    first_on = first_on or nth_day(work.today, Rhythm(every), 1)
    check_first_day(work, first_on)
    code = currency or work.item(items[0]).currency
    if wish_minor is not None:
        check_amount(wish_minor, code)
    rows = [item_of(work, owner, number, code) for number in dict.fromkeys(items)]
    for row in rows:
        check_open(row)
    owed = sum(each.undisputed_minor for each in open_items(work, owner, rows))
    if not owed:
        raise Refused(RefusalCode.NOT_OPEN, "All of it is disputed", "Resolve the dispute first", field="items")
    policy = policy_of(work, owner)
    means = _means(work, owner, code, policy)
    wished = as_wished(owed, Rhythm(every), means, wish_minor) if wish_minor is not None else None
    count, instalment = wished or propose(owed, Rhythm(every), means)
    facts = {"items": [row.pk for row in rows], "total_minor": owed, "count": count, "every": every}
    work.note({**facts, "asked_by": asked_by}, subject=owner)
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
        basis={"monthly_minor": means.monthly_minor, "months": policy.plans.looks_back_months}
        | ({"wish_minor": wish_minor} if wish_minor is not None else {}),
        asked_by=asked_by,
        answer_by=work.today + timedelta(days=policy.plans.answer_days),
        **work.stamp,
    )
    held = tell_proposal(work, offer, policy)
    answer = _told(owner, offer, means) | {"told": not held, "held": held}
    return answer if wish_minor is None else answer | {"wish_minor": wish_minor, "as_wished": wished is not None}


def _check(every: str, asked_by: str) -> None:
    if every not in tuple(Rhythm) or asked_by not in ASKED_BY:
        raise UserError(
            "bad_plan",
            "A proposal is weekly or monthly, asked for by staff or the customer",
            "Write weekly or monthly",
            field="every",
            value=every,
        )


def _past_due(work: Work, owner: Customer, currency: str) -> list[str]:
    """Name all that is past due of a customer in a currency; it must be said which where there are several."""
    late = work.books.items.of_customer(owner).overdue(work.today).oldest_first()
    late = late.in_currency(currency) if currency else late
    found = list(late.values_list("number", "currency"))
    if not found:
        raise Refused(
            RefusalCode.NOTHING_OWED,
            f"Nothing of {owner.ref} is past due",
            "Name the invoices that the plan is for",
            field="items",
        )
    codes = sorted({code for _, code in found})
    if len(codes) > 1:
        raise UserError(
            "missing",
            f"{owner.ref} owes {' and '.join(codes)}; a plan has one currency",
            "Name the invoices that the plan is for",
            field="currency",
        )
    return [number for number, _ in found]


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
