"""Where each term of EN 16931 stands in the syntaxes: UBL 2.1, UN/CEFACT CII, and ZUGFeRD 1, which came before them.

Paths only, tried in order. What the terms mean, and which of them an invoice must have, is `document`'s affair.
"""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths below the root by term; those of a party are below the party."""

    name: str
    number: tuple[str, ...]
    item_date: tuple[str, ...]
    type_code: tuple[str, ...]
    profile: tuple[str, ...]
    currency: tuple[str, ...]
    due_date: tuple[str, ...]
    terms: tuple[str, ...]
    owed: tuple[str, ...]
    total: tuple[str, ...]
    prepaid: tuple[str, ...]
    rounding: tuple[str, ...]
    payment_reference: tuple[str, ...]
    buyer_reference: tuple[str, ...]
    order_reference: tuple[str, ...]
    preceding: tuple[str, ...]
    accounts: tuple[str, ...]
    discount: str
    seller: str
    buyer: str
    party_name: tuple[str, ...]
    trading_name: tuple[str, ...]
    ids: tuple[str, ...]
    legal_id: tuple[str, ...]
    tax_ids: str
    endpoint: tuple[str, ...]
    contact_name: tuple[str, ...]
    phone: tuple[str, ...]
    email: tuple[str, ...]
    address: str
    address_lines: tuple[str, ...]
    city: str
    postcode: str
    region: str
    country: str
    default_type: str


UBL_INVOICE = Paths(
    name="UBL Invoice",
    number=("ID",),
    item_date=("IssueDate",),
    type_code=("InvoiceTypeCode",),
    profile=("CustomizationID",),
    currency=("DocumentCurrencyCode",),
    due_date=("DueDate", "PaymentTerms/PaymentDueDate", "PaymentMeans/PaymentDueDate"),
    terms=("PaymentTerms/Note",),
    owed=("LegalMonetaryTotal/PayableAmount",),
    total=("LegalMonetaryTotal/TaxInclusiveAmount",),
    prepaid=("LegalMonetaryTotal/PrepaidAmount",),
    rounding=("LegalMonetaryTotal/PayableRoundingAmount",),
    payment_reference=("PaymentMeans/PaymentID",),
    buyer_reference=("BuyerReference",),
    order_reference=("OrderReference/ID",),
    preceding=("BillingReference/InvoiceDocumentReference/ID",),
    accounts=("PaymentMeans/PayeeFinancialAccount/ID",),
    discount="",
    seller="AccountingSupplierParty/Party",
    buyer="AccountingCustomerParty/Party",
    party_name=("PartyLegalEntity/RegistrationName", "PartyName/Name"),
    trading_name=("PartyName/Name",),
    ids=("PartyIdentification/ID",),
    legal_id=("PartyLegalEntity/CompanyID",),
    tax_ids="PartyTaxScheme",
    endpoint=("EndpointID",),
    contact_name=("Contact/Name",),
    phone=("Contact/Telephone",),
    email=("Contact/ElectronicMail",),
    address="PostalAddress",
    address_lines=("StreetName", "AdditionalStreetName", "AddressLine/Line"),
    city="CityName",
    postcode="PostalZone",
    region="CountrySubentity",
    country="Country/IdentificationCode",
    default_type="380",
)

UBL_CREDIT_NOTE = replace(UBL_INVOICE, name="UBL CreditNote", type_code=("CreditNoteTypeCode",), default_type="381")

_AGREEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
_SETTLEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
_SUMMATION = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
_TERMS = f"{_SETTLEMENT}/SpecifiedTradePaymentTerms"

CII = Paths(
    name="UN/CEFACT CII",
    number=("ExchangedDocument/ID",),
    item_date=("ExchangedDocument/IssueDateTime/DateTimeString",),
    type_code=("ExchangedDocument/TypeCode",),
    profile=("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID",),
    currency=(f"{_SETTLEMENT}/InvoiceCurrencyCode",),
    due_date=(f"{_TERMS}/DueDateDateTime/DateTimeString",),
    terms=(f"{_TERMS}/Description",),
    owed=(f"{_SUMMATION}/DuePayableAmount",),
    total=(f"{_SUMMATION}/GrandTotalAmount",),
    prepaid=(f"{_SUMMATION}/TotalPrepaidAmount",),
    rounding=(f"{_SUMMATION}/RoundingAmount",),
    payment_reference=(f"{_SETTLEMENT}/PaymentReference",),
    buyer_reference=(f"{_AGREEMENT}/BuyerReference",),
    order_reference=(
        f"{_AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID",
        f"{_AGREEMENT}/BuyerOrderReferencedDocument/ID",
    ),
    preceding=(f"{_SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID",),
    accounts=(
        f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID",
        f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/ProprietaryID",
    ),
    discount=f"{_TERMS}/ApplicableTradePaymentDiscountTerms",
    seller=f"{_AGREEMENT}/SellerTradeParty",
    buyer=f"{_AGREEMENT}/BuyerTradeParty",
    party_name=("Name",),
    trading_name=("SpecifiedLegalOrganization/TradingBusinessName",),
    ids=("ID", "GlobalID"),
    legal_id=("SpecifiedLegalOrganization/ID",),
    tax_ids="SpecifiedTaxRegistration",
    endpoint=("URIUniversalCommunication/URIID",),
    contact_name=("DefinedTradeContact/PersonName", "DefinedTradeContact/DepartmentName"),
    phone=("DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber",),
    email=("DefinedTradeContact/EmailURIUniversalCommunication/URIID",),
    address="PostalTradeAddress",
    address_lines=("LineOne", "LineTwo", "LineThree"),
    city="CityName",
    postcode="PostcodeCode",
    region="CountrySubDivisionName",
    country="CountryID",
    default_type="380",
)


def _before(paths: Paths) -> Paths:
    """Rename the groups of CII as ZUGFeRD 1 had them."""
    names = {
        "ApplicableHeaderTrade": "ApplicableSupplyChainTrade",
        "SpecifiedTradeSettlementHeaderMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
        "ExchangedDocumentContext": "SpecifiedExchangedDocumentContext",
        "ExchangedDocument/": "HeaderExchangedDocument/",
        "SupplyChainTradeTransaction": "SpecifiedSupplyChainTradeTransaction",
    }

    def renamed(path: str) -> str:
        for new, old in names.items():
            path = path.replace(new, old)
        return path

    values = {name: getattr(paths, name) for name in Paths.__slots__}
    changed: dict[str, Any] = {
        name: renamed(value) if isinstance(value, str) else tuple(renamed(one) for one in value)
        for name, value in values.items()
        if name != "name"
    }
    return Paths(name="ZUGFeRD 1", **changed)


ZUGFERD_1 = _before(CII)

BY_ROOT = {
    ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"): UBL_INVOICE,
    ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"): UBL_CREDIT_NOTE,
    ("CrossIndustryInvoice", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"): CII,
    ("CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:invoice:1p0"): ZUGFERD_1,
}
"""The paths by the root element's name and namespace."""

CREDIT_TYPES = frozenset(["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"])
"""Codes of UNTDID 1001 that lower what the buyer owes."""
