"""A report's own total, against the sum of the rows that were taken from it: the cheapest proof that none is lost.

It is asked only where all rows have one currency, and it changes nothing: a difference is told.
"""

from collections.abc import Sequence

from dunwell.adapters.files.amounts import Figure, read_amount, to_minor
from dunwell.adapters.files.faults import Place, fault, problem
from dunwell.adapters.files.sheet import Sheet
from dunwell.domain.money import format_amount
from dunwell.ports import ItemRow


def check_total(sheet: Sheet, rows: Sequence[ItemRow]) -> None:
    """Compare the last total of everything with the rows, in what is open or else in the amounts."""
    name = "open" if "open" in sheet.columns else "amount"
    currencies = {row.currency for row in rows}
    if name not in sheet.columns or len(currencies) != 1:
        return
    currency, position = currencies.pop(), sheet.columns[name].position
    for line, cells in reversed(sheet.table.totals):
        stated = _read(cells[position], currency)
        if stated is None:
            continue
        found = sum(_signed(row, name) for row in rows)
        if stated == found:
            sheet.table.notes.append(f"the rows add up to the total on line {line}, {format_amount(stated, currency)}")
        else:
            differs = fault(
                "total_differs", stated=format_amount(stated, currency), found=format_amount(found, currency)
            )
            place = Place(sheet.file, line, name, cells[position].strip())
            sheet.problems.append(problem(differs, place, "warning"))
        return


def _read(text: str, currency: str) -> int | None:
    figure = read_amount(text)
    if not isinstance(figure, Figure):
        return None
    minor = to_minor(figure, None, currency)
    return (-minor if figure.negative else minor) if isinstance(minor, int) else None


def _signed(row: ItemRow, name: str) -> int:
    value = row.open_minor if name == "open" and row.open_minor is not None else row.amount_minor
    return -value if row.kind == "credit" else value
