"""Electronic invoices kept as they came: references, terms with discounts, parties and their identifiers.

A credit note that names the invoice it is for is posted for that one (docs/deciding.md, rule 8). Knows no syntax.
"""

import json
from dataclasses import asdict

from dunwell.data.models import Dispute, Entry, Identifier, Item
from dunwell.ports import EInvoice, FileReading, Party
from dunwell.usecases.importing.pen import Pen
from dunwell.usecases.work import Work


def keep_documents(work: Work, reading: FileReading) -> None:
    """Keep the documents of a file beside the item or the credit that each became."""
    for document in reading.documents:
        _keep(work, reading, document)


def _keep(work: Work, reading: FileReading, document: EInvoice) -> None:
    if document.kind == "credit":
        entry: Entry | None = work.books.entries.filter(kind="credit", number=document.number).first()
        target = {"entry": entry}
        customer = entry.customer if entry else None
        if entry is not None and entry.recorded_seq == work.seq:
            _credit_for(work, entry, document)
    else:
        item: Item | None = work.books.items.filter(number=document.number).first()
        target, customer = {"item": item}, item.customer if item else None  # type: ignore[dict-item]
    if customer is None or work.books.documents.filter(digest=reading.digest, **target).exists():
        return
    facts = json.loads(json.dumps(asdict(document), default=str))
    work.books.documents.create(customer=customer, digest=reading.digest, facts=facts, **target, **work.stamp)
    for scheme, value in identifiers_of(document.buyer):
        if not work.books.identifiers.filter(customer=customer, scheme=scheme, value=value).exists():
            Identifier(customer=customer, scheme=scheme, value=value, **work.stamp).save()


def identifiers_of(party: Party) -> list[tuple[str, str]]:
    """List the numbers by which a party is known, each with its scheme."""
    scheme, endpoint = party.endpoint
    said = [("vat", party.vat), ("legal", party.legal_id), (scheme, endpoint), *party.ids]
    return [((name or "other")[:40], value[:200]) for name, value in dict.fromkeys(said) if value]


def _credit_for(work: Work, credit: Entry, document: EInvoice) -> None:
    """Let a credit note settle the one invoice that it names, its disputed part first."""
    if len(document.preceding) != 1:
        return
    found = work.books.items.filter(number=document.preceding[0], customer=credit.customer, currency=credit.currency)
    item: Item | None = found.first()
    if item is None:
        return
    credit.for_item = item
    credit.save(update_fields=["for_item"])
    _lower_disputes(work, item, credit.amount_minor)
    minor = min(credit.amount_minor, item.residual_minor)
    if minor:
        pen = Pen(work)
        pen.settle(credit, item, minor)
        pen.write()


def _lower_disputes(work: Work, item: Item, minor: int) -> None:
    """Meet the upheld disputes first, then the open one, in the order in which they came."""
    standing: list[Dispute] = list(work.books.disputes.filter(item=item, state__in=("open", "upheld")))
    for dispute in sorted(standing, key=lambda each: (each.state != "upheld", each.pk)):
        used = min(minor, dispute.amount_minor - dispute.credited_minor)
        if used > 0:
            dispute.credited_minor += used
            dispute.save(update_fields=["credited_minor"])
            minor -= used
