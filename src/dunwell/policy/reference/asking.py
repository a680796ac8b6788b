"""What a message asks for: its items, and one total per currency net of credit (docs/deciding.md, rules 3 and 5).

Knows no channel and no guard.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dunwell.policy.plan import OVERDUE, AskedRow, TotalRow
from dunwell.policy.reference.claims import Claim, Owed


@dataclass(frozen=True, slots=True)
class Request:
    """Items asked for, oldest first, and the totals in the currencies in which anything is left to ask."""

    group: int
    asked: list[tuple[Claim, int]]
    totals: dict[str, tuple[int, int]]  # currency: asked, credit set against it

    def net(self, currency: str) -> int:
        """What is asked for in a currency, after credit."""
        asked, credit = self.totals[currency]
        return asked - credit

    def asked_rows(self, customer_id: int) -> list[AskedRow]:
        """Give the items as rows of the plan."""
        return [
            AskedRow(customer_id, self.group, claim.item.item_id, claim.item.currency, minor)
            for claim, minor in self.asked
        ]

    def total_rows(self, customer_id: int) -> list[TotalRow]:
        """Give the totals as rows of the plan."""
        return [
            TotalRow(customer_id, self.group, currency, asked, credit, asked - credit)
            for currency, (asked, credit) in self.totals.items()
        ]


def request(group: int, asked: Iterable[tuple[Claim, int]], credit: dict[str, int]) -> Request:
    """Set credit against what is asked; a currency whose net is nothing is left out, with its items."""
    listed = list(asked)
    sums: dict[str, int] = defaultdict(int)
    for claim, minor in listed:
        sums[claim.item.currency] += minor
    totals = {
        currency: (minor, min(minor, credit.get(currency, 0)))
        for currency, minor in sums.items()
        if minor > credit.get(currency, 0)
    }
    return Request(group, [(claim, minor) for claim, minor in listed if claim.item.currency in totals], totals)


def overdue_request(owed: Owed) -> Request:
    """Ask for all that is chaseable, net of free credit."""
    return request(OVERDUE, [(claim, claim.chaseable_minor) for claim in owed.chaseable], owed.free)


def credit_left_for_friendly(owed: Owed) -> dict[str, int]:
    """Give the free credit, by currency, that past-due items do not use; disputed and promised ones use theirs too."""
    used: dict[str, int] = defaultdict(int)
    for claim in owed.past_due:
        used[claim.item.currency] += claim.rest_minor
    return {currency: max(0, free - used[currency]) for currency, free in owed.free.items()}
