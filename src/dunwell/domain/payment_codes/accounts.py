"""Whether an account number can be right: IBAN, BIC, Serbian and Russian numbers, each by its check digits.

IBAN and BIC are checked by python-stdnum, which carries the registry of SWIFT; Iran is not in that registry and is
checked by ISO 13616's arithmetic alone. No bank is asked: a number that fits may still belong to nobody.
"""

import re

from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.iso7064 import mod_97_10

from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason

_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
_FURTHER_SEPA = "AD AL CH GB GI MC MD ME MK RS SM VA"
EEA = frozenset(_EEA.split())
"""IBAN countries of the European Economic Area, where a payment needs no BIC."""
SEPA = EEA | frozenset(_FURTHER_SEPA.split())
"""IBAN countries of the SEPA schemes (European Payments Council, list of 2025)."""

_SHEBA = re.compile(r"IR[0-9]{24}")
_SERBIAN = re.compile(r"(?P<bank>[0-9]{3})-?(?P<number>[0-9]{1,13})-?(?P<control>[0-9]{2})")
_RUSSIAN_WEIGHTS = (7, 1, 3)


def check_iban(text: str) -> str:
    """Check an IBAN, country's structure and check digits, and give it without blanks. Raises NoCode `bad_iban`."""
    kept = "".join(text.split()).upper()
    if kept.isascii() and kept.isalnum():
        if _SHEBA.fullmatch(kept) and mod_97_10.is_valid(kept[4:] + kept[:4]):
            return kept
        if stdnum_iban.is_valid(kept):
            return kept
    raise NoCode(
        NoCodeReason.BAD_IBAN,
        f"{text!r} is not an IBAN: its length or its check digits are wrong",
        "Copy the IBAN from a statement of the bank again",
        field="iban",
        value=text,
    )


def check_bic(text: str) -> str:
    """Check the form of a BIC (ISO 9362, 8 or 11 letters) and give it in capitals. Raises NoCode `bad_bic`."""
    kept = "".join(text.split()).upper()
    if kept.isascii() and stdnum_bic.is_valid(kept):
        return kept
    raise NoCode(
        NoCodeReason.BAD_BIC,
        f"{text!r} is not a BIC",
        "Write the 8 or 11 letters and digits that the bank gives, or leave the BIC out",
        field="bic",
        value=text,
    )


def is_qr_iban(iban: str) -> bool:
    """Tell whether an IBAN is a Swiss QR-IBAN: the bank's number is 30000 to 31999 (SIX, QR-bill guidelines)."""
    return iban[:2] in ("CH", "LI") and "30000" <= iban[4:9] <= "31999"


def check_serbian_account(text: str) -> str:
    """Check a Serbian account and give its 18 digits: bank 3, number 13 with zeros in front, control 2.

    With dashes the number may be short (840-955845-10). The whole leaves 1 modulo 97. Raises NoCode `bad_account`.
    """
    found = _SERBIAN.fullmatch("".join(text.split()))
    if found and ("-" in text or len(found.group()) == 18):
        value = found["bank"] + found["number"].zfill(13) + found["control"]
        if found["control"] == mod_97_10.calc_check_digits(value[:-2]):
            return value
    raise _bad_account(text, "an account of a Serbian bank: it is 18 digits, the last two check the others")


def serbian_account_of(iban: str) -> str:
    """Give the 18 digits of a checked Serbian IBAN. Raises NoCode `bad_account`."""
    return check_serbian_account(iban[4:])


def check_russian_account(number: str, bic: str) -> str:
    """Check a rouble account of a Russian bank against the bank's BIC, and give its 20 digits.

    The sum of the digits, those of the BIC's end in front, by weights 7, 1, 3 ends in zero (Bank of Russia's rule for
    the key of an account); 810 stands for roubles. Raises NoCode `bad_account` or `bad_bic`.
    """
    kept, bank = "".join(number.split()), "".join(bic.split())
    if not (bank.isascii() and bank.isdigit() and len(bank) == 9):
        raise NoCode(
            NoCodeReason.BAD_BIC,
            f"{bic!r} is not the BIC of a Russian bank",
            "Write the nine digits that the bank gives",
            field="bic",
            value=bic,
        )
    if not (kept.isascii() and kept.isdigit() and len(kept) == 20):
        raise _bad_account(number, "an account of a Russian bank: it is 20 digits")
    if kept[5:8] != "810":
        raise _bad_account(number, "a rouble account: its sixth to eighth digits are 810")
    key = sum(int(digit) * _RUSSIAN_WEIGHTS[place % 3] for place, digit in enumerate(bank[-3:] + kept))
    if key % 10:
        raise _bad_account(number, f"an account of the bank {bank}: its ninth digit does not fit")
    return kept


def _bad_account(text: str, what: str) -> NoCode:
    return NoCode(
        NoCodeReason.BAD_ACCOUNT,
        f"{text!r} is not {what}",
        "Copy the account number from a statement of the bank again",
        field="number",
        value=text,
    )
