"""From rows to customers: names, addresses, contacts by role, and the state of cases that run elsewhere.

A customer may stand on several rows, one for each contact: its rows are put together, and what they say otherwise is
reported. It knows no ledger, nor the stages of a policy: a stage stays in the file's words.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from dunwell.adapters.files import cells
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.letters import plain, words
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.values import UNPROVED, Proof, read_amounts, read_dates, read_keys, read_texts
from dunwell.adapters.files.vocabulary import meaning
from dunwell.ports import ContactLine, CustomerKind, CustomerRow, DateOrder, PostalAddress

ROLES = ("payables", "management", "legal")
ADDRESS_LINES = ("address", "address_2", "address_3", "address_4")
_LANGUAGES = ("en", "sr_Latn", "sr_Cyrl", "ro", "fa", "nl", "ru", "de", "fr")


def read_customers(
    sheet: Sheet, date_order: DateOrder | None, currency: str | None
) -> tuple[list[CustomerRow], int, Proof]:
    """Make customers of the rows that can be read; the others are refused in the sheet.

    Returns them with the number of rows that added nothing to an earlier one, and what the file proved about dates.
    """
    by_number = "ref" in sheet.columns
    names = read_texts(sheet, "name")
    refs = read_keys(sheet, "ref" if by_number else "name", fault("customer_blank"))
    columns = {name: _soft(sheet, name, read, blank) for name, (read, blank) in _SOFT.items()}
    texts = {name: read_texts(sheet, name) for name in _TEXTS}
    promises, order = _promises(sheet, date_order, currency)
    found: dict[str, tuple[int, CustomerRow]] = {}
    repeats = 0
    people = any(name == "role" or name.startswith(_PEOPLE) for name in sheet.columns)
    for at in range(len(sheet)):
        if at in sheet.refused or at in sheet.passed:
            continue
        plain_texts = {name: column[at] for name, column in texts.items()}
        row = _customer(sheet.table.lines[at], str(refs[at]), names[at], columns, plain_texts, at, people)
        if promises[at]:
            row = replace(row, **promises[at])
        key = row.ref
        if key in found:
            first_at, first = found[key]
            merged = _put_together(sheet, at, first, row)
            repeats += 1
            found[key] = (first_at, merged)
        else:
            found[key] = (at, row)
    return [row for _, row in found.values()], repeats, order


_TEXTS = (*ADDRESS_LINES, "city", "postcode", "region", "terms", "vat", "contact_name", "stage", "dispute_reason",
          *(f"{role}_name" for role in ROLES))  # fmt: skip


def read_language(text: str) -> str | Fault:
    """Read a language: its tag, such as nl or sr-Latn, or its name in one of our languages; empty where it is."""
    said = words(text)
    if not said:
        return ""
    try:
        locale = Locale.parse(said.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return _language_names().get(plain(said)) or fault("language_unclear")
    return locale.language + (f"-{locale.script}" if locale.script else "")


def read_zone(text: str) -> str | Fault:
    """Read a time zone by its name in the tz database; empty where the cell is."""
    zone = words(text).replace(" ", "_")
    return zone if not zone or zone in available_timezones() else fault("zone_unclear")


def read_legal_kind(text: str) -> CustomerKind | Fault:
    """Read whether a customer is a business, a consumer or a public body; empty where the cell is."""
    if not text.strip():
        return ""
    found = meaning("legal", text)
    return cast("CustomerKind", found) if found else fault("legal_kind_unclear")


def read_role(text: str) -> str | Fault:
    """Read a contact's role; empty where the cell is."""
    if not text.strip():
        return ""
    return meaning("role", text) or fault("role_unclear")


_SOFT: dict[str, tuple[Callable[[str], object], object]] = {
    "kind": (read_legal_kind, ""),
    "country": (cells.read_country, ""),
    "language": (read_language, ""),
    "contact_language": (read_language, ""),
    "zone": (read_zone, ""),
    "role": (read_role, ""),
    "disputed": (cells.read_yes, None),
    "email": (cells.read_emails, ()),
    "email_2": (cells.read_emails, ()),
    "phone": (cells.read_phones, ()),
    "phone_2": (cells.read_phones, ()),
    "contact_email": (cells.read_email, ""),
    "contact_phone": (cells.read_phones, ()),
    **{f"{role}_email": (cells.read_email, "") for role in ROLES},
    **{f"{role}_phone": (cells.read_phones, ()) for role in ROLES},
}


def _soft(sheet: Sheet, name: str, read: Callable[[str], object], blank: object) -> list[Any]:
    column = sheet.values(name, read)
    if not sheet.warn_faults(name, column):
        return column
    return [blank if isinstance(value, Fault) else value for value in column]


def _customer(
    line: int, ref: str, name: str, columns: dict[str, list[Any]], texts: dict[str, str], at: int, people: bool
) -> CustomerRow:
    def value(field: str) -> Any:
        return columns[field][at]

    lines = tuple(texts[field] for field in ADDRESS_LINES if texts[field])
    address = PostalAddress(lines, texts["city"], texts["postcode"], texts["region"], value("country"))
    return CustomerRow(
        line=line,
        ref=ref,
        name=name or ref,
        kind=value("kind"),
        country=value("country"),
        language=value("language"),
        zone=value("zone"),
        terms=texts["terms"],
        vat=texts["vat"],
        emails=tuple(dict.fromkeys((*value("email"), *value("email_2")))) if not value("role") else (),
        phones=tuple(dict.fromkeys((*value("phone"), *value("phone_2")))) if not value("role") else (),
        address=address if lines or texts["city"] or texts["postcode"] else None,
        contacts=_contacts(value, texts) if people else (),
        stage=texts["stage"],
        disputed=value("disputed"),
        dispute_reason=texts["dispute_reason"],
    )


_PEOPLE = ("contact_", *(f"{role}_" for role in ROLES))
"""How the columns of persons at the customer begin."""


def _contacts(value: Callable[[str], Any], texts: dict[str, str]) -> tuple[ContactLine, ...]:
    """Collect the contacts of a row: one by its role column, and those that have columns of their own."""
    role = value("role")
    email = value("contact_email") or (next(iter(value("email")), "") if role else "")
    phone = next(iter((*value("contact_phone"), *(value("phone") if role else ()))), "")
    found = [ContactLine(role, texts["contact_name"], email, phone, value("contact_language"))]
    for one in ROLES:
        phones = value(f"{one}_phone")
        found.append(ContactLine(one, texts[f"{one}_name"], value(f"{one}_email"), next(iter(phones), "")))
    return tuple(line for line in found if line.name or line.email or line.phone)


def _promises(sheet: Sheet, date_order: DateOrder | None, currency: str | None) -> tuple[list[dict[str, Any]], Proof]:
    """Read the open promise of each row; one that cannot be read whole is left out with a warning."""
    nothing: list[dict[str, Any]] = [{} for _ in range(len(sheet))]
    if not {"promised_on", "promised"} & sheet.columns.keys():
        return nothing, UNPROVED
    beside = Sheet(sheet.file, sheet.table, sheet.columns)
    days, order = read_dates(beside, date_order, ("promised_on",))
    currencies = [value or currency or "" for value in beside.values("promise_currency", cells.read_currency)]
    amounts, _ = read_amounts(beside, currencies, ("promised",))
    for at, found in enumerate(nothing):
        day, amount, code = days["promised_on"][at], amounts["promised"][at], currencies[at]
        amount = None if amount == 0 else amount
        unread = at in beside.refused or (amount is not None and not isinstance(code, str))
        if unread or (amount is not None and (day is None or not code)):
            sheet.warn(at, "promised_on" if day is None else "promised", fault("promise_incomplete"))
        elif isinstance(day, date):
            found |= {"promised_on": day, "promised_minor": amount, "promise_currency": code if amount else ""}
    return nothing, order


_SAID = [field.name for field in fields(CustomerRow) if field.name not in
         ("line", "ref", "emails", "phones", "contacts")]  # fmt: skip


def _put_together(sheet: Sheet, at: int, first: CustomerRow, row: CustomerRow) -> CustomerRow:
    """Add to a customer what another of its rows says; what is said otherwise is reported, and the first is kept."""
    changes: dict[str, Any] = {
        "emails": tuple(dict.fromkeys((*first.emails, *row.emails))),
        "phones": tuple(dict.fromkeys((*first.phones, *row.phones))),
        "contacts": tuple(dict.fromkeys((*first.contacts, *row.contacts))),
    }
    for name in _SAID:
        known, said = getattr(first, name), getattr(row, name)
        if known in ("", None):
            changes[name] = said
        elif said not in ("", None) and said != known:
            sheet.warn(at, name, fault("customer_conflict", first=first.line, what=name.replace("_", " ")))
    return replace(first, **changes)


def _language_names() -> dict[str, str]:
    found = {}
    for one in ("en", "sr", "ro", "fa", "nl", "ru", "de", "fr"):
        for language in _LANGUAGES:
            names = Locale.parse(language).languages
            found[plain(str(names[one]))] = one
        found[plain(str(Locale.parse(one).display_name))] = one
    return found
