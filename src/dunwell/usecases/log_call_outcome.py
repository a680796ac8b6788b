"""A person has made a call, and says what came of it: each result leads on by itself."""

import inspect
from datetime import date, datetime, timedelta
from typing import Any

from dunwell.data.models import Call, Customer
from dunwell.data.models.action import CALL_RESULTS
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Role, Verb
from dunwell.usecases.after_run import raise_duties
from dunwell.usecases.finishing import finish
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.work import Answer, Work, use_case

TOMORROW = timedelta(days=1)


@use_case(Verb.DONE)
def log_call_outcome(
    work: Work,
    *,
    call: int,
    outcome: str = "",
    result: str = "",
    spoke_with: str = "",
    amount_minor: int | None = None,
    currency: str = "",
    on: date | None = None,
    item: str = "",
    callback_at: datetime | None = None,
) -> Answer:
    """Mark a call, by its number, as made today; `result` is one of CALL_RESULTS.

    promise: it is recorded, of this amount in minor units, for this day, as said in this call. dispute: of this item,
    whole or of an amount. callback: somebody calls back then. not-reached: somebody calls again tomorrow.
    wrong-number: the number works no more, and is looked for. What was refused counts when the kind of debtor is
    judged. Raises Refused `unknown_task`, what a promise or a dispute refuses, and UserError `unknown_result`.
    """
    _check(result, outcome, spoke_with, callback_at)
    done = finish(work, "call", work.books.calls, call, outcome)
    row: Call = work.books.calls.select_related("customer").get(pk=call)
    row.result, row.spoke_with, row.callback_at = result, spoke_with, callback_at
    row.save(update_fields=["result", "spoke_with", "callback_at"])
    owner = row.customer
    led: dict[str, Any] = {}
    if result == "promise":
        body = inspect.unwrap(record_promise)
        missing(on, "on", "the day promised")
        led = body(
            work,
            customer=owner.ref,
            amount_minor=amount_minor or 0,
            currency=currency,
            on=on or work.today,
            said_by=spoke_with,
            call=call,
        )
    elif result == "dispute":
        body = inspect.unwrap(raise_dispute)
        _must_be_its_own(work, owner, item)
        led = body(work, item=item, amount_minor=amount_minor, currency=currency or None, reason=outcome)
    elif result in ("callback", "not-reached"):
        at = callback_at.date() if callback_at else work.today + TOMORROW
        name = DutyName.CALL_BACK if callback_at else DutyName.CALL_AGAIN
        told = f"{call}:{callback_at.isoformat()}" if callback_at else str(call)
        raise_duties(work, None, [Duty(owner.pk, name, told, Role.COLLECTIONS, at)])
    elif result == "wrong-number":
        addresses = work.books.addresses.of_customer(owner).working().filter(channel="sms")
        addresses.update(bounced_on=work.today, bounced_seq=work.seq)
        raise_duties(work, None, [Duty(owner.pk, DutyName.FIND_NUMBER, str(call), Role.COLLECTIONS)])
    return {**done, "result": result, "led_to": led}


def missing(value: object, field: str, what: str) -> None:
    """Refuse a result that lacks what it needs. Raises UserError `missing`."""
    if value is None or value == "":
        raise UserError("missing", f"This result needs {what}", f"Give {what}", field=field)


def _check(result: str, outcome: str, spoke_with: str, callback_at: datetime | None) -> None:
    check_text("outcome", outcome, 4_000)
    check_text("name", spoke_with)
    if result not in CALL_RESULTS:
        raise UserError(
            "unknown_result",
            f"{result} is no result of a call",
            f"Say one of these, or nothing: {', '.join(each for each in CALL_RESULTS if each)}",
            field="result",
            value=result,
        )
    if result == "callback":
        missing(callback_at, "callback_at", "the time at which to call back")


def _must_be_its_own(work: Work, owner: Customer, item: str) -> None:
    missing(item, "item", "the invoice that is contested")
    if not work.books.items.of_customer(owner).filter(number=item).exists():
        raise Refused(
            RefusalCode.UNKNOWN_ITEM,
            f"{item} is no item of {owner.ref}",
            "Give one that this customer owes",
            field="item",
            value=item,
        )
