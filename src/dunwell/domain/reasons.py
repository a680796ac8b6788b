"""The closed list of reasons why something does not happen to a customer, in the order in which they count.

A new reason is a change of docs/deciding.md (rules 4, 6 and 10) first. This module does not know when a reason
applies; that is the policy's decision.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a customer is not contacted or charged. The guards come first and in their order (rule 4)."""

    HANDED_OVER = "handed_over"
    COVERED_BY_CREDIT = "covered_by_credit"
    DISPUTED = "disputed"
    PROMISE_OPEN = "promise_open"
    PLAN_ON_TRACK = "plan_on_track"
    PAYMENT_UNDER_WAY = "payment_under_way"
    BELOW_MINIMUM = "below_minimum"
    STALE_CASH = "stale_cash"
    REPLY_WAITING = "reply_waiting"
    PAUSED = "paused"
    NO_CONTACT = "no_contact"
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"
    NOT_A_BUSINESS_DAY = "not_a_business_day"
    BAD_TEMPLATE = "bad_template"
    AWAITING_APPROVAL = "awaiting_approval"
    OUTSIDE_HOURS = "outside_hours"
    NOTHING_OWED = "nothing_owed"
    NOTHING_DUE = "nothing_due"
    CHARGE_NOT_LAWFUL = "charge_not_lawful"

    @property
    def meaning(self) -> str:
        """Say in one sentence what the reason means."""
        return MEANINGS[self]


MEANINGS: dict[Reason, str] = {
    Reason.HANDED_OVER: "The customer is handed over to an agency or to counsel, who alone speak with it now.",
    Reason.COVERED_BY_CREDIT: "The customer's unallocated money and credits reach all that is past due.",
    Reason.DISPUTED: "All that is past due is disputed, or awaits a credit note.",
    Reason.PROMISE_OPEN: "A promise covers what is past due, and its day and grace are not over.",
    Reason.PLAN_ON_TRACK: "A plan of instalments covers what is past due, and no instalment is missed.",
    Reason.PAYMENT_UNDER_WAY: "A payment of what is past due is under way.",
    Reason.BELOW_MINIMUM: "What could be asked for is not above the smallest amount worth a message.",
    Reason.STALE_CASH: "The newest cash entry is too old to chase anybody by it.",
    Reason.REPLY_WAITING: "The customer has replied, and nobody has read it yet.",
    Reason.PAUSED: "A person has paused the chasing of this customer.",
    Reason.NO_CONTACT: "No working address of this kind is known.",
    Reason.TOO_SOON: "The last message or call on this channel is too few days ago.",
    Reason.TOO_MANY: "The customer has had as many contacts as the policy allows in its window of days.",
    Reason.NOT_A_BUSINESS_DAY: "It is a weekend or a public holiday where the customer is.",
    Reason.BAD_TEMPLATE: "The message's template cannot be filled in, and a person has to mend it.",
    Reason.AWAITING_APPROVAL: "A person has to approve the step first.",
    Reason.OUTSIDE_HOURS: "It is too early or too late in the day where the customer is.",
    Reason.NOTHING_OWED: "The customer has no open item.",
    Reason.NOTHING_DUE: "No step of the ladder falls due.",
    Reason.CHARGE_NOT_LAWFUL: "The governing law makes a percentage as late charge doubtful or void.",
}

GUARDS: tuple[Reason, ...] = tuple(Reason)[: tuple(Reason).index(Reason.OUTSIDE_HOURS) + 1]
"""The guards, in the order in which they are asked (docs/deciding.md, rule 4)."""

ANCHOR_GUARDS: tuple[Reason, ...] = GUARDS[: GUARDS.index(Reason.PAYMENT_UNDER_WAY) + 1]
"""The guards that can take away a customer's anchor: `handed_over` to `payment_under_way` (rule 10)."""

TASK_GUARDS: tuple[Reason, ...] = GUARDS[: GUARDS.index(Reason.PAUSED) + 1]
"""The guards that hold a task as well: those up to `paused` (rule 4)."""


def guard_order(reason: Reason | str) -> int:
    """Tell the place of a guard in the order of rule 4, the first being 0, to find the one that is named.

    Raises ValueError for a reason that is no guard, such as `nothing_due`.
    """
    return GUARDS.index(Reason(reason))
