"""DATEV's exchange format (EXTF): bookings and debtors, put in the shape of a plain list.

A booking moves an amount, always positive, between Konto and Gegenkonto; Soll or Haben is seen from Konto. What the
debtor is charged is an invoice, what is credited against revenue a credit note, against cash or bank a payment. The
lines of one document, split by tax, are added up. Dates have no year: the head line gives the fiscal year.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunwell.adapters.files.amounts import Figure, read_amount
from dunwell.adapters.files.faults import FileError, fault
from dunwell.adapters.files.letters import plain
from dunwell.adapters.files.table import RawTable

HEADER = ["number", "customer number", "customer name", "type", "invoice date", "due date", "amount", "currency",
          "reference"]  # fmt: skip
LEAST_HEAD_FIELDS = 22
CASH_ACCOUNTS = {"03": ((1000, 1299),), "04": ((1600, 1899),), "": ((1000, 1299), (1600, 1899))}
"""Where cash and bank stand in DATEV's charts SKR 03 and SKR 04, as accounts of four digits."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head line says: first day of the fiscal year, digits of accounts, the chart, the currency."""

    year_begins: date
    length: int
    chart: str
    currency: str


@dataclass(slots=True)
class _Booking:
    """One document of one debtor: the amounts of its lines added up."""

    cells: list[str]
    line: int
    minor: Decimal


def reshape_bookings(table: RawTable) -> None:
    """Turn bookings into a list of invoices, credit notes and payments; what touches no debtor is passed over.

    Raises FileError `datev_head_unreadable`.
    """
    head = _head(table)
    table.refuse_short()
    at = {plain(text): place for place, text in reversed(list(enumerate(table.header)))}
    documents: dict[tuple[str, str, str, str], _Booking] = {}
    others = 0
    for row, line in zip(table.rows, table.lines, strict=True):
        cell = {name: row[place].strip() for name, place in at.items()}
        found = _sides(cell, head)
        if found is None:
            others += 1
            continue
        debtor, kind = found
        day = _day(cell.get("belegdatum", ""), head)
        amount = cell.get("umsatzohnesollhabenkz", "")
        key = (debtor, cell.get("belegfeld1", ""), kind, day)
        figure = read_amount(amount)
        value = figure.value(",") if isinstance(figure, Figure) and "," in figure.marks else None
        known = documents.get(key) if key[1] and value is not None else None
        if known is not None and value is not None:
            known.minor += value
            known.cells[6] = _comma(known.minor)
            table.passed += 1
            continue
        made = [key[1], debtor, "", kind, day, _due(cell.get("belegfeld2", "")),
                _comma(value) if value is not None else amount, cell.get("wkzumsatz") or head.currency,
                cell.get("buchungstext", "")]  # fmt: skip
        documents[key if key not in documents else (*key[:3], f"{day} {line}")] = _Booking(
            made, line, value or Decimal()
        )
    if others:
        table.notes.append(f"{others} bookings that touch no debtor were passed over")
    table.passed += others
    table.header = list(HEADER)
    table.rows = [booking.cells for booking in documents.values()]
    table.lines = [booking.line for booking in documents.values()]


def reshape_debtors(table: RawTable) -> None:
    """Keep the debtors of a list of persons' accounts, with persons' names in the column of companies' names."""
    head = _head(table)
    table.refuse_short()
    at = {plain(text): place for place, text in reversed(list(enumerate(table.header)))}
    account, company = at["konto"], at["nameadressattypunternehmen"]
    person = [at[name] for name in ("vornameadressattypnaturlperson", "nameadressattypnaturlperson") if name in at]
    kept = [place for place, row in enumerate(table.rows) if _is_debtor(row[account].strip(), head)]
    if len(kept) < len(table.rows):
        table.notes.append(f"{len(table.rows) - len(kept)} accounts that are no debtors were passed over")
    table.passed += len(table.rows) - len(kept)
    table.keep(kept)
    for row in table.rows:
        row[company] = row[company].strip() or " ".join(row[place].strip() for place in person if row[place].strip())


def _head(table: RawTable) -> _Head:
    for cells in table.above:
        if cells and cells[0].strip() in ("EXTF", "DTVF") and len(cells) >= LEAST_HEAD_FIELDS:
            begins, length = cells[12].strip(), cells[13].strip()
            if re.fullmatch(r"(?:19|20)\d\d[01]\d[0-3]\d", begins) and re.fullmatch("[4-8]", length):
                chart = cells[26].strip() if len(cells) > 26 else ""
                currency = cells[21].strip().upper() or "EUR"
                begin = date(int(begins[:4]), max(1, min(12, int(begins[4:6]))), 1)
                return _Head(begin, int(length), chart if chart in CASH_ACCOUNTS else "", currency)
    raise FileError(fault("datev_head_unreadable"))


def _sides(cell: dict[str, str], head: _Head) -> tuple[str, str] | None:
    """Tell the debtor of a booking and what it is to it; None where no debtor is touched."""
    konto, other = cell.get("konto", ""), cell.get("gegenkontoohnebuschlussel", cell.get("gegenkonto", ""))
    is_debit = cell.get("sollhabenkennzeichen", "").upper() == "S"
    if _is_debtor(konto, head):
        debtor, charged, against = konto, is_debit, other
    elif _is_debtor(other, head):
        debtor, charged, against = other, not is_debit, konto
    else:
        return None
    cash = _is_cash(against, head)
    if cell.get("generalumkehrgu", "") in ("1", "G"):
        charged = not charged
    if cash:
        return debtor, "refund" if charged else "payment"
    return debtor, "invoice" if charged else "credit note"


def _is_debtor(account: str, head: _Head) -> bool:
    """Tell a debtor: one digit more than the other accounts, beginning with 1 to 6."""
    return account.isdecimal() and len(account) == head.length + 1 and account[0] in "123456"


def _is_cash(account: str, head: _Head) -> bool:
    if not (account.isdecimal() and len(account) <= head.length):
        return False
    four = int(account.zfill(head.length)[:4])
    return any(first <= four <= last for first, last in CASH_ACCOUNTS[head.chart])


def _day(text: str, head: _Head) -> str:
    """Give TTMM its year, that of the fiscal year which may begin in any month; what is no such day stays as it is."""
    if not re.fullmatch(r"\d{3,4}", text):
        return text
    day, month = int(text.zfill(4)[:2]), int(text.zfill(4)[2:])
    year = head.year_begins.year + (month < head.year_begins.month)
    return f"{year}-{month:02d}-{day:02d}"


def _due(text: str) -> str:
    """Read Belegfeld 2 as a due date where it is written as one, TTMMJJ or TTMMJJJJ; else it is no date."""
    if re.fullmatch(r"\d{6}", text):
        return f"20{text[4:]}-{text[2:4]}-{text[:2]}" if 1 <= int(text[2:4]) <= 12 else ""
    if re.fullmatch(r"\d{8}", text):
        return f"{text[4:]}-{text[2:4]}-{text[:2]}" if 1 <= int(text[2:4]) <= 12 else ""
    return text if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", text) else ""


def _comma(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
