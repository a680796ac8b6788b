"""What an amount, a currency and a text must be before they go into the books. Knows no customer."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.money import digits, format_amount

LARGEST_MINOR = 10**16
"""Far above any single claim, and low enough for sums of hundreds of them to stay within 64 bits."""


def check_amount(amount_minor: int, currency: str) -> None:
    """Refuse an amount that is nothing, negative or beyond all ledgers, and a currency that does not exist.

    Raises Refused `not_positive` or `too_much`, and UserError `unknown_currency`.
    """
    digits(currency)
    if amount_minor <= 0:
        raise Refused(
            RefusalCode.NOT_POSITIVE,
            f"The amount is {format_amount(amount_minor, currency)}",
            "Give an amount above nothing; what goes the other way has a verb of its own",
            field="amount",
            value=amount_minor,
        )
    if amount_minor > LARGEST_MINOR:
        raise too_much(amount_minor, LARGEST_MINOR, currency, "what a ledger holds")


def too_much(amount_minor: int, limit_minor: int, currency: str, what: str) -> Refused:
    """Make the refusal of an amount that is more than what it is for. `what` continues: there is only … of."""
    return Refused(
        RefusalCode.TOO_MUCH,
        f"{format_amount(amount_minor, currency)} is more than {what}: {format_amount(limit_minor, currency)}",
        f"Give at most {format_amount(limit_minor, currency)}",
        field="amount",
        value=amount_minor,
    )


def check_currency(currency: str, wanted: str, what: str) -> None:
    """Refuse an amount in another currency than what it is for, such as `INV-7 is`. Raises Refused `wrong_currency`."""
    if currency != wanted:
        raise Refused(
            RefusalCode.WRONG_CURRENCY,
            f"The amount is in {currency}, and {what} in {wanted}",
            f"Give the amount in {wanted}; nothing is exchanged here",
            field="currency",
            value=currency,
        )
