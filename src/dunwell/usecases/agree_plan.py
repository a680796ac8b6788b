"""Agree with a customer that invoices are paid in instalments: while it is on track they are not chased."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dunwell.data.models import Commitment, Customer, Item
from dunwell.domain.errors import UserError
from dunwell.domain.instalments import Instalment, Rhythm, schedule
from dunwell.domain.items import OpenItem
from dunwell.domain.offers import months_of, plan_interest, with_interest
from dunwell.domain.promises import cover
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.amounts import check_amount, too_much
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.covering import keep_covers, replace_overlapping
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.ledger.first_instalment import check_first_day
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case

MOST_INSTALMENTS = 240
MOST_INTEREST = 30  # percent a year; more is a slip of the pen, or usury


@use_case(Verb.PLAN)
def agree_plan(
    work: Work,
    *,
    customer: str,
    items: Sequence[str],
    count: int,
    amount_minor: int,
    currency: str,
    every: str,
    first_on: date,
    interest_percent: str = "",
    accelerates: bool | None = None,
    offer: int | None = None,
) -> Answer:
    """Agree on `count` instalments of so many minor units, `every` weekly or monthly from a first day, for items.

    It covers the undisputed rest of the items, the oldest first, up to its total, and replaces earlier promises and
    plans on them. The total may not exceed what is open of the items, but for the rounding of equal instalments: then
    the last is lower. Interest agreed, in percent a year, is posted as a fee of today, due with the last instalment,
    and spread over the instalments: the plan is for both. `accelerates`: broken, all the rest is due at once; left
    out, as the policy says. One of more months than the policy allows waits for a yes. `offer`: the proposal that is
    accepted by it. Raises Refused `too_much`, `date_passed`, `not_open`, `unknown_item` or `wrong_currency`,
    UserError `bad_plan`.
    """
    owner = work.customer(customer)
    claims = _claims(work, owner, items, currency)
    most = count * amount_minor if offer is None else None
    instalments = _instalments(work, claims, count, amount_minor, currency, every, first_on, at_most=most)
    policy = policy_of(work, owner)
    total = sum(each.minor for each in instalments)
    longest = policy.plans.approve_above_months
    if longest is not None and months_of(len(instalments), Rhythm(every)) > longest:
        asked = {"customer": customer, "items": list(items), "count": count, "amount_minor": amount_minor}
        asked |= {"currency": currency, "every": every, "first_on": first_on, "interest_percent": interest_percent}
        waits = ask_first(work, owner, {currency: total}, **asked, accelerates=accelerates, offer=offer)
        if waits is not None:
            return waits
    interest = _interest(instalments, work.today, interest_percent)
    work.note(
        {
            "amount_minor": total + interest,
            "currency": currency,
            "instalments": [[each.due_date, each.minor] for each in with_interest(instalments, interest)],
            "items": [claim.item_id for claim in claims],
            "interest_minor": interest,
        },
        subject=owner,
    )
    if interest:
        instalments = with_interest(instalments, interest)
        fee = _post_interest(work, owner, instalments, interest, currency)
        claims = [*claims, *open_items(work, owner, [fee])]
        total += interest
    covers = cover(total, currency, claims)
    replaced = replace_overlapping(work, owner, covers, kinds=("promise", "plan"))
    plan = _create(work, owner, instalments, currency, policy, accelerates=accelerates)
    keep_covers(work, plan, covers)
    _answer_offer(work, plan, offer)
    numbers = {claim.item_id: claim.number for claim in claims}
    return {
        "commitment_id": plan.pk,
        "customer": customer,
        "amount_minor": total,
        "currency": currency,
        "interest_minor": interest,
        "instalments": [{"on": each.due_date.isoformat(), "amount_minor": each.minor} for each in instalments],
        "covers": [{"item": numbers[each.item_id], "amount_minor": each.minor} for each in covers],
        "replaced": replaced,
        "commitments": refresh_commitments(work, owner),
    }


def _claims(work: Work, owner: Customer, numbers: Sequence[str], currency: str) -> list[OpenItem]:
    """Find the items that the plan is for, each once and open."""
    if not numbers:
        raise UserError("missing", "A plan is for items", "Name the items that it pays", field="items")
    rows = [item_of(work, owner, number, currency) for number in dict.fromkeys(numbers)]
    for row in rows:
        check_open(row)
    return open_items(work, owner, rows)


def _instalments(
    work: Work,
    claims: list[OpenItem],
    count: int,
    amount_minor: int,
    currency: str,
    every: str,
    first_on: date,
    *,
    at_most: int | None,
) -> tuple[Instalment, ...]:
    check_amount(amount_minor, currency)
    check_first_day(work, first_on)
    if not 1 <= count <= MOST_INSTALMENTS or every not in tuple(Rhythm):
        raise UserError(
            "bad_plan",
            f"{count} instalments, {every}, make no plan",
            f"Write 1 to {MOST_INSTALMENTS} instalments, weekly or monthly",
            field="count",
            value=count,
        )
    owed = sum(claim.undisputed_minor for claim in claims)
    # Less is what rounding up to equal instalments makes; a proposal was made for what is owed, whatever it is by now.
    if at_most is not None and at_most - owed >= count:
        raise too_much(at_most, owed, currency, "what is open and undisputed of these items")
    return schedule(count, amount_minor, Rhythm(every), first_on, owed_minor=owed)


def _interest(instalments: tuple[Instalment, ...], begins_on: date, percent: str) -> int:
    if not percent:
        return 0
    try:
        rate = Fraction(percent)
    except ValueError:
        rate = Fraction(-1)
    if not 0 <= rate <= MOST_INTEREST:
        raise UserError(
            "bad_plan",
            f"{percent!r} is no percentage of interest a year",
            f"Write a number from 0 to {MOST_INTEREST}, such as 8 or 4.5",
            field="interest_percent",
            value=percent,
        )
    return plan_interest(instalments, begins_on, rate)


def _post_interest(
    work: Work, owner: Customer, instalments: tuple[Instalment, ...], interest: int, currency: str
) -> Item:
    """Post the interest that was agreed as a fee, so that what is owed and what is planned agree."""
    number = f"FEE-{owner.ref}-{work.today}-{currency}-PLAN"
    again = work.books.items.filter(number__startswith=number).count()
    fee: Item = work.books.items.create(
        customer=owner,
        kind="fee",
        number=f"{number}{again + 1}" if again else number,
        currency=currency,
        amount_minor=interest,
        residual_minor=interest,
        item_date=work.today,
        due_date=instalments[-1].due_date,
        **work.stamp,
    )
    return fee


def _answer_offer(work: Work, plan: Commitment, offer: int | None) -> None:
    """Note on the proposal which plan came of it; others of the customer have lapsed by that."""
    standing = work.books.plan_offers.of_customer(plan.customer_id).standing()
    ended = {"ended_on": work.today, "ended_seq": work.seq}
    standing.filter(pk=offer).update(state="accepted", commitment=plan, **ended)
    standing.exclude(pk=offer).update(state="lapsed", **ended)


def _create(
    work: Work,
    owner: Customer,
    instalments: tuple[Instalment, ...],
    currency: str,
    policy: Policy,
    *,
    accelerates: bool | None,
) -> Commitment:
    plans = policy.plans
    plan: Commitment = work.books.commitments.create(
        customer=owner,
        kind="plan",
        currency=currency,
        amount_minor=sum(each.minor for each in instalments),
        made_on=work.today,
        on_date=instalments[-1].due_date,
        grace_days=policy.promises.promise_grace_days if plans.grace_days is None else plans.grace_days,
        warns=plans.warn,
        accelerates=plans.accelerate if accelerates is None else accelerates,
        **work.stamp,
    )
    for each in instalments:
        work.books.instalments.create(commitment=plan, due_on=each.due_date, amount_minor=each.minor, **work.stamp)
    return plan
