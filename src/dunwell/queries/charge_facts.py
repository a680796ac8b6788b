"""Late charges as facts: what a fee is made of, to be printed. A few queries for any number of fees; knows no words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.papers import MessageFacts, PaperItem
from dunwell.domain.standing_papers import ChargeLine, ChargeNote
from dunwell.queries.letterhead import writer_of
from dunwell.queries.message_facts import debtor_of, postal_addresses
from dunwell.queries.payment_references import references_of_items


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge with its lines. `law`: whose it is; empty for a percentage that was agreed."""

    law: str
    base_minor: int
    lines: tuple[ChargeLine, ...]


def charges_of(company: Company, numbers: Collection[str]) -> dict[str, Charged]:
    """Give the charges of fees, by number of the fee; fees that no run posted are left out."""
    books = Books(company)
    rows = list(books.charges.filter(item__number__in=list(numbers)).select_related("item"))
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    parts = books.charge_parts.filter(charge__in=[row.pk for row in rows], amount_minor__gt=0)
    for part in parts.select_related("for_item").order_by("pk"):
        lines[part.charge_id].append(_line(part))
    return {row.item.number: Charged(row.regime, row.base_minor, tuple(lines[row.pk])) for row in rows}


def note_of(message: MessageFacts, item: PaperItem, charged: Charged) -> ChargeNote:
    """Give the note of a fee that a message asks for."""
    return ChargeNote(
        company=message.company,
        customer=message.customer,
        language=message.language,
        as_of=message.as_of,
        sender=message.sender,
        number=item.number,
        currency=item.currency,
        amount_minor=item.amount_minor,
        due_date=item.due_date,
        law=charged.law,
        base_minor=charged.base_minor,
        lines=charged.lines,
        payment=message.payment,
        references=item.references,
        contact_name=message.contact_name,
    )


def charge_note(company: Company, number: str, language: str, as_of: date) -> ChargeNote:
    """Give the note of one fee, in a language. Raises Refused `unknown_item`."""
    books = Books(company)
    found = charges_of(company, [number])
    item: Any = books.items.filter(number=number, kind="fee").select_related("customer").first()
    if item is None or number not in found:
        raise Refused(
            RefusalCode.UNKNOWN_ITEM,
            f"There is no late charge {number}",
            "Give the number of a fee as the customer's statement shows it",
            field="fee",
            value=number,
        )
    writer, customer = writer_of(company), item.customer
    return ChargeNote(
        company=writer.company,
        customer=debtor_of(customer, postal_addresses(books, [customer.pk]).get(customer.pk, "")),
        language=language or customer.language,
        as_of=as_of,
        sender=writer.sender,
        number=number,
        currency=item.currency,
        amount_minor=item.amount_minor,
        due_date=item.due_date,
        law=found[number].law,
        base_minor=found[number].base_minor,
        lines=found[number].lines,
        payment=writer.payment,
        references=references_of_items(books, [item.pk]).get(item.pk, ()),
    )


def _line(part: Any) -> ChargeLine:
    return ChargeLine(
        part.for_item.number,
        part.kind,
        part.amount_minor,
        part.base_minor,
        part.first_date,
        part.last_date,
        part.days,
        part.percent,
        part.why,
        part.doubtful,
        part.last_known,
    )
