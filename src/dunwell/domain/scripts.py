"""The same name in the other script, as those who type have it: Latin for Cyrillic and the other way round.

Serbian and Russian letters; meant for finding, not for writing letters. Knows no language's grammar.
"""

_PAIRS = (
    *(("љ", "lj"), ("њ", "nj"), ("џ", "dž"), ("щ", "shch"), ("ш", "sh"), ("ч", "ch"), ("ж", "zh"), ("х", "kh")),
    *(("ю", "yu"), ("я", "ya"), ("ё", "yo"), ("ц", "ts")),
)
_SERBIAN = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчш",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "đ",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "ć",
            "u",
            "f",
            "h",
            "c",
            "č",
            "š",
        ],
        strict=True,
    )
) | {"љ": "lj", "њ": "nj", "џ": "dž"}
_RUSSIAN = {
    **dict(
        zip(
            "абвгдезийклмнопрстуфыэ",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "z",
                "i",
                "y",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "y",
                "e",
            ],
            strict=True,
        )
    ),
    **dict(_PAIRS[3:]),
    "ж": "zh",
    "ъ": "",
    "ь": "",
}
_TO_CYRILLIC_SERBIAN = {latin: cyrillic for cyrillic, latin in _SERBIAN.items()}
_TO_CYRILLIC_RUSSIAN = {latin: cyrillic for cyrillic, latin in _RUSSIAN.items() if latin} | {
    "kh": "х",
    "i": "и",
    "y": "й",
}


def other_script(text: str) -> list[str]:
    """Give how a text might be written in the other script, each way once; nothing for a text in neither."""
    lowered = text.lower()
    if any("а" <= mark <= "џ" for mark in lowered):
        ways = [_spelled(lowered, table) for table in (_SERBIAN, _RUSSIAN)]
    elif any("a" <= mark <= "z" for mark in lowered):
        ways = [_spelled(lowered, table) for table in (_TO_CYRILLIC_SERBIAN, _TO_CYRILLIC_RUSSIAN)]
    else:
        return []
    return [way for place, way in enumerate(ways) if way != lowered and way not in ways[:place]]


def _spelled(text: str, table: dict[str, str]) -> str:
    """Put the longest letters first: nj is one letter."""
    longest = max(map(len, table))
    out, at = [], 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 0, -1):
            piece = text[at : at + size]
            if piece in table or size == 1:
                out.append(table.get(piece, piece))
                at += size
                break
    return "".join(out)
