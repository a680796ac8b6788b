"""The QR code of the European Payments Council for credit transfers in euro (EPC069-12, version 2.1).

Lines: BCD, version, character set, SCT, BIC, name, IBAN, amount, purpose, reference or text, information. This module
does not know which account is meant; it writes what it is given, or refuses.
"""

from functools import cache

from dunwell.domain.errors import UserError
from dunwell.domain.payment_codes.accounts import EEA, SEPA, check_bic, check_iban
from dunwell.domain.payment_codes.fields import amount_field, text_field, within
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.references.rf import check_rf

MOST_BYTES = 331
HIGHEST_VERSION = 13
LONGEST_TEXT = 140
_MOST_MINOR = 999_999_999_99
# The character sets that the standard names beside UTF-8: a letter outside of all of them is not for banks.
_SETS = tuple(f"iso8859-{part}" for part in (1, 2, 4, 5, 7, 10, 15))


def epc_payload(
    *,
    name: str,
    iban: str,
    amount_minor: int,
    bic: str = "",
    purpose: str = "",
    reference: str = "",
    text: str = "",
    information: str = "",
    whole_decimals: bool = True,
) -> str:
    """Write the text of an EPC QR code; amounts are euro cents. Version 001 carries a BIC, 002 does without.

    `reference` is an ISO 11649 one and excludes `text`; `purpose` a code of four letters (ISO 20022). Without
    `whole_decimals` the zeros at the amount's end are dropped (EUR12.3), which the standard allows too. Raises NoCode.
    """
    account = check_iban(iban)
    if account[:2] not in SEPA:
        raise NoCode(
            NoCodeReason.OUTSIDE_SEPA,
            f"An account in {account[:2]} cannot be paid by a SEPA transfer",
            "Name an account in a SEPA country",
            field="iban",
            value=iban,
        )
    if not bic and account[:2] not in EEA:
        raise NoCode(
            NoCodeReason.BIC_NEEDED,
            "The BIC may be left out for accounts in the European Economic Area only",
            "Write the BIC of the bank",
            field="bic",
        )
    amount = amount_field(amount_minor, "EUR", most_minor=_MOST_MINOR)
    lines = [
        "BCD",
        "001" if bic else "002",
        "1",
        "SCT",
        check_bic(bic) if bic else "",
        text_field("name", name, 70, _carried, needed=True),
        account,
        f"EUR{amount if whole_decimals else amount.rstrip('0').rstrip('.')}",
        text_field("purpose", purpose, 4, str.isalnum),
        *_remittance(reference, text),
        text_field("information", information, 70, _carried),
    ]
    return within("\n".join(lines).rstrip("\n"), MOST_BYTES)


def _remittance(reference: str, text: str) -> tuple[str, str]:
    if not reference:
        return "", text_field("text", text, LONGEST_TEXT, _carried)
    if text:
        raise NoCode(
            NoCodeReason.BAD_REFERENCE,
            "A transfer carries a reference or a text, not both",
            "Leave one of them out",
            field="text",
        )
    try:
        return check_rf(reference), ""
    except UserError as error:
        raise NoCode(
            NoCodeReason.BAD_REFERENCE, error.message, error.way_out, field="reference", value=reference
        ) from error


@cache
def _carried(letter: str) -> bool:
    return letter.isprintable() and any(letter.encode(name, "ignore") for name in _SETS)
