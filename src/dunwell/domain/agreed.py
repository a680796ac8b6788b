"""Messages about what was agreed or contested, beside those of the ladder: an instalment, a dispute that was rejected,
a plan that is proposed.

Each is told once for what it is about. Knows neither who may be written to nor what the message says.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AgreedNotice(StrEnum):
    """What such a message is about; the name of its text, too."""

    INSTALMENT_DUE = "instalment-due"
    INSTALMENT_MISSED = "instalment-missed"
    DISPUTE_REJECTED = "dispute-rejected"
    PLAN_PROPOSED = "plan-proposed"


@dataclass(frozen=True, slots=True)
class ToTell:
    """One message that is to go out: to whom, about which plan, dispute or proposal (its id), what it asks for.

    `on`: the day of the instalment, or that on which the dispute was rejected, or the plan proposed. `parts`: items
    with the amount asked of each, in minor units of `currency`, the oldest first; never empty.
    """

    customer_id: int
    name: AgreedNotice
    about_id: int
    on: date
    currency: str
    parts: tuple[tuple[int, int], ...]

    @property
    def key(self) -> tuple[int, str, int, date]:
        """Give what tells it from all others: it is told once."""
        return self.customer_id, self.name.value, self.about_id, self.on

    @property
    def asked_minor(self) -> int:
        """Sum what it asks for."""
        return sum(minor for _, minor in self.parts)


def spread(asked_minor: int, items: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spread an amount over items and what may be asked of each, in their order; what finds no room is left out."""
    found = []
    for item, most in items:
        part = min(asked_minor, most)
        if part > 0:
            found.append((item, part))
            asked_minor -= part
    return tuple(found)
