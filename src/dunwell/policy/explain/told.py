"""The shape of an explanation. Knows no rule."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence about one customer's day, and what it rests on.

    reason is none where a notice or a call goes out. actions and held are plain values, one a step.
    """

    customer: str
    as_of: date
    sentence: str
    reason: Reason | None
    actions: tuple[dict[str, Any], ...]
    held: tuple[dict[str, Any], ...]
    numbers: dict[str, Any]

    def as_facts(self) -> dict[str, Any]:
        """Give the explanation as plain values, for `--json` and for books."""
        return {
            "customer": self.customer,
            "as_of": self.as_of.isoformat(),
            "sentence": self.sentence,
            "reason": self.reason.value if self.reason else None,
            "actions": list(self.actions),
            "held": list(self.held),
            "numbers": self.numbers,
        }
