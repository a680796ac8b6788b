"""What an explanation needs beyond the facts of a day: names, numbers, and the last days of what stands.

Facts carry ids and yes or no, for that is all that decides. Knows no rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Agreed:
    """An open promise or plan as it was agreed: the whole amount, in minor units, and its (last) date."""

    amount_minor: int
    currency: str
    on_date: date


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called that the facts know by id, and until when things stand; what is not known is left out."""

    customer: str
    items: Mapping[int, str] = field(default_factory=dict)  # the number of an item, by id
    commitments: Mapping[int, Agreed] = field(default_factory=dict)
    place: str = ""  # country where the customer is
    next_business_day: date | None = None  # after as_of, where the customer is
    newest_cash_on: date | None = None
    handed_over_to: str = ""  # agency, counsel
    handed_over_on: date | None = None
    replied_on: date | None = None
    paused_until: date | None = None
    pause_reason: str = ""

    def item(self, item_id: int) -> str:
        """Give an item's number."""
        return self.items.get(item_id, f"item {item_id}")
