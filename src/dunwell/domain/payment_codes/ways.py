"""All ways to pay an amount: the bank details of each account always, and a code where a standard's rules are met.

Where there is no code the way says why. This module does not draw codes and knows no language and no bank.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dunwell.domain.papers import PayTo
from dunwell.domain.payment_codes.parties import Account, Payment, PaymentCode
from dunwell.domain.payment_codes.rails import fitting_reference, rails_of
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.references.kinds import Reference
from dunwell.domain.references.schemes import for_reading


@dataclass(frozen=True, slots=True)
class WayToPay:
    """One account to pay into: what a paper prints, the reference to name, a code or the reasons why there is none."""

    account: Account
    details: PayTo
    amount_minor: int
    reference: Reference | None = None
    code: PaymentCode | None = None
    why_not: tuple[NoCode, ...] = ()


def ways_to_pay(accounts: Sequence[Account], payment: Payment) -> list[WayToPay]:
    """List how a payment can be made, in the order of the accounts.

    Accounts of the payment's currency are taken; where there are none, those without a currency; else all others,
    without codes. Of several standards the first that is met gives the code. Raises UserError `unknown_currency`.
    """
    return [_way(account, payment) for account in _for_currency(accounts, payment.currency)]


def _for_currency(accounts: Sequence[Account], currency: str) -> Sequence[Account]:
    own = [account for account in accounts if account.currency == currency]
    any_currency = [account for account in accounts if not account.currency]
    return own or any_currency or accounts


def _way(account: Account, payment: Payment) -> WayToPay:
    code, why_not = _code(account, payment)
    reference = fitting_reference(account, payment)
    return WayToPay(
        account=account,
        details=PayTo(
            payee=account.holder.name,
            iban="".join(account.iban.split()).upper(),
            account=account.number,
            bic=account.bic,
            bank=account.bank,
            reference=for_reading(reference) if reference else "",
            currency=payment.currency,
        ),
        amount_minor=payment.amount_minor,
        reference=reference,
        code=code,
        why_not=why_not,
    )


def _code(account: Account, payment: Payment) -> tuple[PaymentCode | None, tuple[NoCode, ...]]:
    try:
        if account.currency not in ("", payment.currency):
            raise _other_currency(account, payment)
        rails = rails_of(account, payment)
    except NoCode as refused:
        return None, (refused,)
    refusals: list[NoCode] = []
    for rail in rails:
        try:
            return rail(account, payment), ()
        except NoCode as refused:
            refusals.append(refused)
    return None, tuple(refusals)


def _other_currency(account: Account, payment: Payment) -> NoCode:
    return NoCode(
        NoCodeReason.OTHER_CURRENCY,
        f"The account is kept in {account.currency}, the payment is in {payment.currency}",
        f"Add an account for {payment.currency}",
        field="currency",
        value=account.currency,
    )
