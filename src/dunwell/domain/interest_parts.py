"""The words in which interest is told: rates, balances and days that bear nothing go in, parts come out.

Amounts are minor units, rates percent a year, all exact. This module works nothing out.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dunwell.domain.interest_days import DayBasis


class Compounding(StrEnum):
    """When interest begins to bear interest: never, on each anniversary of its first day, or after each 30 days."""

    NONE = "none"
    YEARLY = "yearly"
    EVERY_30_DAYS = "every_30_days"


class Rounding(StrEnum):
    """What is rounded to the minor unit, half up: the whole alone, each part, or what one day bears."""

    EXACT = "exact"
    PERIOD = "period"
    DAILY = "daily"


class Why(StrEnum):
    """Why a part begins where it does."""

    START = "start"
    RATE = "rate"
    PRINCIPAL = "principal"
    YEAR = "year"
    COMPOUNDING = "compounding"
    MORATORIUM = "moratorium"
    RESUMED = "resumed"
    LAST_KNOWN = "last_known"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Rate:
    """Percent a year from a date on, until the next one; `is_last_known`: nothing newer is known for these days."""

    from_date: date
    percent: Fraction
    source: str = ""
    doubtful: bool = False
    is_last_known: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """The principal from a date on, until the next one; never below nothing."""

    from_date: date
    minor: int


@dataclass(frozen=True, slots=True)
class Method:
    """How interest is worked out."""

    basis: DayBasis = DayBasis.ACT_365
    compounding: Compounding = Compounding.NONE
    rounding: Rounding = Rounding.EXACT


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days that bear no interest, both ends among them."""

    first_date: date
    last_date: date
    source: str = ""
    doubtful: bool = False

    def covers(self, on: date) -> bool:
        """Tell whether a day bears nothing."""
        return self.first_date <= on <= self.last_date


@dataclass(frozen=True, slots=True)
class Part:
    """A run of days with one rate on one principal. `base_minor` is what bears interest, capitalised interest too.

    Dates are None where only a number of days was given. Amounts of the parts add up to the total.
    """

    first_date: date | None
    last_date: date | None
    days: int
    percent: Fraction
    base_minor: int
    amount_minor: int
    why: tuple[Why, ...]
    sources: tuple[str, ...] = ()
    doubtful: bool = False
    rate_is_last_known: bool = False


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest and the parts it is made of; `exact` is the sum in minor units before its last rounding."""

    parts: tuple[Part, ...]
    exact: Fraction

    @property
    def total_minor(self) -> int:
        """Add the parts up."""
        return sum(part.amount_minor for part in self.parts)

    @property
    def days(self) -> int:
        """Count the days that bore interest."""
        return sum(part.days for part in self.parts if Why.MORATORIUM not in part.why)

    @property
    def rate_is_last_known(self) -> bool:
        """Tell whether a rate was used for days after those for which it is known."""
        return any(part.rate_is_last_known for part in self.parts)

    @property
    def doubtful(self) -> bool:
        """Tell whether a rate or a moratorium was used whose evidence is doubtful."""
        return any(part.doubtful for part in self.parts)
