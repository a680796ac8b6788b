"""Reminders and statements as electronic documents, UBL 2.1, beside the papers: one for each currency.

The same facts give the same bytes. Neither kind is part of Peppol BIS Billing; whoever takes them agrees on it. This
module knows no language: what people read stands on the paper.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lxml import etree

from dunwell.adapters.papers.sheets import statement_payments
from dunwell.adapters.papers.values import payments_of
from dunwell.domain.mail import Attachment
from dunwell.domain.money import digits
from dunwell.domain.papers import (
    Creditor,
    CurrencyAccount,
    CurrencyTotal,
    Debtor,
    MessageFacts,
    PaperItem,
    StatementFacts,
    StatementItem,
)
from dunwell.domain.payment_codes.asked import AskedPayment

XML = "application/xml"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"
_TRANSFER, _SEPA = "30", "58"  # UNCL 4461: credit transfer, SEPA credit transfer


def electronic_documents(facts: MessageFacts, statement: StatementFacts | None) -> list[Attachment]:
    """Write a reminder as UBL, and the statement that goes along where there is one."""
    return [*reminder_documents(facts), *(statement_documents(statement) if statement else [])]


def reminder_documents(facts: MessageFacts) -> list[Attachment]:
    """Write a reminder as UBL Reminder, one for each currency of which something is asked."""
    payments = payments_of(facts)
    return [
        Attachment(f"reminder-{facts.as_of}-{total.currency}.xml", _reminder(facts, total, payments), XML)
        for total in facts.totals
        if any(item.currency == total.currency for item in facts.items)
    ]


def statement_documents(facts: StatementFacts) -> list[Attachment]:
    """Write a statement of account as UBL Statement, one for each currency in which something is open or in credit."""
    payments = statement_payments(facts)
    return [
        Attachment(f"statement-{facts.as_of}-{account.currency}.xml", _statement(facts, account, payments), XML)
        for account in facts.accounts
        if account.items or account.credit_minor
    ]


def _reminder(facts: MessageFacts, total: CurrencyTotal, payments: list[AskedPayment]) -> bytes:
    items = [item for item in facts.items if item.currency == total.currency]
    root = _root(
        "Reminder", f"{facts.customer.ref or 'reminder'}-{facts.as_of}-{total.currency}", facts.as_of.isoformat()
    )
    _add(root, "ReminderTypeCode", facts.stage or "reminder")
    _add(root, "DocumentCurrencyCode", total.currency)
    _add(root, "LineCountNumeric", str(len(items)))
    _parties(root, facts.company, facts.customer)
    due = facts.deadline_on.isoformat() if facts.deadline_on else ""
    _means(root, payments, total.currency, due)
    if total.credit_minor:
        prepaid = _group(root, "PrepaidPayment")
        _money(prepaid, "PaidAmount", min(total.credit_minor, total.asked_minor), total.currency)
    sums = _group(root, "LegalMonetaryTotal")
    _money(sums, "LineExtensionAmount", total.asked_minor, total.currency)
    if total.credit_minor:
        _money(sums, "PrepaidAmount", min(total.credit_minor, total.asked_minor), total.currency)
    _money(sums, "PayableAmount", total.net_minor, total.currency)
    for number, item in enumerate(items, 1):
        _line(root, "ReminderLine", number, item, item.asked_minor, total.currency)
    return _bytes(root)


def _statement(facts: StatementFacts, account: CurrencyAccount, payments: list[AskedPayment]) -> bytes:
    currency = account.currency
    root = _root("Statement", f"{facts.customer.ref or 'statement'}-{facts.as_of}-{currency}", facts.as_of.isoformat())
    _add(root, "DocumentCurrencyCode", currency)
    _money(root, "TotalDebitAmount", account.open_minor, currency)
    _money(root, "TotalCreditAmount", account.credit_minor, currency)
    _money(root, "TotalBalanceAmount", account.balance_minor, currency)
    _add(root, "LineCountNumeric", str(len(account.items) + bool(account.credit_minor)))
    if facts.since:
        period = _group(root, "StatementPeriod")
        _add(period, "StartDate", facts.since.isoformat())
        _add(period, "EndDate", facts.as_of.isoformat())
    _parties(root, facts.company, facts.customer)
    _means(root, payments, currency, "")
    for number, item in enumerate(account.items, 1):
        _line(root, "StatementLine", number, item, item.open_minor, currency)
    if account.credit_minor:
        line = _group(root, "StatementLine")
        _add(line, "ID", str(len(account.items) + 1))
        _add(line, "Note", "Credit")
        _money(line, "CreditLineAmount", account.credit_minor, currency)
    return _bytes(root)


def _root(kind: str, number: str, issued_on: str) -> etree._Element:
    spaces = {None: f"{_UBL}{kind}-2", "cac": _CAC, "cbc": _CBC}
    root = etree.Element(f"{{{spaces[None]}}}{kind}", nsmap=spaces)  # type: ignore[arg-type]
    _add(root, "UBLVersionID", "2.1")
    _add(root, "ID", number)
    _add(root, "IssueDate", issued_on)
    return root


def _parties(root: etree._Element, company: Creditor, customer: Debtor) -> None:
    seller = _party(_group(root, "AccountingSupplierParty"), company.name, company.address, company.country)
    if company.tax_id:
        _add(_legal(seller), "CompanyID", company.tax_id)
    if company.email or company.phone:
        contact = _group(seller, "Contact")
        for name, value in (("Telephone", company.phone), ("ElectronicMail", company.email)):
            if value:
                _add(contact, name, value)
    buyer = _group(root, "AccountingCustomerParty")
    if customer.ref:
        _add(buyer, "SupplierAssignedAccountID", customer.ref)
    _party(buyer, customer.name, customer.address, customer.country)


def _party(parent: etree._Element, name: str, address: Iterable[str], country: str) -> etree._Element:
    party = _group(parent, "Party")
    _add(_group(party, "PartyName"), "Name", name)
    lines = [line for line in address if line]
    if lines or country:
        postal = _group(party, "PostalAddress")
        for line in lines:
            _add(_group(postal, "AddressLine"), "Line", line)
        if country:
            _add(_group(postal, "Country"), "IdentificationCode", country)
    _add(_group(party, "PartyLegalEntity"), "RegistrationName", name)
    return party


def _legal(party: etree._Element) -> etree._Element:
    return next(party.iterchildren(f"{{{_CAC}}}PartyLegalEntity"))


def _means(root: etree._Element, payments: Iterable[AskedPayment], currency: str, due: str) -> None:
    for payment in payments:
        pay = payment.details
        if pay.currency != currency or not (pay.iban or pay.account):
            continue
        means = _group(root, "PaymentMeans")
        _add(means, "PaymentMeansCode", _SEPA if pay.iban and currency == "EUR" else _TRANSFER)
        if due:
            _add(means, "PaymentDueDate", due)
        if payment.way and payment.way.reference:
            _add(means, "PaymentID", payment.way.reference.value)
        account = _group(means, "PayeeFinancialAccount")
        _add(account, "ID", "".join((pay.iban or pay.account).split()))
        _add(account, "Name", pay.payee)
        if pay.bic:
            _add(_group(account, "FinancialInstitutionBranch"), "ID", pay.bic)


def _line(
    root: etree._Element, kind: str, number: int, item: PaperItem | StatementItem, minor: int, currency: str
) -> None:
    line = _group(root, kind)
    _add(line, "ID", str(number))
    if item.kind == "fee":
        _add(line, "Note", "Late charge")
    _money(line, "DebitLineAmount", minor, currency)
    billed = _group(_group(line, "BillingReference"), "InvoiceDocumentReference")
    _add(billed, "ID", item.number)
    _add(billed, "IssueDate", item.item_date.isoformat())


def _group(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_CAC}}}{name}")


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_CBC}}}{name}")
    child.text = "".join(_allowed(text))
    return child


def _money(parent: etree._Element, name: str, minor: int, currency: str) -> None:
    _add(parent, name, format(Decimal(minor).scaleb(-digits(currency)), "f")).set("currencyID", currency)


def _allowed(text: str) -> Iterator[str]:
    """Leave out signs that no XML may hold."""
    return (sign for sign in text if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")


def _bytes(root: etree._Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made
