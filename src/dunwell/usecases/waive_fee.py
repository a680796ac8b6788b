"""Give up a fee. Who may do so stands in the policy; others ask, and it waits for a yes."""

from dunwell.data.models import Item
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.money import format_amount
from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.giving_up import give_up
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.WAIVE)
def waive_fee(work: Work, *, customer: str, amount_minor: int, currency: str, reason: str = "") -> Answer:
    """Give up so many minor units of a customer's fees: of the one of exactly that amount, else of the oldest.

    Raises Refused `no_fee` where no fees of that amount are open, `not_positive` or `unknown_customer`.
    """
    check_amount(amount_minor, currency)
    owner = work.customer(customer)
    fees = list(work.books.items.of_customer(owner).fees().open().in_currency(currency).oldest_first())
    parts = _parts(fees, amount_minor)
    if not parts:
        raise Refused(
            RefusalCode.NO_FEE,
            f"{customer} has no open fees of {format_amount(amount_minor, currency)}",
            "Look at the open fees with `dunwell customer`",
            field="amount",
            value=amount_minor,
        )
    asked = {"customer": customer, "amount_minor": amount_minor, "currency": currency, "reason": reason}
    waits = ask_first(work, owner, {currency: amount_minor}, **asked)
    if waits is not None:
        return waits
    done = give_up(work, owner, "waiver", parts, reason)
    return {**done, "commitments": refresh_commitments(work, owner)}


def _parts(fees: list[Item], wanted_minor: int) -> list[tuple[Item, int]]:
    """Choose what is given up of which fee; nothing where the fees are less than what is wanted."""
    exact = [fee for fee in fees if fee.residual_minor == wanted_minor]
    parts = []
    for fee in exact[:1] or fees:
        minor = min(fee.residual_minor, wanted_minor)
        if minor > 0:
            parts.append((fee, minor))
            wanted_minor -= minor
    return [] if wanted_minor else parts
