"""What a text, a code, an address and a date must be before they go into the books. Knows no customer."""

import re
from datetime import date
from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.phones import read_phone
from dunwell.usecases.work import Work

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
LONGEST = 200


def check_text(field: str, text: str, longest: int = LONGEST, *, needed: bool = False) -> None:
    """Refuse a text that is too long for its place, or missing. Raises UserError `too_long` or `missing`."""
    if needed and not text.strip():
        raise UserError("missing", f"The {field} is missing", f"Give the {field}", field=field, value=text)
    if len(text) > longest:
        raise UserError(
            "too_long",
            f"The {field} has {len(text)} characters",
            f"Give at most {longest}",
            field=field,
            value=text[:40],
        )


def check_country(code: str, field: str = "country") -> None:
    """Refuse what is neither empty nor the code of a country. Raises UserError `bad_country`."""
    if code and not (_COUNTRY.fullmatch(code) and code in _countries()):
        raise UserError(
            "bad_country",
            f"{code!r} is no country code",
            "Write the two capital letters of ISO 3166, such as NL, RS or RO",
            field=field,
            value=code,
        )


@cache
def _countries() -> frozenset[str]:
    """Give the codes that Unicode's list of territories knows, without those that stand for no place."""
    return frozenset(Locale("en").territories) - {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def check_email(text: str) -> None:
    """Refuse what is neither empty nor an email address. Raises UserError `bad_email`."""
    if not text:
        return
    try:
        validate_email(text)
    except ValidationError:
        raise UserError(
            "bad_email",
            f"{text!r} is no email address",
            "Write it as name@example.com",
            field="email",
            value=text,
        ) from None


def warned_of_phone(text: str, country: str) -> dict[str, list[dict[str, str]]]:
    """Warn of a telephone number that cannot exist, as a part of an answer; nothing where there is no doubt."""
    problem = read_phone(text, country).problem if text else ""
    return {"warnings": [{"code": "doubtful_number", "sentence": f"{problem}."}]} if problem else {}


def check_not_ahead(work: Work, on: date, field: str) -> None:
    """Refuse money that is dated after today: it has not moved yet. Raises Refused `day_ahead`."""
    if on > work.today:
        raise Refused(
            RefusalCode.DAY_AHEAD,
            f"{on} has not come yet; today is {work.today}",
            "Give the day on which the money moved; what is only announced goes in with `dunwell under-way`",
            field=field,
            value=on,
        )


def already_exists(what: str, value: str) -> Refused:
    """Make the refusal of a number or name that is taken."""
    return Refused(
        RefusalCode.ALREADY_EXISTS,
        f"There is {what} {value} already",
        "Give another number, or leave what is on record as it is",
        field="number",
        value=value,
    )
