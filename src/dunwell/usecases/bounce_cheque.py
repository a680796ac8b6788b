"""A cheque was not honoured: the promise that it stood for is broken, and money booked for it goes out again."""

import inspect

from dunwell.data.models import Commitment, Customer
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Role, Verb
from dunwell.usecases.after_run import raise_duties
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CHEQUE_BOUNCED)
def bounce_cheque(work: Work, *, customer: str, number: str) -> Answer:
    """Break the promise of a cheque today, whatever its date, and charge back what was booked under its number.

    The promise counts as broken even where it had been kept by that money. Raises Refused `no_promise` where no
    cheque of this number was promised, `unknown_customer`.
    """
    check_text("number", number, 100, needed=True)
    owner = work.customer(customer)
    promise = _promise(work, owner, number)
    work.note({"commitment": promise.pk}, subject=owner, personal={"number": number})
    booked = _booked(work, owner, promise, number)
    back = _charge_back(work, owner, promise, number, booked) if booked else None
    promise.refresh_from_db()
    promise.state, promise.ended_on, promise.ended_seq = "broken", work.today, work.seq
    promise.broken_by = "bounced"
    promise.save(update_fields=["state", "ended_on", "ended_seq", "broken_by"])
    raise_duties(work, None, [Duty(owner.pk, DutyName.CHEQUE_BOUNCED, str(promise.pk), Role.COLLECTIONS)])
    return {
        "commitment_id": promise.pk,
        "customer": customer,
        "state": promise.state,
        "charged_back_minor": booked,
        "currency": promise.currency,
        "reopened": back["reopened"] if back else [],
        "commitments": refresh_commitments(work, owner),
    }


def _promise(work: Work, owner: Customer, number: str) -> Commitment:
    cheques = work.books.commitments.of_customer(owner).filter(method="cheque", number=number)
    found: Commitment | None = cheques.filter(state__in=("open", "kept")).order_by("-id").first()
    if found is None:
        raise Refused(
            RefusalCode.NO_PROMISE,
            f"No cheque {number} of {owner.ref} stands for a promise",
            "See the promises with `dunwell promises`; money alone is taken back with `dunwell chargeback`",
            field="number",
            value=number,
        )
    return found


def _booked(work: Work, owner: Customer, promise: Commitment, number: str) -> int:
    """Sum what was booked under the cheque's number and has not gone out again, in minor units."""
    payments = work.books.entries.of_customer(owner).filter(
        kind="payment", currency=promise.currency, reference__iexact=number
    )
    settled = work.books.allocations.in_force().filter(entry__in=payments, item__isnull=False)
    booked: int = sum(each.amount_minor for each in settled) + sum(each.unallocated_minor for each in payments)
    return booked


def _charge_back(work: Work, owner: Customer, promise: Commitment, number: str, booked: int) -> Answer:
    body = inspect.unwrap(chargeback)
    done: Answer = body(work, customer=owner.ref, amount_minor=booked, currency=promise.currency, reference=number)
    return done
