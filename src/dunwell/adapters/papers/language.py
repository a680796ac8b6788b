"""The languages that papers speak: words by section, and how figures and dates look. Knows no facts.

A language is added by adding a folder to `locale`. A tag such as `en-US` takes the folder `en-US`, else `en`, and its
own figures. A word that a language lacks is said in English; `dunwell language check` names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from dunwell.adapters.papers import direction, figures, shelf
from dunwell.adapters.papers.shelf import FOLDER, SOURCE, languages, read_yaml
from dunwell.domain.errors import UserError

__all__ = ["FALLBACK", "FOLDER", "Language", "choose_language", "languages", "parents", "read_yaml", "speak"]
FALLBACK = SOURCE


@dataclass(frozen=True)
class Language:
    """A language at work: the tag of its folder, its words by section, and how figures look in it."""

    tag: str
    folder: Path
    locale: Locale
    words: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def home(self) -> str:
        """Name the folder."""
        return self.folder.name

    @property
    def direction(self) -> str:
        """Tell how lines run: `ltr` or `rtl`."""
        return str(self.words["direction"])

    def money(self, minor: int, currency: str) -> str:
        """Write an amount in minor units with its currency."""
        names = self.words.get("currency_names")
        if names is None:
            return figures.money(minor, currency, self.locale)
        return self._digits(figures.money_by_name(minor, currency, names, self.locale))

    def plain_amount(self, minor: int, currency: str) -> str:
        """Write an amount in minor units without its currency."""
        return self._digits(figures.plain_amount(minor, currency, self.locale))

    def percent(self, number: str) -> str:
        """Write a percentage given as text, without its sign."""
        return self._digits(figures.percent(number, self.locale))

    def count(self, number: int) -> str:
        """Write a whole number, as of days."""
        return self._digits(str(number))

    def day(self, on: date) -> str:
        """Write a date as letters do."""
        return self._digits(figures.day(on, self.words["date"], self.locale, tuple(self.words.get("months") or ())))

    def short_day(self, on: date) -> str:
        """Write a date as tables do."""
        return self._digits(figures.day(on, self.words["short_date"], self.locale))

    def reason(self, code: str, section: str = "reasons") -> str:
        """Say what a reason means, one not to send or (section `selling`) not to sell; in English where need be."""
        said = shelf.reason_words(self.home).get(section, {}).get(code)
        return said or shelf.reason_words(FALLBACK)[section].get(code, code)

    def banner(self, text: str) -> str:
        """Give the banner's words in this language; the policy's own where it has none."""
        return figures.clean(str(self.words["banners"].get(text, text)))

    def plural(self, count: int) -> str:
        """Tell the plural category of a count by CLDR, such as `one`, `few` or `other`."""
        return str(self.locale.plural_form(count))

    def isolate(self, text: str) -> str:
        """Set a text apart where it runs against the lines of this language."""
        return direction.isolated(text, self.direction)

    def _digits(self, text: str) -> str:
        return figures.persian_digits(text) if self.words.get("digits") == "persian" else text


def choose_language(*wanted: str) -> str:
    """Choose the first tag that papers can speak: give the contact's, the customer's, the company's; else English."""
    return next((tag for tag in wanted if tag and _folder_of(tag) is not None), FALLBACK)


@lru_cache(maxsize=100)
def speak(tag: str) -> Language:
    """Open the language of a tag. Raises UserError `unknown_language`."""
    folder = _folder_of(tag)
    if folder is None:
        raise UserError(
            "unknown_language",
            f"There are no papers in {tag!r}",
            f"Choose one of: {', '.join(languages())}",
            field="language",
            value=tag,
        )
    own = shelf.own_words(folder)
    words = shelf.over(shelf.own_words(FALLBACK), own)
    return Language(tag, FOLDER / folder, _locale(tag, own["formats"]), words)


def parents(tag: str) -> list[str]:
    """List a tag and what it is a kind of, the nearest first: `sr-Latn-RS`, `sr-Latn`, `sr`."""
    parts = tag.replace("_", "-").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def home_of(tag: str) -> str:
    """Name the folder that a tag means, also where another tag is usual (`sr` for `sr-Cyrl`); empty where none is."""
    return _folder_of(tag) or ""


@lru_cache(maxsize=500)
def _folder_of(tag: str) -> str | None:
    wanted, known = parents(tag), set(languages())
    found = next((each for each in wanted if each in known), None)
    if found or not wanted[0]:
        return found
    also = {name: each for each in known for name in shelf.own_words(each).get("also") or ()}
    return next((also[each] for each in wanted if each in also), None)


def _locale(tag: str, default: str) -> Locale:
    """Give whose figures are used: the country's of the tag, in the script of the folder."""
    usual = Locale.parse(default)
    try:
        locale = Locale.parse(tag, sep="-" if "-" in tag else "_")
    except (ValueError, UnknownLocaleError):
        return usual
    if not locale.territory or (usual.script and locale.script != usual.script):
        return usual
    return locale
