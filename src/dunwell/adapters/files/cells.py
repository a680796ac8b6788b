"""Small words of a row: invoice or credit, yes or no, country, address, currency. Each is read alone.

It knows neither dates nor amounts, and nothing of other rows.
"""

import re
from typing import Literal

from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.letters import figures, words
from dunwell.domain.money import CURRENCIES

MAX_KEY = 120
MAX_TEXT = 500

_INVOICES = frozenset(
    [
        "invoice",
        "inv",
        "salesinvoice",
        "taxinvoice",
        "accrec",
        "rv",
        "dr",
        "f2",
        "380",
        "debit",
        "debitnote",
        "si",
        "opening",
        "openingbalance",
    ]
)
_CREDITS = frozenset(
    [
        "credit",
        "creditnote",
        "creditmemo",
        "cn",
        "cm",
        "cr",
        "accreccredit",
        "salescreditnote",
        "salescredit",
        "dg",
        "rg",
        "g2",
        "381",
        "refundnote",
        "sc",
    ]
)
_YES = frozenset(["yes", "y", "true", "t", "1", "1.0", "x", "disputed"])
_NO = frozenset(["no", "n", "false", "f", "0", "0.0", "none"])
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


def read_kind(text: str) -> Literal["invoice", "credit", ""] | Fault:
    """Read the word by which a program tells invoices from credit notes; empty where the cell is."""
    word = "".join(letter for letter in text.casefold() if letter.isalnum())
    if not word:
        return ""
    if word in _INVOICES:
        return "invoice"
    return "credit" if word in _CREDITS else fault("kind_unknown")


def read_yes(text: str) -> bool | Fault | None:
    """Read yes or no; None where the cell is empty."""
    word = text.strip().casefold()
    if not word:
        return None
    if word in _YES:
        return True
    return False if word in _NO else fault("disputed_unclear")


def read_currency(text: str) -> str | Fault:
    """Read a currency code in capitals; empty where the cell is."""
    code = figures(text).upper()
    return code if not code or code in CURRENCIES else fault("currency_unknown")


def read_email(text: str) -> str | Fault:
    """Read one e-mail address; empty where the cell is."""
    address = words(text)
    return address if not address or _EMAIL.fullmatch(address) else fault("email_unclear")


def read_country(text: str) -> str | Fault:
    """Read a country code of two letters (ISO 3166-1); empty where the cell is."""
    code = words(text).upper()
    return code if not code or _COUNTRY.fullmatch(code) else fault("country_unclear")


def read_key(text: str) -> str | Fault:
    """Read a number by which something is known, as text exactly as given; it is never cut."""
    key = words(text)
    return key if len(key) <= MAX_KEY else fault("cell_too_long", size=len(key), most=MAX_KEY)


def read_text(text: str) -> str | Fault:
    """Read a text; one too long is a fault, and its beginning is still of use."""
    plain = words(text)
    return plain if len(plain) <= MAX_TEXT else fault("text_too_long", most=MAX_TEXT)
