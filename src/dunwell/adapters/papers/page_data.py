"""What every paper needs as data: words, letterhead, address, foot, ways to pay. Values alone, ready for a sheet."""

import base64
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from babel import Locale

from dunwell.adapters.papers import figures, values
from dunwell.adapters.papers.codes import as_svg
from dunwell.adapters.papers.codes_shown import code_alt, code_caption, drawable
from dunwell.adapters.papers.direction import LTR, isolated
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.swiss_part import swiss_part
from dunwell.adapters.papers.windows import window_of
from dunwell.domain.papers import Creditor, Debtor, Signatory
from dunwell.domain.payment_codes.asked import AskedPayment
from dunwell.domain.payment_codes.parties import PaymentCode, Standard

DEFAULT_COLOUR = "#1f4e5f"
# Our own words and pictures, and what is read by programs, such as the title that a reader of PDFs shows.
_AS_THEY_ARE = ("words", "logo", "svg", "lang", "region", "direction", "accent", "title", "company")
WIDEST_MAIL = 22
"""So many letters of a mail address stand beside its name; a longer one has a line of its own."""

_PNG = b"\x89PNG\r\n\x1a\n"


class Addressed(Protocol):
    """Facts of a paper that goes to a customer."""

    @property
    def company(self) -> Creditor: ...
    @property
    def customer(self) -> Debtor: ...
    @property
    def sender(self) -> Signatory: ...
    @property
    def as_of(self) -> date: ...
    @property
    def banner(self) -> str: ...


def base_data(language: Language, company: Creditor, customer: Debtor, title: str, as_of: date) -> dict[str, Any]:
    """Give what every sheet reads: its language and words, its title, its colours, its foot."""
    return {
        "lang": language.locale.language,
        "region": language.locale.territory,
        "direction": language.direction,
        "words": language.words,
        "title": title,
        "date": [as_of.year, as_of.month, as_of.day],
        "company": company.name,
        "accent": company.colour or DEFAULT_COLOUR,
        "headline": " · ".join(filter(None, (customer.name, customer.ref))),
        "running": title,
        "foot": _foot(company, language),
        "window": False,
    }


def letter_data(facts: Addressed, language: Language, title: str, contact_name: str = "") -> dict[str, Any]:
    """Give what a sheet with letterhead and address reads, beside the base."""
    company, customer = facts.company, facts.customer
    return base_data(language, company, customer, title, facts.as_of) | {
        "window": True,
        "place": _place(company),
        "logo": logo_svg(company.logo),
        "return_line": " · ".join((company.name, *company.address)),
        "recipient": [
            customer.name,
            *([contact_name] if contact_name not in ("", customer.name) else []),
            *customer.address,
            *destination(company.country, customer),
        ],
        "sender_lines": [*([company.name] if company.logo else []), *company.address, *_reached(company)],
        "info": _info(facts, language),
        "mail": facts.sender.email if len(facts.sender.email) > WIDEST_MAIL else None,
        "banner": language.banner(facts.banner) or None,
        "day": language.day(facts.as_of),
    }


def payment_data(payments: Sequence[AskedPayment], language: Language, *, asked: bool) -> list[dict[str, Any]]:
    """Give the ways to pay as boxes, each with its code where there is one; none where nothing is `asked`."""
    if not asked:
        return []
    words = language.words["pay"]
    title = language.words["statement"]["how_to_pay"]
    several = len({each.details.currency for each in payments}) > 1
    names = ("payee", "iban", "account", "bic", "bank", "reference", "link")
    found = []
    for payment in payments:
        way = values.pay_values(payment, several=several)
        way["reference"] = way["reference"] or words["numbers"]
        found.append(
            {
                "title": f"{title} {words['in']} {way['currency']}" if way["currency"] else title,
                "rows": [[words[name], way[name]] for name in names if way[name]],
                "note": None,
                "code": code_data(drawable(payment), code_alt(payment, language), code_caption(payment, language)),
            }
        )
    return found or [{"title": title, "rows": [], "note": words["ask"], "code": None}]


def code_data(code: PaymentCode | None, alt: str, caption: str) -> dict[str, Any] | None:
    """Give a code as a picture for a page; a QR-bill's is none, it stands in its payment part alone (SIX)."""
    if code is None or code.standard is Standard.SWISS:
        return None
    return {"svg": as_svg(code).decode(), "alt": alt, "caption": caption}


def swiss_data(payments: Iterable[AskedPayment], language: Language) -> list[dict[str, Any]]:
    """Give the payment parts of QR-bills, one for each payment that has such a code."""
    codes = (drawable(payment) for payment in payments)
    return [swiss_part(code, language.locale.language) for code in codes if code and code.standard is Standard.SWISS]


def cleaned(data: Any, direction: str = LTR) -> Any:
    """Make every text fit for one line of a page; pictures stay as they are.

    What runs against the `direction` of the data, such as an IBAN in Persian, is set apart.
    """
    if isinstance(data, str):
        return isolated(figures.clean(data), direction)
    if isinstance(data, Mapping):
        runs = data.get("direction", direction)
        return {key: value if key in _AS_THEY_ARE else cleaned(value, runs) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [cleaned(each, direction) for each in data]
    return data


def logo_svg(logo: bytes) -> str | None:
    """Give a logo as SVG text: a PNG is wrapped into one of its size; anything else, and nothing, is no logo."""
    if logo.startswith(_PNG) and len(logo) > 24:
        width, height = struct.unpack(">II", logo[16:24])
        picture = base64.b64encode(logo).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
        )
    text = logo.decode("utf-8", errors="replace")
    return text if "<svg" in text[:1000] else None


def _place(company: Creditor) -> dict[str, Any]:
    window = window_of(company.country)
    return {
        "side": window.side,
        "left": window.left_mm,
        "top": window.top_mm,
        "width": window.width_mm,
        "height": window.height_mm,
    }


def _info(facts: Addressed, language: Language) -> list[list[str]]:
    words, sender = language.words["paper"], facts.sender
    rows = [
        (words["date"], language.day(facts.as_of)),
        (words["account"], facts.customer.ref),
        (words["contact"], sender.name),
        (words["phone"], sender.phone),
        (language.words["channels"]["email"], sender.email if len(sender.email) <= WIDEST_MAIL else ""),
    ]
    return [[name, value] for name, value in rows if value]


def _reached(company: Creditor) -> list[str]:
    return [each for each in (company.phone, company.email, company.web) if each]


def destination(sent_from: str, customer: Debtor) -> tuple[str, ...]:
    """Name the country of a letter that leaves ours, in English and in capitals: the last line of its address.

    That is what the Universal Postal Union asks for. Nothing at home, where a country is not known, and where the
    address names it already.
    """
    name = Locale("en").territories.get(customer.country, "")
    if not name or not sent_from or customer.country == sent_from:
        return ()
    written = {line.strip().casefold() for line in customer.address}
    known = {str(Locale(tag).territories.get(customer.country, "")).casefold() for tag in _COUNTRY_TAGS}
    return () if written & {known_name for known_name in known if known_name} else (str(name).upper(),)


_COUNTRY_TAGS = ("en", "fr", "de", "nl", "ro", "ru", "fa", "sr", "sr_Latn")


def _foot(company: Creditor, language: Language) -> list[str]:
    tax = f"{language.words['paper']['tax_id']} {company.tax_id}" if company.tax_id else ""
    return [each for each in (company.name, *company.address, tax) if each]
