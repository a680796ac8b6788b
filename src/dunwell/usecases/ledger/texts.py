"""What a text, a country code and a date must be before they go into the books. Knows no customer."""

import re

from dunwell.domain.errors import RefusalCode, Refused, UserError

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
    """Refuse what is neither empty nor written like a country code. Raises UserError `bad_country`."""
    if code and not _COUNTRY.fullmatch(code):
        raise UserError(
            "bad_country",
            f"{code!r} is no country code",
            "Write the two capital letters of ISO 3166, such as NL, RS or RO",
            field=field,
            value=code,
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
