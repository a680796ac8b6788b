"""How much of an item is disputed, and how much awaits a credit note (docs/deciding.md, rule 8).

This module does not know who decides a dispute, nor how a credit note comes about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DisputeCode(StrEnum):
    """Why a customer contests something: a closed list, so that figures can be made of it."""

    PRICE = "price"
    QUANTITY = "quantity"
    QUALITY = "quality"
    DELIVERY = "delivery"
    NOT_ORDERED = "not-ordered"
    PAID = "paid"
    TERMS = "terms"
    OTHER = "other"


class DisputeState(StrEnum):
    """What has become of a dispute."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Dispute:
    """So much of an item that the customer disputes, in minor units.

    `entry` rises in the order in which disputes and credits of the item were put on record, across both.
    """

    entry: int
    minor: int
    state: DisputeState


@dataclass(frozen=True, slots=True)
class CreditFor:
    """A credit that was given for the item, in minor units. `entry`: see Dispute."""

    entry: int
    minor: int


@dataclass(frozen=True, slots=True)
class DisputedParts:
    """The part of an item that is disputed, and the part that awaits a credit note, in minor units."""

    disputed_minor: int
    awaiting_minor: int


def disputed_parts(
    residual_minor: int, disputes: Iterable[Dispute], credit_notes: Iterable[CreditFor]
) -> DisputedParts:
    """Work out what is still disputed of an item, and what still awaits a credit note.

    A credit for the item lowers the disputes on record before it: the upheld ones first, then the oldest. Payments
    settle the undisputed part first, so the disputed part never exceeds the residual. They do not lessen what
    awaits a credit note, which may therefore exceed the residual. A rejected dispute takes nothing away.
    """
    standing = [dispute for dispute in disputes if dispute.state is not DisputeState.REJECTED]
    standing.sort(key=lambda dispute: (dispute.state is not DisputeState.UPHELD, dispute.entry))
    left = {dispute: dispute.minor for dispute in standing}
    for credit in sorted(credit_notes, key=lambda credit: credit.entry):
        at_hand = credit.minor
        for dispute in standing:
            if dispute.entry < credit.entry:
                used = min(at_hand, left[dispute])
                left[dispute] -= used
                at_hand -= used
    disputed = sum(minor for dispute, minor in left.items() if dispute.state is DisputeState.OPEN)
    awaiting = sum(minor for dispute, minor in left.items() if dispute.state is DisputeState.UPHELD)
    return DisputedParts(min(residual_minor, disputed), awaiting)
