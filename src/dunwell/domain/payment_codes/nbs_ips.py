"""The IPS QR code of the National Bank of Serbia, for payments in dinars (recommendations on NBS IPS QR).

Tags with values, `|` between them, none empty, in the bank's order. This module writes codes for bills that a payee
presents (K:PR); it does not know which account is meant.
"""

import string

from dunwell.domain.errors import UserError
from dunwell.domain.payment_codes.accounts import check_serbian_account
from dunwell.domain.payment_codes.fields import amount_field, text_field
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.references.serbian import check_model_22, check_model_97

LONGEST_NAME = 70
LONGEST_TEXT = 35
LONGEST_REFERENCE = 25  # with its model; a public library allows 35, the bank's own tests 25
MOST_LINES = 3
_MOST_MINOR = 999_999_999_999_99  # 18 letters with RSD and the comma
# The bank's table of signs; backslash and the separator itself are not in it.
_CARRIED = frozenset(string.ascii_letters + string.digits + " ŠĐŽČĆšđžčć!(/@}):[~#*;]$+<^%,=_\"&->`.?{'")


def nbs_ips_payload(
    *,
    account: str,
    name: str,
    amount_minor: int,
    payment_code: str,
    payer: str = "",
    text: str = "",
    reference: str = "",
) -> str:
    """Write the text of an IPS QR code; amounts are para, hundredths of a dinar.

    `name` and `payer` hold up to three lines; `payment_code` ("sifra placanja") three digits; `reference` begins with
    its model: 97, 22, 11, or 00 for none. Raises NoCode.
    """
    tags = [
        ("K", "PR"),
        ("V", "01"),
        ("C", "1"),
        ("R", check_serbian_account(account)),
        ("N", lines_field("name", name, needed=True)),
        ("I", "RSD" + amount_field(amount_minor, "RSD", most_minor=_MOST_MINOR, point=",")),
        ("P", lines_field("payer", payer)),
        ("SF", _payment_code(payment_code)),
        ("S", text_field("text", text, LONGEST_TEXT, carried)),
        ("RO", _reference(reference)),
    ]
    return "|".join(f"{tag}:{value}" for tag, value in tags if value)


def carried(letter: str) -> bool:
    """Tell whether the bank's table has a letter or sign; Cyrillic and foreign letters are not in it."""
    return letter in _CARRIED


def lines_field(field: str, text: str, *, needed: bool = False) -> str:
    """Check a name with its address: up to three lines, 70 letters together. Raises NoCode."""
    value = text_field(field, text, LONGEST_NAME, lambda letter: letter == "\n" or carried(letter), needed=needed)
    if value.count("\n") >= MOST_LINES:
        raise NoCode(NoCodeReason.TOO_LONG, f"The {field} has more than three lines", "Leave a line out", field=field)
    return value


def _payment_code(text: str) -> str:
    if len(text) == 3 and text.isascii() and text.isdigit():
        return text
    raise NoCode(
        NoCodeReason.MISSING,
        f"{text!r} is not a payment code",
        "Write the three digits of the National Bank's list, such as 289",
        field="payment_code",
        value=text,
    )


def _reference(text: str) -> str:
    """Check a reference by its model; those of model 97 stand without dashes, as the bank asks."""
    if not text:
        return ""
    try:
        value = {"97": check_model_97, "22": check_model_22}.get(text[:2], str)(text)
    except UserError as error:
        raise NoCode(NoCodeReason.BAD_REFERENCE, error.message, error.way_out, field="reference", value=text) from error
    plain = value.replace("-", "")
    if value[:2] in ("97", "22", "11", "00") and plain[2:] and plain.isascii() and plain.isalnum():
        return text_field("reference", value, LONGEST_REFERENCE, carried)
    raise NoCode(
        NoCodeReason.BAD_REFERENCE,
        f"{text!r} is not a reference that a Serbian bank carries",
        "Write the model 97, 22, 11 or 00, then letters, digits and dashes",
        field="reference",
        value=text,
    )
