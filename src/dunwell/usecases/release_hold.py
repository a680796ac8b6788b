"""A customer is supplied again before its debts are paid: with somebody's yes, and word of how payment will come."""

from datetime import date
from typing import Any

from dunwell.data.models import Approval, Customer, Hold
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import Approved, ask_first, name_of, request_of, total_by_currency
from dunwell.usecases.events import resume_services
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.RELEASE)
def release_hold(
    work: Work,
    *,
    customer: str,
    reason: str = "",
    method: str = "",
    number: str = "",
    amount_minor: int | None = None,
    currency: str = "",
    payment_on: date | None = None,
    hold: int | None = None,
) -> Answer:
    """Release the account hold of a customer, or ask for it where the caller does not decide.

    Method (cheque, transfer, …), number, amount in minor units and date tell the payment that is to come; they are
    kept with the hold and the approval. `hold`: the one that is meant; a request is for the hold of its day, and for
    no later one. Services that were suspended may go on. Raises Refused `no_hold`, `date_passed`, `not_positive`,
    `unknown_customer`.
    """
    coming: dict[str, Any] = {"method": method, "number": number, "amount_minor": amount_minor, "currency": currency}
    coming["payment_on"] = payment_on
    _must_be_sound(work, amount_minor, currency, payment_on)
    found = work.customer(customer)
    standing = _standing(work, found, hold)
    amounts = total_by_currency(work.books.items.of_customer(found).open())
    asked = {"customer": customer, "reason": reason, **coming, "hold": standing.pk}
    if waits := ask_first(work, found, amounts, **asked):
        return waits
    work.note(
        {"hold": standing.pk, "amounts": amounts, "amount_minor": amount_minor, "currency": currency, "on": payment_on},
        subject=found,
        personal={"reason": reason, "method": method, "number": number},
    )
    approval = _approval(work, found, request_of(work.verb, amounts, asked))
    work.books.holds.filter(pk=standing.pk).update(
        ended_on=work.today,
        ended_seq=work.seq,
        released_by=work.caller.actor,
        release_reason=reason,
        approval=approval,
        coming_method=method,
        coming_number=number,
        coming_minor=amount_minor,
        coming_currency=currency,
        coming_on=payment_on,
    )
    resume_services(work, customer=found)
    return {
        "hold": standing.pk,
        "approval": approval.pk,
        "customer": found.ref,
        "released_on": work.today.isoformat(),
        "coming": coming | {"payment_on": payment_on.isoformat() if payment_on else None},
    }


def _must_be_sound(work: Work, amount_minor: int | None, currency: str, payment_on: date | None) -> None:
    if amount_minor is not None:
        check_amount(amount_minor, currency)
    if payment_on is not None and payment_on < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"A payment to come on {payment_on} lies before today, {work.today}",
            "Give the day on which payment will come; one that came is entered as a payment",
            field="payment_on",
            value=payment_on,
        )


def _standing(work: Work, customer: Customer, meant: int | None) -> Hold:
    hold: Hold | None = work.books.holds.of_customer(customer).standing().first()
    if hold is None or meant not in (None, hold.pk):
        raise Refused(
            RefusalCode.NO_HOLD,
            f"{customer.ref} is not on hold",
            "Look at the customer with `dunwell customer`",
            field="customer",
            value=customer.ref,
        )
    return hold


def _approval(work: Work, customer: Customer, request: dict[str, Any]) -> Approval:
    """Give the approval under which this happens; who decides alone has given it by doing so."""
    if isinstance(work, Approved):
        return work.approval
    approval: Approval = work.books.approvals.create(
        customer=customer,
        what=name_of(work.verb),
        request=request,
        state="approved",
        asked_by=work.caller.actor,
        answered_by=work.caller.actor,
        answered_on=work.today,
        answered_seq=work.seq,
        **work.stamp,
    )
    return approval
