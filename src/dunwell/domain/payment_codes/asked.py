"""What a paper asks for, as payments: one for each currency, into each account that takes it, with the fitting code.

One item is paid under its own reference, several under the customer's, with their numbers beside it as far as there
is room. Knows no layout; what stands on the company's letterhead comes as `PayTo`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dunwell.domain.papers import Debtor, PaperItem, PayTo
from dunwell.domain.payment_codes.accounts import SEPA, check_iban, is_qr_iban
from dunwell.domain.payment_codes.parties import Account, Party, Payment, PaymentCode
from dunwell.domain.payment_codes.refusals import NoCode
from dunwell.domain.payment_codes.ways import WayToPay, ways_to_pay
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.schemes import recognise_reference

MOST_NUMBERS = 3
"""So many invoice numbers still fit into the reference of a transfer that a person types."""

_BY_CURRENCY = {"RSD": ReferenceKind.MODEL_97, "RUB": ReferenceKind.TEXT}


@dataclass(frozen=True, slots=True)
class AskedPayment:
    """One way to pay what is asked in a currency: what is printed, and the code where there is one."""

    details: PayTo
    amount_minor: int
    way: WayToPay | None = None

    @property
    def code(self) -> PaymentCode | None:
        """Give the code to be drawn; none where no standard fits."""
        return self.way.code if self.way else None


def kind_for(pay: PayTo, currency: str) -> ReferenceKind:
    """Tell which kind of reference of our own an account's bank understands for payments in a currency."""
    if currency in _BY_CURRENCY:
        return _BY_CURRENCY[currency]
    try:
        iban = check_iban(pay.iban)
    except NoCode:
        return ReferenceKind.TEXT
    if is_qr_iban(iban):
        return ReferenceKind.QRR
    if iban[:2] not in SEPA:
        return ReferenceKind.TEXT
    return ReferenceKind.OGM if iban.startswith("BE") else ReferenceKind.RF


def kinds_for(payment: Iterable[PayTo], currency: str) -> tuple[ReferenceKind, ...]:
    """List the kinds of references that payments in a currency can need, without plain text."""
    kinds = dict.fromkeys(kind_for(pay, currency) for pay in payment if pay.currency in ("", currency))
    return tuple(kind for kind in kinds if kind is not ReferenceKind.TEXT)


def asked_payments(
    payment: Sequence[PayTo],
    items: Sequence[PaperItem],
    nets_minor: Mapping[str, int],
    customer: Debtor,
    references: tuple[Reference, ...] = (),
) -> list[AskedPayment]:
    """List the ways to pay each currency's net amount (minor units); `references` are those of the customer.

    A currency for which only accounts in others are known has none. Raises UserError `unknown_currency`.
    """
    return [
        _asked(pay, currency, net, [item for item in items if item.currency == currency], customer, references)
        for currency, net in nets_minor.items()
        for pay in _taking(payment, currency)
    ]


def _taking(payment: Sequence[PayTo], currency: str) -> list[PayTo]:
    own = [pay for pay in payment if pay.currency == currency]
    return own or [pay for pay in payment if not pay.currency]


def _asked(
    pay: PayTo, currency: str, net: int, items: list[PaperItem], customer: Debtor, references: tuple[Reference, ...]
) -> AskedPayment:
    numbers = ", ".join(dict.fromkeys(item.number for item in items))
    given = _references(pay, items, references)
    order = Payment(
        currency=currency,
        amount_minor=net,
        references=given,
        text=numbers,
        payer=Party(customer.name, country=customer.country),
        by_consumer=customer.kind == "consumer",
    )
    [way] = ways_to_pay([_account(pay)], order)
    shown = pay.reference or way.details.reference
    return AskedPayment(replace(pay, reference=shown, currency=currency), net, way)


def _references(pay: PayTo, items: list[PaperItem], customers: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Give the references of a payment: the company's fixed one, else the item's own, else the customer's."""
    if pay.reference:
        return (recognise_reference(pay.reference),)
    kind = kind_for(pay, items[0].currency) if items else ReferenceKind.TEXT
    known = items[0].references if len(items) == 1 else customers
    fitting = tuple(each for each in known if each.kind in (kind, ReferenceKind.TEXT) or each.kind is ReferenceKind.RF)
    if kind is ReferenceKind.TEXT:
        fitting = tuple(each for each in fitting if each.kind is ReferenceKind.TEXT)
    if fitting or not items or len(items) > MOST_NUMBERS:
        return fitting
    return (Reference(ReferenceKind.TEXT, ", ".join(dict.fromkeys(item.number for item in items))),)


def _account(pay: PayTo) -> Account:
    holder = Party(pay.payee, pay.street, pay.house_number, pay.postcode, pay.town, pay.country)
    return Account(
        holder=holder,
        iban=pay.iban,
        number=pay.account,
        bic=pay.bic,
        bank=pay.bank,
        correspondent=pay.correspondent,
        currency=pay.currency,
        tax_id=pay.tax_id,
        kpp=pay.kpp,
    )
