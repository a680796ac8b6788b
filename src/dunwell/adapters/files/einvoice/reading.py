"""From an electronic invoice to an item and its customer, and the report on the file.

It reads a whole document or refuses it: there is no half of an invoice. It knows no ledger, and not who we are: the
seller is in the record for whoever does.
"""

import hashlib
import re

from dunwell.adapters.files import cells
from dunwell.adapters.files.doubts import row_doubts
from dunwell.adapters.files.einvoice.document import Reader, customer_ref, read_document
from dunwell.adapters.files.einvoice.pdf import attached_xml
from dunwell.adapters.files.einvoice.syntaxes import BY_ROOT
from dunwell.adapters.files.einvoice.tree import parse
from dunwell.adapters.files.faults import FileError, Place, fault, problem
from dunwell.ports import ContactLine, CustomerRow, EInvoice, FileReading, ItemRow, TakenFor

_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|table|head|body)\b", re.IGNORECASE)
_OFFICE_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def read_xml(file: str, content: bytes) -> FileReading:
    """Read an XML file as one electronic invoice; what is wrong with it is in the answer."""
    return _read(file, content, content, "")


def read_pdf(file: str, content: bytes) -> FileReading:
    """Read a PDF as the electronic invoice that it carries; what is wrong with it is in the answer."""
    try:
        xml, name = attached_xml(content)
    except FileError as refused:
        return _refused(file, content, refused)
    return _read(file, content, xml, name)


def _read(file: str, content: bytes, xml: bytes, attachment: str) -> FileReading:
    try:
        if _WEB_PAGE.search(xml[:1000]):
            raise FileError(fault("file_web_page"))
        tree = parse(xml)
        if tree.namespace == _OFFICE_2003:
            raise FileError(fault("workbook_unknown", what="an XML workbook of Excel 2003"))
        paths = BY_ROOT.get((tree.name, tree.namespace))
        if paths is None:
            raise FileError(fault("xml_not_invoice", root=tree.name, namespace=tree.namespace or "no namespace"))
    except FileError as refused:
        return _refused(file, content, refused)
    reader = Reader(file, tree, paths)
    document = read_document(reader)
    digest = hashlib.sha256(content).hexdigest()
    profile = tree.text(*paths.profile)
    taken = TakenFor(
        kind="an electronic invoice",
        what="e_invoice",
        what_why=f"its root element is {tree.name} of {tree.namespace}",
        layout=paths.name,
        layout_why=f"its profile is {profile}" if profile else "it names no profile",
        notes=(f"read from {attachment}, which the PDF carries: lines are its lines",) if attachment else (),
    )
    if document is None:
        return FileReading(file, digest, (), tuple(reader.problems), taken, 1, 1)
    number = tree.first(*paths.number)
    row = _item(document, number.line if number else tree.line)
    for name, doubt in row_doubts(row):
        reader.warn(name, doubt)
    if document.kind == "credit" and document.owed_minor < 0:
        reader.warn("open", fault("negative_invoice"))
    customer = _customer(document, row)
    return FileReading(file, digest, (row,), tuple(reader.problems), taken, 1, customers=(customer,),
                       documents=(document,))  # fmt: skip


def _refused(file: str, content: bytes, refused: FileError) -> FileReading:
    found = problem(refused.fault, Place(file, None, refused.field, refused.value))
    return FileReading(file, hashlib.sha256(content).hexdigest(), (), (found,), TakenFor())


def _item(document: EInvoice, line: int) -> ItemRow:
    buyer = document.buyer
    email = cells.read_email(buyer.email)
    references = [*document.payment_references, document.order_reference, document.buyer_reference]
    return ItemRow(
        line=line,
        number=document.number,
        customer_ref=customer_ref(buyer),
        customer_name=buyer.name,
        kind=document.kind,
        item_date=document.item_date,
        due_date=document.due_date,
        currency=document.currency,
        amount_minor=abs(document.owed_minor),
        open_minor=None,
        settled_on=None,
        disputed=None,
        email=email if isinstance(email, str) else "",
        phone=buyer.phone,
        country=buyer.address.country,
        terms=" ".join(document.terms.split())[: cells.MAX_TEXT],
        reference=next((one for one in references if one), "")[: cells.MAX_TEXT],
    )


def _customer(document: EInvoice, row: ItemRow) -> CustomerRow:
    """Make the customer of the buyer; a mail endpoint (BT-49, scheme EM) is an address too, behind the contact's."""
    buyer = document.buyer
    scheme, endpoint = buyer.endpoint
    mails = [row.email, endpoint if scheme == "EM" and isinstance(cells.read_email(endpoint), str) else ""]
    contact = ContactLine("", buyer.contact_name, row.email, buyer.phone)
    named = bool(buyer.contact_name)
    return CustomerRow(
        line=row.line,
        ref=row.customer_ref,
        name=buyer.name,
        country=buyer.address.country,
        vat=buyer.vat,
        emails=tuple(dict.fromkeys(mail for mail in mails if mail and not (named and mail == row.email))),
        phones=(buyer.phone,) if buyer.phone and not named else (),
        address=buyer.address if buyer.address.lines or buyer.address.city else None,
        contacts=(contact,) if named else (),
    )
