"""Reads a list: from its rows of text to items, payments or customers, and the report on it.

It writes nothing and knows no ledger, no clock and no customer of the books.
"""

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

import polars as pl

from dunwell.adapters.files.customers import read_customers
from dunwell.adapters.files.doubts import doubtful_dates, row_doubts, terms_doubt, usual_days
from dunwell.adapters.files.faults import Place, fault, problem
from dunwell.adapters.files.grid import Grid
from dunwell.adapters.files.groups import settle_groups
from dunwell.adapters.files.headers import FIELDS, SUBJECTS, recognise
from dunwell.adapters.files.layouts import Layout, recognise_layout
from dunwell.adapters.files.letters import plain
from dunwell.adapters.files.money import Habits
from dunwell.adapters.files.payments import read_payments
from dunwell.adapters.files.records import read_records
from dunwell.adapters.files.repeats import doubtful_customers, repeated, share_customers
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.subjects import NEEDED, Choice, choose_subject, claims
from dunwell.adapters.files.table import RawTable, read_table
from dunwell.adapters.files.totals import check_total
from dunwell.adapters.files.values import UNPROVED, Proof
from dunwell.item_rows import ItemRows
from dunwell.ports import CustomerRow, DateOrder, FileReading, TakenFor, What

HEADERS_SHOWN = 60
SHARED = frozenset(FIELDS) - {"number", "amount", "open", "debit", "credit"}
"""The fields that rows may share in merged cells."""

RUNNING = frozenset(["balance", "saldo", "stanje", "салдо", "стање", "остаток", "مانده", "sold"])
"""Headers that beside debit and credit give a running balance, and not what is open."""

KINDS = {
    "item": "a list of invoices and credit notes",
    "payment": "a list of payments",
    "customer": "a list of customers",
}


def read_list(
    file: str,
    digest: str,
    grid: Grid,
    taken: TakenFor,
    *,
    what: What | None,
    mapping: Mapping[str, str],
    date_order: DateOrder | None,
    currency: str | None,
) -> FileReading:
    """Read rows of text as the list that they are.

    Raises FileError where the table as a whole cannot be taken in.
    """
    table = read_table(grid, lambda cells: claims(cells, mapping))
    seen = len(table.rows) + len(table.faults)
    layout = recognise_layout(table)
    if layout is not None and layout.reshape is not None:
        layout.reshape(table)
    choice = choose_subject(table, mapping, layout, what)
    sheet = _sheet(file, table, choice)
    _complain(sheet, choice, mapping, currency)
    if not seen:
        sheet.complain(fault("no_rows"))
    taken = _taken_for(taken, sheet, choice, layout)
    if any(found.line is None for found in sheet.problems):
        return FileReading(file, digest, (), tuple(sheet.problems), taken, seen)
    if choice.subject == "item":
        reading = _read_items(sheet, layout, taken, date_order, currency)
    elif choice.subject == "payment":
        payments, repeats, order, mark = read_payments(sheet, date_order, currency)
        reading = FileReading(file, "", (), (), _proved(taken, order, mark), rows_repeated=repeats,
                              payments=tuple(payments))  # fmt: skip
    else:
        customers, added, order = read_customers(sheet, date_order, currency)
        reading = FileReading(file, "", (), (), _proved(taken, order, UNPROVED), rows_passed=added,
                              customers=tuple(customers))  # fmt: skip
    return replace(
        reading,
        digest=digest,
        taken_for=replace(reading.taken_for, notes=_notes(sheet, choice, layout)),
        problems=tuple(sorted(sheet.problems, key=lambda found: found.line or 0)),
        rows_seen=seen,
        rows_refused=len(sheet.refused) + len(table.faults),
        rows_passed=reading.rows_passed + len(sheet.passed) + table.passed,
    )


def _sheet(file: str, table: RawTable, choice: Choice) -> Sheet:
    """Take titles, totals and further lines out of the rows, and share what merged cells share."""
    columns = choice.columns
    if choice.subject == "item":
        columns = settle_groups(table, columns, ("number", "item_date", "due_date"))
        if {"debit", "credit"} & columns.keys() and "open" in columns and plain(columns["open"].header) in RUNNING:
            table.notes.append(f"{columns['open'].header} runs beside debit and credit: it is not what is open")
            columns = {name: column for name, column in columns.items() if name != "open"}
    else:
        table.refuse_short()
    _drop_empty(table, [column.position for column in columns.values()])
    sheet = Sheet(file, table, columns)
    for line, found, value in table.faults:
        sheet.problems.append(problem(found, Place(file, line, "", value)))
    sheet.unmerge(SHARED if choice.subject == "item" else frozenset(columns), SUBJECTS[choice.subject])
    return sheet


def _drop_empty(table: RawTable, places: list[int]) -> None:
    """Pass over rows in which no column that is read has anything: further lines of the row above."""
    if any(all(map(str.strip, map(itemgetter(place), table.rows))) for place in places):
        return
    kept = [at for at, row in enumerate(table.rows) if any(row[place].strip() for place in places)]
    if places and len(kept) < len(table.rows):
        gone = len(table.rows) - len(kept)
        table.notes.append(f"{gone} rows say nothing in the columns that are read, and were passed over")
        table.passed += gone
        table.keep(kept)


def _complain(sheet: Sheet, choice: Choice, mapping: Mapping[str, str], currency: str | None) -> None:
    headers = ", ".join(text.strip() or "(blank)" for text in sheet.table.header[:HEADERS_SHOWN])
    for name in choice.missing:
        sheet.complain(fault("mapped_header_missing", field=name, header=mapping[name], headers=headers), name)
    for group in NEEDED[choice.subject]:
        if not any(name in sheet.columns or name in choice.missing for name in group):
            what = " or ".join(SUBJECTS[choice.subject][name] for name in group[:2])
            sheet.complain(fault("column_missing", what=what, field=group[0], headers=headers), group[0])
    needs_currency = choice.subject != "customer"
    if needs_currency and "currency" not in sheet.columns and "currency" not in choice.missing and currency is None:
        sheet.complain(fault("currency_column_missing"), "currency")


def _read_items(
    sheet: Sheet, layout: Layout | None, taken: TakenFor, order: DateOrder | None, currency: str | None
) -> FileReading:
    habits = Habits(layout.drafts if layout else frozenset(), bool(layout and layout.payments))
    found = read_records(sheet, order, currency, habits)
    rows, repeats = _settle_repeats(sheet, found.items, quietly=bool(layout and layout.lines))
    _tell_doubts(sheet, rows)
    items = ItemRows(rows.drop("at"))
    if sheet.table.totals:
        check_total(sheet, items)
    what, why = _what(sheet, layout, items)
    if taken.what_why.startswith("--take-as"):
        what, why = taken.what or what, taken.what_why
    proved = replace(_proved(taken, found.order, found.mark), what=what, what_why=why)
    quiet = repeats if layout and layout.lines else 0
    return FileReading(sheet.file, "", items, (), proved, rows_repeated=repeats - quiet, rows_passed=quiet,
                       payments=tuple(found.payments), customers=_customers_beside(sheet))  # fmt: skip


def _what(sheet: Sheet, layout: Layout | None, items: ItemRows) -> tuple[What, str]:
    """Tell a list of what is open from a list of what was ever invoiced."""
    if layout is not None and layout.open_items:
        return "open_items", f"{layout.name} lists what is open"
    if "open" not in sheet.columns:
        return "invoices", "no column gives an open amount"
    closed = items.frame.filter((pl.col("open_minor") == 0) | pl.col("settled_on").is_not_null())
    if closed.height:
        return "invoices", f"some of it is settled, the first on line {closed['line'][0]}"
    return "open_items", f"{sheet.columns['open'].header!r} gives an open amount, and nothing in it is settled"


def _settle_repeats(sheet: Sheet, placed: pl.DataFrame, quietly: bool) -> tuple[pl.DataFrame, int]:
    """Keep rows said twice once, and of rows that contradict each other none."""
    alike = placed.filter(pl.struct("kind", "number").is_duplicated())
    if alike.is_empty():
        return placed, 0
    repeats, conflicts = repeated(list(ItemRows(alike.drop("at"))))
    at = alike["at"].to_list()
    for found in conflicts:
        sheet.refuse(at[found.at], found.field, found.fault)
    if quietly and repeats:
        sheet.table.notes.append(f"{len(repeats)} further lines of invoices were put together with their first line")
    for found in repeats if not quietly else []:
        sheet.warn(at[found.at], found.field, found.fault)
    out = [at[found.at] for found in (*repeats, *conflicts)]
    return placed.filter(pl.col("at").is_in(out).not_()), len(repeats)


def _tell_doubts(sheet: Sheet, rows: pl.DataFrame) -> None:
    """Warn of what is odd about rows that go in as they stand. The columns tell which rows have to be looked at."""
    usual = usual_days(rows)
    odd = rows.filter(doubtful_dates(usual))
    for at, row in zip(odd["at"].to_list(), ItemRows(odd.drop("at")), strict=True):
        for name, found in row_doubts(row):
            sheet.warn(at, name, found)
        if doubt := terms_doubt(row, usual):
            sheet.warn(at, "due_date", doubt)
    shared = rows.filter(share_customers())
    at = shared["at"].to_list()
    for finding in doubtful_customers(list(ItemRows(shared.drop("at")))):
        sheet.warn(at[finding.at], finding.field, finding.fault, finding.shared_by)


def _customers_beside(sheet: Sheet) -> tuple[CustomerRow, ...]:
    """Read what a list of items says of its customers beside: addresses, mail, telephone. What is odd is told there."""
    columns, _ = recognise(sheet.table.header, {}, "customer")
    known = {"ref": sheet.columns.get("customer_ref"), "name": sheet.columns.get("customer_name")}
    columns = {name: column for name, column in columns.items() if name in _BESIDE}
    if not {"email", "phone", "address", "city", "postcode"} & columns.keys():
        return ()
    columns |= {name: column for name, column in known.items() if column is not None}
    beside = Sheet(sheet.file, _different(sheet, [column.position for column in columns.values()]), columns)
    return tuple(read_customers(beside, None, None)[0])


def _different(sheet: Sheet, places: list[int]) -> RawTable:
    """Take of the rows that say the same of a customer the first: a customer has as many rows as invoices."""
    table, gone = sheet.table, sheet.refused | sheet.passed
    says = itemgetter(*places)
    first: dict[Any, int] = {}
    for at, row in enumerate(table.rows):
        if at not in gone:
            first.setdefault(says(row), at)
    kept = list(first.values())
    rows, lines = [table.rows[at] for at in kept], [table.lines[at] for at in kept]
    return RawTable(table.header, table.header_line, rows, lines, table.grid)


_BESIDE = frozenset(["country", "language", "terms", "vat", "email", "email_2", "phone", "phone_2", "address",
                     "address_2", "address_3", "address_4", "city", "postcode", "region", "contact_name",
                     "contact_email", "contact_phone"])  # fmt: skip


def _proved(taken: TakenFor, order: Proof, mark: Proof) -> TakenFor:
    return replace(taken, date_order=order.value, date_order_why=order.why, decimal_mark=mark.value,
                   decimal_why=mark.why)  # fmt: skip


def _taken_for(taken: TakenFor, sheet: Sheet, choice: Choice, layout: Layout | None) -> TakenFor:
    table, columns = sheet.table, sheet.columns
    used = {column.position for column in columns.values()}
    what: What = {"item": "invoices", "payment": "payments", "customer": "customers"}[choice.subject]  # type: ignore[assignment]
    return replace(
        taken,
        kind=KINDS[choice.subject],
        what=what,
        what_why=choice.why,
        layout=layout.name if layout else "",
        layout_why=f"it has the headers {', '.join(sorted(layout.needs))}" if layout else "",
        sheet=table.grid.sheet,
        sheet_why=table.grid.sheet_why,
        delimiter=table.grid.delimiter,
        delimiter_why=table.grid.delimiter_why,
        header_line=table.header_line,
        columns=tuple(columns.values()),
        unused=tuple(text.strip() for at, text in enumerate(table.header) if at not in used),
        notes=_notes(sheet, choice, layout),
    )


def _notes(sheet: Sheet, choice: Choice, layout: Layout | None) -> tuple[str, ...]:
    columns = sheet.columns
    notes = [*sheet.table.notes, *(layout.notes if layout else ())]
    if choice.subject != "customer" and "customer_ref" not in columns:
        notes.append("no column gives the customer's number: customers are known by their names")
    if choice.subject == "item" and not {"amount", "debit", "credit"} & columns.keys() and "open" in columns:
        notes.append("no column gives the amount: the open amount is taken as the amount")
    return tuple(notes)
