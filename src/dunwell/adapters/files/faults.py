"""The closed list of what can be wrong with a file, each with a code, a sentence and a way out.

It knows no file format. `{value}` and the other names in braces are filled in where the fault is found.
"""

from dataclasses import dataclass
from typing import NamedTuple

from dunwell.ports import RowProblem, Severity

VALUE_SHOWN = 80
"""Characters of an offending value that a problem repeats."""


class Fault(NamedTuple):
    """What is wrong with a value: code, sentence, way out."""

    code: str
    message: str
    way_out: str


FAULTS: dict[str, tuple[str, str]] = {
    # the file as a whole
    "file_missing": ("There is no such file", "Check the name and the folder"),
    "file_unreadable": ("The file cannot be read: {why}", "Check that it is a file and that you may read it"),
    "file_empty": ("The file is empty", "Export it again"),
    "file_too_large": ("The file has {size} bytes, more than {most}", "Split it by customer or by date"),
    "file_binary": ("The file is not a text table but {what}", "Save it as CSV from the program that made it"),
    "file_web_page": (
        "The file is a web page, as some programs write under the name of a workbook",
        "Open it in a spreadsheet program and save it as XLSX or CSV",
    ),
    "encoding_unknown": ("The letters of the file cannot be read", "Save it as CSV in UTF-8"),
    "delimiter_unknown": (
        "No delimiter divides the lines: tried comma, semicolon, tab and bar",
        "Save the table as CSV, with one header line",
    ),
    "no_header": (
        "No line among the first {tried} names the columns",
        "Put a header line above the rows, or name the columns with --map FILE",
    ),
    "no_rows": ("There is a header but no row below it", "Export the list again; it may have been filtered"),
    "too_many_rows": ("The file has more than {most} rows", "Split it by customer or by date"),
    "column_missing": (
        "No header gives {what}; the headers are: {headers}",
        "Write a file with a line such as `{field}: Your Header` and give it with --map FILE",
    ),
    "mapped_header_missing": (
        "The mapping takes {field} from {header}, but the headers are: {headers}",
        "Correct the header in the mapping file",
    ),
    "currency_column_missing": ("No column gives the currency", "Say it once for the file: --currency USD"),
    "date_order_contradiction": (
        "The dates contradict themselves: {why}",
        "Export with dates as YYYY-MM-DD, or say --date-order dmy or mdy",
    ),
    "decimal_contradiction": (
        "Some amounts have a decimal point and some a decimal comma: {why}",
        "Export with one way of writing amounts",
    ),
    "dates_swapped": (
        "Day and month have changed places in part of the dates: {why}. Each of {count} rows with a date that "
        "could be read both ways was refused",
        "Export again with dates as YYYY-MM-DD; if they stand rightly as written, say --date-order ymd",
    ),
    "workbook_broken": ("The workbook cannot be read: {why}", "Open it and save it again as XLSX, or as CSV"),
    "workbook_macros": (
        "The workbook holds macros, and such a file is not opened",
        "Save it as a workbook without macros (.xlsx), or as CSV",
    ),
    "workbook_bomb": (
        "The workbook unfolds to {size} bytes in {members} parts, {times} times its size, and is not opened",
        "Save the list alone in a new workbook, or as CSV",
    ),
    "workbook_unknown": ("The file is {what}", "Save the list as XLSX or as CSV"),
    "aged_summary": (
        "The report has one sum for each customer and age, and no invoices: nobody can be reminded of a sum",
        "Export the detailed report or the list of open invoices, with numbers and due dates",
    ),
    "datev_head_unreadable": (
        "The head line of the EXTF file does not give the fiscal year and the length of accounts",
        "Export it again from DATEV, and leave its first line in place",
    ),
    "what_differs": ("The file is {found}, not {said}", "Leave out --take-as, or give the right file"),
    # electronic invoices
    "xml_too_large": ("The XML has {size} bytes, more than {most}", "Take out the papers that it carries"),
    "xml_doctype": (
        "The XML declares a document type, by which files can be made to read others",
        "Have the invoice made again without a DOCTYPE; no electronic invoice needs one",
    ),
    "xml_broken": ("The XML cannot be read: {why}", "Have it made again; it may have been cut off"),
    "xml_not_invoice": (
        "The XML is not an invoice that is understood: its root is {root} of {namespace}",
        "Give a UBL 2.1 Invoice or CreditNote, a UN/CEFACT CrossIndustryInvoice, or the PDF that carries one",
    ),
    "pdf_too_large": ("The PDF has {size} bytes, more than {most}", "Take out the papers that it carries"),
    "pdf_broken": ("The PDF cannot be read: {why}", "Open it and save it again, or ask for its XML"),
    "pdf_locked": ("The PDF is protected by a password", "Save it without one"),
    "pdf_without_invoice": (
        "The PDF carries no electronic invoice; its attachments: {names}",
        "Give a Factur-X or ZUGFeRD PDF, or a list of invoices",
    ),
    "nothing_owed": ("Nothing is owed: the amount due for payment is zero", "Nothing to do: it was paid before"),
    "payable_differs": (
        "The amount due is not the total less what was prepaid; it is taken as stated",
        "Check the amounts at their source",
    ),
    "due_dates_several": ("There are several due dates: {days}; the last is taken", "Enter instalments as a plan"),
    "date_format_unknown": ("The date has the format {form}, which is not known", "Write it in format 102, YYYYMMDD"),
    # a row
    "row_ragged": ("The row has {has} fields where the header has {wants}", "Put quotes around cells with a delimiter"),
    "quote_open": ("A quotation mark is opened and never closed", "Close it or double it"),
    "quote_misplaced": ("A quotation mark stands inside a quoted cell", "Double quotation marks inside a quoted cell"),
    "cell_too_long": ("The cell has {size} characters, more than {most}", "Shorten it"),
    "blank": ("The cell is empty, and {what} is needed", "Fill it in"),
    "customer_blank": ("The row names no customer, by number or by name", "Fill in the customer"),
    "number_conflict": (
        "The number stands on lines {lines} with different content; neither row is taken",
        "Keep the right row and delete the other",
    ),
    "row_repeated": ("The same row stands on line {first}; it is taken once", "Nothing to do, unless two were meant"),
    "merged_cells": (
        "The cell is one with those of other rows (lines {first} to {last}), and {what} cannot be shared",
        "Unmerge the cells and fill in each row",
    ),
    "status_no_debt": ("The status is {status}: that is no debt, and the row is left out", "Nothing to do"),
    "status_no_money": ("The status is {status}: no money came in, and the row is left out", "Nothing to do"),
    "payment_row": (
        "The row is a payment or a refund, not an invoice or a credit note, and is left out",
        "Give payments in a list of their own",
    ),
    "debit_and_credit": ("The row has both a debit and a credit", "Put them in two rows"),
    "paid_but_open": ("The status says paid, yet an amount is open", "Correct one of the two"),
    "not_a_payment": ("The row is neither a payment nor a refund, and is left out", "Nothing to do"),
    "cell_error": ("The cell shows the error {shown}", "Correct the formula in the spreadsheet, or write the value"),
    "formula_uncomputed": (
        "The cell holds a formula whose result was not saved",
        "Open the file in a spreadsheet program and save it, or write the value",
    ),
    # dates
    "date_unreadable": ("This is not a date", "Write it as YYYY-MM-DD"),
    "date_two_ways": (
        "The date could be read two ways: {one} or {other}",
        "Say the order: --date-order dmy (day first) or --date-order mdy (month first)",
    ),
    "date_against_order": ("The date cannot be read in the order {order}", "Correct it, or check --date-order"),
    "date_no_such_day": ("There is no such day in the calendar", "Correct the date"),
    "date_two_digit_year": ("The year has two digits, so the century is not known", "Write the year with four digits"),
    "date_serial": (
        "This is a day counted by a spreadsheet, not a date",
        "Give the column the format of a date, or write YYYY-MM-DD",
    ),
    "date_year_odd": ("The year lies outside {first} to {last}", "Correct the date; write it in the common calendar"),
    "date_swapped": (
        "In this file day and month have changed places in part of the dates, and this one could be either",
        "Correct the date at its source, or say --date-order ymd if dates stand rightly as written",
    ),
    # amounts and currencies
    "amount_unreadable": ("This is not an amount", "Write digits with one decimal mark, such as 1234.56"),
    "amount_two_ways": (
        "The amount could be {one} or {other}, and no other amount of the column tells which",
        "Write it with all decimals, such as 1234.00",
    ),
    "amount_too_precise": ("The amount has more decimals than {currency} has ({digits})", "Round it at its source"),
    "amount_zero": ("The amount is zero, so nothing is owed", "Leave the row out, or correct the amount"),
    "amount_too_large": ("The amount is too large to be one item", "Correct the amount"),
    "amount_currency_differs": ("The amount is marked {marked}, the row says {currency}", "Correct one of the two"),
    "currency_unknown": ("This is not a currency code that is known", "Write the three-letter code, such as EUR"),
    "currency_blank": ("The row names no currency", "Fill it in, or say --currency for rows without one"),
    "open_over_amount": ("More is open than the item's amount", "Correct one of the two amounts"),
    "open_sign_differs": ("The open amount has another sign than the amount", "Correct one of the two amounts"),
    "settled_but_open": ("The row is settled on a day, yet an amount is open", "Correct one of the two"),
    # kinds
    "kind_unknown": ("This is neither an invoice nor a credit note", "Leave the row out of a list of items"),
    # warnings: the row goes in as it stands
    "negative_invoice": ("An invoice with a negative amount is taken as a credit note", "Check that it is one"),
    "due_before_issue": (
        "The item falls due before its date {item_date}; both are kept as written",
        "Check the dates at their source",
    ),
    "due_far_off": ("The item falls due {days} days after its date", "Check the dates at their source"),
    "terms_unusual": (
        "Terms {terms} give {days} days here, and {usual} on nearly every other row",
        "Check the dates at their source",
    ),
    "settled_before_issue": (
        "The item was settled before its date {item_date}; both are kept as written",
        "Check the dates at their source",
    ),
    "settled_far_off": ("The item was settled {days} days after its date", "Check the dates at their source"),
    "disputed_unclear": ("This says neither yes nor no; taken as not said", "Write yes or no"),
    "total_differs": (
        "The total says {stated}, and the rows that were taken add up to {found}",
        "Look at the rows refused or left out; if they do not explain it, export the list again",
    ),
    "status_unknown": ("This status is not known; the row is taken as it stands", "Check that it is a debt"),
    "payment_repeated": (
        "The same payment stands on line {first}, without a number; both are taken",
        "Check that two were meant; give payments their numbers",
    ),
    "language_unclear": ("This is not a language that is known; left blank", "Write a code such as nl or sr-Latn"),
    "zone_unclear": ("This is not a time zone that is known; left blank", "Write a name such as Europe/Belgrade"),
    "legal_kind_unclear": (
        "This says neither business, consumer nor public; left blank",
        "Write business, consumer or public",
    ),
    "role_unclear": (
        "This role of a contact is not known; kept as a contact in general",
        "Write payables, management or legal",
    ),
    "promise_incomplete": (
        "The promise has an amount and no day, or cannot be read; it is left out",
        "Write the day as YYYY-MM-DD and the amount with its currency",
    ),
    "customer_conflict": (
        "The customer stands on line {first} with another {what}; the first is kept",
        "Keep the right row and delete the other",
    ),
    "email_unclear": ("This is not an e-mail address; left blank", "Correct the address"),
    "country_unclear": ("This is not a country code of two letters; left blank", "Write a code such as DE"),
    "text_too_long": ("The text was cut to {most} characters", "Shorten it"),
    "customer_names_differ": (
        "The customer has several names: {names}; the rows are kept under one number",
        "Check that it is one customer",
    ),
    "leading_zeros_differ": (
        "The numbers {numbers} differ only by leading zeros; they are kept as different customers",
        "If they are one customer, correct the number at its source",
    ),
}


def fault(code: str, **facts: object) -> Fault:
    """Name a fault of the closed list, with the facts that its sentence asks for."""
    message, way_out = FAULTS[code]
    return Fault(code, message.format(**facts), way_out.format(**facts))


UNCOMPUTED = "#FORMULA!"
"""What stands for a formula of a workbook whose result was not saved."""

_ERRORS = frozenset(
    [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        UNCOMPUTED,
    ]
)


def broken_cell(text: str) -> Fault | None:
    """Name the fault of a cell that shows an error instead of a value, as spreadsheets do; None where it has one."""
    shown = text.strip()
    if shown not in _ERRORS:
        return None
    return fault("formula_uncomputed") if shown == UNCOMPUTED else fault("cell_error", shown=shown)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: file, line (None for the whole file), field and value."""

    file: str
    line: int | None = None
    field: str = ""
    value: str = ""


def problem(found: Fault, place: Place, severity: Severity = "refused", count: int = 1) -> RowProblem:
    """Put a fault in its place, the value cut to a length that a screen can show."""
    value = place.value if len(place.value) <= VALUE_SHOWN else place.value[: VALUE_SHOWN - 1] + "…"
    return RowProblem(file=place.file, line=place.line, field=place.field, value=value, severity=severity, count=count,
                      code=found.code, message=found.message, way_out=found.way_out)  # fmt: skip


class FileError(Exception):
    """The file as a whole cannot be taken in; `fault` says why. It never leaves this package."""

    def __init__(self, found: Fault, field: str = "", value: str = "") -> None:
        super().__init__(found.message)
        self.fault = found
        self.field = field
        self.value = value
