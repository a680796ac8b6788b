"""Words that stand in cells, by what they mean, in `words.csv`: kinds, statuses, yes and no, totals, roles.

A language is added by adding rows.
"""

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from dunwell.adapters.files.letters import plain


@cache
def known(name: str) -> Mapping[str, str]:
    """Give the words of a list, reduced, with their meaning."""
    source = files("dunwell.adapters.files").joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return {plain(row["word"]): row["meaning"] for row in rows if row["list"] == name}


def meaning(name: str, text: str) -> str:
    """Tell what a cell means by a list; empty where the list does not know it."""
    return known(name).get(plain(text), "")


@cache
def _totals() -> tuple[str, ...]:
    source = files("dunwell.adapters.files").joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return tuple(" ".join(row["word"].casefold().split()) for row in rows if row["list"] == "total")


@lru_cache(maxsize=4096)
def total_of(text: str) -> str | None:
    """Tell what a cell says that it is the total of, empty for the total of all; None where it is no total."""
    said = " ".join(text.casefold().split()).strip(":")
    for word in sorted(_totals(), key=len, reverse=True):
        if said == word:
            return ""
        if said.startswith((f"{word} ", f"{word}:")):
            return said[len(word) :].strip(" :")
        if said.endswith(f" {word}"):
            return said[: -len(word)].strip(" :")
    return None
