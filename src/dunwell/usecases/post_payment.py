"""Post a payment: it settles the items that are meant beyond doubt, and stays unallocated where none are."""

from datetime import date

from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.money_in import MoneyIn, post_money
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PAYMENT)
def post_payment(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    reference: str = "",
    entry_date: date | None = None,
) -> Answer:
    """Post money that came in, let it find its items by docs/deciding.md, rule 9, and count it for promises.

    `reference` is what the payer wrote; `entry_date` the value date, left out today. Answers with the rule by which
    items were found, what was allocated, what is left unallocated, and the promises that it changed.
    Raises Refused `unknown_customer` or `not_positive`, UserError `unknown_currency` or `too_long`.
    """
    money = MoneyIn("payment", amount_minor, currency, entry_date or work.today, reference)
    return post_money(work, work.customer(customer), money)
