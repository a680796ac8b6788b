"""Agree with a customer that invoices are paid in instalments: while it is on track they are not chased."""

from collections.abc import Sequence
from datetime import date

from dunwell.data.models import Commitment, Customer
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.instalments import Instalment, Rhythm, schedule
from dunwell.domain.items import OpenItem
from dunwell.domain.promises import cover
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount, too_much
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.covering import keep_covers, replace_overlapping
from dunwell.usecases.ledger.finding import check_open, item_of
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case

MOST_INSTALMENTS = 240


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
) -> Answer:
    """Agree on `count` instalments of so many minor units, `every` weekly or monthly from a first day, for items.

    It covers the undisputed rest of the items, the oldest first, up to its total, and replaces earlier promises and
    plans on them. The total may not exceed what is open of the items, but for the rounding of equal instalments: then
    the last is lower. Raises Refused `too_much`, `date_passed`, `not_open`, `unknown_item` or `wrong_currency`.
    """
    owner = work.customer(customer)
    claims = _claims(work, owner, items, currency)
    instalments = _instalments(work, claims, count, amount_minor, currency, every, first_on)
    total = sum(each.minor for each in instalments)
    covers = cover(total, currency, claims)
    work.note(
        {
            "amount_minor": total,
            "currency": currency,
            "instalments": [[each.due_date, each.minor] for each in instalments],
            "covers": [[each.item_id, each.minor] for each in covers],
        },
        subject=owner,
    )
    replaced = replace_overlapping(work, owner, covers, kinds=("promise", "plan"))
    plan = _create(work, owner, instalments, currency)
    keep_covers(work, plan, covers)
    numbers = {claim.item_id: claim.number for claim in claims}
    return {
        "commitment_id": plan.pk,
        "customer": customer,
        "amount_minor": total,
        "currency": currency,
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
    work: Work, claims: list[OpenItem], count: int, amount_minor: int, currency: str, every: str, first_on: date
) -> tuple[Instalment, ...]:
    check_amount(amount_minor, currency)
    if first_on < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"The first instalment is for {first_on}, and today is {work.today}",
            "Begin today or later",
            field="first_on",
            value=first_on,
        )
    if not 1 <= count <= MOST_INSTALMENTS or every not in tuple(Rhythm):
        raise UserError(
            "bad_plan",
            f"{count} instalments, {every}, make no plan",
            f"Write 1 to {MOST_INSTALMENTS} instalments, weekly or monthly",
            field="count",
            value=count,
        )
    owed = sum(claim.undisputed_minor for claim in claims)
    if count * amount_minor - owed >= count:  # less is what rounding up to equal instalments makes
        raise too_much(count * amount_minor, owed, currency, "what is open and undisputed of these items")
    return schedule(count, amount_minor, Rhythm(every), first_on, owed_minor=owed)


def _create(work: Work, owner: Customer, instalments: tuple[Instalment, ...], currency: str) -> Commitment:
    plan: Commitment = work.books.commitments.create(
        customer=owner,
        kind="plan",
        currency=currency,
        amount_minor=sum(each.minor for each in instalments),
        made_on=work.today,
        on_date=instalments[-1].due_date,
        grace_days=policy_of(work, owner).promises.promise_grace_days,
        **work.stamp,
    )
    for each in instalments:
        work.books.instalments.create(commitment=plan, due_on=each.due_date, amount_minor=each.minor, **work.stamp)
    return plan
