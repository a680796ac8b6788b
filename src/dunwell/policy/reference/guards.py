"""What stops a due step today: the guards, in their order (docs/deciding.md, rule 4).

A guard defers; a deferred step stays due. Knows nothing of what a step says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dunwell.domain.reasons import Reason
from dunwell.policy.facts import CustomerFacts, CustomerRow
from dunwell.policy.file import Policy, StepInstance
from dunwell.policy.reference.asking import Request
from dunwell.policy.reference.claims import Claim


@dataclass(slots=True)
class Budget:
    """How many contacts have been spent in the policy's window, those of today included."""

    spent: int
    limit: int

    def is_spent(self) -> bool:
        """Tell whether no further contact may be made."""
        return self.spent >= self.limit


@dataclass(frozen=True, slots=True)
class Day:
    """What all guards of one customer's day look at."""

    as_of: date
    cash_fresh: bool
    policy: Policy
    facts: CustomerFacts
    budget: Budget
    broken_templates: dict[str, set[str]] = field(default_factory=dict)

    @property
    def customer(self) -> CustomerRow:
        """The customer's own row."""
        return self.facts.customer

    def reaches(self, channel: str) -> bool:
        """Tell whether a notice on the channel can reach the customer."""
        reach = {
            "email": self.customer.reach_email,
            "letter": self.customer.reach_letter,
            "sms": self.customer.reach_sms,
        }
        return reach.get(channel, False)

    def reaches_at_all(self) -> bool:
        """Tell whether any channel on which the policy sends notices reaches the customer."""
        return any(self.reaches(channel) for channel in self.policy.notice_channels)

    def carrier(self, step: StepInstance) -> str:
        """Choose the channel that carries a step: its own, else its fallback; empty where none reaches."""
        if step.channel in ("call", "task") or self.reaches(step.channel):
            return step.channel
        return step.fallback if step.fallback and self.reaches(step.fallback) else ""

    def last_contact(self, channel: str, friendly: bool) -> date | None:
        """Give the last notice or call on a channel; for overdue steps the last one about something past due."""
        row = self.customer
        if channel == "call":
            return row.last_call_on
        if friendly:
            return {"email": row.last_email_on, "letter": row.last_letter_on, "sms": row.last_sms_on}[channel]
        return {
            "email": row.last_overdue_email_on,
            "letter": row.last_overdue_letter_on,
            "sms": row.last_overdue_sms_on,
        }[channel]


def guards_before_contact(day: Day, asking: Request) -> Iterator[Reason]:
    """Give the guards up to `paused` that stop any step, tasks too, in their order."""
    if day.customer.handed_over:
        yield Reason.HANDED_OVER
    if not asking.totals:
        yield Reason.COVERED_BY_CREDIT
    elif all(asking.net(currency) < day.policy.guards.minimum_minor.get(currency, 0) for currency in asking.totals):
        yield Reason.BELOW_MINIMUM
    if not day.cash_fresh:
        yield Reason.STALE_CASH
    if day.customer.reply_waiting:
        yield Reason.REPLY_WAITING
    if day.customer.paused:
        yield Reason.PAUSED


def guards_of_contact(day: Day, step: StepInstance, carrier: str, anchor: Claim) -> Iterator[Reason]:
    """Give the guards after `paused` that stop a notice or a call, in their order."""
    if not carrier:
        yield Reason.NO_CONTACT
        return
    last = day.last_contact(carrier, step.friendly)
    if last is not None and (day.as_of - last).days < day.policy.guards.min_gap_days:
        yield Reason.TOO_SOON
    if day.budget.is_spent() and not step.passes_limit:
        yield Reason.TOO_MANY
    if not day.customer.business_day and day.policy.guards.business_days_only:
        yield Reason.NOT_A_BUSINESS_DAY
    if carrier != "call" and day.customer.language in day.broken_templates.get(step.template, ()):
        yield Reason.BAD_TEMPLATE
    if step.approval and not _approved(day.facts, step, anchor):
        yield Reason.AWAITING_APPROVAL


def _approved(facts: CustomerFacts, step: StepInstance, anchor: Claim) -> bool:
    key = (step.step_id, anchor.item.item_id, anchor.item.due_date)
    return any((row.step_id, row.item_id, row.due_date) == key for row in facts.approvals)
