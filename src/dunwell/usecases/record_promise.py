"""Record a customer's promise to pay: it covers the oldest items up to its amount, and stops their chasing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dunwell.data.models import Commitment, Customer
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.items import OpenItem
from dunwell.domain.money import format_amount
from dunwell.domain.promises import Cover, cover
from dunwell.domain.roles import Verb
from dunwell.policy.file import Promises
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.covering import keep_covers, less_planned, replace_overlapping
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

METHODS = ("", "cheque", "transfer", "cash", "card", "debit")
"""The ways in which money is promised."""


@use_case(Verb.PROMISE)
def record_promise(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    on: date,
    method: str = "",
    number: str = "",
    in_hand: bool = False,
    said_by: str = "",
    call: int | None = None,
) -> Answer:
    """Record that a customer promises so many minor units by a date, the grace of its policy not counted.

    Fixed when made: it covers the undisputed rest of the oldest items in its currency that no plan covers, up to its
    amount, and replaces an earlier promise on any of them (docs/deciding.md, rule 7).
    `method` is one of METHODS, `number` the cheque's or transfer's; `in_hand`: we hold the cheque, and bank it on its
    date. `said_by`: who promised it, `call`: in which call. Answers with warnings where far more is promised than is
    owed, or years ahead. Raises Refused `unknown_customer`, `not_positive`, `date_passed`, `nothing_owed` or
    `unknown_task`; UserError `unknown_method` or `missing`.
    """
    check_amount(amount_minor, currency)
    _check_method(method, number, in_hand=in_hand)
    check_text("name", said_by)
    owner = work.customer(customer)
    _not_passed(work, on)
    _check_call(work, owner, call)
    items = _owed(open_items(work, owner), currency, owner)
    covers = cover(amount_minor, currency, less_planned(work, owner, items))
    work.note(
        {"amount_minor": amount_minor, "currency": currency, "on": on, "covers": _told(covers)},
        subject=owner,
        personal={"method": method, "number": number, "said_by": said_by} if method or said_by else None,
    )
    rules = policy_of(work, owner).promises
    replaced = replace_overlapping(work, owner, covers, kinds=("promise",))
    promise: Commitment = work.books.commitments.create(
        customer=owner,
        kind="promise",
        currency=currency,
        amount_minor=amount_minor,
        made_on=work.today,
        on_date=on,
        grace_days=rules.promise_grace_days,
        method=method,
        number=number,
        in_hand=in_hand,
        said_by=said_by,
        call_id=call,
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
        "warnings": _warnings(rules, amount_minor, currency, items, (on - work.today).days),
        "commitments": refresh_commitments(work, owner),
    }


def _check_method(method: str, number: str, *, in_hand: bool) -> None:
    check_text("number", number, 100)
    if method not in METHODS:
        raise UserError(
            "unknown_method",
            f"{method!r} is no way in which money is promised",
            f"Say one of these, or nothing: {', '.join(each for each in METHODS if each)}",
            field="method",
            value=method,
        )
    if in_hand and (method != "cheque" or not number):
        raise UserError(
            "missing", "Only a cheque with a number can be in hand", "Give the cheque's number", field="number"
        )


def _check_call(work: Work, owner: Customer, call: int | None) -> None:
    if call is not None and not work.books.calls.of_customer(owner).filter(pk=call).exists():
        raise Refused(
            RefusalCode.UNKNOWN_TASK,
            f"There is no call {call} to {owner.ref}",
            "Give the number of a call that was made to this customer",
            field="call",
            value=call,
        )


def _warnings(
    rules: Promises, amount_minor: int, currency: str, items: Iterable[OpenItem], days_ahead: int
) -> list[dict[str, str]]:
    """Say what is odd about a promise that is taken all the same."""
    owed = sum(item.undisputed_minor for item in items)
    found = []
    if amount_minor * 100 > owed * rules.warn_above_percent:
        told = f"{format_amount(amount_minor, currency)} is promised, and {format_amount(owed, currency)} is owed"
        found.append({"code": "more_than_owed", "sentence": f"{told}: see whether the amount is right."})
    if days_ahead > rules.warn_days_ahead:
        told = f"The day lies {days_ahead} days ahead: nobody chases until then."
        found.append({"code": "far_ahead", "sentence": told})
    return found


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
