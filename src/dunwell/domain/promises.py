"""Promises and plans: what they cover, which money counts for them, and whether they hold (docs/deciding.md, rule 7).

Both are commitments, a promise of one instalment and a plan of several. What a commitment covers is fixed when it
is made; what is not covered is chased. This module does not know what follows when one breaks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dunwell.domain.instalments import CommitmentState, Instalment, first_unmet, state_on
from dunwell.domain.items import OpenItem, oldest_first


@dataclass(frozen=True, slots=True)
class Cover:
    """So much of an item, in minor units, that a commitment covers."""

    item_id: int
    minor: int


@dataclass(frozen=True, slots=True)
class Settled:
    """So much of an item, in minor units, that a payment settles; `entry` is when it did: see Commitment."""

    item_id: int
    minor: int
    entry: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise or plan as it was made.

    `entry` rises in the order in which commitments and payments were put on record, across both. `ended_entry` is
    the entry that withdrew or replaced it; money that came on record after that does not count for it.
    """

    commitment_id: int
    entry: int
    currency: str
    instalments: tuple[Instalment, ...]
    covers: tuple[Cover, ...]
    grace_days: int
    ended_entry: int | None = None


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment as it stands now: what it settles, and what of it is unallocated. Amounts in minor units.

    `without_reference` says that it came without a reference that means anything. `entry`: see Commitment.
    """

    payment_id: int
    entry: int
    received_on: date
    currency: str
    settled: tuple[Settled, ...] = ()
    unallocated_minor: int = 0
    without_reference: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a commitment has come.

    `covers` is what is still covered; `unmet` the first instalment that is not met, none when it is kept;
    `unallocated_payment_ids` the payments whose unallocated money counts for it; `received` the dates and amounts of
    all the money that counts.
    """

    commitment_id: int
    counted_minor: int
    covers: tuple[Cover, ...]
    unmet: Instalment | None
    unallocated_payment_ids: tuple[int, ...]
    grace_days: int
    received: tuple[tuple[date, int], ...] = ()

    def state(self, as_of: date) -> CommitmentState:
        """Tell whether the commitment is open, kept or broken on a date."""
        return state_on(as_of, self.unmet, grace_days=self.grace_days)


def cover(amount_minor: int, currency: str, items: Iterable[OpenItem]) -> tuple[Cover, ...]:
    """Cover the undisputed rest of the oldest items in a currency, up to an amount in minor units.

    Items of other currencies are left alone. Where the amount is more than all of it, the rest covers nothing.
    """
    covers = []
    left = amount_minor
    for item in oldest_first(item for item in items if item.currency == currency):
        minor = min(left, item.undisputed_minor)
        if minor > 0:
            covers.append(Cover(item.item_id, minor))
            left -= minor
    return tuple(covers)


def covered_minor(covers: Iterable[Cover]) -> int:
    """Sum what is covered, in minor units."""
    return sum(cover.minor for cover in covers)


def overlaps(covers: Iterable[Cover], others: Iterable[Cover]) -> bool:
    """Tell whether two commitments cover an item in common, so that the new one replaces the old."""
    return not {cover.item_id for cover in covers}.isdisjoint(cover.item_id for cover in others)


def progress(commitments: Iterable[Commitment], payments: Iterable[PaymentSeen]) -> dict[int, Progress]:
    """Count one customer's payments for its commitments, and say how far each has come, by its id.

    Money that settles a covered item after the commitment was made counts in full and lowers the item's cover by as
    much, also money that had come before and settled nothing until then. Money without a reference that stays
    unallocated counts for the oldest commitment that is open when it comes, and lowers no cover. Nothing counts twice:
    pass the commitments that are kept, broken or ended as well, as long as money that counted for them is passed.
    """
    tallies = [_Tally(commitment) for commitment in sorted(commitments, key=lambda each: each.entry)]
    for payment in sorted(payments, key=lambda each: (each.received_on, each.entry)):
        for settled in payment.settled:
            covering = [tally for tally in tallies if settled.item_id in tally.covered]
            for tally in [tally for tally in covering if tally.is_open_for(payment, settled.entry)][:1]:
                tally.settle(payment, settled)
        if payment.without_reference and payment.unallocated_minor > 0:
            for tally in [tally for tally in tallies if tally.is_open_for(payment, payment.entry)][:1]:
                tally.count_unallocated(payment)
    return {tally.commitment.commitment_id: tally.progress() for tally in tallies}


class _Tally:
    """The running count of one commitment."""

    def __init__(self, commitment: Commitment) -> None:
        self.commitment = commitment
        self.covered = {cover.item_id for cover in commitment.covers}
        self.received: list[tuple[date, int]] = []
        self.lowered: dict[int, int] = defaultdict(int)
        self.unallocated: list[int] = []

    def unmet(self) -> Instalment | None:
        return first_unmet(self.commitment.instalments, self.received, grace_days=self.commitment.grace_days)

    def is_open_for(self, payment: PaymentSeen, entry: int) -> bool:
        """Tell whether money that counts as of an entry finds the commitment open."""
        commitment = self.commitment
        if payment.currency != commitment.currency or entry < commitment.entry:
            return False
        if commitment.ended_entry is not None and entry > commitment.ended_entry:
            return False
        unmet = self.unmet()
        return unmet is not None and payment.received_on <= unmet.last_day(commitment.grace_days)

    def settle(self, payment: PaymentSeen, settled: Settled) -> None:
        self.received.append((payment.received_on, settled.minor))
        self.lowered[settled.item_id] += settled.minor

    def count_unallocated(self, payment: PaymentSeen) -> None:
        self.received.append((payment.received_on, payment.unallocated_minor))
        self.unallocated.append(payment.payment_id)

    def progress(self) -> Progress:
        left = [Cover(each.item_id, each.minor - self.lowered[each.item_id]) for each in self.commitment.covers]
        return Progress(
            self.commitment.commitment_id,
            sum(minor for _, minor in self.received),
            tuple(each for each in left if each.minor > 0),
            self.unmet(),
            tuple(self.unallocated),
            self.commitment.grace_days,
            tuple(self.received),
        )
