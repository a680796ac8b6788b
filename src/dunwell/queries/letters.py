"""What the letters say that a person sends: the dispute that was rejected, the plan, the hand-over. Reads only."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.instalments import Instalment, Rhythm, schedule
from dunwell.domain.letters import LetterName, OwnLetter
from dunwell.domain.papers import PaperItem
from dunwell.queries.customers import find_customer
from dunwell.queries.letterhead import writer_of
from dunwell.queries.message_facts import PAYABLES, debtor_of, paper_item, postal_addresses
from dunwell.queries.payment_references import references_of_customers, references_of_items


def own_letter(company: Company, name: str, ref: str, as_of: date, choose: Callable[..., str]) -> OwnLetter:
    """Gather what a letter to a customer says, by one of LETTER_NAMES. `choose` picks the language of those wanted.

    Raises Refused `unknown_customer`, and where there is nothing to write about `no_dispute`, `no_offer` or
    `not_handed_over`.
    """
    books, customer = Books(company), find_customer(company, ref)
    writer = writer_of(company)
    contact = books.contacts.standing().of_customer(customer).filter(role=PAYABLES).first()
    letter = OwnLetter(
        name=cast("LetterName", name),
        company=writer.company,
        customer=debtor_of(customer, postal_addresses(books, [customer.pk]).get(customer.pk, "")),
        language=choose(contact.language if contact else "", customer.language, company.language),
        as_of=as_of,
        sender=writer.sender,
        contact_name=contact.name if contact else "",
        payment=writer.payment,
        references=references_of_customers(books, [customer.pk]).get(customer.pk, ()),
    )
    return _ABOUT[name](books, customer, letter)


def _rejection(books: Books, customer: Customer, letter: OwnLetter) -> OwnLetter:
    row = books.disputes.of_customer(customer).filter(state="rejected").select_related("item").order_by("-pk").first()
    if row is None:
        raise _nothing(
            RefusalCode.NO_DISPUTE, customer, "no dispute that was rejected", "dunwell resolve ITEM rejected"
        )
    return replace(
        letter,
        items=_items(books, [row.item], {row.item_id: row.amount_minor - row.credited_minor}),
        currency=row.item.currency,
        amount_minor=min(row.amount_minor - row.credited_minor, row.item.residual_minor),
        on_date=row.opened_on,
        complaint=row.reason,
        reason=row.resolution,
    )


def _plan(books: Books, customer: Customer, letter: OwnLetter) -> OwnLetter:
    offer = books.plan_offers.of_customer(customer).filter(state="proposed").order_by("-pk").first()
    if offer is not None:
        rhythm = Rhythm(offer.every)
        found = books.items.of_customer(customer).filter(number__in=offer.items).order_by("due_date", "pk")
        return replace(
            letter,
            items=_items(books, found),
            currency=offer.currency,
            amount_minor=offer.total_minor,
            on_date=offer.answer_by,
            instalments=schedule(
                offer.count, offer.instalment_minor, rhythm, offer.first_on, owed_minor=offer.total_minor
            ),
            accelerates=offer.accelerates,
            interest_percent=offer.interest_percent,
        )
    plan = books.commitments.of_customer(customer).open().filter(kind="plan").order_by("-pk").first()
    if plan is None:
        raise _nothing(RefusalCode.NO_OFFER, customer, "no plan", "dunwell propose")
    covered = books.covers.filter(commitment=plan).select_related("item").order_by("item__due_date", "item_id")
    days = books.instalments.filter(commitment=plan).order_by("due_on")
    return replace(
        letter,
        items=_items(books, [cover.item for cover in covered]),
        currency=plan.currency,
        amount_minor=plan.amount_minor,
        instalments=tuple(Instalment(each.due_on, each.amount_minor) for each in days),
        is_agreed=True,
        accelerates=plan.accelerates,
    )


def _thanks(books: Books, customer: Customer, letter: OwnLetter) -> OwnLetter:
    del books, customer
    return letter


def _handed_over(books: Books, customer: Customer, letter: OwnLetter) -> OwnLetter:
    row = books.hand_overs.of_customer(customer).standing().first()
    if row is None:
        raise _nothing(RefusalCode.NOT_HANDED_OVER, customer, "no hand-over", "dunwell hand-over")
    found = books.items.of_customer(customer).overdue(row.handed_on).claims().order_by("due_date", "pk")
    return replace(letter, items=_items(books, found), on_date=row.handed_on, to=row.to)


_ABOUT: dict[str, Callable[[Books, Customer, OwnLetter], OwnLetter]] = {
    "rejection": _rejection,
    "plan": _plan,
    "thanks": _thanks,
    "handed-over": _handed_over,
}


def _items(books: Books, rows: Iterable[Any], asked: dict[int, int] | None = None) -> tuple[PaperItem, ...]:
    found = list(rows)
    references = references_of_items(books, [row.pk for row in found])
    minor = asked or {}
    return tuple(
        paper_item(row, min(minor.get(row.pk, row.residual_minor), row.residual_minor), references.get(row.pk, ()))
        for row in found
    )


def _nothing(code: RefusalCode, customer: Customer, what: str, command: str) -> Refused:
    return Refused(
        code,
        f"{customer.ref} has {what}",
        f"Begin with `{command}`",
        field="customer",
        value=customer.ref,
    )
