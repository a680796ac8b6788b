"""From the tree of an electronic invoice to its record: amounts, dates, references, parties, in one shape.

What is owed is the amount due for payment (BT-115), not the total. It knows no syntax (`syntaxes` does) and no ledger.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dunwell.adapters.files import cells
from dunwell.adapters.files.amounts import MAX_MINOR
from dunwell.adapters.files.dates import read_date
from dunwell.adapters.files.einvoice.syntaxes import CREDIT_TYPES, Paths
from dunwell.adapters.files.einvoice.terms import read_discounts, read_due
from dunwell.adapters.files.einvoice.tree import Cell, Tree
from dunwell.adapters.files.faults import Fault, Place, fault, problem
from dunwell.adapters.files.letters import words
from dunwell.domain.money import CURRENCIES, digits
from dunwell.ports import Discount, EInvoice, ItemKind, Party, PostalAddress, RowProblem

_AMOUNT = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,10})?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_CII_DATE = {"102": re.compile(r"\d{8}", re.ASCII)}


@dataclass(slots=True)
class Reader:
    """A document being read: its tree, the paths of its syntax, and what is wrong with it so far."""

    file: str
    tree: Tree
    paths: Paths
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Tell whether something was found that keeps the document out."""
        return any(found.severity == "refused" for found in self.problems)

    def refuse(self, name: str, found: Fault, cell: Cell | None = None) -> None:
        """Keep the document out, for what stands in a place or is missing there."""
        line, value = (cell.line, cell.text) if cell else (self.tree.line, "")
        self.problems.append(problem(found, Place(self.file, line, name, value)))

    def warn(self, name: str, found: Fault, cell: Cell | None = None) -> None:
        """Note what is odd about a document that goes in."""
        line, value = (cell.line, cell.text) if cell else (self.tree.line, "")
        self.problems.append(problem(found, Place(self.file, line, name, value), "warning"))


def read_document(reader: Reader) -> EInvoice | None:
    """Read a document into its record; None, with problems, where something that an item needs cannot be read."""
    tree, paths = reader.tree, reader.paths
    number = _number(reader)
    item_date = _day(reader, "item_date", tree.first(*paths.item_date), needed="the date of the invoice (BT-2)")
    currency = _currency(reader)
    owed, total, prepaid = _amounts(reader, currency) if currency else (None, None, None)
    due = _due_date(reader)
    buyer = _party(tree, paths.buyer, paths)
    if not customer_ref(buyer):
        reader.refuse("customer_name", fault("customer_blank"))
    if reader.is_refused or item_date is None or owed is None:
        return None
    type_code = tree.text(*paths.type_code) or paths.default_type
    terms = "\n".join(cell.text for cell in tree.cells(*paths.terms))
    kind, why = _kind(type_code, owed), "the due date (BT-9)"
    if due is None and kind == "invoice":
        due, why = read_due(terms, item_date), "the terms (BT-20)"
    return EInvoice(
        syntax=paths.name,
        profile=tree.text(*paths.profile),
        number=number,
        type_code=type_code,
        kind=kind,
        item_date=item_date,
        due_date=due,
        due_why=why if due else "",
        currency=currency,
        owed_minor=owed,
        total_minor=total,
        prepaid_minor=prepaid,
        terms=terms,
        discounts=read_discounts(terms, currency) + _discount_groups(reader, currency),
        payment_references=tuple(dict.fromkeys(cell.text for cell in tree.cells(*paths.payment_reference))),
        buyer_reference=tree.text(*paths.buyer_reference),
        order_reference=tree.text(*paths.order_reference),
        preceding=tuple(dict.fromkeys(cell.text for cell in tree.cells(*paths.preceding))),
        seller=_party(tree, paths.seller, paths),
        buyer=buyer,
        accounts=tuple(dict.fromkeys("".join(cell.text.split()) for cell in tree.cells(*paths.accounts))),
    )


def customer_ref(party: Party) -> str:
    """Choose by what a buyer is known: the seller's number for it (BT-46), legal or VAT number, else its name."""
    ids = [value for scheme, value in sorted(party.ids) if value]
    return next((one for one in (*ids, party.legal_id, party.vat, party.name) if one), "")


def _number(reader: Reader) -> str:
    cell = reader.tree.first(*reader.paths.number)
    number = cells.read_key(cell.text) if cell else fault("blank", what="the number of the invoice (BT-1)")
    if isinstance(number, Fault):
        reader.refuse("number", number, cell)
        return ""
    return number


def _kind(type_code: str, owed: int) -> ItemKind:
    """Tell invoice from credit note: by the code, turned round where the amount is negative."""
    return "credit" if (type_code in CREDIT_TYPES) != (owed < 0) else "invoice"


def _currency(reader: Reader) -> str:
    """Take the document's currency (BT-5), or that of the amount owed where the document names none."""
    cell = reader.tree.first(*reader.paths.currency)
    owed = reader.tree.first(*reader.paths.owed)
    code = cell.text if cell else owed.attributes.get("currencyID", "") if owed else ""
    if code in CURRENCIES:
        return code
    found = fault("currency_unknown") if code else fault("blank", what="the currency (BT-5)")
    reader.refuse("currency", found, cell)
    return ""


def _amounts(reader: Reader, currency: str) -> tuple[int | None, int | None, int | None]:
    """Read what is owed, the total and what was prepaid; the document is taken at its word where they differ."""
    paths = reader.paths
    owed = _amount(reader, "open", paths.owed, currency)
    if owed is None and not reader.tree.first(*paths.owed):
        reader.refuse("open", fault("blank", what="the amount due for payment (BT-115)"))
    total = _amount(reader, "amount", paths.total, currency)
    prepaid = _amount(reader, "prepaid", paths.prepaid, currency)
    rounding = _amount(reader, "rounding", paths.rounding, currency)
    if owed == 0:
        reader.refuse("open", fault("nothing_owed"), reader.tree.first(*paths.owed))
    if owed is not None and total is not None and total - (prepaid or 0) + (rounding or 0) != owed:
        reader.warn("open", fault("payable_differs"), reader.tree.first(*paths.owed))
    return owed, total, prepaid


def _amount(reader: Reader, name: str, paths: tuple[str, ...], currency: str) -> int | None:
    """Read one amount in minor units of the currency, signed."""
    found = reader.tree.cells(*paths)
    cell = next((one for one in found if one.attributes.get("currencyID", currency) == currency), None)
    if cell is None:
        if found:
            marked = found[0].attributes["currencyID"]
            reader.refuse(name, fault("amount_currency_differs", marked=marked, currency=currency), found[0])
        return None
    if not _AMOUNT.fullmatch(cell.text):
        reader.refuse(name, fault("amount_unreadable"), cell)
        return None
    minor = Decimal(cell.text).scaleb(digits(currency))
    if minor != minor.to_integral_value():
        reader.refuse(name, fault("amount_too_precise", currency=currency, digits=digits(currency)), cell)
    elif abs(minor) >= MAX_MINOR:
        reader.refuse(name, fault("amount_too_large"), cell)
    else:
        return int(minor)
    return None


def _due_date(reader: Reader) -> date | None:
    """Read the due date; of several, by instalment, the last one, so that nothing is chased early."""
    days = {}
    for cell in reader.tree.cells(*reader.paths.due_date):
        day = _day(reader, "due_date", cell)
        if day is not None:
            days[day] = cell
    if len(days) > 1:
        reader.warn("due_date", fault("due_dates_several", days=", ".join(map(str, sorted(days)))), days[max(days)])
    return max(days, default=None)


def _day(reader: Reader, name: str, cell: Cell | None, needed: str = "") -> date | None:
    """Read a date in the form of its syntax: ISO in UBL, eight digits of format 102 in CII."""
    if cell is None:
        if needed:
            reader.refuse(name, fault("blank", what=needed))
        return None
    form = cell.attributes.get("format")
    pattern = _CII_DATE.get(form) if form is not None else _ISO_DATE
    if pattern is None:
        reader.refuse(name, fault("date_format_unknown", form=form), cell)
        return None
    day = read_date(cell.text[:10]) if pattern.fullmatch(cell.text) else fault("date_unreadable")
    if not isinstance(day, date):
        reader.refuse(name, day if isinstance(day, Fault) else fault("date_unreadable"), cell)
        return None
    return day


def _discount_groups(reader: Reader, currency: str) -> tuple[Discount, ...]:
    """Read the discounts that the extended profile states as groups of their own."""
    found = []
    for group in reader.tree.parts(reader.paths.discount) if reader.paths.discount else []:
        percent, days = group.text("CalculationPercent"), group.first("BasisPeriodMeasure")
        if days and days.attributes.get("unitCode", "DAY") == "DAY" and days.text.isdecimal() and len(days.text) < 4:
            base = group.text("BasisAmount")
            whole = Decimal(base).scaleb(digits(currency)) if _AMOUNT.fullmatch(base) else None
            if _AMOUNT.fullmatch(percent) and 0 < Decimal(percent) < 100:
                found.append(Discount(Decimal(percent), int(days.text), int(whole) if whole is not None else None))
    return tuple(found)


def _party(tree: Tree, path: str, paths: Paths) -> Party:
    party = next(iter(tree.parts(path)), None)
    if party is None:
        return Party("")
    ids = [cell for one in paths.ids for cell in party.cells(one)]
    endpoint = party.first(*paths.endpoint)
    name = words(party.text(*paths.party_name))
    trading = words(party.text(*paths.trading_name))
    return Party(
        name=name,
        trading_name=trading if trading != name else "",
        ids=tuple((cell.attributes.get("schemeID", ""), cell.text) for cell in ids),
        legal_id=party.text(*paths.legal_id),
        vat=_vat(party, paths.tax_ids),
        endpoint=(endpoint.attributes.get("schemeID", ""), endpoint.text) if endpoint else ("", ""),
        contact_name=words(party.text(*paths.contact_name)),
        phone=words(party.text(*paths.phone)),
        email=words(party.text(*paths.email)),
        address=_address(party, paths),
    )


def _vat(party: Tree, path: str) -> str:
    """Find the VAT number among the tax registrations: UBL tells by the scheme's element, CII by its attribute."""
    for registration in party.parts(path):
        cell = registration.first("CompanyID", "ID")
        scheme = registration.text("TaxScheme/ID") or (cell.attributes.get("schemeID", "") if cell else "")
        if cell and scheme in ("VAT", "VA"):
            return cell.text
    return ""


def _address(party: Tree, paths: Paths) -> PostalAddress:
    place = next(iter(party.parts(paths.address)), None)
    if place is None:
        return PostalAddress()
    lines = [words(cell.text) for one in paths.address_lines for cell in place.cells(one)]
    country = cells.read_country(place.text(paths.country))
    return PostalAddress(
        lines=tuple(lines),
        city=words(place.text(paths.city)),
        postcode=words(place.text(paths.postcode)),
        region=words(place.text(paths.region)),
        country="" if isinstance(country, Fault) else country,
    )
