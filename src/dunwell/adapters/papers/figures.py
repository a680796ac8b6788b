"""How amounts, dates, days and bank accounts look in a language. Knows no words and no layout.

Babel brings the marks and the order, `dunwell.domain.money` the digits after the point: CLDR would round para away.
persiantools brings the calendar and the digits of Persian, which Babel does not have.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, get_currency_name, parse_pattern
from persiantools import digits as persian
from persiantools.jdatetime import JalaliDate

from dunwell.domain.money import digits

# What joins Persian and Indic letters stays; all other marks that are not seen go: among them those that turn the
# direction of what follows, with which a customer's name could make a paper read otherwise.
_JOINERS = "\u200c\u200d"
# Pictures, and the marks that choose between their forms: no font of ours has them, and no paper needs them.
_PICTURES = re.compile("[\u2600-\u27bf\ufe00-\ufe0f\U0001f000-\U0001faff]")

# Gaps that hold figures together, as in an amount, stay what they are.
_GAPS = re.compile("[^\\S\u00a0\u202f]+")

# CLDR sets a space between the letters of a code and a figure; Babel does not.
_TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def clean(text: str) -> str:
    """Make free text fit for one line of a paper: nothing unseen, no pictures, each gap a single sign."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _GAPS.sub(" ", "".join(map(_seen, _PICTURES.sub("", text)))).strip()


@lru_cache(maxsize=5_000)
def money(minor: int, currency: str, locale: Locale) -> str:
    """Write minor units with their currency, such as `€1,234.50`; below zero with a leading minus.

    Raises UserError `unknown_currency`.
    """
    places = digits(currency)
    amount = Decimal(abs(minor)).scaleb(-places)
    text: str = _money_pattern(locale, places).apply(amount, locale, currency=currency, currency_digits=False)
    text = _TOUCHING.sub("\N{NO-BREAK SPACE}", text)
    return f"\N{MINUS SIGN}{text}" if minor < 0 else text


@lru_cache(maxsize=5_000)
def plain_amount(minor: int, currency: str, locale: Locale) -> str:
    """Write minor units without their currency, for a column that names it in its head."""
    places = digits(currency)
    amount = Decimal(abs(minor)).scaleb(-places)
    text = format_decimal(amount, format="#,##0" + (f".{'0' * places}" if places else ""), locale=locale)
    return f"\N{MINUS SIGN}{text}" if minor < 0 else text


def money_by_name(minor: int, currency: str, names: Mapping[str, str], locale: Locale) -> str:
    """Write minor units with the name of their currency behind: the one given, else that of CLDR."""
    name = names.get(currency) or get_currency_name(currency, locale=locale)
    return f"{plain_amount(minor, currency, locale)}\N{NO-BREAK SPACE}{name}"


_LITERAL = re.compile("('[^']*')")
_JALALI = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=20_000)
def day(on: date, pattern: str, locale: Locale, months: tuple[str, ...] = ()) -> str:
    """Write a date by a pattern of CLDR, such as `d MMMM yyyy`.

    `months` are twelve names to use for `MMMM` in place of CLDR's, as where a date asks for another case. Of the
    Persian calendar are `{day}`, `{month}` (its name), `{mm}`, `{dd}` and `{year}`.
    """
    if months:
        pattern = "".join(
            part if part.startswith("'") else part.replace("MMMM", f"'{months[on.month - 1]}'")
            for part in _LITERAL.split(pattern)
        )
    if "{" in pattern:
        pattern = _JALALI.sub(lambda field: f"'{_jalali(on)[field[1]]}'", pattern)
    return format_date(on, pattern, locale)


def _jalali(on: date) -> dict[str, str]:
    there = JalaliDate(on)
    return {
        "day": str(there.day),
        "month": there.strftime("%B", locale="fa"),
        "year": str(there.year),
        "mm": f"{there.month:02}",
        "dd": f"{there.day:02}",
    }


def persian_digits(text: str) -> str:
    """Write the digits of a figure as Persian does, and its marks too."""
    written: str = persian.en_to_fa(text)
    return written.replace(",", "\u066c").replace(".", "\u066b")


def percent(number: str, locale: Locale) -> str:
    """Write a percentage given as text, without its sign: `1.5`."""
    return format_decimal(Decimal(number), format="#,##0.####", locale=locale)


def iban(text: str) -> str:
    """Write an IBAN in groups of four, as banks print it."""
    plain = "".join(clean(text).split()).upper()
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


@lru_cache(maxsize=500)
def _money_pattern(locale: Locale, places: int) -> NumberPattern:
    # Parsed anew, because the pattern is changed and Babel shares its own.
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (places, places)
    return pattern


def _seen(mark: str) -> str:
    category = unicodedata.category(mark)
    if category == "Cf":
        return mark if mark in _JOINERS else ""
    return " " if category in ("Cc", "Cs", "Co") else mark
