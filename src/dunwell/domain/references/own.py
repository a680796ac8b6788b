"""Our own references, made from an invoice number where the invoice has none: the same number, the same reference.

A number that fits is kept readable (2026-0017 becomes RF.. 20260017). Where letters would be lost, or another invoice
has that reference already, the end of the number is kept and digits of its SHA-256 stand behind it. This module does
not know which references exist: the caller says which are taken, and by which invoice.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import count

from dunwell.domain.errors import UserError
from dunwell.domain.references.kinds import Reference, ReferenceKind, bad_reference
from dunwell.domain.references.schemes import SCHEMES, Scheme, check_reference, make_reference

_NO_REFERENCES: Mapping[str, str] = {}


def own_reference(
    number: str, kind: ReferenceKind = ReferenceKind.RF, taken: Mapping[str, str] = _NO_REFERENCES
) -> Reference:
    """Make the reference of an invoice from its number; `taken` tells the invoice number of each reference in use.

    Deterministic for the same number and the same `taken`; a reference of the kind that the invoice itself holds is
    given again. Raises UserError `bad_reference` for an empty number and for kinds that only others may give out.
    """
    held = (value for value, holder in taken.items() if holder == number and _passes(kind, value))
    mine = next(held, None)
    if mine is not None:
        return check_reference(kind, mine)
    return _first_free(number, kind, {_plain(kind, value) for value in taken})


def own_references(numbers: Iterable[str], kind: ReferenceKind = ReferenceKind.RF) -> dict[str, Reference]:
    """Make the references of many invoices, no two alike, by invoice number; earlier numbers choose first.

    Raises UserError `bad_reference`.
    """
    used: set[str] = set()
    made: dict[str, Reference] = {}
    for number in dict.fromkeys(numbers):
        made[number] = _first_free(number, kind, used)
        used.add(_plain(kind, made[number].value))
    return made


def candidates(number: str, kind: ReferenceKind) -> Iterator[Reference]:
    """List the references that a number could have, the most readable first; there is no end of them.

    Raises UserError `bad_reference` for an empty number and for kinds that only others may give out.
    """
    if not number.strip():
        raise bad_reference(kind, number, "the invoice has no number to make it from")
    scheme = SCHEMES.get(kind)
    if scheme is None or scheme.make is None:
        yield make_reference(kind, number)
        return
    yield from (make_reference(kind, _body(scheme, number, attempt)) for attempt in count())


def key_of(reference: Reference) -> str:
    """Give what two references of a kind must not share: banks drop zeros in front of RF references, or add them."""
    return _plain(reference.kind, reference.value)


def _first_free(number: str, kind: ReferenceKind, used: AbstractSet[str]) -> Reference:
    return next(made for made in candidates(number, kind) if kind is ReferenceKind.TEXT or key_of(made) not in used)


def _body(scheme: Scheme, number: str, attempt: int) -> str:
    kept, complete = _folded(number, letters=scheme.letters)
    if attempt == 0 and complete and len(kept) <= scheme.own_width and kept.strip("0"):
        return kept
    digest = hashlib.sha256(f"{number}\n{attempt}".encode()).digest()
    tail = min(10, scheme.own_width - scheme.own_width // 3)
    # Never only zeros: not every standard takes them.
    suffix = str(1 + int.from_bytes(digest) % (10**tail - 1)).zfill(tail)
    room = scheme.own_width - tail
    return kept[-room:] + suffix


def _folded(number: str, *, letters: bool) -> tuple[str, bool]:
    """Keep the digits, and the letters where allowed, and tell whether nothing but separators and accents was lost."""
    kept: list[str] = []
    complete = True
    for letter in unicodedata.normalize("NFKD", number).upper():
        digit = unicodedata.decimal(letter, None)
        if digit is not None:
            kept.append(str(digit))
        elif letters and letter.isascii() and letter.isalpha():
            kept.append(letter)
        elif letter.isalpha():
            complete = False
    return "".join(kept), complete


def _passes(kind: ReferenceKind, value: str) -> bool:
    try:
        check_reference(kind, value)
    except UserError:
        return False
    return True


def _plain(kind: ReferenceKind, value: str) -> str:
    """Give what two references must not share: banks fill up RF references with zeros in front and drop them again."""
    return f"{value[:4]}{value[4:].lstrip('0')}" if kind is ReferenceKind.RF else value
