"""What a list is a list of: invoices, payments or customers, told by its headers, with the reason.

A list of payments often names invoices too, and a list of invoices the day on which they were paid. What tells is a
header that only payments have, beside neither a due date nor an open amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dunwell.adapters.files.headers import SUBJECTS, Subject, count_fields, recognise
from dunwell.adapters.files.layouts import Layout, layout_columns
from dunwell.adapters.files.letters import plain
from dunwell.adapters.files.table import RawTable
from dunwell.adapters.files.vocabulary import known
from dunwell.ports import ColumnTaken, What

NEEDED: dict[Subject, tuple[tuple[str, ...], ...]] = {
    "item": (("number",), ("customer_ref", "customer_name"), ("item_date",), ("amount", "open", "debit", "credit")),
    "payment": (("customer_ref", "customer_name"), ("paid_on",), ("amount",)),
    "customer": (("ref", "name"),),
}
"""The fields without which there is no row; one of each group is enough."""

OF_WHAT: dict[What, Subject] = {
    "invoices": "item",
    "open_items": "item",
    "payments": "payment",
    "customers": "customer",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list was taken for and why, with its columns, and mapped headers that are not there."""

    subject: Subject
    why: str
    columns: dict[str, ColumnTaken]
    missing: list[str]


def claims(cells: list[str], mapping: Mapping[str, str]) -> int:
    """Count the fields that a line would give if it were the header of a list of the likeliest kind."""
    return max(count_fields(cells, mapping, subject) for subject in SUBJECTS)


def choose_subject(table: RawTable, mapping: Mapping[str, str], layout: Layout | None, what: What | None) -> Choice:
    """Choose what a list is a list of: by the user's word, by its layout, else by its headers."""
    fitting = [subject for subject in SUBJECTS if mapping.keys() <= SUBJECTS[subject].keys()]
    choices = {subject: _columns(table, mapping, layout, subject) for subject in fitting or SUBJECTS}
    subject, why = _chosen(table, choices, layout, what)
    columns, missing = choices.get(subject) or _columns(table, mapping, layout, subject)
    return Choice(subject, why, columns, missing)


def _chosen(
    table: RawTable,
    choices: dict[Subject, tuple[dict[str, ColumnTaken], list[str]]],
    layout: Layout | None,
    what: What | None,
) -> tuple[Subject, str]:
    if what in OF_WHAT:
        return OF_WHAT[what], f"--take-as {what}"
    if "item" not in choices:
        return next(iter(choices)), "the mapping names fields of nothing else"
    if layout is not None:
        return layout.subject, f"its headers are those of {layout.name}"
    item, payment = choices["item"][0], choices.get("payment", ({}, []))[0]
    telling = [text.strip() for text in table.header if plain(text) in known("telling")]
    if telling and _has_all(payment, "payment") and not {"due_date", "open"} & item.keys():
        return "payment", f"only payments have {', '.join(telling[:4])}, and no due date or open amount is named"
    if _has_all(item, "item"):
        return "item", "it names a number, a customer, a date and an amount"
    if _is_of_customers(choices.get("customer", ({}, []))[0], item):
        return "customer", "it names customers and how they are reached, and no dates of invoices"
    if telling and len(payment) >= len(item):
        return "payment", f"only payments have {', '.join(telling[:4])}"
    return "item", "its headers are nearest to a list of invoices"


_REACHED = ("email", "phone", "address", "city", "postcode", "contact_", "payables_", "management_", "legal_")


def _is_of_customers(customer: dict[str, ColumnTaken], item: dict[str, ColumnTaken]) -> bool:
    """Tell a list of customers: it says how they are reached, may say what they owe, and dates nothing."""
    dated = {"item_date", "due_date"} & item.keys() or ("number" in item and {"amount", "open"} & item.keys())
    reached = any(name.startswith(_REACHED) for name in customer)
    return bool(_has_all(customer, "customer") and reached and not dated and len(customer) >= max(len(item), 3))


def _columns(
    table: RawTable, mapping: Mapping[str, str], layout: Layout | None, subject: Subject
) -> tuple[dict[str, ColumnTaken], list[str]]:
    """Take the columns of a subject: the user's mapping goes before the layout's, and both before the words."""
    own = {name: header for name, header in mapping.items() if name in SUBJECTS[subject]}
    columns, missing = recognise(table.header, own, subject)
    if layout is not None and layout.subject == subject:
        said = {**layout_columns(layout, table.header), **own}
        columns, missing = recognise(table.header, said, subject, f"{layout.name} has it there")
        columns = {name: column for name, column in columns.items() if name in own or name not in layout.ignore}
    return columns, missing


def _has_all(columns: dict[str, ColumnTaken], subject: Subject) -> bool:
    return all(any(name in columns for name in group) for group in NEEDED[subject])
