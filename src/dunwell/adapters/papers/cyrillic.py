"""Serbian texts written in the other script: Cyrillic out of Latin, letter by letter by cyrtranslit.

What is not prose stays as it is: Liquid, the names of a head, addresses, codes, and the words that a language keeps in
Latin (IBAN). `nj`, `lj` and `dž` are one letter, but for the words that are marked as having two (injekcija).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import cyrtranslit

# A joiner that no text of ours holds: it stands between two letters that are not one, while they are written anew.
_APART = "\N{WORD JOINER}"
_DIGRAPHS = re.compile("(n)(j)|(l)(j)|(d)(ž)", re.IGNORECASE)
_CAPITALS = re.compile("LJ|NJ|DŽ")
# Mail addresses, sites and codes with a digit, such as S-1000 or RS35.
_CODES = r"\S+@\S+|(?:https?://|www\.)\S+|\b[A-Za-z-]*\d[\w-]*"
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Inside of Liquid, only what `plural` chooses from is prose.
_FORMS = re.compile(r'(\b(?:zero|one|two|few|many|other): ")([^"]*)(")')
_HEAD = re.compile(r"\A(---\n)(.*?)(^---\n)", re.DOTALL | re.MULTILINE)
_SPOKEN = re.compile(r"^((?:subject|goal|purpose|title): )(.*)$", re.MULTILINE)


class Cyrillic:
    """Writes Latin texts in Cyrillic. `keep`: words that stay Latin; `apart`: stems with two letters, not one."""

    def __init__(self, keep: Iterable[str] = (), apart: Iterable[str] = ()) -> None:
        kept = "|".join(rf"\b{re.escape(word)}\b" for word in sorted(keep, key=len, reverse=True))
        self._stays = re.compile(f"{_CODES}|{kept}" if kept else _CODES)
        self._apart = re.compile("|".join(map(re.escape, apart)) or r"(?!)", re.IGNORECASE)

    def words(self, text: str) -> str:
        """Write prose in Cyrillic."""
        return _around(self._stays, text, self._letters, lambda kept: kept)

    def template(self, text: str) -> str:
        """Write a text with its head in Cyrillic: prose, and in Liquid the words that `plural` chooses from."""
        head = _HEAD.match(text)
        if head is None:
            return self._liquid(text)
        said = _SPOKEN.sub(lambda line: line[1] + self._liquid(line[2]), head[2])
        return f"{head[1]}{said}{head[3]}{self._liquid(text[head.end() :])}"

    def values(self, loaded: Any) -> Any:
        """Write all values of a file of words in Cyrillic; the names stay."""
        if isinstance(loaded, Mapping):
            return {name: self.values(value) for name, value in loaded.items()}
        if isinstance(loaded, list):
            return [self.values(each) for each in loaded]
        return self.words(loaded) if isinstance(loaded, str) else loaded

    def _liquid(self, text: str) -> str:
        return _around(_LIQUID, text, self.words, self._tag)

    def _tag(self, tag: str) -> str:
        return _FORMS.sub(lambda form: f"{form[1]}{self.words(form[2])}{form[3]}", tag)

    def _letters(self, text: str) -> str:
        marked = self._apart.sub(lambda stem: _DIGRAPHS.sub(_split, stem[0]), text)
        return _transliterated(_CAPITALS.sub(lambda pair: pair[0].capitalize(), marked)).replace(_APART, "")


def _split(pair: re.Match[str]) -> str:
    first, second = (letter for letter in pair.groups() if letter)
    return f"{first}{_APART}{second}"


def _around(stays: re.Pattern[str], text: str, prose: Callable[[str], str], rest: Callable[[str], str]) -> str:
    """Give a text with its prose changed in one way, and what the pattern finds in another."""
    parts: list[str] = []
    at = 0
    for found in stays.finditer(text):
        parts += [prose(text[at : found.start()]), rest(found[0])]
        at = found.end()
    return "".join([*parts, prose(text[at:])])


@lru_cache(maxsize=5_000)
def _transliterated(text: str) -> str:
    written: str = cyrtranslit.to_cyrillic(text, "sr")
    return written
