"""Which way signs run: texts of one direction set apart inside of lines that run the other way.

Unicode's isolates (U+2066 to U+2069) do it in text and on pages; in HTML `<bdi>` stands for them. Knows no language.
"""

import re
import unicodedata
from functools import lru_cache

LTR, RTL = "ltr", "rtl"
_LEFT, _FIRST, _END = "\u2066", "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
_LEFT_MARK = "\u200e"
_MINUS = "\N{MINUS SIGN}"


@lru_cache(maxsize=20_000)
def isolated(text: str, direction: str) -> str:
    """Set a text apart where it runs against the lines that it stands in.

    In lines from the right that is all that holds a Latin letter or digit: names, numbers of invoices, IBANs, phones.
    """
    if text.isascii() and direction == LTR:
        return text
    from_right = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    if direction == LTR:
        return f"{_FIRST}{text}{_END}" if from_right else text
    if any((sign.isascii() and sign.isalnum()) or unicodedata.bidirectional(sign) == "L" for sign in text):
        return f"{_FIRST if from_right else _LEFT}{text}{_END}"
    # A minus stands left of its figure here too.
    return f"{_LEFT_MARK}{text}" if text.startswith(_MINUS) else text


def without_isolates(text: str) -> str:
    """Give a text without what sets its parts apart."""
    return _ISOLATES.sub("", text)


def as_elements(html: str) -> str:
    """Write isolates as elements of HTML; what is given is escaped already."""
    if html.isascii():
        return html
    return (
        html.replace("\u2066", '<bdi dir="ltr">')
        .replace("\u2067", '<bdi dir="rtl">')
        .replace(_FIRST, "<bdi>")
        .replace(_END, "</bdi>")
    )
