"""Texts as they are compared: small letters, no accents, one script, one spelling of each sound. Knows no table."""

import polars as pl

# Cyrillic as it is written in Latin, after NFKD has taken й, ё, ћ and the like apart; Serbian and Russian letters.
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "ј": "i",
    "к": "k", "л": "l", "љ": "li", "м": "m", "н": "n", "њ": "ni", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "y": "i", "j": "i", "w": "v",
    "ي": "ی", "ك": "ک",
}  # fmt: skip
# Two letters that others write as one: Shishkin and Šiškin, Djordje and Đorđe, Aleksandr and Alexander's x.
_PAIRS = {"sh": "s", "ch": "c", "zh": "z", "kh": "h", "ts": "c", "di": "d", "x": "ks"}


def folded(text: pl.Expr) -> pl.Expr:
    """Write texts as they are compared. One that is folded twice stays as it is after the first time."""
    plain = text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    alike = plain.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return alike.str.replace_many(list(_PAIRS), list(_PAIRS.values()))


def fold(text: str) -> str:
    """Write one text as it is compared."""
    return str(pl.select(folded(pl.lit(text))).item())
