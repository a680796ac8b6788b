"""Money: an integer of minor units with a currency code. Never a float, and no exchange of one currency for another.

The digits after the point are ISO 4217's. A table of our own is needed because CLDR, and with it Babel, gives
RSD, IRR and others none and rounds para and rial decimals away. This module does not know a language: how an
amount looks in a letter is the adapters' affair.
"""

import re
from decimal import Decimal

from dunwell.domain.errors import UserError

_TWO_DIGITS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR
ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"

CURRENCIES: dict[str, int] = {
    code: count
    for count, codes in ((0, _NO_DIGITS), (2, _TWO_DIGITS), (3, _THREE_DIGITS), (4, _FOUR_DIGITS))
    for code in codes.split()
}
"""Digits after the point by currency code (ISO 4217, with codes that open items of retired currencies still need)."""

# Either no commas at all or one before every three digits: "1,23" is a decimal comma and must not become 123.
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?", re.ASCII)


def digits(currency: str) -> int:
    """Tell how many digits stand after the point in a currency, such as 2 for EUR and 0 for JPY.

    Raises UserError `unknown_currency` for a code that is not in the table; codes are upper case.
    """
    try:
        return CURRENCIES[currency]
    except KeyError:
        raise UserError(
            "unknown_currency",
            f"{currency!r} is not a currency code",
            "Write the three capital letters of ISO 4217, such as EUR, USD or RSD",
            field="currency",
            value=currency,
        ) from None


def parse_amount(text: str, currency: str) -> int:
    """Read an amount such as `1,234.56` as minor units: comma for thousands, point for decimals, both optional.

    A minus sign may lead. Decimals may be left out, but not exceed those of the currency: nothing is rounded.
    Raises UserError `bad_amount`, `too_many_decimals` or `unknown_currency`.
    """
    places = digits(currency)
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise UserError(
            "bad_amount",
            f"{text!r} is not an amount",
            "Write it with a point for decimals and commas, if any, for thousands, such as 1,234.56",
            field="amount",
            value=text,
        )
    part = found["part"] or ""
    if len(part) > places:
        raise UserError(
            "too_many_decimals",
            f"{text!r} has more decimals than {currency} knows ({places})",
            f"Write it with {places or 'no'} decimals",
            field="amount",
            value=text,
        )
    minor = int(found["whole"].replace(",", "") + part.ljust(places, "0"))
    return -minor if found["sign"] else minor


def format_amount(minor: int, currency: str) -> str:
    """Write minor units as books and the command line do, such as `1,234.56 EUR`; `parse_amount` reads it back.

    Raises UserError `unknown_currency`.
    """
    places = digits(currency)
    whole, part = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    decimals = f".{part:0{places}d}" if places else ""
    return f"{sign}{whole:,}{decimals} {currency}"


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest integer, a half away from zero, so that a credit mirrors its charge.

    Raises ZeroDivisionError where the denominator is zero.
    """
    quotient, rest = divmod(abs(numerator), abs(denominator))
    rounded = quotient + (2 * rest >= abs(denominator))
    return rounded if (numerator < 0) == (denominator < 0) else -rounded


def percent_of(minor: int, percent: Decimal | str) -> int:
    """Take so many percent of an amount, in minor units, half up; the percentage is exact, never a float.

    Raises UserError `bad_percent` where the text is not a number.
    """
    try:
        above, below = Decimal(percent).as_integer_ratio()
    except (ArithmeticError, ValueError):
        raise UserError(
            "bad_percent",
            f"{percent!r} is not a percentage",
            "Write a number such as 2 or 1.5, without the sign",
            field="percent",
            value=percent,
        ) from None
    return half_up(minor * above, below * 100)
