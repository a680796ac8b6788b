"""The code for payments in roubles (GOST R 56042-2014, block ST0001 with 2 for UTF-8).

Key=Value pairs after a head that names the character set and the separator. The standard is written for payments by
natural persons; banks read such codes on invoices of companies too. This module does not know which account is meant.
"""

from functools import cache

from stdnum.ru import inn

from dunwell.domain.payment_codes.accounts import check_russian_account
from dunwell.domain.payment_codes.fields import amount_field, text_field, within
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason

LONGEST_PURPOSE = 210
_SEPARATOR = "|"
_MOST_BYTES_NEEDED = 300  # of the fields that must be there
_MOST_MINOR = 10**18 - 1


def st00012_payload(
    *,
    name: str,
    account: str,
    bank: str,
    bic: str,
    correspondent: str = "",
    amount_minor: int | None = None,
    purpose: str = "",
    tax_id: str = "",
    kpp: str = "",
) -> str:
    """Write the text of an ST00012 code; the amount, in kopecks, may be left to the payer.

    `bic` is the nine digits of the bank, `correspondent` its account (0 where it has none), `tax_id` the payee's INN.
    A separator stands behind the last pair too. Raises NoCode.
    """
    needed = [
        ("Name", text_field("name", name, 160, carried, needed=True)),
        ("PersonalAcc", check_russian_account(account, bic)),
        ("BankName", text_field("bank", bank, 45, carried, needed=True)),
        ("BIC", "".join(bic.split())),
        ("CorrespAcc", _digits("correspondent", correspondent, (20,)) or "0"),
    ]
    further = [
        ("Sum", "" if amount_minor is None else _kopecks(amount_minor)),
        ("Purpose", text_field("purpose", purpose, LONGEST_PURPOSE, carried)),
        ("PayeeINN", _tax_id(tax_id)),
        ("KPP", _digits("kpp", kpp, (9,))),
    ]
    head = within(_SEPARATOR.join(["ST00012", *map("=".join, needed)]), _MOST_BYTES_NEEDED)
    return _SEPARATOR.join([head, *(f"{key}={value}" for key, value in further if value), ""])


@cache
def carried(letter: str) -> bool:
    """Tell whether Russian banks can write a letter: it stands in their character set (CP1251), and is no separator."""
    return letter.isprintable() and letter != _SEPARATOR and bool(letter.encode("cp1251", "ignore"))


def _kopecks(amount_minor: int) -> str:
    return amount_field(amount_minor, "RUB", most_minor=_MOST_MINOR, point="").lstrip("0")


def _digits(field: str, text: str, lengths: tuple[int, ...]) -> str:
    value = "".join(text.split())
    if value and not (value.isascii() and value.isdigit() and len(value) in lengths):
        raise NoCode(
            NoCodeReason.BAD_ACCOUNT,
            f"{text!r} has not the {' or '.join(map(str, lengths))} digits of a {field}",
            "Copy it from the papers of the bank again, or leave it out",
            field=field,
            value=text,
        )
    return value


def _tax_id(text: str) -> str:
    value = _digits("tax_id", text, (10, 12))
    if value and not inn.is_valid(value):
        raise NoCode(
            NoCodeReason.BAD_ACCOUNT,
            f"{text!r} is not an INN: its check digits do not fit",
            "Copy the tax number again",
            field="tax_id",
            value=text,
        )
    return value
