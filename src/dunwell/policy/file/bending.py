"""What a policy says of bending before it breaks: plans, disputes, credit, check-ins, rewards, kinds of debtor.

The numbers alone: what is made of them stands in the use cases. Nothing here moves the ladder.
"""

from functools import cached_property
from typing import Literal

from pydantic import Field

from dunwell.policy.file.fields import AmountByCurrency, Count, Flag, Part, Positive, Slug, Text, in_minor

DisputeCode = Literal["price", "quantity", "quality", "delivery", "not-ordered", "paid", "terms", "other"]


class Plans(Part):
    """How plans are proposed, reminded of, and judged."""

    longest_months: Positive = Field(default=12, description="The longest run that the rule proposes.")
    smallest: AmountByCurrency = Field(default={}, description="The smallest instalment that the rule proposes.")
    looks_back_months: Positive = Field(
        default=6, description="Months of payments from which the rule takes its average."
    )
    share_percent: Positive = Field(default=100, description="So much of the average payment a month is an instalment.")
    answer_days: Positive = Field(default=14, description="Days in which a customer may accept what is proposed.")
    approve_above_months: Positive | None = Field(default=None, description="A longer plan needs a yes (verb plan).")
    grace_days: Count | None = Field(default=None, description="Money may come so late; left out: as promises.")
    warn: Flag = Field(default=True, description="A missed instalment is work for collections while its grace runs.")
    remind_days_before: Positive | None = Field(
        default=None, description="The customer is reminded of each instalment so many days before."
    )
    tell_missed: Flag = Field(default=False, description="The customer is told of a missed one while its grace runs.")
    tell_proposed: Flag = Field(default=True, description="Who is proposed a plan gets the proposal by itself.")
    accelerate: Flag = Field(default=False, description="A broken plan makes all the rest due, as the terms say.")

    @cached_property
    def smallest_minor(self) -> dict[str, int]:
        """Give the smallest instalment, in minor units by currency."""
        return in_minor(self.smallest)


class Disputes(Part):
    """Until when a dispute is answered, and who hears of it when it is not."""

    deadline_days: Positive = Field(default=14, description="Days in which a dispute is to be answered.")
    deadlines: dict[DisputeCode, Positive] = Field(default={}, description="Other days for some reasons.")
    escalate_to: Slug = Field(default="owner", description="The role that hears of one whose deadline has passed.")
    answer_rejected: Flag = Field(default=True, description="Who is told no gets its letter by itself.")


class Selling(Part):
    """What else decides whether one may sell."""

    prepay_from_stage: Slug | None = Field(default=None, description="From this stage on, for prepayment alone.")


class Credit(Part):
    """When limits are reviewed, and what a review does with its score."""

    review_months: Positive | None = Field(default=12, description="A limit is reviewed so often.")
    raise_from_score: Count = Field(default=75, description="Raised from this score (0 to 100) on.")
    lower_below_score: Count = Field(default=40, description="Lowered below this score.")
    freeze_below_score: Count = Field(default=15, description="Frozen below this score.")
    step_percent: Positive = Field(default=25, description="So much a review raises or lowers.")
    raise_alone_up_to: AmountByCurrency = Field(
        default={}, description="Higher limits need a yes; left out: none does."
    )

    @cached_property
    def raise_alone_minor(self) -> dict[str, int]:
        """Give the limits up to which nobody is asked, in minor units by currency."""
        return in_minor(self.raise_alone_up_to)


class CheckIns(Part):
    """Friendly contact with good customers, to hear of trouble early."""

    every_days: Positive | None = Field(default=None, description="So often; left out: never.")
    on_time_percent: Count = Field(default=90, description="Good is who pays so much of its invoices on time.")
    least_invoices: Positive = Field(default=3, description="Of so many invoices at least.")


class Rewards(Part):
    """What early and steady payers are offered."""

    least_invoices: Positive = Field(default=6, description="Of so many settled invoices at least.")
    on_time_percent: Count = Field(default=95, description="So much of them paid on time: better terms.")
    early_percent: Count = Field(default=80, description="So much of them paid early: a discount for it.")
    early_days: Positive = Field(default=5, description="Early is so many days before the due date.")
    terms: Text | None = Field(default=None, description="The better terms, such as net 45.")
    discount: Text | None = Field(default=None, description="The terms with the discount, such as 2/10 net 30.")
    thanks: Flag = Field(default=False, description="Who gets neither is thanked.")
    by_rule: Flag = Field(default=False, description="Granted by this rule; else a person grants it.")


class Strategy(Part):
    """What is done otherwise with a kind of debtor."""

    policy: Slug | None = Field(default=None, description="The policy that such a customer follows.")
    offer_plan_from_day: Positive | None = Field(default=None, description="Offer a plan on this day past due.")
    hand_over_from_day: Positive | None = Field(default=None, description="Think of handing over on this day past due.")


class DebtorKinds(Part):
    """A strategy for each kind of debtor, once a person has confirmed the kind."""

    cannot_pay: Strategy = Strategy(offer_plan_from_day=10)
    delays: Strategy = Strategy()
    avoids: Strategy = Strategy(hand_over_from_day=60)

    def of(self, kind: str) -> Strategy:
        """Give the strategy of a kind, written as customers have it: cannot-pay, delays, avoids."""
        strategy: Strategy = getattr(self, kind.replace("-", "_"))
        return strategy
