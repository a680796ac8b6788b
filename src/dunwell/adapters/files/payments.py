"""From rows to payments: money that came in, or went back. It knows no item and allocates nothing."""

from typing import Any

from dunwell.adapters.files import cells
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.headers import PAYMENT_FIELDS
from dunwell.adapters.files.letters import words
from dunwell.adapters.files.records import digest_of
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.values import (
    Proof,
    read_amounts,
    read_currencies,
    read_dates,
    read_keys,
    read_texts,
    refuse_blanks,
)
from dunwell.ports import DateOrder, PaymentRow

MAX_ITEMS = 50


def read_payments(
    sheet: Sheet, date_order: DateOrder | None, currency: str | None
) -> tuple[list[PaymentRow], int, Proof, Proof]:
    """Make payments of the rows that can be read; the others are refused in the sheet.

    Returns them with the number of repeated rows and what the file proved about dates and amounts.
    """
    kinds = sheet.values("kind", cells.read_kind)
    others = {at: fault("not_a_payment") for at, kind in enumerate(kinds) if kind in ("invoice", "credit")}
    sheet.leave_out("kind", others)
    statuses, said = sheet.values("status", cells.read_status), sheet.texts("status")
    no_money = {at: fault("status_no_money", status=said[at].strip()) for at, status in enumerate(statuses)
                if status in ("draft", "void")}  # fmt: skip
    sheet.leave_out("status", no_money)
    names = read_texts(sheet, "customer_name")
    by_number = "customer_ref" in sheet.columns
    refs = read_keys(sheet, "customer_ref" if by_number else "customer_name", fault("customer_blank"))
    numbers, references = read_texts(sheet, "number"), read_texts(sheet, "reference")
    dates, order = read_dates(sheet, date_order, ("paid_on",))
    refuse_blanks(sheet, "paid_on", PAYMENT_FIELDS)
    currencies = read_currencies(sheet, currency)
    amounts, mark = read_amounts(sheet, currencies, ("amount",))
    refuse_blanks(sheet, "amount", PAYMENT_FIELDS)
    items = [_items(text) for text in sheet.texts("items")]
    rows: list[PaymentRow] = []
    seen: dict[str, int] = {}
    repeats = 0
    for at in range(len(sheet)):
        amount = amounts["amount"][at]
        if at not in sheet.refused and amount == 0:
            sheet.refuse(at, "amount", fault("amount_zero"))
        if at in sheet.refused or at in sheet.passed or not isinstance(amount, int):
            continue
        facts: dict[str, Any] = {
            "number": numbers[at],
            "customer_ref": refs[at],
            "customer_name": names[at],
            "kind": "refund" if amount < 0 or kinds[at] == "refund" else "payment",
            "paid_on": dates["paid_on"][at],
            "currency": currencies[at],
            "amount_minor": abs(amount),
            "reference": references[at],
            "items": items[at],
        }
        row = PaymentRow(line=sheet.table.lines[at], digest=digest_of(facts), **facts)
        first = seen.setdefault(row.digest, row.line)
        if first != row.line:
            sheet.warn(at, "number", fault("row_repeated" if row.number else "payment_repeated", first=first))
            repeats += bool(row.number)
        if first == row.line or not row.number:
            rows.append(row)
    return rows, repeats, order, mark


def _items(text: str) -> tuple[str, ...]:
    """Take the numbers of the invoices that a payment names, several with commas or semicolons between."""
    parts = (words(part) for part in text.replace(";", ",").replace("\n", ",").split(","))
    keys = (cells.read_key(part) for part in parts if part)
    return tuple(key for key in dict.fromkeys(keys) if not isinstance(key, Fault))[:MAX_ITEMS]
