"""The languages that papers speak: a folder of `locale` each, with words, tone and texts. Knows no facts.

A language is added by adding a folder. A tag such as `en-US` takes the folder `en-US`, else `en`, and its own figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from ruamel.yaml import YAML

import dunwell
from dunwell.adapters.papers import figures
from dunwell.domain.errors import UserError

FOLDER = Path(dunwell.__file__).parent / "locale"
FALLBACK = "en"


@dataclass(frozen=True)
class Language:
    """A language at work: its folder, its words by section, and how figures look in it."""

    tag: str
    folder: Path
    locale: Locale
    words: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def direction(self) -> str:
        """Tell how lines run: `ltr` or `rtl`."""
        return str(self.words["direction"])

    def money(self, minor: int, currency: str) -> str:
        """Write an amount in minor units with its currency."""
        return figures.money(minor, currency, self.locale)

    def plain_amount(self, minor: int, currency: str) -> str:
        """Write an amount in minor units without its currency."""
        return figures.plain_amount(minor, currency, self.locale)

    def day(self, on: date) -> str:
        """Write a date as letters do."""
        return figures.day(on, self.words["date"], self.locale)

    def short_day(self, on: date) -> str:
        """Write a date as tables do."""
        return figures.day(on, self.words["short_date"], self.locale)

    def banner(self, text: str) -> str:
        """Give the banner's words in this language; the policy's own where it has none."""
        return figures.clean(str(self.words["banners"].get(text, text)))

    def plural(self, count: int) -> str:
        """Tell the plural category of a count by CLDR, such as `one`, `few` or `other`."""
        return str(self.locale.plural_form(count))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """List the tags of all languages that have a folder."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/words.yaml")))


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
    words = read_yaml(folder / "words.yaml")
    return Language(tag, folder, _locale(tag, words["formats"]), words)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a file of words; it is ours, and a mistake in it is a fault of the program."""
    loaded: dict[str, Any] = YAML(typ="safe").load(path)
    return loaded


def parents(tag: str) -> list[str]:
    """List a tag and what it is a kind of, the nearest first: `sr-Latn-RS`, `sr-Latn`, `sr`."""
    parts = tag.replace("_", "-").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _folder_of(tag: str) -> Path | None:
    known = set(languages())
    return next((FOLDER / each for each in parents(tag) if each in known), None)


def _locale(tag: str, default: str) -> Locale:
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(default)
    return locale if locale.territory else Locale.parse(default)
