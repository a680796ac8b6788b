"""Each verb of agreements in a book as a call of its use case. Knows no rule."""

from collections.abc import Callable
from typing import Any

from dunwell.policy.books import agreements as said
from dunwell.usecases.bounce_cheque import bounce_cheque
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.work import Answer

Call = tuple[Callable[..., Answer], dict[str, Any]]


def _money(amount: Any) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency} if amount else {}


def _cheque_bounced(line: said.ChequeBounced) -> Call:
    return bounce_cheque, {"customer": line.customer, "number": line.number}


def _hold(line: said.HoldPlaced) -> Call:
    return place_hold, {"customer": line.customer, "reason": line.reason}


AGREEMENTS: dict[type, Callable[[Any], Call]] = {
    said.ChequeBounced: _cheque_bounced,
    said.HoldPlaced: _hold,
}
"""The verbs of `dunwell.policy.books.agreements`; those of the ledger stand in `lines`."""
