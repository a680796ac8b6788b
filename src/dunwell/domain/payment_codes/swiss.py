"""The Swiss QR code of a QR-bill (SIX, implementation guidelines 2.3): Swiss and Liechtenstein accounts, CHF or EUR.

Addresses stand in parts: the combined kind is no longer in the guidelines. This module does not draw the cross and
does not know which account is meant.
"""

from dunwell.domain.errors import UserError
from dunwell.domain.payment_codes.accounts import check_iban, is_qr_iban
from dunwell.domain.payment_codes.fields import amount_field, text_field
from dunwell.domain.payment_codes.parties import Party
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.schemes import check_reference

CURRENCIES = frozenset({"CHF", "EUR"})
COUNTRIES = frozenset({"CH", "LI"})
HIGHEST_VERSION = 25
LONGEST_MESSAGE = 140
_LONGEST_PAYLOAD = 997
_MOST_MINOR = 999_999_999_99
_NOBODY = ("",) * 7
_TYPES = {ReferenceKind.QRR: "QRR", ReferenceKind.RF: "SCOR"}


def swiss_payload(
    *,
    creditor: Party,
    iban: str,
    amount_minor: int,
    currency: str,
    debtor: Party | None = None,
    reference: Reference | None = None,
    message: str = "",
    bill_information: str = "",
    other_schemes: tuple[str, ...] = (),
) -> str:
    """Write the text of a Swiss QR code; amounts are hundredths of CHF or EUR.

    `reference` is a QR reference for a QR-IBAN, else an ISO 11649 one or none; `other_schemes` up to two lines that
    name other ways to pay. Raises NoCode.
    """
    account = _account(iban, currency)
    lines = [
        *("SPC", "0200", "1", account),
        *_party("creditor", creditor),
        *_NOBODY,
        amount_field(amount_minor, currency, most_minor=_MOST_MINOR),
        currency,
        *(_party("debtor", debtor) if debtor else _NOBODY),
        *_reference(account, reference),
        text_field("message", message, LONGEST_MESSAGE - len(bill_information), carried),
        "EPD",
        *_further(bill_information, other_schemes),
    ]
    payload = "\n".join(lines)
    if len(payload) > _LONGEST_PAYLOAD:
        raise NoCode(NoCodeReason.TOO_MUCH_DATA, "The code has too many letters", "Write less", field="payload")
    return payload


def carried(letter: str) -> bool:
    """Tell whether the guidelines have a letter: Latin up to Extended-A, S and T with a comma, and the euro sign."""
    return " " <= letter <= "~" or "\u00a0" <= letter <= "\u017f" or letter in "ȘșȚț€"


def _account(iban: str, currency: str) -> str:
    account = check_iban(iban)
    if account[:2] not in COUNTRIES or currency not in CURRENCIES:
        raise NoCode(
            NoCodeReason.NO_STANDARD,
            "A QR-bill is for Swiss and Liechtenstein accounts, in CHF or EUR",
            "Name such an account",
            field="iban",
            value=iban,
        )
    return account


def _party(role: str, party: Party) -> tuple[str, ...]:
    if not (len(party.country) == 2 and party.country.isascii() and party.country.isupper()):
        raise NoCode(
            NoCodeReason.MISSING,
            f"The {role} has no country",
            "Write the two capitals of ISO 3166, such as CH",
            field=f"country of the {role}",
            value=party.country,
        )
    return (
        "S",
        text_field(f"name of the {role}", party.name, 70, carried, needed=True),
        text_field(f"street of the {role}", party.street, 70, carried),
        text_field(f"house number of the {role}", party.house_number, 16, carried),
        text_field(f"postcode of the {role}", party.postcode, 16, carried, needed=True),
        text_field(f"town of the {role}", party.town, 35, carried, needed=True),
        party.country,
    )


def _reference(account: str, reference: Reference | None) -> tuple[str, str]:
    if reference is not None and reference.kind not in _TYPES:
        raise NoCode(
            NoCodeReason.BAD_REFERENCE,
            f"A QR-bill does not carry a reference of the kind {reference.kind.value}",
            "Write it into the message",
            field="reference",
        )
    kind = _TYPES[reference.kind] if reference else "NON"
    if is_qr_iban(account) != (kind == "QRR"):
        reason = NoCodeReason.QRR_NEEDS_QR_IBAN if kind == "QRR" else NoCodeReason.QR_IBAN_NEEDS_QRR
        raise NoCode(
            reason,
            "A QR-IBAN goes with a QR reference of 27 digits, and any other IBAN without one",
            "Give the company's other IBAN, or a reference of the right kind",
            field="reference",
        )
    if reference is None:
        return kind, ""
    try:
        return kind, check_reference(reference.kind, reference.value).value
    except UserError as error:
        raise NoCode(NoCodeReason.BAD_REFERENCE, error.message, error.way_out, field="reference") from error


def _further(bill_information: str, other_schemes: tuple[str, ...]) -> list[str]:
    if len(other_schemes) > 2:
        raise NoCode(NoCodeReason.TOO_LONG, "A QR-bill names two other ways to pay at most", "Leave one out")
    lines = [text_field("bill information", bill_information, LONGEST_MESSAGE, carried)]
    lines += [text_field("other scheme", line, 100, carried, needed=True) for line in other_schemes]
    return lines if any(lines) else []
