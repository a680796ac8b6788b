"""Electronic invoices for the tests: the least that each syntax needs, bent where a test needs it."""

# ruff: noqa: E501 - documents stand as they are written

import io
from pathlib import Path

from pypdf import PdfWriter

from dunwell.adapters.files import read_file
from dunwell.ports import FileReading

_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

UBL = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}">
  <cbc:ID>R-1</cbc:ID>
  <cbc:IssueDate>2026-01-13</cbc:IssueDate>
  <cbc:DueDate>2026-02-12</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>We BV</cbc:Name></cac:PartyName></cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyIdentification><cbc:ID>K-7</cbc:ID></cac:PartyIdentification>
    <cac:PartyLegalEntity><cbc:RegistrationName>Ada d.o.o.</cbc:RegistrationName></cac:PartyLegalEntity>
    <cac:Contact><cbc:ElectronicMail>ada@ada.example</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentTerms><cbc:Note>net 30</cbc:Note></cac:PaymentTerms>
  <cac:LegalMonetaryTotal>
    <cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
    <cbc:PrepaidAmount currencyID="EUR">21.00</cbc:PrepaidAmount>
    <cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
</Invoice>
"""

CII = """\
<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
 <rsm:ExchangedDocument><ram:ID>R-1</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20260113</udt:DateTimeString></ram:IssueDateTime>
 </rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:Name>We BV</ram:Name></ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:ID>K-7</ram:ID><ram:Name>Ada d.o.o.</ram:Name><ram:DefinedTradeContact>
    <ram:EmailURIUniversalCommunication><ram:URIID>ada@ada.example</ram:URIID></ram:EmailURIUniversalCommunication>
   </ram:DefinedTradeContact></ram:BuyerTradeParty>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeDelivery/>
  <ram:ApplicableHeaderTradeSettlement>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradePaymentTerms><ram:Description>net 30</ram:Description><ram:DueDateDateTime>
    <udt:DateTimeString format="102">20260212</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    <ram:TaxTotalAmount currencyID="EUR">21.00</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>121.00</ram:GrandTotalAmount>
    <ram:TotalPrepaidAmount>21.00</ram:TotalPrepaidAmount>
    <ram:DuePayableAmount>100.00</ram:DuePayableAmount>
   </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"""


def pdf(attachments: dict[str, bytes], password: str = "") -> bytes:
    """Make a PDF of one empty page that carries files."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for name, content in attachments.items():
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def read_paper(folder: Path, content: str | bytes) -> FileReading:
    """Write a document under a name that tells nothing, and read it."""
    path = folder / "paper.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path)


def credit_note(ubl: str) -> str:
    """Make a UBL credit note of an invoice."""
    changes = {"Invoice-2": "CreditNote-2", "<Invoice ": "<CreditNote ", "</Invoice>": "</CreditNote>", ">380<": ">381<",
               "InvoiceTypeCode": "CreditNoteTypeCode", "<cbc:DueDate>2026-02-12</cbc:DueDate>": ""}  # fmt: skip
    for old, new in changes.items():
        ubl = ubl.replace(old, new)
    return ubl
