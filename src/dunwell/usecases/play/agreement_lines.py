"""Each verb of agreements in a book as a call of its use case. Knows no rule."""

from collections.abc import Callable
from typing import Any

from dunwell.policy.books import agreements as said
from dunwell.usecases.answer_plan import accept_plan, decline_plan
from dunwell.usecases.bounce_cheque import bounce_cheque
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.work import Answer

Call = tuple[Callable[..., Answer], dict[str, Any]]


def _money(amount: Any) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency} if amount else {}


def _cheque_bounced(line: said.ChequeBounced) -> Call:
    return bounce_cheque, {"customer": line.customer, "number": line.number}


def _propose(line: said.Propose) -> Call:
    return propose_plan, {
        "customer": line.customer,
        "items": list(line.invoices),
        "every": line.every,
        "first_on": line.first_date,
        "asked_by": line.asked_by,
    }


def _answer_plan(line: said.AnswerPlan) -> Call:
    if not line.accepted:
        return decline_plan, {"customer": line.customer}
    return accept_plan, {"customer": line.customer, "how": line.how}


def _hold(line: said.HoldPlaced) -> Call:
    return place_hold, {"customer": line.customer, "reason": line.reason}


def _release(line: said.Release) -> Call:
    return release_hold, {
        "customer": line.customer,
        "method": line.method,
        "number": line.number,
        "payment_on": line.payment_date,
        "reason": line.reason,
        **_money(line.amount),
    }


AGREEMENTS: dict[type, Callable[[Any], Call]] = {
    said.ChequeBounced: _cheque_bounced,
    said.HoldPlaced: _hold,
    said.Release: _release,
    said.Propose: _propose,
    said.AnswerPlan: _answer_plan,
}
"""The verbs of `dunwell.policy.books.agreements`; those of the ledger stand in `lines`."""
