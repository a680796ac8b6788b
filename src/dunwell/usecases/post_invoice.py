"""Post an invoice, or an opening balance: a claim with a due date."""

from datetime import date

from dunwell.data.models import Customer, Item
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.domain.terms import due_date as due_by
from dunwell.domain.terms import parse_terms
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.ledger.texts import already_exists, check_text
from dunwell.usecases.work import Answer, Work, use_case

POSTED_KINDS = ("invoice", "opening")  # fees are charged by runs


@use_case(Verb.INVOICE)
def post_invoice(
    work: Work,
    *,
    number: str,
    customer: str,
    amount_minor: int,
    currency: str,
    due_date: date | None = None,
    item_date: date | None = None,
    kind: str = "invoice",
    text: str = "",
) -> Answer:
    """Post a claim of so many minor units; without a due date it falls due by the customer's terms, or the policy's.

    `item_date` left out is today. Unallocated money settles it only by a verb of its own. Raises Refused
    `unknown_customer`, `already_exists`, `not_positive` or `unknown_policy`, UserError `unknown_currency`.
    """
    _check(number, amount_minor, currency, kind, text)
    owner = work.customer(customer)
    if work.books.items.filter(number=number).exists():
        raise already_exists("an item", number)
    dated = item_date or work.today
    due = due_date or _due_by_terms(work, owner, dated)
    facts = {"number": number, "kind": kind, "amount_minor": amount_minor, "currency": currency}
    work.note({**facts, "item_date": dated, "due_date": due}, subject=owner, personal={"text": text} if text else None)
    item: Item = work.books.items.create(
        customer=owner,
        kind=kind,
        number=number,
        currency=currency,
        amount_minor=amount_minor,
        residual_minor=amount_minor,
        item_date=dated,
        due_date=due,
        text=text,
        **work.stamp,
    )
    return {
        "item": number,
        "item_id": item.pk,
        "customer": customer,
        "amount_minor": amount_minor,
        "currency": currency,
        "item_date": dated.isoformat(),
        "due_date": due.isoformat(),
    }


def _check(number: str, amount_minor: int, currency: str, kind: str, text: str) -> None:
    check_text("number", number, needed=True)
    check_text("text", text, 300)
    check_amount(amount_minor, currency)
    if kind not in POSTED_KINDS:
        raise UserError(
            "unknown_kind",
            f"{kind!r} is no kind of claim that can be posted",
            f"Write one of {', '.join(POSTED_KINDS)}",
            field="kind",
            value=kind,
        )


def _due_by_terms(work: Work, customer: Customer, dated: date) -> date:
    return due_by(parse_terms(customer.terms or policy_of(work, customer).terms), dated)
