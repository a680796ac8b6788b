"""What plan a customer could keep, by what it has paid; and what interest a plan costs where that is agreed.

Does not know where the numbers come from, nor who approves a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dunwell.domain.instalments import Instalment, Rhythm

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Means:
    """What a proposal goes by: amounts in minor units of one currency.

    monthly_minor: what was paid a month, on average; share_percent: so much of it is an instalment. smallest_minor:
    no instalment is lower, longest_months: no plan runs longer, but for what the other one leaves no room for.
    """

    monthly_minor: int
    share_percent: int = 100
    smallest_minor: int = 0
    longest_months: int = 12


def propose(owed_minor: int, rhythm: Rhythm, means: Means) -> tuple[int, int]:
    """Propose a number of instalments and the amount of each, so that they reach what is owed and no more than once.

    Where the average is too low for the longest run, the instalments are as high as that run needs. The amount is
    rounded up; the last instalment is what is left. Raises ValueError where nothing is owed.
    """
    if owed_minor < 1:
        raise ValueError("a plan is for something that is owed")
    most = longest(rhythm, means.longest_months)
    usual = means.monthly_minor * means.share_percent // 100
    if rhythm is Rhythm.WEEKLY:
        usual = usual * MONTHS_A_YEAR // WEEKS_A_YEAR
    amount = min(owed_minor, max(usual, means.smallest_minor, _up(owed_minor, most), 1))
    return _up(owed_minor, amount), amount


def as_wished(owed_minor: int, rhythm: Rhythm, means: Means, wish_minor: int) -> tuple[int, int] | None:
    """Take instalments of the amount that the customer wishes, where the rule has room for them; else give none.

    Room is left by the smallest instalment and the longest run; that more was paid before does not count against a
    wish. What is wished above what is owed is one instalment of it.
    """
    wish = min(owed_minor, wish_minor)
    least = min(owed_minor, max(means.smallest_minor, _up(owed_minor, longest(rhythm, means.longest_months))))
    return (_up(owed_minor, wish), wish) if wish >= max(least, 1) else None


def longest(rhythm: Rhythm, months: int) -> int:
    """Give how many instalments fit into so many months, at least one."""
    return max(1, months if rhythm is Rhythm.MONTHLY else months * WEEKS_A_YEAR // MONTHS_A_YEAR)


def months_of(count: int, rhythm: Rhythm) -> int:
    """Give how many months so many instalments run, a begun one counted."""
    return count if rhythm is Rhythm.MONTHLY else _up(count * MONTHS_A_YEAR, WEEKS_A_YEAR)


def plan_interest(instalments: Sequence[Instalment], begins_on: date, percent: Fraction) -> int:
    """Work out the interest of a plan in minor units: on what is left before each instalment, by days of 365, half up.

    It runs from the day on which the plan begins; `percent` is that of a year.
    """
    left = sum(each.minor for each in instalments)
    since = begins_on
    total = Fraction(0)
    for each in sorted(instalments, key=lambda instalment: instalment.due_date):
        total += Fraction(left * (each.due_date - since).days, YEAR_DAYS) * percent / 100
        left, since = left - each.minor, each.due_date
    return int(total + Fraction(1, 2))


def with_interest(instalments: Sequence[Instalment], interest_minor: int) -> tuple[Instalment, ...]:
    """Spread interest evenly over instalments; what does not divide goes to the last."""
    each, rest = divmod(interest_minor, len(instalments))
    last = len(instalments) - 1
    return tuple(
        Instalment(one.due_date, one.minor + each + (rest if number == last else 0))
        for number, one in enumerate(instalments)
    )


def _up(whole: int, part: int) -> int:
    return -(-whole // part)
