"""Reports with groups: a title over each group of rows, a total under it. Titles and totals are told, never taken.

Where no column gives the customer, the titles do: that is how Xero, QuickBooks and many others print what is owed. A
row is a title only where it has one filled cell and the table shows that it has groups; else it is a row with
something missing, and refused as such.
"""

from dataclasses import dataclass
from operator import itemgetter

from dunwell.adapters.files.table import RawTable
from dunwell.adapters.files.vocabulary import total_of
from dunwell.ports import ColumnTaken

LONGEST_TITLE = 200
GROUP_HEADER = "(the title of the group)"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row seen as a title or a total: the place of its first filled cell, its text, how many are filled."""

    first: int
    text: str
    filled: int
    total: str | None


def settle_groups(table: RawTable, columns: dict[str, ColumnTaken], keys: tuple[str, ...]) -> dict[str, ColumnTaken]:
    """Take titles and totals out of the rows, and give each row the title over it where no column has the customer.

    `keys` are the fields of which a total has none: a row that has all of them is not looked at. Returns the columns,
    with the customer's name added.
    """
    if not table.rows:
        return columns
    places = [columns[name].position for name in keys if name in columns]
    seen = {} if _all_filled(table, places) else _looked_at(table, places)
    totals = {
        at
        for at, row in seen.items()
        if row.total is not None and not any(table.rows[at][place].strip() for place in places if place != row.first)
    }
    titles = {at for at, row in seen.items() if row.filled == 1 and at not in totals and row.text}
    by_title = not ({"customer_ref", "customer_name"} & columns.keys())
    grouped = by_title or _ends_groups(seen, titles, totals)
    if not grouped:
        titles = set()
    _refuse_short(table, titles | totals)
    if by_title and titles:
        columns = _name_customers(table, columns, seen, titles)
    table.totals = [(table.lines[at], table.rows[at]) for at in sorted(totals) if seen[at].total == ""]
    _drop(table, seen, titles, totals)
    return columns


def _all_filled(table: RawTable, places: list[int]) -> bool:
    return all(all(map(str.strip, map(itemgetter(place), table.rows))) for place in places)


def _looked_at(table: RawTable, places: list[int]) -> dict[int, _Row]:
    return {at: _seen(row) for at, row in enumerate(table.rows) if not all(row[place].strip() for place in places)}


def _seen(row: list[str]) -> _Row:
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    first = filled[0] if filled else 0
    text = row[first].strip()[:LONGEST_TITLE] if row else ""
    return _Row(first, text, len(filled), total_of(text))


def _ends_groups(seen: dict[int, _Row], titles: set[int], totals: set[int]) -> bool:
    """Tell whether a total names a title: then the table has groups."""
    names = {" ".join(seen[at].text.casefold().split()) for at in titles}
    return any(seen[at].total in names for at in totals if seen[at].total)


def _refuse_short(table: RawTable, taken: set[int]) -> None:
    """Refuse the short rows that are neither titles nor totals, as the table found them."""
    lines = {table.lines[at] for at in taken}
    for line, (found, value) in table.short.items():
        if line not in lines:
            table.faults.append((line, found, value))
    refused = set(table.short) - lines
    if refused:
        gone = [at for at, line in enumerate(table.lines) if line in refused]
        for at in gone:
            table.rows[at] = []
    table.short.clear()


def _name_customers(
    table: RawTable, columns: dict[str, ColumnTaken], seen: dict[int, _Row], titles: set[int]
) -> dict[str, ColumnTaken]:
    name = ""
    for at, row in enumerate(table.rows):
        if at in titles:
            name = seen[at].text
        if row:
            row.append(name)
    table.header.append(GROUP_HEADER)
    taken = ColumnTaken("customer_name", GROUP_HEADER, len(table.header) - 1, "no column gives the customer")
    return columns | {"customer_name": taken}


def _drop(table: RawTable, seen: dict[int, _Row], titles: set[int], totals: set[int]) -> None:
    for what, places in (("titles of groups", titles), ("totals", totals)):
        if places:
            first = min(places)
            where = f"line {table.lines[first]}: {seen[first].text[:60]!r}"
            table.notes.append(f"passed over: {len(places)} {what}, the first on {where}")
    table.passed += len(titles) + len(totals)
    table.keep([at for at, row in enumerate(table.rows) if row and at not in titles and at not in totals])
