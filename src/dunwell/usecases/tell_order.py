"""An order that another system tells of: it counts as exposure until it is invoiced or cancelled."""

from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.texts import already_exists, check_text
from dunwell.usecases.work import Answer, Work, use_case

ENDS = ("invoiced", "cancelled")


@use_case(Verb.ORDER)
def tell_order(
    work: Work, *, number: str, customer: str = "", amount_minor: int = 0, currency: str = "", state: str = "open"
) -> Answer:
    """Put an order on record, in minor units of a currency; or say what became of it: invoiced, cancelled.

    Raises Refused `already_exists`, `unknown_order`, `unknown_customer`, `not_positive`, UserError `unknown_state`.
    """
    check_text("number", number, needed=True)
    standing = work.books.orders_told.standing().filter(number=number).select_related("customer").first()
    if state in ENDS:
        if standing is None:
            raise Refused(
                RefusalCode.UNKNOWN_ORDER,
                f"There is no open order {number}",
                "Give the number of an order that was told and has not ended",
                field="number",
                value=number,
            )
        work.note({"order": standing.pk, "state": state}, subject=standing.customer)
        standing.state, standing.ended_on, standing.ended_seq = state, work.today, work.seq
        standing.save(update_fields=["state", "ended_on", "ended_seq"])
        return {"order": number, "customer": standing.customer.ref, "state": state}
    if state != "open":
        raise UserError(
            "unknown_state",
            f"An order is not {state}",
            f"Say one of: open, {', '.join(ENDS)}",
            field="state",
            value=state,
        )
    check_amount(amount_minor, currency)
    owner = work.customer(customer)
    if standing is not None:
        raise already_exists("an order", number)
    work.note({"amount_minor": amount_minor, "currency": currency}, subject=owner, personal={"number": number})
    work.books.orders_told.create(
        customer=owner, number=number, amount_minor=amount_minor, currency=currency, told_on=work.today, **work.stamp
    )
    return {"order": number, "customer": customer, "amount_minor": amount_minor, "currency": currency, "state": "open"}
