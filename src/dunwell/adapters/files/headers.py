"""Which column gives which field, by the usual words of the field in `headers.csv`. Cells are not looked at.

The order of the words in `headers.csv` is the order of preference where two headers claim one field. A language
is added by adding rows.
"""

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from dunwell.ports import ColumnTaken

FIELDS: dict[str, str] = {
    "number": "the number of the invoice",
    "customer_ref": "the customer's number",
    "customer_name": "the customer's name",
    "kind": "invoice or credit note",
    "item_date": "the date of the invoice",
    "due_date": "the due date",
    "currency": "the currency",
    "amount": "the amount",
    "open": "the open amount",
    "settled_on": "the day of settlement",
    "disputed": "whether it is disputed",
    "email": "the customer's e-mail address",
    "phone": "the customer's telephone",
    "country": "the customer's country",
    "terms": "the payment terms",
    "reference": "a reference",
}
"""The fields of an item that a column can give, in the user's words."""


def plain(header: str) -> str:
    """Reduce a header to its letters and digits, so that `invoice_no`, `InvoiceNo` and `*Invoice No.` are one."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", header).casefold() if letter.isalnum())


@cache
def known_words() -> Mapping[str, tuple[str, int]]:
    """Give the known header words, reduced, with their field and rank (a lower rank is preferred)."""
    source = files("dunwell.adapters.files").joinpath("headers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return {plain(row["header"]): (row["field"], rank) for rank, row in enumerate(rows)}


def count_fields(cells: list[str], mapping: Mapping[str, str]) -> int:
    """Count the different fields that a line would give if it were the header."""
    words, mapped = known_words(), {plain(header): name for name, header in mapping.items()}
    found = (mapped.get(word) or words.get(word, ("", 0))[0] for word in map(plain, cells))
    return len({name for name in found if name})


def recognise(header: list[str], mapping: Mapping[str, str]) -> tuple[dict[str, ColumnTaken], list[str]]:
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
            taken[name] = ColumnTaken(name, header[position].strip(), position, "the mapping says so")
    spoken_for = {column.position for column in taken.values()}
    for name, claims in _claims(header, spoken_for).items():
        if name not in mapping:
            (_, first), *others = sorted(claims)
            passed = tuple(header[position].strip() for _, position in others)
            why = "its name comes before the others in the order of preference" if passed else "by its name"
            taken[name] = ColumnTaken(name, header[first].strip(), first, why, passed)
    return {name: taken[name] for name in FIELDS if name in taken}, missing


def _claims(header: list[str], spoken_for: set[int]) -> dict[str, list[tuple[int, int]]]:
    """Collect for each field the (rank, position) of the headers that claim it by name."""
    words = known_words()
    claims: dict[str, list[tuple[int, int]]] = {}
    for position, text in enumerate(header):
        known = words.get(plain(text))
        if known and position not in spoken_for:
            claims.setdefault(known[0], []).append((known[1], position))
    return claims


def _find(header: list[str], wanted: str) -> int | None:
    """Find a mapped header: as written, else by its letters and digits."""
    exact = [position for position, text in enumerate(header) if text.strip() == wanted.strip()]
    alike = [position for position, text in enumerate(header) if plain(text) and plain(text) == plain(wanted)]
    return next(iter(exact or alike), None)
