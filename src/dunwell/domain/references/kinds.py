"""What a payment reference is: its kind and its value as a bank carries it, and what is said of one that is wrong.

This module does not know how any kind is computed; that stands in a module of its own for each.
"""

from dataclasses import dataclass
from enum import StrEnum

from dunwell.domain.errors import UserError


class ReferenceKind(StrEnum):
    """The standards of payment references that are made or checked; TEXT is free text without a check digit."""

    RF = "rf"
    MODEL_97 = "model_97"
    MODEL_22 = "model_22"
    OGM = "ogm"
    QRR = "qrr"
    BETALINGSKENMERK = "betalingskenmerk"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that was checked. `value` is what a bank carries: no blanks, capitals, zeros kept."""

    kind: ReferenceKind
    value: str


def bad_reference(kind: ReferenceKind, text: str, why: str) -> UserError:
    """Make the error `bad_reference`: which standard, what was written, and what is wrong with it."""
    return UserError(
        "bad_reference",
        f"{text!r} is not a payment reference of the kind {kind.value}: {why}",
        "Copy the reference from the invoice again, or leave it out: one of our own is made from the invoice number",
        field="reference",
        value=text,
    )


def compact(kind: ReferenceKind, text: str, separators: str) -> str:
    """Take separators and blanks out of a reference and raise its letters; what is left must be A-Z and 0-9.

    Digits of other scripts are refused, not read: a bank would not take them. Raises UserError `bad_reference`.
    """
    kept = "".join(letter for letter in text.strip() if letter not in separators and letter != " ").upper()
    if not (kept.isascii() and kept.isalnum()):
        raise bad_reference(kind, text, "only letters A to Z and digits 0 to 9 may stand in it")
    return kept


def grouped(value: str, size: int, *, head: int = 0) -> str:
    """Set blanks between groups of letters, for reading; `head` letters stand in front as a group of their own."""
    front = [value[:head]] if head else []
    return " ".join([*front, *(value[at : at + size] for at in range(head, len(value), size))])
