"""Exports of known programs, recognised by what stands in them: never by a file's name or by the place of a row.

A layout says which of a program's headers gives which field where the words alone would mislead, and how its table
has to be put in shape before it is read as any other list. What no layout knows is read by its header words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from dunwell.adapters.files.datev import reshape_bookings, reshape_debtors
from dunwell.adapters.files.faults import FileError, fault
from dunwell.adapters.files.headers import Subject
from dunwell.adapters.files.letters import plain
from dunwell.adapters.files.table import RawTable


@dataclass(frozen=True, slots=True)
class Layout:
    """A program's export: `needs` are the headers, reduced, that tell it.

    `lines`: one row for each line of an invoice, the invoice's own columns repeated. `drafts` are statuses that mean a
    draft in this program alone. `payments`: payments among its rows are bookings, and stay.
    """

    name: str
    needs: frozenset[str]
    subject: Subject = "item"
    columns: dict[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    reshape: Callable[[RawTable], None] | None = None
    lines: bool = False
    drafts: frozenset[str] = frozenset()
    open_items: bool = False
    payments: bool = False
    notes: tuple[str, ...] = ()


def _fill_lines(table: RawTable) -> None:
    """Repeat an invoice's own cells on its further lines, where the export leaves them blank."""
    heads = [plain(text) for text in table.header]
    number = heads.index("invoicenumber")
    own = [at for at, head in enumerate(heads) if head not in _OF_A_LINE]
    first: dict[str, list[str]] = {}
    for row in table.rows:
        known = first.setdefault(row[number].strip(), row)
        if row[number].strip():
            for at in own:
                row[at] = row[at] if row[at].strip() else known[at]


def _refuse_sums(table: RawTable) -> None:
    """Refuse a report that has one sum for each customer and age: no invoice can be told from it."""
    raise FileError(fault("aged_summary"))


_OF_A_LINE = frozenset(
    ["inventoryitemcode", "description", "quantity", "unitamount", "discount", "lineamount", "accountcode", "taxtype",
     "taxamount", "trackingname1", "trackingoption1", "trackingname2", "trackingoption2"]
)  # fmt: skip

LAYOUTS = (
    Layout(
        "Xero, sales invoices",
        frozenset(["contactname", "invoicenumber", "invoicedate", "duedate", "unitamount"]),
        columns={
            "number": "invoicenumber",
            "customer_name": "contactname",
            "item_date": "invoicedate",
            "due_date": "duedate",
            "amount": "total",
            "open": "invoiceamountdue",
            "kind": "type",
            "status": "status",
            "reference": "reference",
            "country": "pocountry",
            "email": "emailaddress",
            "currency": "currency",
        },
        ignore=frozenset(["customer_ref"]),  # AccountCode is the account of the sale
        reshape=_fill_lines,
        lines=True,
        drafts=frozenset(["submitted"]),
        notes=("one row for each line of an invoice: each invoice is taken once",),
    ),
    Layout(
        "Xero, aged receivables in detail",
        frozenset(["invoicenumber", "duedate", "total", "older"]),
        columns={"number": "invoicenumber", "open": "total", "reference": "invoicereference"},
        ignore=frozenset(["amount"]),
        open_items=True,
    ),
    Layout(
        "QuickBooks, A/R ageing detail",
        frozenset(["date", "transactiontype", "num", "duedate", "openbalance"]),
        columns={"number": "num", "kind": "transactiontype", "item_date": "date", "open": "openbalance"},
        open_items=True,
    ),
    Layout("Sage 50, aged balances", frozenset(["accountref", "agedbalance"]), reshape=_refuse_sums),
    Layout("Sage 50, aged balances", frozenset(["accountref", "agedcurrent", "agedolder"]), reshape=_refuse_sums),
    Layout(
        "Business Central, aged receivables",
        frozenset(["customernumber", "balancedue", "currentamount", "period1amount"]),
        reshape=_refuse_sums,
    ),
    Layout(
        "Sage 50, transactions",
        frozenset(["accountref", "invref", "date", "type"]),
        columns={"number": "invref", "customer_ref": "accountref", "kind": "type", "item_date": "date"},
        notes=("ages in Sage count from the invoice date: no due date is taken from them",),
    ),
    Layout(
        "DATEV, bookings (EXTF)",
        frozenset(["umsatzohnesollhabenkz", "sollhabenkennzeichen", "konto", "belegfeld1"]),
        reshape=reshape_bookings,
        payments=True,
    ),
    Layout(
        "DATEV, debtors (EXTF)",
        frozenset(["konto", "nameadressattypunternehmen"]),
        subject="customer",
        reshape=reshape_debtors,
    ),
    Layout(
        "Exact Online, outstanding items",
        frozenset(["relatiecode", "factuurnummer", "openstaand"]),
        open_items=True,
    ),
    Layout(
        "Odoo, journal entries",
        frozenset(["invoicepartnerdisplayname"]),
        columns={"customer_name": "invoicepartnerdisplayname", "number": "number", "open": "amountduesigned"},
    ),
    Layout(
        "ERPNext, accounts receivable",
        frozenset(["vouchertype", "voucherno", "outstandingamount"]),
        columns={"number": "voucherno", "kind": "vouchertype", "customer_ref": "party", "amount": "invoicedamount"},
        open_items=True,
    ),
    Layout(
        "ERPNext, sales invoices",
        frozenset(["customer", "grandtotal", "outstandingamount"]),
        columns={"number": "id", "customer_ref": "customer"},
    ),
)
"""The layouts in the order in which they are tried; the first that fits is taken."""


def recognise_layout(table: RawTable) -> Layout | None:
    """Find the layout whose headers a table has."""
    heads = {plain(text) for text in table.header}
    return next((layout for layout in LAYOUTS if layout.needs <= heads), None)


def layout_columns(layout: Layout, header: list[str]) -> dict[str, str]:
    """Give the mapping of a layout, of field to header as it is written, for the headers that are there."""
    written = {plain(text): text for text in reversed(header)}
    return {name: written[head] for name, head in layout.columns.items() if head in written}
