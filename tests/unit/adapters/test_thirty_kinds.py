"""Bad input, kind by kind: what is wrong, where it is told, and that good rows beside it come through unchanged.

Each kind is a line of a table: how its file is made, the code, and where a row is to blame, its line, field, value.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dunwell.adapters.files import read_file
from dunwell.ports import ItemRow
from unit.adapters.files.books import with_part, workbook
from unit.adapters.files.papers import UBL, pdf

HEADER = "number,customer id,customer name,invoice date,due date,amount,open balance,currency,status,email"
GOOD = [
    "G1,C1,Ada,2026-01-02,2026-02-01,10.50,10.50,EUR,Open,ada@ada.example",
    "G2,C2,Eve,2026-01-03,2026-02-02,1200.00,200.00,EUR,Open,",
]
FIELDS = HEADER.split(",")
_PLAIN = "B1,C3,Bob,2026-01-04,2026-02-03,30.00,30.00,EUR,Open,"
PLAIN = dict(zip(FIELDS, _PLAIN.split(","), strict=True))


def text(*bad: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    """Write a list with a good row above the bad ones and another below them."""
    return "\n".join([header, GOOD[0], *bad, GOOD[1], ""]).encode(encoding)


def row(**other: str) -> str:
    """Write a row like the good ones, but for some of its cells."""
    cells = PLAIN | {name.replace("_", " "): value for name, value in other.items()}
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells.values())


def sheet(*bad: list[Any], merge: str = "") -> bytes:
    """Make a workbook with a good row above the bad ones and another below them."""

    def bend(one: Any) -> None:
        if merge:
            one.merge_cells(merge)

    rows = [FIELDS, *(line.split(",") for line in (GOOD[0],)), *bad, GOOD[1].split(",")]
    return workbook({"List": rows}, bend)


def cells(**other: Any) -> list[Any]:
    """Give a row of a workbook like the good ones, but for some of its cells."""
    return list((PLAIN | {name.replace("_", " "): value for name, value in other.items()}).values())


def plain_zip() -> bytes:
    """Make an archive that is no workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("list.csv", HEADER)
    return made.getvalue()


def bomb() -> bytes:
    """Make a workbook whose parts unfold to a thousand times their size."""
    return with_part(sheet(), "xl/media/x.bin", lambda _: bytes(50_000_000))


@dataclass(frozen=True)
class Bad:
    """A kind of bad input; without a line, the whole file is refused. `warned`: the row goes in as it stands."""

    name: str
    make: Callable[[], bytes]
    code: str
    line: int | None = 3
    field: str = ""
    value: str = ""
    warned: bool = False
    left_out: bool = False
    options: tuple[tuple[str, str], ...] = ()


KINDS = [
    # the whole file
    Bad("an empty file", lambda: b"", "file_empty", None),
    Bad("nothing but blanks", lambda: b" \n\n\t", "file_empty", None),
    Bad("a header alone", lambda: HEADER.encode() + b"\n", "no_rows", None),
    Bad("a letter instead of a list", lambda: b"Dear Sir\nplease pay\n", "delimiter_unknown", None),
    Bad("a binary with the name of a list", lambda: b"\x01\x02\x03" * 40, "file_binary", None),
    Bad("an old workbook", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "file_binary", None),
    Bad("a picture", lambda: b"\x89PNG\r\n" + b"\0" * 50, "file_binary", None),
    Bad("half of a letter of UTF-16", lambda: b"\xff\xfea", "encoding_unknown", None),
    Bad("an archive that is no workbook", plain_zip, "workbook_unknown", None),
    Bad("a workbook cut off", lambda: sheet()[:2000], "workbook_broken", None),
    Bad("a workbook of macros", lambda: with_part(sheet(), "xl/vbaProject.bin", bytes), "workbook_macros", None),
    Bad("a zip bomb in a workbook", bomb, "workbook_bomb", None),
    Bad("a PDF without an invoice", lambda: pdf({}), "pdf_without_invoice", None),
    Bad("a PDF cut off", lambda: pdf({"factur-x.xml": UBL.encode()})[:200], "pdf_broken", None),
    Bad("a PDF with a password", lambda: pdf({"factur-x.xml": b"<x/>"}, "secret"), "pdf_locked", None),
    Bad("an XML cut off", UBL[:600].encode, "xml_broken", None),
    Bad("an XML that reads other files", lambda: UBL.replace("?>", "?><!DOCTYPE x>").encode(), "xml_doctype", None),
    Bad("an XML that is no invoice", lambda: b"<order><id>1</id></order>", "xml_not_invoice", None),
    Bad("a web page under the name of a workbook", lambda: b"<!DOCTYPE html><table><tr>", "file_web_page", None),
    Bad("an XML workbook", lambda: b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "workbook_unknown", None),
    Bad("no column for the date", lambda: text(header=HEADER.replace("invoice date", "x")), "column_missing", None,
        "item_date"),
    Bad("no currency anywhere", lambda: text(header=HEADER.replace("currency", "x")), "currency_column_missing", None,
        "currency"),
    Bad("sums by age instead of invoices", lambda: b"ACCOUNT_REF,AGED_BALANCE\nA,5.00\n", "aged_summary", None),
    # rows and cells
    Bad("a row cut off", lambda: text("B1,C3,Bob,2026-01-04"), "row_ragged", value="B1,C3,Bob,2026-01-04"),
    Bad("a row too long", lambda: text(row() + ",x,y"), "row_ragged", value=row() + ",x,y"),
    Bad("a quote that is never closed", lambda: text(row(customer_name='"Bob')), "quote_open"),
    Bad("a quote in the middle", lambda: text(row(customer_name='"Bo"b')), "quote_misplaced"),
    Bad("ten megabytes in a cell", lambda: text(row(customer_name="x" * 10_000_000)), "cell_too_long",
        value="x" * 79 + "…"),
    Bad("no number", lambda: text(row(number="")), "blank", field="number"),
    Bad("no customer", lambda: text(row(customer_id="", customer_name="")), "customer_blank", field="customer_ref"),
    Bad("the same number with another amount", lambda: text(row(), row(amount="31.00")), "number_conflict",
        field="number", value="B1"),
    Bad("the same row twice", lambda: text(row(), row()), "row_repeated", 4, "number", "B1", warned=True),
    Bad("a formula never worked out", lambda: sheet(cells(amount="=5*6")), "formula_uncomputed", field="amount",
        value="#FORMULA!"),
    Bad("a formula gone wrong", lambda: text(row(amount="#DIV/0!")), "cell_error", field="amount", value="#DIV/0!"),
    Bad("merged amounts", lambda: sheet(cells(), cells(number="B2", amount=None), merge="F3:F4"), "merged_cells",
        field="amount", value="30.00"),
    # dates
    Bad("the thirtieth of February", lambda: text(row(due_date="2026-02-30")), "date_no_such_day", field="due_date",
        value="2026-02-30"),
    Bad("a year of two digits", lambda: text(row(invoice_date="04.01.26")), "date_two_digit_year", field="item_date",
        value="04.01.26"),
    Bad("a date of two readings", lambda: text(row(invoice_date="03/04/2026")), "date_two_ways", field="item_date",
        value="03/04/2026"),
    Bad("a day counted by a spreadsheet", lambda: text(row(invoice_date="46026")), "date_serial", field="item_date",
        value="46026"),
    Bad("a year of another calendar", lambda: text(row(invoice_date="1404-10-14")), "date_year_odd", field="item_date",
        value="1404-10-14"),
    Bad("words for a date", lambda: text(row(due_date="soon")), "date_unreadable", field="due_date", value="soon"),
    Bad("due before issue", lambda: text(row(due_date="2026-01-01")), "due_before_issue", field="due_date",
        value="2026-01-01", warned=True),
    Bad("due in ten years", lambda: text(row(due_date="2036-01-01")), "due_far_off", field="due_date",
        value="2036-01-01", warned=True),
    # amounts
    Bad("words for an amount", lambda: text(row(amount="thirty")), "amount_unreadable", field="amount", value="thirty"),
    Bad("an amount of two decimal marks", lambda: text(row(amount="1.2.3")), "amount_unreadable", field="amount",
        value="1.2.3"),
    Bad("a fraction of a cent", lambda: text(row(amount="30.001")), "amount_too_precise", field="amount",
        value="30.001"),
    Bad("nothing as an amount", lambda: text(row(amount="0.00", open_balance="")), "amount_zero", field="amount",
        value="0.00"),
    Bad("an amount beyond all measure", lambda: text(row(amount="9" * 22, open_balance="")), "amount_too_large",
        field="amount", value="9" * 22),
    Bad("an amount in another currency", lambda: text(row(amount="$30.00")).replace(b"$", b"USD "),
        "amount_currency_differs", field="amount", value="USD 30.00"),
    Bad("more open than the amount", lambda: text(row(open_balance="31.00")), "open_over_amount", field="open",
        value="31.00"),
    Bad("a credit larger than the debt", lambda: text(row(open_balance="-5.00")), "open_sign_differs", field="open",
        value="-5.00"),
    Bad("an unknown currency", lambda: text(row(currency="EURO")), "currency_unknown", field="currency", value="EURO"),
    Bad("no currency in a row", lambda: text(row(currency="")), "currency_blank", field="currency"),
    Bad("paid and yet open", lambda: text(row(status="Paid")), "paid_but_open", field="open", value="30.00"),
    # words
    Bad("a draft", lambda: text(row(status="Draft")), "status_no_debt", field="status", value="Draft", left_out=True),
    Bad("a status of no meaning", lambda: text(row(status="blue")), "status_unknown", field="status", value="blue",
        warned=True),
    Bad("no e-mail address", lambda: text(row(email="none")), "email_unclear", field="email", value="none",
        warned=True),
    Bad("a number of a thousand letters", lambda: text(row(number="N" * 1000)), "cell_too_long", field="number",
        value="N" * 79 + "…"),
    Bad("numbers alike but for zeros", lambda: text(row(customer_id="0C1"), row(number="B2", customer_id="00C1")),
        "leading_zeros_differ", 2, "customer_ref", "C1", warned=True),
    Bad("a customer of two names", lambda: text(row(customer_id="C1")), "customer_names_differ", 2, "customer_name",
        "Ada", warned=True),
]  # fmt: skip


def by_number(rows: Sequence[ItemRow]) -> dict[str, ItemRow]:
    """Find rows by their numbers."""
    return {one.number: one for one in rows}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Read the good rows alone, as they are without anything bad beside them."""
    path = tmp_path_factory.mktemp("good") / "list"
    path.write_bytes(text())
    return {one.number: one.digest for one in read_file(path).rows}


@pytest.mark.parametrize("bad", KINDS, ids=lambda bad: bad.name.replace(" ", "-"))
def test_a_kind_of_bad_input(tmp_path: Path, good: dict[str, str], bad: Bad) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(bad.make())
    before = path.read_bytes()
    reading = read_file(path, **dict(bad.options))  # type: ignore[arg-type]
    found = next(problem for problem in reading.problems if problem.code == bad.code)
    assert (found.file, found.line) == ("list.csv", bad.line)
    assert (found.field, found.value) == (bad.field, bad.value)
    assert found.severity == ("warning" if bad.warned or bad.left_out else "refused")
    assert found.message
    assert found.way_out
    assert path.read_bytes() == before
    rows = by_number(reading.rows)
    if bad.line is None:
        assert (reading.is_refused, rows, reading.payments, reading.customers) == (True, {}, (), ())
        return
    assert {number: rows[number].digest for number in good} == good
    assert ("B1" in rows) == bad.warned
    taken = len(reading.rows) + reading.rows_refused + reading.rows_repeated + reading.rows_passed
    assert reading.rows_seen == taken


def test_there_are_more_than_thirty_kinds() -> None:
    assert len({bad.name for bad in KINDS}) == len(KINDS) > 30


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("1,234.56", 123456), ("1.234,56", 123456), ("1 234,56", 123456), ("1\u202f234,56", 123456), ("1'234.56", 123456),
     ("1’234.56", 123456), ("12,34,567.89", 123456789), ("۱٬۲۳۴٫۵۶", 123456), ("\u200f1,234.56\u200e", 123456),
     ("\u2066-1234.56\u2069", -123456), ("(1,234.56)", -123456), ("1.234,56-", -123456), ("€ 1.234,56", 123456)],
)  # fmt: skip
def test_thousands_of_all_locales_and_marks_of_direction_are_read(tmp_path: Path, amount: str, minor: int) -> None:
    path = tmp_path / "list"
    path.write_bytes(text(row(amount=amount, open_balance="")))
    found = by_number(read_file(path).rows)["B1"]
    assert (found.amount_minor, found.kind) == (abs(minor), "credit" if minor < 0 else "invoice")
