"""Open items, how old they are against each other, and which of them a free text names.

An item is a claim with a residual. This module does not know where items are kept, nor what happens to them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class ItemKind(StrEnum):
    """What a claim came from."""

    INVOICE = "invoice"
    OPENING = "opening"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A claim and what is left of it. Amounts are minor units of its currency.

    `entry` rises in the order in which items were put on record. `disputed_minor` is the part under an open
    dispute, `awaiting_minor` the part that an upheld dispute took away and no credit note has met yet.
    """

    item_id: int
    number: str
    kind: ItemKind
    item_date: date
    due_date: date
    entry: int
    currency: str
    residual_minor: int
    disputed_minor: int = 0
    awaiting_minor: int = 0

    @property
    def age_key(self) -> tuple[date, date, int]:
        """Give the key by which items are oldest first: due date, then item date, then entry."""
        return self.due_date, self.item_date, self.entry

    @property
    def undisputed_minor(self) -> int:
        """Give what is left without the parts that are disputed or await a credit note."""
        return max(0, self.residual_minor - self.disputed_minor - self.awaiting_minor)

    def is_past_due(self, as_of: date) -> bool:
        """Tell whether the due date has passed and something is left that does not await a credit note."""
        return as_of > self.due_date and self.residual_minor > self.awaiting_minor


def oldest_first(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Sort items by due date, then item date, then entry."""
    return sorted(items, key=lambda item: item.age_key)


def named_items(reference: str, items: Iterable[OpenItem]) -> list[OpenItem]:
    """Find the items whose numbers a reference names, oldest first; see `named_numbers`."""
    items = list(items)
    named = named_numbers(reference, (item.number for item in items))
    return oldest_first(item for item in items if item.number in named)


def named_numbers(reference: str, numbers: Iterable[str]) -> frozenset[str]:
    """Find the numbers that a free text names, beyond doubt.

    A number is named where it stands whole: case, and blanks, hyphens and slashes inside it do not matter, so
    `inv 7` and `INV7` name INV-7. What is joined to it without a blank must itself be a number of the list: 123
    is not named by 41234, by INV-123-4 or by 123/2026, while INV-7/INV-8 names both. Of numbers that overlap the
    longest is named.
    """
    atoms = _atoms(reference)
    if not atoms:
        return frozenset()
    spans = _without_overlaps(_spans(atoms, _by_first_atom(numbers, atoms)))
    return frozenset(number for span in _standing_whole(spans, atoms) for number in span.numbers)


_TAKEN_BACK = re.compile(r" \(import \d+ undone\)$", re.ASCII)


def taken_back_number(number: str, import_id: int, longest: int) -> str:
    """Give the number that an item gets when the import that brought it is taken back: its own is free again."""
    mark = f" (import {import_id} undone)"
    return f"{number[: longest - len(mark)]}{mark}"


def number_as_written(number: str) -> str:
    """Give the number that stood on an item's paper, also where its import was taken back since."""
    return _TAKEN_BACK.sub("", number)


# Signs that make one word of what stands on both sides of them, unless a blank stands there too.
_JOINERS = "-/_\\.'\u2010\u2011\u2012\u2013\u2014\u2212"
_ATOM = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Atom:
    """A run of letters or of digits, with how it hangs together with the one before."""

    text: str
    bridged: bool  # only blanks and joiners stand before it: a number may reach across
    joined: bool  # it belongs to the same word as the atom before


@dataclass(frozen=True, slots=True)
class _Span:
    """A place in a text where numbers are written: the atoms from start up to, not including, end."""

    start: int
    end: int
    numbers: tuple[str, ...]


@lru_cache(maxsize=65536)
def _atoms(text: str) -> tuple[_Atom, ...]:
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text).casefold())
    atoms: list[_Atom] = []
    end = 0
    for found in _ATOM.finditer(plain):
        gap = plain[end : found.start()]
        bridged = bool(atoms) and all(sign in _JOINERS or sign.isspace() for sign in gap)
        joined = bridged and not any(sign.isspace() for sign in gap)
        if gap == "." and atoms and not (atoms[-1].text.isdigit() and found[0].isdigit()):
            joined = False  # "nr.123": the point ends an abbreviation or a sentence, it does not join
        atoms.append(_Atom(found[0], bridged, joined))
        end = found.end()
    return tuple(atoms)


def _plain(sign: str) -> str:
    """Give a digit of any script as 0 to 9, and any other sign as it is."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _by_first_atom(numbers: Iterable[str], atoms: tuple[_Atom, ...]) -> Mapping[str, dict[tuple[str, ...], list[str]]]:
    """Sort the numbers that a text can name at all by the run of letters or digits with which they begin."""
    texts = {atom.text for atom in atoms}
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for number in numbers:
        key = tuple(atom.text for atom in _atoms(number))
        if key and texts.issuperset(key):
            found.setdefault(key[0], {}).setdefault(key, []).append(number)
    return found


def _spans(atoms: tuple[_Atom, ...], index: Mapping[str, dict[tuple[str, ...], list[str]]]) -> list[_Span]:
    spans = []
    for start, first in enumerate(atoms):
        for key, numbers in index.get(first.text, {}).items():
            reached = atoms[start : start + len(key)]
            if tuple(atom.text for atom in reached) == key and all(atom.bridged for atom in reached[1:]):
                spans.append(_Span(start, start + len(key), tuple(numbers)))
    return spans


def _without_overlaps(spans: list[_Span]) -> list[_Span]:
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _standing_whole(spans: list[_Span], atoms: tuple[_Atom, ...]) -> list[_Span]:
    """Drop spans that are joined to something which is no number, until all that are left stand whole."""
    while True:
        starts, ends = {span.start for span in spans}, {span.end for span in spans}
        whole = [
            span
            for span in spans
            if (not atoms[span.start].joined or span.start in ends)
            and (span.end == len(atoms) or not atoms[span.end].joined or span.end in starts)
        ]
        if len(whole) == len(spans):
            return whole
        spans = whole
