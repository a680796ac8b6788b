"""Record a customer's promise to pay: it covers the oldest items up to its amount, and stops their chasing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dunwell.data.models import Commitment, Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.items import OpenItem
from dunwell.domain.promises import Cover, cover
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.covering import keep_covers, less_planned, replace_overlapping
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PROMISE)
def record_promise(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    on: date,
    cheque: str = "",
    method: str = "",
) -> Answer:
    """Record that a customer promises so many minor units by a date, the grace of its policy not counted.

    Fixed when made: it covers the undisputed rest of the oldest items in its currency that no plan covers, up to its
    amount, and replaces an earlier promise on any of them (docs/deciding.md, rule 7).
    Raises Refused `unknown_customer`, `not_positive`, `date_passed` or `nothing_owed`.
    """
    check_amount(amount_minor, currency)
    check_text("cheque", cheque, 100)
    check_text("method", method, 40)
    owner = work.customer(customer)
    _not_passed(work, on)
    items = _owed(open_items(work, owner), currency, owner)
    covers = cover(amount_minor, currency, less_planned(work, owner, items))
    work.note(
        {"amount_minor": amount_minor, "currency": currency, "on": on, "covers": _told(covers)},
        subject=owner,
        personal={"cheque": cheque, "method": method} if cheque or method else None,
    )
    replaced = replace_overlapping(work, owner, covers, kinds=("promise",))
    promise: Commitment = work.books.commitments.create(
        customer=owner,
        kind="promise",
        currency=currency,
        amount_minor=amount_minor,
        made_on=work.today,
        on_date=on,
        grace_days=policy_of(work, owner).promises.promise_grace_days,
        method=method,
        number=cheque,
        **work.stamp,
    )
    keep_covers(work, promise, covers)
    numbers = {item.item_id: item.number for item in items}
    return {
        "commitment_id": promise.pk,
        "customer": customer,
        "amount_minor": amount_minor,
        "currency": currency,
        "on": on.isoformat(),
        "covers": [{"item": numbers[each.item_id], "amount_minor": each.minor} for each in covers],
        "replaced": replaced,
        "commitments": refresh_commitments(work, owner),
    }


def _not_passed(work: Work, on: date) -> None:
    if on < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"The promise is for {on}, and today is {work.today}",
            "Give today or a later date",
            field="on",
            value=on,
        )


def _owed(items: Iterable[OpenItem], currency: str, customer: Customer) -> list[OpenItem]:
    owed = [item for item in items if item.currency == currency]
    if not owed:
        raise Refused(
            RefusalCode.NOTHING_OWED,
            f"{customer.ref} owes nothing in {currency}",
            "Look at `dunwell customer` for what is owed, and in which currencies",
            field="currency",
            value=currency,
        )
    return owed


def _told(covers: Iterable[Cover]) -> list[Any]:
    return [[each.item_id, each.minor] for each in covers]
