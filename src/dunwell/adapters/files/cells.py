"""Small words of a row: invoice or credit, yes or no, country, address, currency. Each is read alone.

It knows neither dates nor amounts, and nothing of other rows.
"""

import re
from functools import cache
from typing import Literal, cast

from babel import Locale

from dunwell.adapters.files.amounts import SYMBOLS
from dunwell.adapters.files.faults import Fault, broken_cell, fault
from dunwell.adapters.files.letters import figures, plain, words
from dunwell.adapters.files.vocabulary import meaning
from dunwell.domain.money import CURRENCIES

Kind = Literal["invoice", "credit", "payment", "refund", ""]
Status = Literal["draft", "void", "paid", "open", ""]

MAX_KEY = 120
MAX_TEXT = 500
MAX_PHONE = 40

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_NAMED = re.compile(r"<([^<>\s]+)>")
_BETWEEN = re.compile(r"[,;\s]+")
_COUNTRY_LANGUAGES = ("en", "sr_Latn", "sr_Cyrl", "ro", "fa", "nl", "ru", "de", "fr")
_USUAL_NAMES = {"usa": "US", "uk": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB", "holland": "NL"}
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


def read_kind(text: str) -> Kind | Fault:
    """Read the word by which a program tells invoices, credit notes and money; empty where the cell is."""
    if not text.strip():
        return ""
    found = meaning("kind", text)
    return cast("Kind", found) if found else fault("kind_unknown")


def read_status(text: str) -> Status | Fault:
    """Read the word that says how far an invoice has come; empty where the cell is."""
    if not text.strip():
        return ""
    found = meaning("status", text)
    return cast("Status", found) if found else fault("status_unknown")


def read_yes(text: str) -> bool | Fault | None:
    """Read yes or no; None where the cell is empty."""
    if not text.strip():
        return None
    found = meaning("yes", text) or {"0.0": "no", "1.0": "yes"}.get(text.strip(), "")
    return found == "yes" if found else fault("disputed_unclear")


def read_currency(text: str) -> str | Fault:
    """Read a currency code in capitals, or a sign that is one currency's alone; empty where the cell is."""
    code = figures(text).upper()
    code = SYMBOLS.get(code, code)
    return code if not code or code in CURRENCIES else fault("currency_unknown")


def read_emails(text: str) -> tuple[str, ...] | Fault:
    """Read e-mail addresses, alone or as `Name <address>`, several with commas, semicolons or blanks between."""
    parts = [part for part in _BETWEEN.split(_NAMED.sub(r" \1 ", words(text))) if part]
    named = _NAMED.findall(words(text))
    found = tuple(dict.fromkeys(named or parts))
    return found if all(_EMAIL.fullmatch(one) for one in found) else fault("email_unclear")


def read_email(text: str) -> str | Fault:
    """Read the first e-mail address of a cell; empty where the cell is."""
    found = read_emails(text)
    return found if isinstance(found, Fault) else next(iter(found), "")


def read_phones(text: str) -> tuple[str, ...] | Fault:
    """Read telephone numbers as they are written, several with semicolons or slashes between."""
    parts = [figures(part) for part in re.split(r"[;\n]| / ", words(text))]
    return tuple(dict.fromkeys(part[:MAX_PHONE] for part in parts if part))


def read_country(text: str) -> str | Fault:
    """Read a country: its code of two letters (ISO 3166-1), or its name in one of our languages; empty where it is."""
    name = words(text)
    if not name or (_COUNTRY.fullmatch(name.upper()) and plain(name) not in _USUAL_NAMES):
        return name.upper()
    return country_names().get(plain(name)) or fault("country_unclear")


@cache
def country_names() -> dict[str, str]:
    """Give the codes of countries by their names, reduced, as Unicode's CLDR has them, and by a few usual others."""
    found: dict[str, str] = {}
    for language in _COUNTRY_LANGUAGES:
        territories = Locale.parse(language).territories
        found |= {plain(str(name)): str(code) for code, name in territories.items() if _COUNTRY.fullmatch(str(code))}
    return found | _USUAL_NAMES


def read_key(text: str) -> str | Fault:
    """Read a number by which something is known, as text exactly as given; it is never cut."""
    key = words(text)
    if broken := broken_cell(key):
        return broken
    return key if len(key) <= MAX_KEY else fault("cell_too_long", size=len(key), most=MAX_KEY)


def read_text(text: str) -> str | Fault:
    """Read a text; one too long is a fault, and its beginning is still of use."""
    plain = words(text)
    return plain if len(plain) <= MAX_TEXT else fault("text_too_long", most=MAX_TEXT)
