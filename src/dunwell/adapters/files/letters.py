"""Letters that look like others: digits of other scripts, blanks of all widths, marks that nobody sees.

It knows neither dates nor amounts; both are read through it.
"""

import unicodedata
from functools import cache

_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C, 0xAD])
_BLANKS = dict.fromkeys([0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_SIGNS = {0x2212: "-", 0x2013: "-", 0xFE63: "-", 0xFF0D: "-", 0x2019: "'", 0x02BC: "'", 0xFF07: "'",
          0x066B: ".", 0x066C: ",", 0xFF0C: ",", 0xFF0E: "."}  # fmt: skip
_IN_NAMES = str.maketrans({key: None for key in _UNSEEN if key not in (0x200C, 0x200D)} | {0xA0: " ", 0x202F: " "})


@cache
def _in_figures() -> dict[int, str | None]:
    digits: dict[int, str | None] = {
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x80, 0x10000)
        if unicodedata.category(chr(code)) == "Nd"
    }
    return digits | _UNSEEN | _BLANKS | _SIGNS


_ALIKE = str.maketrans({"đ": "d", "ي": "ی", "ك": "ک", "ı": "i", "ß": "ss"})


def plain(text: str) -> str:
    """Reduce a word to its letters and digits, so that `invoice_no`, `InvoiceNo` and `*Invoice No.` are one.

    Marks on letters go too: people write `Broj racuna` for `Broj računa`.
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if letter.isalnum()).translate(_ALIKE)


def figures(text: str) -> str:
    """Write digits of any script, blanks and signs as in ASCII, and drop marks of direction."""
    text = text.strip()
    return text if text.isascii() else text.translate(_in_figures()).strip()


def words(text: str) -> str:
    """Take a text as given, without blanks around it and without unseen marks (joiners of letters stay)."""
    return text.strip() if text.isascii() else text.translate(_IN_NAMES).strip()
