"""The shape of a policy file: what a finance person may write, field by field.

Says what each field is and which values it takes by itself; how fields must agree with one another stands in
`rules`. Does not know YAML, lines, or what a decision makes of the numbers.
"""

from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field

from dunwell.policy.file.bending import CheckIns, Credit, DebtorKinds, Disputes, Plans, Rewards, Selling
from dunwell.policy.file.ending import Agency, CutOff, Suing
from dunwell.policy.file.fields import (
    NOTICE_CHANNELS,
    AmountByCurrency,
    Attachment,
    Channel,
    ChargeBasis,
    Count,
    Day,
    Days,
    Flag,
    Kind,
    NoticeChannel,
    Number,
    Otherwise,
    Part,
    Positive,
    Release,
    Slug,
    Text,
    in_minor,
)

__all__ = ["NOTICE_CHANNELS", "Kind", "Policy", "Promises", "Stage", "Step", "VerbApproval"]


class FriendlyStep(Part):
    """A notice before the due date, once for each invoice."""

    step: Slug = Field(description="The step's name, used once in the whole policy.")
    template: Slug | None = Field(default=None, description="The message's template; left out: the step's name.")
    channel: NoticeChannel
    days: Days = Field(description="Days before the due date, as negative numbers: -7 is a week before.")
    kinds: tuple[Kind, ...] = Field(default=(), description="Only for these kinds of customer; empty: for all.")
    attach: tuple[Attachment, ...] = ()


class Step(Part):
    """What the ladder does on a day of a stage: a notice, a call or a task."""

    step: Slug = Field(description="The step's name, used once in the whole policy.")
    template: Slug | None = Field(default=None, description="The message's template; left out: the step's name.")
    channel: Channel
    days: Days = Field(description="Days past due; with `after`, days after the first delivery of that step.")
    after: Slug | None = Field(default=None, description="Count the days from the delivery of this notice.")
    fallback: NoticeChannel | None = Field(default=None, description="Used where the channel has no working address.")
    kinds: tuple[Kind, ...] = Field(default=(), description="Only for these kinds of customer; empty: for all.")
    attach: tuple[Attachment, ...] = ()
    required_by_law: Flag = Field(default=False, description="The law asks for it: it passes the limit of contacts.")
    passes_limit: Flag = Field(default=False, description="It passes the limit of contacts (guards.max_contacts).")
    approval: Flag = Field(default=False, description="A person must approve it before it goes.")
    deadline_days: Positive | None = Field(default=None, description="The days that the step gives to act.")
    event: Slug | None = Field(default=None, description="The event told to other systems, such as service.suspend.")
    to_role: Slug | None = Field(default=None, description="Whose work the call or task is.")


class Stage(Part):
    """A rung of the ladder, from a day past due to the next rung."""

    stage: Slug = Field(description="The stage's name.")
    from_day: Positive = Field(description="Days past due from which the stage is the target.")
    banner: Text | None = Field(default=None, description="Printed on statements while a customer stands here.")
    hold: Flag = Field(default=False, description="Reaching this stage places the account hold.")
    steps: tuple[Step, ...] = ()


class BeforeDue(Part):
    """Kind reminders before the due date."""

    staff_digest_days: Day | None = Field(default=None, le=0, description="When staff is told what will fall due.")
    not_from_stage: Slug | None = Field(default=None, description="Not sent to customers at this stage or above.")
    steps: tuple[FriendlyStep, ...] = ()


class Climb(Part):
    """How a customer moves up the ladder (docs/deciding.md, rule 2)."""

    min_days_in_stage: Count = 7
    trace_wait_days: Count = Field(default=14, description="After task trace-address, climb as if told.")
    highest_untold_stage: Slug | None = Field(default=None, description="The highest stage without a delivered notice.")
    highest_fees_only_stage: Slug | None = Field(default=None, description="The highest stage while only fees are due.")


class Guards(Part):
    """What defers a message, with its numbers (docs/deciding.md, rule 4)."""

    min_gap_days: Count = Field(default=3, description="Days between two notices, or calls, on one channel.")
    max_contacts: Positive = Field(default=16, description="Contacts of all kinds in the window.")
    window_days: Positive = 30
    minimum: AmountByCurrency = Field(default={}, description="Below this nobody is chased; left out: nothing.")
    tolerance: AmountByCurrency = Field(default={}, description="A rest up to this counts as paid; left out: nothing.")
    stale_cash_business_days: Count = Field(default=3, description="No run when the newest cash entry is older.")
    business_days_only: Flag = True
    hours: Annotated[str, Field(strict=True, pattern=r"^([01]?\d|2[0-3])-([01]?\d|2[0-4])$")] = Field(
        default="8-18", description="Hours of sending, where the customer is."
    )

    @cached_property
    def minimum_minor(self) -> dict[str, int]:
        """Give the least amount worth chasing, in minor units by currency."""
        return in_minor(self.minimum)

    @cached_property
    def tolerance_minor(self) -> dict[str, int]:
        """Give the rest that counts as paid, in minor units by currency."""
        return in_minor(self.tolerance)

    @property
    def opens_hour(self) -> int:
        """Give the first hour of sending, 0 to 23."""
        return int(self.hours.split("-")[0])

    @property
    def closes_hour(self) -> int:
        """Give the hour at which sending ends, 1 to 24."""
        return int(self.hours.split("-")[1])


class Hold(Part):
    """How an account hold ends; the stage with `hold: true` places it."""

    release: Release = "all_settled"


class LateCharges(Part):
    """The monthly charge on what is late (docs/deciding.md, rule 6)."""

    from_stage: Slug | None = Field(default=None, description="Charged from this stage on; left out: never.")
    basis: ChargeBasis = Field(
        default="percent", description="What is charged each month: percent, a flat amount, or what the law gives."
    )
    flat: AmountByCurrency = Field(default={}, description="The flat amounts, by currency.")
    percent: Number = Field(default=Decimal(2), description="Percent of the chaseable amounts, each month.")
    min_days_past_due: Count = 30
    otherwise: Otherwise = Field(
        default="none",
        description="Where the law does not plainly allow a percentage: statutory (what it gives instead), or none.",
    )
    compensation: Flag = Field(
        default=False, description="With a charge, the fixed sum that the law gives for each invoice paid late, once."
    )

    @cached_property
    def flat_minor(self) -> dict[str, int]:
        """Give the flat amounts in minor units by currency."""
        return in_minor(self.flat)

    @property
    def ratio(self) -> tuple[int, int]:
        """Give the percentage as a fraction of integers, so that charges need no floating point."""
        numerator, denominator = self.percent.as_integer_ratio()
        return numerator, denominator * 100


class Promises(Part):
    """How promises and plans are judged."""

    promise_grace_days: Count = 2
    warn_above_percent: Positive = Field(
        default=150, description="Warn of a promise of more than this of what is owed."
    )
    warn_days_ahead: Positive = Field(default=180, description="Warn of a promise so many days ahead.")


class VerbApproval(Part):
    """A verb that needs somebody with a role, from an amount on."""

    verb: Slug
    role: Slug
    above: AmountByCurrency = Field(default={}, description="Only above this amount; left out: always.")
    other_person: Flag = Field(default=False, description="The one who agrees may not be the one who asked.")

    @cached_property
    def above_minor(self) -> dict[str, int]:
        """Give the amounts above which approval is needed, in minor units by currency."""
        return in_minor(self.above)


class Approvals(Part):
    """What waits for a person."""

    first_run: Flag = Field(default=True, description="A company's first run waits for a person.")
    unusual_run_times: Number = Field(
        default=Decimal(2), description="A run with more notices than this many times usual waits."
    )
    usual_over_runs: Positive = Field(default=10, description="Usual is the average of so many last runs with notices.")
    lapse_days: Positive = Field(default=30, description="A request that nobody answers lapses after so many days.")
    verbs: tuple[VerbApproval, ...] = ()


class Acceptance(Part):
    """Whether a sale needs the customer's acceptance of these terms."""

    required: Flag = False
    flag_sales: Flag = Field(default=False, description="A sale without it is flagged, as work for sales.")


class Policy(Part):
    """A credit and collection policy: terms, ladder, guards, holds, charges, approvals."""

    name: Slug
    terms: Text = Field(default="net 30", description="Terms of payment where a customer has none of its own.")
    before_due: BeforeDue = BeforeDue()
    ladder: tuple[Stage, ...] = Field(min_length=1)
    climb: Climb = Climb()
    guards: Guards = Guards()
    hold: Hold = Hold()
    late_charges: LateCharges = LateCharges()
    promises: Promises = Promises()
    acceptance: Acceptance = Acceptance()
    approvals: Approvals = Approvals()
    plans: Plans = Plans()
    disputes: Disputes = Disputes()
    selling: Selling = Selling()
    credit: Credit = Credit()
    check_ins: CheckIns = CheckIns()
    rewards: Rewards = Rewards()
    debtor_kinds: DebtorKinds = DebtorKinds()
    agencies: tuple[Agency, ...] = Field(default=(), description="The first that fits gets the debt.")
    suing: Suing = Suing()
    cut_off: CutOff = CutOff()

    def rank_of(self, stage: str) -> int:
        """Give a stage's rank, 1 the lowest; KeyError where the ladder has no such stage."""
        return self._ranks[stage]

    def stage_at(self, rank: int) -> Stage:
        """Give the stage of a rank, 1 the lowest."""
        return self.ladder[rank - 1]

    def target_rank(self, days_past_due: int) -> int | None:
        """Give the rank that a number of days past due aims at; none below the first stage."""
        reached = [rank for rank, stage in enumerate(self.ladder, 1) if stage.from_day <= days_past_due]
        return reached[-1] if reached else None

    def banner_for(self, rank: int | None, on_hold: bool) -> str | None:
        """Give the banner of a customer: the hold's as long as the hold stands, else the stage's own."""
        if on_hold and self.hold_rank is not None:
            return self.stage_at(self.hold_rank).banner
        if rank is None or rank == self.hold_rank:
            return None
        return self.stage_at(rank).banner

    @cached_property
    def hold_rank(self) -> int | None:
        """Give the rank that places the account hold, if any does."""
        return next((rank for rank, stage in enumerate(self.ladder, 1) if stage.hold), None)

    @cached_property
    def notice_channels(self) -> tuple[str, ...]:
        """Give the channels on which this policy sends notices, fallbacks among them."""
        used: set[str] = {step.channel for step in self.before_due.steps}
        for stage in self.ladder:
            used |= {channel for step in stage.steps for channel in (step.channel, step.fallback) if channel}
        return tuple(channel for channel in NOTICE_CHANNELS if channel in used)

    @cached_property
    def charge_rank(self) -> int | None:
        """Give the rank from which a percentage is decided, if any; what a law gives is posted after the run."""
        return self.late_rank if self.late_charges.basis == "percent" else None

    @cached_property
    def late_rank(self) -> int | None:
        """Give the rank from which late charges of any basis are posted, if any."""
        return self._rank_or_none(self.late_charges.from_stage)

    @cached_property
    def highest_untold_rank(self) -> int:
        """Give the highest rank that a customer reaches whom no message reached."""
        return self._rank_or_none(self.climb.highest_untold_stage) or len(self.ladder)

    @cached_property
    def highest_fees_only_rank(self) -> int:
        """Give the highest rank while only fees are past due."""
        return self._rank_or_none(self.climb.highest_fees_only_stage) or len(self.ladder)

    @cached_property
    def friendly_until_rank(self) -> int | None:
        """Give the rank from which no friendly reminder goes out, if any."""
        return self._rank_or_none(self.before_due.not_from_stage)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {stage.stage: rank for rank, stage in enumerate(self.ladder, 1)}

    def _rank_or_none(self, stage: str | None) -> int | None:
        return None if stage is None else self.rank_of(stage)
