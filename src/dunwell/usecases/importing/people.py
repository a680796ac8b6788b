"""Customers as a file describes them: added, and reached by mail, telephone and letter, by the batch.

Nobody is reached in another way than before by accident: where a file of invoices says how, only customers without a
working address of that kind get one. Knows no file format.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dunwell.data.models import Address, Contact, Customer, Identifier
from dunwell.ports import ContactLine, CustomerRow, ItemRow, PostalAddress
from dunwell.usecases.importing.batching import BATCH, batches
from dunwell.usecases.work import Work

Pair = tuple[Customer, CustomerRow]


def add_customers(work: Work, rows: Iterable[ItemRow], beside: Mapping[str, CustomerRow]) -> list[Pair]:
    """Add the customers of rows of invoices; `beside` is what the file says of customers, by number."""
    told = [_described(row, beside.get(row.customer_ref)) for row in rows]
    return add_described(work, told)


def add_described(work: Work, rows: Sequence[CustomerRow]) -> list[Pair]:
    """Add customers as they are described; how they are reached is left to `reach`."""
    made = work.books.customers.bulk_create([_customer(work, row) for row in rows], batch_size=BATCH)
    return list(zip(made, rows, strict=True))


def reach(work: Work, pairs: Sequence[Pair], *, only_missing: bool = False) -> int:
    """Keep people, addresses and identifiers that are not on record yet; count the new addresses.

    `only_missing`: an address only where the customer has none of its kind that works.
    """
    return sum(_reach(work, part, only_missing) for part in batches(pairs))


def postal_text(address: PostalAddress) -> str:
    """Write a postal address as lines, without the country: that is kept with the customer."""
    town = f"{address.postcode} {address.city}".strip()
    return "\n".join(line for line in (*address.lines, town, address.region) if line)


def _described(row: ItemRow, said: CustomerRow | None) -> CustomerRow:
    """Describe a customer by a row of invoices, and by what the file says of it beside."""
    if said is None:
        said = CustomerRow(row.line, row.customer_ref, row.customer_name or row.customer_ref, country=row.country)
    reached = said.emails or any(line.email for line in said.contacts)
    called = said.phones or any(line.phone for line in said.contacts)
    return replace(
        said,
        name=said.name or row.customer_name or row.customer_ref,
        country=said.country or row.country,
        emails=said.emails if reached or not row.email else (row.email,),
        phones=said.phones if called or not row.phone else (row.phone,),
    )


def _customer(work: Work, row: CustomerRow) -> Customer:
    return Customer(
        ref=row.ref,
        name=(row.name or row.ref)[:300],
        country=row.country,
        region=row.address.region[:10] if row.address and len(row.address.region) <= REGION else "",
        kind=row.kind or "business",
        language=row.language or work.company.language,
        zone=row.zone,
        terms=row.terms[:100],
        **work.stamp,
    )


REGION = 3  # a code of ISO 3166-2 behind its country; what is longer is a name, and stands in the address


@dataclass(slots=True)
class _OnRecord:
    """What is on record of some customers: addresses that work by channel, people, identifiers."""

    addresses: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    people: dict[tuple[int, str, str], Contact] = field(default_factory=dict)
    identifiers: set[tuple[int, str, str]] = field(default_factory=set)

    def reached_by(self, customer: int, channel: str) -> bool:
        return any(kind == channel for kind, _ in self.addresses[customer])


def _reach(work: Work, pairs: Sequence[Pair], only_missing: bool) -> int:
    known = _on_record(work, [customer.pk for customer, _ in pairs])
    people = [
        Contact(customer=customer, role=line.role, name=line.name[:200], language=line.language, **work.stamp)
        for customer, row in pairs
        for line in row.contacts
        if _person(customer, line) not in known.people
    ]
    for contact in work.books.contacts.bulk_create(people, batch_size=BATCH):
        known.people[contact.customer_id, contact.role, contact.name.casefold()] = contact
    addresses = [
        Address(customer=customer, contact=contact, channel=channel, text=text, **work.stamp)
        for customer, row in pairs
        for channel, text, contact in _new_addresses(known, customer, row, only_missing)
    ]
    work.books.addresses.bulk_create(addresses, batch_size=BATCH)
    identifiers = {
        (customer.pk, "vat", row.vat[:200]): Identifier(
            customer=customer, scheme="vat", value=row.vat[:200], **work.stamp
        )
        for customer, row in pairs
        if row.vat and (customer.pk, "vat", row.vat[:200]) not in known.identifiers
    }
    work.books.identifiers.bulk_create(identifiers.values(), batch_size=BATCH)
    return len(addresses)


def _on_record(work: Work, ids: Sequence[int]) -> _OnRecord:
    known = _OnRecord()
    for owner, channel, text in (
        work.books.addresses.working().filter(customer__in=ids).values_list("customer_id", "channel", "text")
    ):
        known.addresses[owner].add((channel, text))
    for contact in work.books.contacts.standing().filter(customer__in=ids):
        known.people[contact.customer_id, contact.role, contact.name.casefold()] = contact
    found = work.books.identifiers.filter(customer__in=ids)
    known.identifiers.update(found.values_list("customer_id", "scheme", "value"))
    return known


def _person(customer: Customer, line: ContactLine) -> tuple[int, str, str]:
    return customer.pk, line.role, line.name[:200].casefold()


def _new_addresses(
    known: _OnRecord, customer: Customer, row: CustomerRow, only_missing: bool
) -> list[tuple[str, str, Contact | None]]:
    """List what is new of a customer's addresses, by rising use: the newest is written to.

    So who pays comes last, before them the customer in general, and first other people.
    """
    said: list[tuple[str, str, Contact | None]] = []
    for line in sorted(row.contacts, key=lambda each: each.role != "payables"):
        contact = known.people.get(_person(customer, line))
        said += [("email", line.email, contact), ("sms", line.phone, contact)]
    own = [("email", text, None) for text in row.emails] + [("sms", text, None) for text in row.phones]
    payables = 2 * sum(line.role == "payables" for line in row.contacts)
    said[payables:payables] = own
    said += [("letter", postal_text(row.address), None)] if row.address else []
    taken = {channel for channel in ("email", "sms", "letter") if known.reached_by(customer.pk, channel)}
    new: dict[tuple[str, str], Contact | None] = {}
    for channel, text, contact in said:
        if text and (channel, text) not in known.addresses[customer.pk] and not (only_missing and channel in taken):
            new.setdefault((channel, text), contact)
    return [(channel, text, contact) for (channel, text), contact in reversed(new.items())]
