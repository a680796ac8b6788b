"""From columns of text to columns of values: what is needed and cannot be read refuses its row.

It knows the fields of an item one by one; how they fit each other is `records`' and `doubts`' affair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from dunwell.adapters.files import amounts, cells, dates
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.headers import FIELDS
from dunwell.adapters.files.plain_amounts import plain_amounts
from dunwell.adapters.files.sheet import Sheet
from dunwell.ports import DateOrder

DATE_FIELDS = ("item_date", "due_date", "settled_on")
AMOUNT_FIELDS = ("amount", "open", "debit", "credit")

Dates = dict[str, list[date | Fault | None]]
Amounts = dict[str, list[int | Fault | None]]
"""In minor units, negative where the cell says so; None where it is empty."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the file proved about its way of writing, in words for `taken_for`."""

    value: str
    why: str


UNPROVED = Proof("", "")


def read_dates(sheet: Sheet, said: DateOrder | None, names: tuple[str, ...] = DATE_FIELDS) -> tuple[Dates, Proof]:
    """Read the date columns in an order that the file proves or the user says; refuse the rest by row."""
    readings = {
        name: sheet.values(name, lambda text: dates.read_date(text) if text.strip() else None)
        for name in names
        if name in sheet.columns
    }
    orders, contradictions = dates.prove_orders(readings, said)
    for name, found in contradictions:
        sheet.complain(found, name, "warning")
    result: Dates = {name: [None] * len(sheet) for name in names}
    for name, column in readings.items():
        known = {reading: dates.resolve(reading, orders[name]) for reading in set(column) if reading is not None}
        result[name] = [None if reading is None else known[reading] for reading in column]
        sheet.refuse_faults(name, result[name])
    return result, _order_proof(readings, orders, said)


def read_currencies(sheet: Sheet, said: str | None, name: str = "currency") -> list[str | Fault]:
    """Read the currency of each row; the user's word stands where a cell is empty."""
    blank: str | Fault = said or fault("currency_blank")
    column = [value or blank for value in sheet.values(name, cells.read_currency)]
    sheet.refuse_faults(name, column)
    return column


def read_amounts(
    sheet: Sheet, currencies: list[str | Fault], names: tuple[str, ...] = AMOUNT_FIELDS
) -> tuple[Amounts, Proof]:
    """Read the amount columns with the decimal mark that they prove; refuse the rest by row."""
    columns = {name: sheet.texts(name) for name in names if name in sheet.columns}
    plain = {name: plain_amounts(texts, currencies) for name, texts in columns.items()}
    figures = {name: _figures(texts, plain[name].minor) for name, texts in columns.items()}
    points = {name: column.points for name, column in plain.items()}
    marks, why, contradictions = amounts.prove_marks(
        {name: column.values() for name, column in figures.items()}, points
    )
    for name, found in contradictions:
        sheet.complain(found, name, "warning")
    result: Amounts = {name: [None] * len(sheet) for name in names}
    for name, column in figures.items():
        read: list[int | Fault | None] = [*plain[name].minor]
        result[name] = read
        for at, figure in column.items():
            read[at] = _signed(figure, marks[name], currencies[at])
        sheet.refuse_faults(name, read)
    said = {mark for mark in marks.values() if mark}
    return result, Proof(" ".join(sorted(said)), "; ".join(f"{name}: {reason}" for name, reason in why.items()))


def _figures(texts: list[str], plain: Sequence[object]) -> dict[int, amounts.Figure | Fault | None]:
    """Read the amounts that are not plain, by their positions; each different text is read once."""
    rest = [at for at, minor in enumerate(plain) if minor is None]
    known = {text: amounts.read_amount(text) if text.strip() else None for text in {texts[at] for at in rest}}
    return {at: known[texts[at]] for at in rest}


def refuse_blanks(sheet: Sheet, name: str, fields: Mapping[str, str] = FIELDS) -> None:
    """Refuse the rows where a cell that is needed is empty."""
    missing, texts = fault("blank", what=fields[name]), sheet.texts(name)
    if all(map(str.strip, texts)):
        return
    for at, text in enumerate(texts):
        if not text.strip():
            sheet.refuse(at, name, missing)


def read_keys(sheet: Sheet, name: str, found: Fault) -> list[str | Fault]:
    """Read a column of numbers by which something is known; refuse the rows where it is empty."""
    column = [value or found for value in sheet.values(name, cells.read_key)]
    sheet.refuse_faults(name, column)
    return column


def read_texts(sheet: Sheet, name: str) -> list[str]:
    """Read a column of text; one too long is cut, with a warning."""
    column = sheet.values(name, cells.read_text)
    if not sheet.warn_faults(name, column):
        return cast("list[str]", column)
    texts = sheet.texts(name)
    return [
        texts[at].strip()[: cells.MAX_TEXT] if isinstance(value, Fault) else value for at, value in enumerate(column)
    ]


def _signed(
    figure: amounts.Figure | Fault | None, mark: amounts.Mark | None, currency: str | Fault
) -> int | Fault | None:
    """Give minor units with the sign of the cell; without a currency there is no telling its decimals."""
    if not isinstance(figure, amounts.Figure):
        return figure
    if isinstance(currency, Fault):
        return None
    minor = amounts.to_minor(figure, mark, currency)
    return -minor if isinstance(minor, int) and figure.negative else minor


def _order_proof(
    readings: dict[str, list[dates.Reading | None]], orders: dict[str, dates.Order], said: DateOrder | None
) -> Proof:
    if said:
        return Proof(said, f"--date-order {said}")
    open_ones = [name for name, column in readings.items() if any(isinstance(one, dates.TwoWays) for one in column)]
    if not open_ones:
        return Proof("ymd", "every date has the year first or names its month")
    why = "; ".join(f"{name}: {orders[name].why}" for name in open_ones)
    return Proof(orders[open_ones[0]].order or "", why)
