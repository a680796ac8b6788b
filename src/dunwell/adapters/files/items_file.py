"""Reads a file of invoices and credit notes: the whole way from bytes to items, and the report on it.

It writes nothing and knows no ledger, no clock and no customer of the books.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from dunwell.adapters.files.doubts import row_doubts, terms_doubt, usual_days
from dunwell.adapters.files.faults import FileError, Place, fault, problem
from dunwell.adapters.files.headers import FIELDS, count_fields, recognise
from dunwell.adapters.files.mapping import check_mapping, read_mapping
from dunwell.adapters.files.records import read_records
from dunwell.adapters.files.repeats import doubtful_customers, repeated
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.source import Source, decode, load_bytes
from dunwell.adapters.files.table import RawTable, read_table
from dunwell.adapters.files.values import UNPROVED, Proof
from dunwell.domain.errors import UserError
from dunwell.domain.money import digits
from dunwell.ports import DateOrder, FileReading, ItemRow, TakenFor

NEEDED = (("number",), ("customer_ref", "customer_name"), ("item_date",), ("amount", "open"))
"""The fields without which there is no item; one of each group is enough."""

HEADERS_SHOWN = 60


def read_items_file(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    currency: str | None = None,
    mapping: Path | Mapping[str, str] | None = None,
) -> FileReading:
    """Read a file of invoices and credit notes into rows that can be trusted and problems that must be shown.

    `currency` stands for rows that name none; `date_order` is the user's word on dates that could be read two
    ways; `mapping` names the header of a field, as a file or as a table. What is wrong with the file is in the
    answer, never raised. Raises UserError for wrong options: `date_order_unknown`, `unknown_currency`,
    `mapping_unreadable`, `mapping_field_unknown`.
    """
    path = Path(path)
    wanted = _options(date_order, currency, mapping)
    digest, taken = "", TakenFor()
    try:
        content = load_bytes(path)
        digest = hashlib.sha256(content).hexdigest()
        source = decode(content)
        taken = TakenFor(encoding=source.encoding, encoding_why=source.why)
        table = read_table(source.text, lambda cells: count_fields(cells, wanted))
    except FileError as refused:
        found = problem(refused.fault, Place(path.name, None, refused.field, refused.value))
        return FileReading(path.name, digest, (), (found,), taken)
    return _read(path.name, source, table, wanted, date_order, currency)


def _options(
    date_order: str | None, currency: str | None, mapping: Path | Mapping[str, str] | None
) -> Mapping[str, str]:
    if date_order is not None and date_order not in get_args(DateOrder):
        raise UserError("date_order_unknown", f"{date_order!r} is no order of day, month and year",
                        "Say dmy, mdy or ymd", field="date_order", value=date_order)  # fmt: skip
    if currency is not None:
        digits(currency)
    if mapping is None:
        return {}
    return check_mapping(mapping) if isinstance(mapping, Mapping) else read_mapping(Path(mapping))


def _read(
    file: str,
    source: Source,
    table: RawTable,
    mapping: Mapping[str, str],
    order: DateOrder | None,
    currency: str | None,
) -> FileReading:
    columns, missing = recognise(table.header, mapping)
    sheet = Sheet(file, table, columns)
    for line, found, value in table.faults:
        sheet.problems.append(problem(found, Place(file, line, "", value)))
    seen = len(table.rows) + len(table.faults)
    _complain_of_columns(sheet, missing, mapping, currency)
    if not seen:
        sheet.complain(fault("no_rows"))
    if any(found.line is None for found in sheet.problems):
        return FileReading(file, source.digest, (), tuple(sheet.problems), _taken_for(source, sheet), seen)
    placed, order_proof, mark_proof = read_records(sheet, order, currency)
    rows, repeats = _settle_repeats(sheet, placed)
    _tell_doubts(sheet, rows)
    taken = _taken_for(source, sheet, order_proof, mark_proof)
    problems = tuple(sorted(sheet.problems, key=lambda found: found.line or 0))
    refused = len(sheet.refused) + len(table.faults)
    return FileReading(file, source.digest, tuple(row for _, row in rows), problems, taken, seen, refused, repeats)


def _complain_of_columns(sheet: Sheet, missing: list[str], mapping: Mapping[str, str], currency: str | None) -> None:
    headers = ", ".join(text.strip() or "(blank)" for text in sheet.table.header[:HEADERS_SHOWN])
    for name in missing:
        sheet.complain(fault("mapped_header_missing", field=name, header=mapping[name], headers=headers), name)
    for group in NEEDED:
        if not any(name in sheet.columns or name in missing for name in group):
            what = " or ".join(FIELDS[name] for name in group)
            sheet.complain(fault("column_missing", what=what, field=group[0], headers=headers), group[0])
    if "currency" not in sheet.columns and "currency" not in missing and currency is None:
        sheet.complain(fault("currency_column_missing"), "currency")


def _settle_repeats(sheet: Sheet, placed: list[tuple[int, ItemRow]]) -> tuple[list[tuple[int, ItemRow]], int]:
    """Keep rows said twice once, and of rows that contradict each other none."""
    repeats, conflicts = repeated([row for _, row in placed])
    for found in conflicts:
        sheet.refuse(placed[found.at][0], found.field, found.fault)
    for found in repeats:
        sheet.warn(placed[found.at][0], found.field, found.fault)
    out = {found.at for found in (*repeats, *conflicts)}
    return [one for at, one in enumerate(placed) if at not in out], len(repeats)


def _tell_doubts(sheet: Sheet, rows: list[tuple[int, ItemRow]]) -> None:
    """Warn of what is odd about rows that go in as they stand."""
    items = [row for _, row in rows]
    usual = usual_days(items)
    for at, row in rows:
        for name, found in row_doubts(row):
            sheet.warn(at, name, found)
        if doubt := terms_doubt(row, usual):
            sheet.warn(at, "due_date", doubt)
    for finding in doubtful_customers(items):
        sheet.warn(rows[finding.at][0], finding.field, finding.fault, finding.shared_by)


def _taken_for(source: Source, sheet: Sheet, order: Proof = UNPROVED, mark: Proof = UNPROVED) -> TakenFor:
    table, columns = sheet.table, sheet.columns
    used = {column.position for column in columns.values()}
    notes = list(table.notes)
    if "customer_ref" not in columns:
        notes.append("no column gives the customer's number: customers are known by their names")
    if "amount" not in columns and "open" in columns:
        notes.append("no column gives the amount: the open amount is taken as the amount")
    return TakenFor(
        kind="a list of invoices and credit notes",
        encoding=source.encoding,
        encoding_why=source.why,
        delimiter=table.delimiter,
        delimiter_why=table.delimiter_why,
        header_line=table.header_line,
        columns=tuple(columns.values()),
        unused=tuple(text.strip() for at, text in enumerate(table.header) if at not in used),
        date_order=order.value,
        date_order_why=order.why,
        decimal_mark=mark.value,
        decimal_why=mark.why,
        notes=tuple(notes),
    )
