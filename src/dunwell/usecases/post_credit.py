"""Post a credit note: for an invoice it settles that one, and its disputed part first; without one it waits."""

from datetime import date
from typing import Any

from dunwell.data.models import Entry, Item
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.finding import item_of
from dunwell.usecases.ledger.texts import already_exists, check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CREDIT)
def post_credit(
    work: Work,
    *,
    number: str,
    customer: str,
    amount_minor: int,
    currency: str,
    item: str = "",
    entry_date: date | None = None,
    reason: str = "",
) -> Answer:
    """Post a credit of so many minor units, for an invoice or for none; it is never allocated by itself to others.

    A credit for an invoice lowers what is disputed of it, or awaits a credit note, first (docs/deciding.md, rule 8).
    What it leaves over stays unallocated. Raises Refused `unknown_customer`, `unknown_item`, `wrong_currency`,
    `already_exists` or `not_positive`.
    """
    check_text("number", number, needed=True)
    check_amount(amount_minor, currency)
    owner = work.customer(customer)
    invoice = item_of(work, owner, item, currency) if item else None
    if work.books.entries.filter(kind="credit", number=number).exists():
        raise already_exists("a credit note", number)
    on = entry_date or work.today
    facts = {"number": number, "amount_minor": amount_minor, "currency": currency, "entry_date": on}
    work.note(
        {**facts, "for_item": invoice.pk if invoice else None},
        subject=owner,
        personal={"reason": reason} if reason else None,
    )
    credit: Entry = work.books.entries.create(
        customer=owner,
        kind="credit",
        number=number,
        currency=currency,
        amount_minor=amount_minor,
        unallocated_minor=amount_minor,
        entry_date=on,
        reason=reason,
        for_item=invoice,
        **work.stamp,
    )
    return {
        "entry_id": credit.pk,
        "credit": number,
        "customer": customer,
        "amount_minor": amount_minor,
        "currency": currency,
        "allocations": _apply(work, credit, invoice) if invoice else [],
        "unallocated_minor": credit.unallocated_minor,
        "commitments": refresh_commitments(work, owner),
    }


def _apply(work: Work, credit: Entry, item: Item) -> list[dict[str, Any]]:
    """Lower the item's disputes by the whole credit, and its residual by as much as is left of it."""
    _lower_disputes(work, item, credit.amount_minor)
    minor = min(credit.amount_minor, item.residual_minor)
    if minor == 0:
        return []
    settle(work, credit, item, minor)
    return [{"item": item.number, "entry_id": credit.pk, "amount_minor": minor}]


def _lower_disputes(work: Work, item: Item, minor: int) -> None:
    """Meet the upheld disputes first, then the open one, in the order in which they came."""
    standing = work.books.disputes.filter(item=item, state__in=("open", "upheld"))
    for dispute in sorted(standing, key=lambda each: (each.state != "upheld", each.pk)):
        used = min(minor, dispute.amount_minor - dispute.credited_minor)
        if used > 0:
            dispute.credited_minor += used
            dispute.save(update_fields=["credited_minor"])
            minor -= used
