"""Fields of a code for payment: present, short enough, of letters that the standard carries, amounts in their form.

This module knows no standard: the limits come with each call. Lengths of fields are counted in letters, those of
whole codes in bytes, as the standards do.
"""

from collections.abc import Callable

from dunwell.domain.money import digits
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason


def text_field(field: str, text: str, longest: int, carried: Callable[[str], bool], *, needed: bool = False) -> str:
    """Check one field of text and give it without blanks at its ends; `carried` tells of one letter.

    Raises NoCode `missing`, `too_long` or `letters`.
    """
    value = text.strip()
    if needed and not value:
        raise NoCode(NoCodeReason.MISSING, f"The {field} is missing", f"Write the {field}", field=field)
    if len(value) > longest:
        raise NoCode(
            NoCodeReason.TOO_LONG,
            f"The {field} has {len(value)} letters; a code for payment takes {longest}",
            f"Write a shorter {field}",
            field=field,
            value=value,
        )
    strange = sorted({letter for letter in value if not carried(letter)})
    if strange:
        raise NoCode(
            NoCodeReason.LETTERS,
            f"The {field} has letters that the code for payment cannot carry: {' '.join(map(repr, strange))}",
            f"Write the {field} without them",
            field=field,
            value=value,
        )
    return value


def amount_field(amount_minor: int, currency: str, *, most_minor: int, point: str = ".") -> str:
    """Write a positive amount with all decimals of its currency and no separators of thousands.

    Raises NoCode `not_positive` or `amount_too_large`, UserError `unknown_currency`.
    """
    if amount_minor <= 0:
        raise NoCode(
            NoCodeReason.NOT_POSITIVE,
            "There is nothing to pay",
            "A code for payment is made for an amount above nothing",
            field="amount",
            value=amount_minor,
        )
    if amount_minor > most_minor:
        raise NoCode(
            NoCodeReason.AMOUNT_TOO_LARGE,
            "The amount is larger than a code for payment can say",
            "Pay it by the bank details",
            field="amount",
            value=amount_minor,
        )
    places = digits(currency)
    whole, part = divmod(amount_minor, 10**places)
    return f"{whole}{point}{part:0{places}d}" if places else str(whole)


def within(payload: str, most_bytes: int) -> str:
    """Give the whole code back if it is short enough, counted in bytes of UTF-8. Raises NoCode `too_much_data`."""
    length = len(payload.encode())
    if length > most_bytes:
        raise NoCode(
            NoCodeReason.TOO_MUCH_DATA,
            f"The code for payment would have {length} bytes; its standard allows {most_bytes}",
            "Write shorter names and a shorter text",
            field="payload",
        )
    return payload


def shortened(text: str, longest: int) -> str:
    """Cut a text at a blank so that it fits; no word is cut, so that no number becomes another one.

    Gives an empty text where already the first word is too long.
    """
    words = " ".join(text.split())
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition(" ")[0].rstrip(" ,;")
