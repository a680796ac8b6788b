"""From values to items: how the fields of a row fit each other, and what an item is made of.

It does not know how a file writes its values, nor other rows.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from dunwell.adapters.files import cells
from dunwell.adapters.files.dates import is_swappable
from dunwell.adapters.files.doubts import swap_evidence
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.headers import FIELDS
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
from dunwell.ports import DateOrder, ItemKind, ItemRow


def read_records(
    sheet: Sheet, date_order: DateOrder | None, currency: str | None
) -> tuple[list[tuple[int, ItemRow]], Proof, Proof]:
    """Make items of the rows that can be read, each with its position; the others are refused in the sheet.

    Returns them with what the file proved about its order of dates and its decimal mark.
    """
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
    kinds = sheet.values("kind", cells.read_kind)
    sheet.refuse_faults("kind", kinds)
    money = _fit_amounts(sheet, kinds, amounts["amount"], amounts["open"], dates["settled_on"])
    soft = {name: _soft(sheet, name, read) for name, read in _SOFT.items()}
    soft |= {name: read_texts(sheet, name) for name in ("phone", "terms", "reference")}
    rows = []
    for at in range(len(sheet)):
        if at not in sheet.refused:
            kind, amount, still_open = money[at]
            facts = {
                "number": numbers[at],
                "customer_ref": refs[at],
                "customer_name": names[at],
                "kind": kind,
                "item_date": dates["item_date"][at],
                "due_date": dates["due_date"][at],
                "currency": currencies[at],
                "amount_minor": amount,
                "open_minor": still_open,
                "settled_on": dates["settled_on"][at],
                **{name: column[at] for name, column in soft.items()},
            }
            rows.append((at, _item(sheet.table.lines[at], facts)))
    return rows, order, mark


_SOFT: dict[str, Callable[[str], object]] = {
    "disputed": cells.read_yes,
    "email": cells.read_email,
    "country": cells.read_country,
}
_EMPTY: dict[str, object] = {"disputed": None, "email": "", "country": ""}


def _soft(sheet: Sheet, name: str, read: Callable[[str], object]) -> list[Any]:
    """Read a column that an item can do without: what cannot be read is left blank, with a warning."""
    column = sheet.values(name, read)
    sheet.warn_faults(name, column)
    return [_EMPTY[name] if isinstance(value, Fault) else value for value in column]


def _item(line: int, facts: dict[str, Any]) -> ItemRow:
    """Make an item; its digest is of the values, so that the way a file writes them does not matter."""
    digest = hashlib.sha256(json.dumps(facts, default=date.isoformat).encode()).hexdigest()
    return ItemRow(line=line, digest=digest, **facts)


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


def _fit_amounts(
    sheet: Sheet,
    kinds: list[ItemKind | str | Fault],
    amounts: list[int | Fault | None],
    still_open: list[int | Fault | None],
    settled: list[date | Fault | None],
) -> list[tuple[str, int, int | None]]:
    """Fit kind, amount and open amount of each row; what does not fit refuses the row.

    Where no column gives the amount, the open amount is the amount.
    """
    only_open = "amount" not in sheet.columns
    needed = "open" if only_open else "amount"
    refuse_blanks(sheet, needed)
    fitted: list[tuple[str, int, int | None]] = []
    for at, (kind, amount, left, settled_on) in enumerate(zip(kinds, amounts, still_open, settled, strict=True)):
        whole = left if only_open else amount
        fitted.append(("invoice", 0, None))
        if at in sheet.refused or not isinstance(whole, int):
            continue
        misfit = _misfit(whole, cast("int | None", left), settled_on)
        if misfit:
            sheet.refuse(at, needed if misfit.code == "amount_zero" else "open", misfit)
            continue
        if kind == "invoice" and whole < 0:
            sheet.warn(at, needed, fault("negative_invoice"))
        real = "credit" if kind == "credit" or whole < 0 else "invoice"
        fitted[at] = (real, abs(whole), None if left is None else abs(cast("int", left)))
    return fitted


def _misfit(whole: int, left: int | None, settled_on: object) -> Fault | None:
    if whole == 0:
        return fault("amount_zero")
    if not left:
        return None
    if (left < 0) != (whole < 0):
        return fault("open_sign_differs")
    if abs(left) > abs(whole):
        return fault("open_over_amount")
    return fault("settled_but_open") if settled_on is not None else None
