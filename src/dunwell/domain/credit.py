"""How far a customer is good for its debts: a score of 0 to 100 from behaviour and figures, with its reasons in words.

Every point is told with its reason, so that nobody is judged by a number alone. Knows no limit and no policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MIDDLE = 50
LEAST, MOST = 0, 100


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a customer has paid in the last year: settled invoices, those on time and early, and what is open too long.

    given_up: invoices written off. days_over: of the oldest invoice past due now.
    """

    settled: int = 0
    on_time: int = 0
    early: int = 0
    given_up: int = 0
    broken: int = 0
    days_over: int = 0

    @property
    def on_time_percent(self) -> int:
        """Give the share of settled invoices that were paid on time, in whole percent, half up."""
        return (200 * self.on_time + self.settled) // (2 * self.settled) if self.settled else 0

    @property
    def early_percent(self) -> int:
        """Give the share of settled invoices that were paid early, in whole percent, half up."""
        return (200 * self.early + self.settled) // (2 * self.settled) if self.settled else 0


@dataclass(frozen=True, slots=True)
class Score:
    """A score, and what it is made of: points and why, each a sentence."""

    points: int
    reasons: tuple[tuple[int, str], ...] = field(default=())

    def told(self) -> list[str]:
        """Write the reasons, each with its points."""
        return [f"{points:+d}: {why}" for points, why in self.reasons]


def score(behaviour: Behaviour, figures: Mapping[str, int], *, in_trouble: bool = False) -> Score:
    """Score a customer from the middle: what it has paid, what is past due, words broken, figures, what was heard.

    `figures` are whole numbers by name: equity, profit, agency-score (0 to 100); others say nothing.
    """
    reasons = [*_paid(behaviour), *_figures(figures)]
    if behaviour.days_over:
        over = -min(30, behaviour.days_over // 3)
        reasons.append((over, f"the oldest invoice is {behaviour.days_over} days past due"))
    if behaviour.broken:
        reasons.append((-min(30, 10 * behaviour.broken), f"{behaviour.broken} promises or plans were broken"))
    if in_trouble:
        reasons.append((-15, "trouble was heard of"))
    told = tuple(each for each in reasons if each[0])
    return Score(min(MOST, max(LEAST, MIDDLE + sum(points for points, _ in told))), told)


def _paid(behaviour: Behaviour) -> list[tuple[int, str]]:
    found = []
    if behaviour.settled:
        percent = behaviour.on_time_percent
        points = (percent - 50) * min(behaviour.settled, 10) * 35 // 500
        found.append((points, f"{percent} % of {behaviour.settled} invoices were paid on time"))
    if behaviour.given_up:
        found.append((-25, f"{behaviour.given_up} invoices were written off"))
    return found


def _figures(figures: Mapping[str, int]) -> list[tuple[int, str]]:
    found = []
    if "equity" in figures:
        sound = figures["equity"] > 0
        found.append((8 if sound else -20, f"equity is {'above' if sound else 'not above'} nothing"))
    if "profit" in figures:
        sound = figures["profit"] > 0
        found.append((5 if sound else -10, f"the last year brought a {'profit' if sound else 'loss'}"))
    if "agency-score" in figures:
        agency = min(MOST, max(LEAST, figures["agency-score"]))
        found.append(((agency - MIDDLE) * 2 // 5, f"the agency's score is {agency} of 100"))
    return found


def new_limit(limit_minor: int, points: int, *, raise_from: int, lower_below: int, percent: int) -> int:
    """Give the limit, in minor units, that a score leads to: raised or lowered by so much percent, half up, or kept."""
    if points >= raise_from:
        return (limit_minor * (200 + 2 * percent) + 100) // 200
    if points < lower_below:
        return max(0, (limit_minor * (200 - 2 * percent) + 100) // 200)
    return limit_minor
