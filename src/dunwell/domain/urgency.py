"""How urgent a customer is, as points that can be explained. Plain integers; knows no table and no currency rate.

Amounts of different currencies are never compared: a customer's amount counts by its place among all that are past
due in the same currency.
"""

from dataclasses import dataclass

from dunwell.domain.reasons import ANCHOR_GUARDS, Reason

AGE_MOST = 30
DAYS_A_POINT = 4
AMOUNT_MOST = 40
DUE = 20
WAITS = 15
BROKEN = 10
NOTHING_TO_DO = -30
BROKEN_DAYS = 30
"""So long after it broke, a promise or plan counts against its customer."""


def stopping() -> list[str]:
    """Name the reasons that stop us, so that there is nothing to do for a person either."""
    return [reason.value for reason in (*ANCHOR_GUARDS, Reason.PAUSED)]


@dataclass(frozen=True, slots=True)
class Urgency:
    """What makes a customer urgent, in one currency.

    `place`: how many of the `among` customers past due in the currency owe no more than this one, itself among them.
    `due`: the steps due today; `waits`: what waits for a person; `silent`: why nothing is due, where that stops us.
    """

    days: int
    place: int
    among: int
    due: str = ""
    waits: str = ""
    broken: bool = False
    silent: str = ""


def score(urgency: Urgency) -> tuple[int, str]:
    """Give the points, never below 0, and what they are made of, in words."""
    parts = [(points, why) for points, why in _parts(urgency) if points]
    told = "; ".join(f"{why} {points:+d}" for points, why in parts)
    return max(0, sum(points for points, _ in parts)), told


def _parts(urgency: Urgency) -> list[tuple[int, str]]:
    age = min(AGE_MOST, max(0, urgency.days) // DAYS_A_POINT)
    amount = AMOUNT_MOST * urgency.place // urgency.among if urgency.among else 0
    return [
        (age, f"{urgency.days} days past due"),
        (amount, f"amount: place {urgency.among - urgency.place + 1} of {urgency.among}"),
        (DUE if urgency.due else 0, f"due: {urgency.due}"),
        (WAITS if urgency.waits else 0, f"waits: {urgency.waits}"),
        (BROKEN if urgency.broken else 0, "broke its word"),
        (NOTHING_TO_DO if urgency.silent else 0, f"stopped: {urgency.silent}"),
    ]
