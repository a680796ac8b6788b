"""Customers as a file describes them: added, and reached by mail, telephone and letter, by the batch.

Nobody is reached in another way than before by accident: where a file of invoices says how, only customers without a
working address of that kind get one. Knows no file format.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from dunwell.data.bulk import append, new_ids
from dunwell.data.models import Address, Contact, Customer, Identifier
from dunwell.ports import ContactLine, CustomerRow, ItemRow, PostalAddress
from dunwell.usecases.importing.batching import BATCH, batches
from dunwell.usecases.work import Work

Pair = tuple[int, CustomerRow]
"""A customer's id, and what a file says of the customer."""


def add_customers(work: Work, rows: Iterable[ItemRow], beside: Mapping[str, CustomerRow]) -> list[Pair]:
    """Add the customers of rows of invoices; `beside` is what the file says of customers, by number."""
    told = [_described(row, beside.get(row.customer_ref)) for row in rows]
    return add_described(work, told)


def add_described(work: Work, rows: Sequence[CustomerRow]) -> list[Pair]:
    """Add customers as they are described; how they are reached is left to `reach`."""
    said = [_particulars(work, row) for row in rows]
    frame = pl.DataFrame(said, schema=dict.fromkeys(PARTICULARS, pl.String), orient="row")
    frame = frame.with_columns(new_ids(Customer, len(rows)))
    append(Customer, frame, **work.column_stamp)
    return list(zip(frame["id"].to_list(), rows, strict=True))


def reach(work: Work, pairs: Sequence[Pair], *, only_missing: bool = False, new: bool = False) -> int:
    """Keep people, addresses and identifiers that are not on record yet; count the new addresses.

    `only_missing`: an address only where the customer has none of its kind that works. `new`: of none of these
    customers anything is on record.
    """
    return sum(_reach(work, part, only_missing, new) for part in batches(pairs))


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
    more = {
        "name": row.customer_name or row.customer_ref if not said.name else "",
        "country": row.country if not said.country else "",
        "emails": (row.email,) if row.email and not reached else (),
        "phones": (row.phone,) if row.phone and not called else (),
    }
    changes: dict[str, Any] = {name: value for name, value in more.items() if value}
    return replace(said, **changes) if changes else said


def _particulars(work: Work, row: CustomerRow) -> tuple[str, ...]:
    """Give a new customer's values in the order of PARTICULARS."""
    region = row.address.region if row.address and len(row.address.region) <= REGION else ""
    name, kind, language = row.name or row.ref, row.kind or "business", row.language or work.company.language
    return row.ref, name[:300], row.country, region, kind, language, row.zone, row.terms[:100]


PARTICULARS = ("ref", "name", "country", "region", "kind", "language", "zone", "terms")
REGION = 3  # a code of ISO 3166-2 behind its country; what is longer is a name, and stands in the address


@dataclass(slots=True)
class _OnRecord:
    """What is on record of some customers: addresses that work by channel, people, identifiers."""

    addresses: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    people: dict[tuple[int, str, str], int] = field(default_factory=dict)
    identifiers: set[tuple[int, str, str]] = field(default_factory=set)

    def reached_by(self, customer: int, channel: str) -> bool:
        return any(kind == channel for kind, _ in self.addresses[customer])


def _reach(work: Work, pairs: Sequence[Pair], only_missing: bool, new: bool) -> int:
    known = _OnRecord() if new else _on_record(work, [customer for customer, _ in pairs])
    people = [
        Contact(customer_id=customer, role=line.role, name=line.name[:200], language=line.language, **work.stamp)
        for customer, row in pairs
        for line in row.contacts
        if _person(customer, line) not in known.people
    ]
    for contact in work.books.contacts.bulk_create(people, batch_size=BATCH):
        known.people[contact.customer_id, contact.role, contact.name.casefold()] = contact.pk
    addresses = [
        (customer, contact, channel, text)
        for customer, row in pairs
        for channel, text, contact in _new_addresses(known, customer, row, only_missing)
    ]
    append(Address, pl.DataFrame(addresses, ADDRESS, orient="row"), **work.column_stamp)
    vats = {(customer, row.vat[:200]) for customer, row in pairs if row.vat}
    said = sorted((customer, "vat", vat) for customer, vat in vats if (customer, "vat", vat) not in known.identifiers)
    append(Identifier, pl.DataFrame(said, IDENTIFIER, orient="row"), **work.column_stamp)
    return len(addresses)


ADDRESS = {"customer_id": pl.Int64, "contact_id": pl.Int64, "channel": pl.String, "text": pl.String}
IDENTIFIER = {"customer_id": pl.Int64, "scheme": pl.String, "value": pl.String}


def _on_record(work: Work, ids: Sequence[int]) -> _OnRecord:
    known = _OnRecord()
    for owner, channel, text in (
        work.books.addresses.working().filter(customer__in=ids).values_list("customer_id", "channel", "text")
    ):
        known.addresses[owner].add((channel, text))
    for contact in work.books.contacts.standing().filter(customer__in=ids):
        known.people[contact.customer_id, contact.role, contact.name.casefold()] = contact.pk
    found = work.books.identifiers.filter(customer__in=ids)
    known.identifiers.update(found.values_list("customer_id", "scheme", "value"))
    return known


def _person(customer: int, line: ContactLine) -> tuple[int, str, str]:
    return customer, line.role, line.name[:200].casefold()


def _new_addresses(
    known: _OnRecord, customer: int, row: CustomerRow, only_missing: bool
) -> list[tuple[str, str, int | None]]:
    """List what is new of a customer's addresses, by rising use: the newest is written to.

    So who pays comes last, before them the customer in general, and first other people.
    """
    if not (row.contacts or row.emails or row.phones or row.address):
        return []
    said: list[tuple[str, str, int | None]] = []
    for line in sorted(row.contacts, key=lambda each: each.role != "payables"):
        contact = known.people.get(_person(customer, line))
        said += [("email", line.email, contact), ("sms", line.phone, contact)]
    own = [("email", text, None) for text in row.emails] + [("sms", text, None) for text in row.phones]
    payables = 2 * sum(line.role == "payables" for line in row.contacts)
    said[payables:payables] = own
    said += [("letter", postal_text(row.address), None)] if row.address else []
    taken = {channel for channel in ("email", "sms", "letter") if known.reached_by(customer, channel)}
    new: dict[tuple[str, str], int | None] = {}
    for channel, text, contact in said:
        if text and (channel, text) not in known.addresses[customer] and not (only_missing and channel in taken):
            new.setdefault((channel, text), contact)
    return [(channel, text, contact) for (channel, text), contact in reversed(new.items())]
