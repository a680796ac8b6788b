"""From an account and a payment to the code of one standard: which reference it carries and what goes into the text.

What is optional in a code (the payer, a text beside a structured reference) is left out where a standard cannot carry
it; what identifies the payment never is: then there is no code. This module does not choose among accounts.
"""

from collections.abc import Callable

from dunwell.domain.payment_codes import epc, nbs_ips, st00012, swiss
from dunwell.domain.payment_codes.accounts import check_iban, is_qr_iban, serbian_account_of
from dunwell.domain.payment_codes.fields import shortened
from dunwell.domain.payment_codes.parties import Account, Party, Payment, PaymentCode, Standard
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.schemes import for_reading

_COUNTRIES_OWN = {"BE": ReferenceKind.OGM, "NL": ReferenceKind.BETALINGSKENMERK}
# The National Bank's list: transactions by order of citizens, and goods and services for final use.
_BY_CONSUMERS, _BY_COMPANIES = "289", "221"


def fitting_reference(account: Account, payment: Payment) -> Reference | None:
    """Choose of the payment's references the first that the account's bank understands, else text, else the first."""
    iban = "".join(account.iban.split()).upper()
    if is_qr_iban(iban):
        understood = {ReferenceKind.QRR}
    elif payment.currency == "RSD":
        understood = {ReferenceKind.MODEL_97, ReferenceKind.MODEL_22}
    elif payment.currency == "RUB":
        understood = set()
    else:
        understood = {ReferenceKind.RF, _COUNTRIES_OWN.get(iban[:2], ReferenceKind.RF)}
    ranked = sorted(
        payment.references, key=lambda one: (one.kind not in understood, one.kind is not ReferenceKind.TEXT)
    )
    return ranked[0] if ranked else None


def epc_code(account: Account, payment: Payment) -> PaymentCode:
    """Make the EPC QR code of a payment in EUR. Raises NoCode."""
    reference = fitting_reference(account, payment)
    structured = reference is not None and reference.kind is ReferenceKind.RF
    payload = epc.epc_payload(
        name=account.holder.name,
        iban=account.iban,
        bic=account.bic,
        amount_minor=payment.amount_minor,
        reference=reference.value if reference and structured else "",
        text="" if structured else _identifying(reference, payment.text, epc.LONGEST_TEXT),
    )
    return PaymentCode(Standard.EPC, payload, epc.HIGHEST_VERSION)


def nbs_ips_code(account: Account, payment: Payment) -> PaymentCode:
    """Make the IPS QR code of a payment in RSD; a reference without a Serbian model goes into the text.

    Raises NoCode.
    """
    reference = fitting_reference(account, payment)
    modelled = reference is not None and reference.kind in (ReferenceKind.MODEL_97, ReferenceKind.MODEL_22)
    payload = nbs_ips.nbs_ips_payload(
        account=account.number or serbian_account_of(check_iban(account.iban)),
        name=_with_address(account.holder),
        amount_minor=payment.amount_minor,
        payment_code=_BY_CONSUMERS if payment.by_consumer else _BY_COMPANIES,
        payer=_if_carried(_with_address(payment.payer), nbs_ips.LONGEST_NAME) if payment.payer else "",
        text=_if_carried(shortened(payment.text, nbs_ips.LONGEST_TEXT), nbs_ips.LONGEST_TEXT)
        if modelled
        else _identifying(reference, payment.text, nbs_ips.LONGEST_TEXT),
        reference=reference.value if reference and modelled else "",
    )
    return PaymentCode(Standard.NBS_IPS, payload)


def st00012_code(account: Account, payment: Payment) -> PaymentCode:
    """Make the ST00012 code of a payment in RUB; the reference stands in the purpose. Raises NoCode."""
    payload = st00012.st00012_payload(
        name=account.holder.name,
        account=account.number,
        bank=account.bank,
        bic=account.bic,
        correspondent=account.correspondent,
        amount_minor=payment.amount_minor,
        purpose=_identifying(fitting_reference(account, payment), payment.text, st00012.LONGEST_PURPOSE),
        tax_id=account.tax_id,
        kpp=account.kpp,
    )
    return PaymentCode(Standard.ST00012, payload)


def swiss_code(account: Account, payment: Payment) -> PaymentCode:
    """Make the Swiss QR code of a payment in CHF or EUR; a payer whose address it cannot carry is left out.

    Raises NoCode.
    """
    reference = fitting_reference(account, payment)
    structured = reference is not None and reference.kind in (ReferenceKind.QRR, ReferenceKind.RF)

    def payload(debtor: Party | None) -> str:
        return swiss.swiss_payload(
            creditor=account.holder,
            iban=account.iban,
            amount_minor=payment.amount_minor,
            currency=payment.currency,
            debtor=debtor,
            reference=reference if structured else None,
            message=_side_message(payment.text)
            if structured
            else _identifying(reference, payment.text, swiss.LONGEST_MESSAGE),
        )

    try:
        text = payload(payment.payer)
    except NoCode as refused:
        if not (refused.field or "").endswith("of the debtor"):
            raise
        text = payload(None)
    return PaymentCode(Standard.SWISS, text, swiss.HIGHEST_VERSION)


def rails_of(account: Account, payment: Payment) -> tuple[Callable[[Account, Payment], PaymentCode], ...]:
    """List the standards by which a payment into an account could have a code, the likeliest first.

    A Swiss account in EUR is paid by QR-bill from Switzerland and by SEPA from elsewhere. Raises NoCode `no_standard`.
    """
    swiss_account = "".join(account.iban.split()).upper()[:2] in swiss.COUNTRIES
    abroad = payment.payer is not None and payment.payer.country not in (*swiss.COUNTRIES, "")
    if payment.currency == "RSD":
        return (nbs_ips_code,)
    if payment.currency == "RUB":
        return (st00012_code,)
    if payment.currency == "CHF" and swiss_account:
        return (swiss_code,)
    if payment.currency == "EUR":
        if not swiss_account:
            return (epc_code,)
        if is_qr_iban("".join(account.iban.split()).upper()):
            return (swiss_code,)
        return (epc_code, swiss_code) if abroad else (swiss_code, epc_code)
    raise NoCode(
        NoCodeReason.NO_STANDARD,
        f"No open standard of codes for payment is known for {payment.currency} into this account",
        "Pay it by the bank details",
        field="currency",
        value=payment.currency,
    )


def _identifying(reference: Reference | None, text: str, longest: int) -> str:
    """Put a reference before the text, once, and cut the text only. Raises NoCode `too_long`."""
    shown = for_reading(reference) if reference else ""
    said = shortened(text if shown in text else f"{shown} {text}", longest)
    if shown not in said:
        said = shortened(f"{shown} {text}", longest)
    if shown not in said:
        raise NoCode(
            NoCodeReason.TOO_LONG,
            f"The reference has {len(shown)} letters; the text of a code for payment takes {longest}",
            "Give a shorter reference",
            field="reference",
            value=shown,
        )
    return said


def _with_address(party: Party) -> str:
    """Write a name with its address as up to three lines, or the name alone where they would be too long."""
    street = f"{party.street} {party.house_number}".strip()
    town = f"{party.postcode} {party.town}".strip()
    lines = "\n".join(line for line in (party.name.strip(), street, town) if line)
    return lines if _if_carried(lines, nbs_ips.LONGEST_NAME) else party.name


def _if_carried(text: str, longest: int) -> str:
    fits = len(text) <= longest and all(letter == "\n" or nbs_ips.carried(letter) for letter in text)
    return text if fits else ""


def _side_message(text: str) -> str:
    message = shortened(text, swiss.LONGEST_MESSAGE)
    return message if all(map(swiss.carried, message)) else ""
