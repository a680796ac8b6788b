"""Which column gives which field, by the usual words of the field in `headers.csv`. Cells are not looked at.

The order of the words in `headers.csv` is the order of preference where two headers claim one field. A language
is added by adding rows.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from dunwell.adapters.files.letters import plain
from dunwell.ports import ColumnTaken

Subject = Literal["item", "payment", "customer"]
"""What a row is about; the same header may give different fields to each."""

FIELDS: dict[str, str] = {
    "number": "the number of the invoice",
    "customer_ref": "the customer's number",
    "customer_name": "the customer's name",
    "kind": "invoice or credit note",
    "is_return": "whether it is a credit note",
    "item_date": "the date of the invoice",
    "due_date": "the due date",
    "currency": "the currency",
    "amount": "the amount",
    "open": "the open amount",
    "debit": "what the customer is charged",
    "credit": "what the customer is credited",
    "status": "the status",
    "payment_status": "the state of payment",
    "settled_on": "the day of settlement",
    "disputed": "whether it is disputed",
    "email": "the customer's e-mail address",
    "phone": "the customer's telephone",
    "country": "the customer's country",
    "terms": "the payment terms",
    "reference": "a reference",
}
"""The fields of an item that a column can give, in the user's words."""

PAYMENT_FIELDS: dict[str, str] = {
    "number": "the number of the payment",
    "customer_ref": "the customer's number",
    "customer_name": "the customer's name",
    "kind": "payment or refund",
    "paid_on": "the day of the payment",
    "currency": "the currency",
    "amount": "the amount paid",
    "reference": "the payment's reference",
    "items": "the invoices paid",
    "status": "the status",
}

CUSTOMER_FIELDS: dict[str, str] = {
    "ref": "the customer's number",
    "name": "the customer's name",
    "kind": "business, consumer or public",
    "country": "the country",
    "language": "the language",
    "zone": "the time zone",
    "terms": "the payment terms",
    "vat": "the VAT number",
    "email": "the e-mail address",
    "email_2": "a second e-mail address",
    "phone": "the telephone",
    "phone_2": "a second telephone",
    "address": "the street",
    "address_2": "a second line of the address",
    "address_3": "a third line of the address",
    "address_4": "a fourth line of the address",
    "city": "the city",
    "postcode": "the postcode",
    "region": "the region",
    "role": "the contact's role",
    "contact_name": "the contact's name",
    "contact_email": "the contact's e-mail address",
    "contact_phone": "the contact's telephone",
    "contact_language": "the contact's language",
    **{
        f"{role}_{part}": f"the {part} of the contact for {role}"
        for role in ("payables", "management", "legal")
        for part in ("name", "email", "phone")
    },
    "stage": "the stage of a running case",
    "promised_on": "the day of an open promise",
    "promised": "the amount of an open promise",
    "promise_currency": "the currency of the promise",
    "disputed": "whether there is a dispute",
    "dispute_reason": "the reason of the dispute",
}

SUBJECTS: dict[Subject, dict[str, str]] = {"item": FIELDS, "payment": PAYMENT_FIELDS, "customer": CUSTOMER_FIELDS}

LONGEST_HEADER = 200
"""A longer cell is no header, and is not worth looking at."""


@cache
def known_words(subject: Subject = "item") -> Mapping[str, tuple[str, int]]:
    """Give the known header words, reduced, with their field and rank (a lower rank is preferred)."""
    source = files("dunwell.adapters.files").joinpath("headers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return {plain(row["header"]): (row["field"], at) for at, row in enumerate(rows) if row["what"] == subject}


def count_fields(cells: list[str], mapping: Mapping[str, str], subject: Subject = "item") -> int:
    """Count the different fields that a line would give if it were the header."""
    words, mapped = known_words(subject), {plain(header): name for name, header in mapping.items()}
    heads = (plain(cell) for cell in cells if len(cell) <= LONGEST_HEADER)
    found = (mapped.get(head) or words.get(head, ("", 0))[0] for head in heads)
    return len({name for name in found if name})


def recognise(
    header: list[str], mapping: Mapping[str, str], subject: Subject = "item", why: str = "the mapping says so"
) -> tuple[dict[str, ColumnTaken], list[str]]:
    """Take a column for each field that the header gives: by the mapping, else by name.

    Returns the columns by field and the fields whose mapped header does not exist.
    """
    taken: dict[str, ColumnTaken] = {}
    missing = []
    for name, wanted in mapping.items():
        position = _find(header, wanted)
        if position is None:
            missing.append(name)
        else:
            taken[name] = ColumnTaken(name, header[position].strip(), position, why)
    spoken_for = {column.position for column in taken.values()}
    for name, claims in _claims(header, spoken_for, subject).items():
        if name not in mapping:
            (_, first), *others = sorted(claims)
            passed = tuple(header[position].strip() for _, position in others)
            named = "its name comes before the others in the order of preference" if passed else "by its name"
            taken[name] = ColumnTaken(name, header[first].strip(), first, named, passed)
    return {name: taken[name] for name in SUBJECTS[subject] if name in taken}, missing


def _claims(header: list[str], spoken_for: set[int], subject: Subject) -> dict[str, list[tuple[int, int]]]:
    """Collect for each field the (rank, position) of the headers that claim it by name."""
    words = known_words(subject)
    claims: dict[str, list[tuple[int, int]]] = {}
    for position, text in enumerate(header):
        known = words.get(plain(text))
        if known and position not in spoken_for:
            claims.setdefault(known[0], []).append((known[1], position))
    return _part_customer(claims, header)


_NAMES = ("name", "naam", "naziv", "назив", "наимен", "назван", "nume", "denumire", "نام", "firma", "company")
"""What a header holds, reduced, that gives a name and not a number."""


def _part_customer(claims: dict[str, list[tuple[int, int]]], header: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Take `Customer` for the number where another header gives the name, and none the number."""
    both = sorted(claims.get("customer_name", ()))
    names = [claim for claim in both if any(part in plain(header[claim[1]]) for part in _NAMES)]
    others = [claim for claim in both if claim not in names and plain(header[claim[1]]) in _BARE]
    if "customer_ref" in claims or not names or not others:
        return claims
    kept = [claim for claim in both if claim != others[0]]
    return claims | {"customer_ref": [others[0]], "customer_name": kept}


_BARE = frozenset(
    map(plain, ["customer", "client", "debtor", "partner", "kupac", "купац", "komitent", "комитент", "klant",
                "debiteur", "relatie", "клиент", "контрагент", "дебитор", "مشتری", "kunde", "debitor"])
)  # fmt: skip
"""Headers that may give a customer's name or its number."""


def _find(header: list[str], wanted: str) -> int | None:
    """Find a mapped header: as written, else by its letters and digits."""
    exact = [position for position, text in enumerate(header) if text.strip() == wanted.strip()]
    alike = [position for position, text in enumerate(header) if plain(text) and plain(text) == plain(wanted)]
    return next(iter(exact or alike), None)
