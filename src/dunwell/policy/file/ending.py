"""What a policy says of ending it: which agency gets what, whether suing pays, when a customer is cut off.

The numbers alone: what is made of them stands in the use cases and queries. Nothing here moves the ladder.
"""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from dunwell.policy.file.fields import AmountByCurrency, Count, Kind, Number, Part, Positive, Slug, in_minor

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Commission(Part):
    """What an agency keeps of money for claims of an age."""

    from_days: Count = Field(default=0, description="For claims so many days past due, or more, when handed over.")
    percent: Number = Field(description="So much of the money is the agency's, in percent.")


class Agency(Part):
    """An agency, and which debts go to it; what is left out does not matter."""

    name: Slug
    countries: tuple[CountryCode, ...] = Field(default=(), description="Of customers in these countries; none: in all.")
    kinds: tuple[Kind, ...] = Field(default=(), description="Of these kinds of customer; none: of all.")
    from_days: Count = Field(default=0, description="When the oldest invoice is so many days past due.")
    at_least: AmountByCurrency = Field(default={}, description="When so much is past due in a currency named here.")
    at_most: AmountByCurrency = Field(default={}, description="When no more than this is past due.")
    commission: tuple[Commission, ...] = Field(default=(), description="What it keeps, by age of the debt.")

    @cached_property
    def at_least_minor(self) -> dict[str, int]:
        """Give the least amounts in minor units by currency."""
        return in_minor(self.at_least)

    @cached_property
    def at_most_minor(self) -> dict[str, int]:
        """Give the highest amounts in minor units by currency."""
        return in_minor(self.at_most)


class Chance(Part):
    """How likely money comes by suing, by the age of the oldest claim."""

    until_days: Positive = Field(description="For claims no more than so many days past due.")
    percent: Count = Field(le=100, description="So many of a hundred such suits bring the money in.")


class Suing(Part):
    """What suing costs and brings. Unless it plainly pays, the advice is not to sue."""

    costs_percent: Number = Field(default=15, validate_default=True, description="Court and counsel, of the claim.")
    least_costs: AmountByCurrency = Field(default={"EUR": 750}, validate_default=True, description="But at least.")
    chances: tuple[Chance, ...] = Field(
        default=(
            Chance(until_days=180, percent=60),
            Chance(until_days=365, percent=45),
            Chance(until_days=730, percent=25),
            Chance(until_days=1825, percent=10),
        ),
        description="By age; older than the last: none.",
    )
    terms_accepted: Count = Field(default=10, description="Points of a hundred more where terms were accepted.")
    told: Count = Field(default=5, description="Points more where a notice was delivered.")
    acknowledged: Count = Field(default=10, description="Points more after a promise, a plan or a part payment.")
    disputed: Count = Field(default=30, description="Points less while a dispute is open.")
    cannot_pay: Count = Field(default=50, description="Points less for a debtor that cannot pay.")
    avoids: Count = Field(default=10, description="Points less for one that avoids paying.")
    pays_at_times: Number = Field(
        default=2, validate_default=True, description="It pays when what may come in is so many times the costs."
    )

    @cached_property
    def least_costs_minor(self) -> dict[str, int]:
        """Give the least costs in minor units by currency."""
        return in_minor(self.least_costs)

    warn_months_before: Positive = Field(default=6, description="Months before a claim is barred, counsel is warned.")


class CutOff(Part):
    """When a customer is sold nothing on credit any more: it was written off too often."""

    write_offs: Positive | None = Field(default=2, description="After so many write-offs; empty: never by itself.")
    within_months: Positive = Field(default=24, description="Within so many months.")
