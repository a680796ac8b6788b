"""May one sell to a customer on credit: yes, no, or for prepayment, and why.

This module does not know where the facts come from, nor what is done with the answer.
"""

from dataclasses import dataclass
from enum import StrEnum


class Selling(StrEnum):
    """The answer."""

    YES = "yes"
    NO = "no"
    PREPAY = "prepay"


class SellingReason(StrEnum):
    """Why the answer is not yes: a closed list, in the order in which it is asked."""

    HANDED_OVER = "handed_over"
    HOLD = "hold"
    NO_ACCEPTANCE = "no_acceptance"
    PREPAYMENT_TERMS = "prepayment_terms"
    FROZEN = "frozen"
    POLICY = "policy"
    OTHER_CURRENCY = "other_currency"
    LIMIT = "limit"

    @property
    def meaning(self) -> str:
        """Say in one sentence what the reason means."""
        return MEANINGS[self]


MEANINGS: dict[SellingReason, str] = {
    SellingReason.HANDED_OVER: "The customer is handed over to an agency or to counsel.",
    SellingReason.HOLD: "An account hold stands: nothing is supplied until it is released.",
    SellingReason.NO_ACCEPTANCE: "The policy asks for the customer's acceptance of its terms, and there is none.",
    SellingReason.PREPAYMENT_TERMS: "The customer's terms are prepayment: supply once the money is there.",
    SellingReason.FROZEN: "The customer's credit is frozen: supply once the money is there.",
    SellingReason.POLICY: "By the policy nothing is sold on credit at the customer's stage: supply once it has paid.",
    SellingReason.OTHER_CURRENCY: "The credit limit is in another currency than the sale: a person has to decide.",
    SellingReason.LIMIT: "What is open and the sale together are more than the credit limit.",
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as a sale sees it; amounts in minor units of the limit's currency.

    exposure_minor: what is open, money under way still counted as open, and orders told, less unallocated money and
    credits. frozen: nothing is sold on credit until somebody says so; prepays_at_stage: the policy wants it so.
    limit_minor: none where the customer has no limit.
    """

    handed_over: bool = False
    on_hold: bool = False
    acceptance_missing: bool = False
    prepays: bool = False
    frozen: bool = False
    prepays_at_stage: bool = False
    limit_minor: int | None = None
    limit_currency: str = ""
    exposure_minor: int = 0


def may_sell(
    buyer: Buyer, amount_minor: int | None = None, currency: str | None = None
) -> tuple[Selling, SellingReason | None]:
    """Answer whether one may sell for an amount, in minor units of its currency, or at all, where none is given.

    The first reason in the order of SellingReason is the one that is told. Prepayment adds nothing to what is owed,
    so that the limit is not asked.
    """
    for stopped, reason in (
        (buyer.handed_over, SellingReason.HANDED_OVER),
        (buyer.on_hold, SellingReason.HOLD),
        (buyer.acceptance_missing, SellingReason.NO_ACCEPTANCE),
    ):
        if stopped:
            return Selling.NO, reason
    for prepays, reason in (
        (buyer.prepays, SellingReason.PREPAYMENT_TERMS),
        (buyer.frozen, SellingReason.FROZEN),
        (buyer.prepays_at_stage, SellingReason.POLICY),
    ):
        if prepays:
            return Selling.PREPAY, reason
    beyond = _beyond(buyer, amount_minor or 0, currency)
    return (Selling.NO, beyond) if beyond else (Selling.YES, None)


def _beyond(buyer: Buyer, amount_minor: int, currency: str | None) -> SellingReason | None:
    """Tell whether a sale goes beyond the limit, or cannot be compared with it."""
    if buyer.limit_minor is None:
        return None
    if currency is not None and currency != buyer.limit_currency:
        return SellingReason.OTHER_CURRENCY
    return SellingReason.LIMIT if buyer.exposure_minor + amount_minor > buyer.limit_minor else None
