"""From values to items: how the fields of a row fit each other, and what an item is made of.

It does not know how a file writes its values, nor other rows.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.adapters.files import cells
from dunwell.adapters.files.dates import is_swappable
from dunwell.adapters.files.doubts import swap_evidence
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.headers import FIELDS
from dunwell.adapters.files.money import MONEY, Habits, fit_amounts, leave_out_no_debt, read_kinds
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.values import (
    DATE_FIELDS,
    Dates,
    Proof,
    read_amounts,
    read_currencies,
    read_dates,
    read_keys,
    read_texts,
    refuse_blanks,
)
from dunwell.item_rows import ITEM_COLUMNS
from dunwell.ports import DateOrder, PaymentRow


@dataclass(slots=True)
class Records:
    """The items of a list, the payments that stood among them, and what the file proved.

    `items` has the columns of `ItemRow`, and `at`, the position of each in the sheet.
    """

    items: pl.DataFrame
    payments: list[PaymentRow]
    order: Proof
    mark: Proof


def read_records(sheet: Sheet, date_order: DateOrder | None, currency: str | None, habits: Habits) -> Records:
    """Make items of the rows that can be read, each with its position; the others are refused in the sheet."""
    paid = leave_out_no_debt(sheet, habits)
    kinds = read_kinds(sheet, habits)
    numbers = read_keys(sheet, "number", fault("blank", what=FIELDS["number"]))
    names = read_texts(sheet, "customer_name")
    by_number = "customer_ref" in sheet.columns
    refs = read_keys(sheet, "customer_ref" if by_number else "customer_name", fault("customer_blank"))
    dates, order = read_dates(sheet, date_order)
    refuse_blanks(sheet, "item_date")
    if order.value == "ymd" and not date_order:
        _refuse_swapped(sheet, dates)
    currencies = read_currencies(sheet, currency)
    amounts, mark = read_amounts(sheet, currencies)
    money = fit_amounts(sheet, kinds, amounts, dates["settled_on"], paid)
    soft = {name: _soft(sheet, name, read) for name, read in _SOFT.items()}
    soft |= {name: read_texts(sheet, name) for name in ("phone", "terms", "reference")}
    columns: dict[str, Any] = {
        "number": numbers,
        "customer_ref": refs,
        "customer_name": names,
        "kind": [kind for kind, _, _ in money],
        **{name: dates[name] for name in DATE_FIELDS},
        "currency": currencies,
        "amount_minor": [amount for _, amount, _ in money],
        "open_minor": [still_open for _, _, still_open in money],
        **soft,
    }
    rows = _frame(sheet, columns)
    items = rows.filter(pl.col("kind").is_in(MONEY).not_())
    others = rows.filter(pl.col("kind").is_in(MONEY)).iter_rows(named=True)
    return Records(items, [_payment(row["line"], row) for row in others], order, mark)


def _frame(sheet: Sheet, columns: dict[str, list[Any]]) -> pl.DataFrame:
    """Put the rows that can be read into a frame, each with its line and position."""
    kept: Sequence[int] = range(len(sheet))
    if gone := sheet.refused | sheet.passed:
        kept = [at for at in kept if at not in gone]
        columns = {name: [column[at] for at in kept] for name, column in columns.items()}
    lines = [sheet.table.lines[at] for at in kept]
    said = {"line": lines, **columns}
    frame = {name: pl.Series(name, said[name], dtype) for name, dtype in ITEM_COLUMNS.items()}
    return pl.DataFrame({**frame, "at": pl.Series(kept, dtype=pl.Int64)})


_SOFT: dict[str, Callable[[str], object]] = {
    "disputed": cells.read_yes,
    "email": cells.read_email,
    "country": cells.read_country,
}
_EMPTY: dict[str, object] = {"disputed": None, "email": "", "country": ""}


def _soft(sheet: Sheet, name: str, read: Callable[[str], object]) -> list[Any]:
    """Read a column that an item can do without: what cannot be read is left blank, with a warning."""
    column = sheet.values(name, read)
    if not sheet.warn_faults(name, column):
        return column
    return [_EMPTY[name] if isinstance(value, Fault) else value for value in column]


def _refuse_swapped(sheet: Sheet, dates: Dates) -> None:
    """Refuse every date with two readings, once the file shows that day and month changed places in it."""
    why = swap_evidence(dates["item_date"], dates["due_date"])
    if not why:
        return
    found, rows = fault("date_swapped"), set()
    for name in DATE_FIELDS:
        for at, day in enumerate(dates[name]):
            if isinstance(day, date) and is_swappable(day):
                sheet.refuse(at, name, found)
                rows.add(at)
    sheet.complain(fault("dates_swapped", why=why, count=len(rows)), severity="warning")


def _payment(line: int, facts: dict[str, Any]) -> PaymentRow:
    """Make a payment of a row among items whose kind says that it is one."""
    made = {
        "number": "",
        "customer_ref": facts["customer_ref"],
        "customer_name": facts["customer_name"],
        "kind": facts["kind"],
        "paid_on": facts["item_date"],
        "currency": facts["currency"],
        "amount_minor": facts["amount_minor"],
        "reference": facts["reference"],
        "items": (facts["number"],) if facts["number"] else (),
    }
    return PaymentRow(line=line, digest=digest_of(made), **made)


def digest_of(facts: dict[str, Any]) -> str:
    """Digest what is taken from a row, by its values, so that the way a file writes them does not matter."""
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()
