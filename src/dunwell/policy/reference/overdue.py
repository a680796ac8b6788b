"""Which of the due steps fire today: notices, calls and tasks about what is past due (docs/deciding.md, rules 3 to 5).

Knows nothing of friendly notices before the due date.
"""

from dataclasses import dataclass, field

from dunwell.domain.reasons import Reason
from dunwell.policy.plan import OVERDUE, ActionRow, HeldRow, MarkedRow, TaskRow
from dunwell.policy.reference.asking import Request
from dunwell.policy.reference.claims import Claim
from dunwell.policy.reference.guards import Day, guards_before_contact, guards_of_contact
from dunwell.policy.reference.steps import DueStep

CONTACTS = ("email", "letter", "sms", "call")


@dataclass(slots=True)
class Outcome:
    """What a customer's day has brought so far."""

    actions: list[ActionRow] = field(default_factory=list)
    held: list[HeldRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    marked: dict[str, int] = field(default_factory=dict)  # slot: newest step day done

    def mark(self, due: DueStep) -> None:
        """Note a due step as done, by firing or by being superseded."""
        slot = due.step.slot
        self.marked[slot] = max(due.step.day, self.marked.get(slot, due.step.day))

    def ask_once(self, task: TaskRow) -> None:
        """Raise a task unless this day has raised it already."""
        if task not in self.tasks:
            self.tasks.append(task)

    def contacted(self, *channels: str) -> bool:
        """Tell whether a notice or call goes out today on one of the channels (on any, where none is named)."""
        return any(action.channel in (channels or CONTACTS) for action in self.actions)

    def marked_rows(self, customer_id: int, anchor: Claim) -> list[MarkedRow]:
        """Give the marks as rows of the plan."""
        item = anchor.item
        return [
            MarkedRow(customer_id, item.item_id, item.due_date, item.opened, slot, day)
            for slot, day in self.marked.items()
        ]


def fire_overdue(day: Day, anchor: Claim, asking: Request, due: list[DueStep]) -> Outcome:
    """Let fire what the guards allow: each task, and the newest notice or call of each channel."""
    outcome = Outcome()
    stopped = next(guards_before_contact(day, asking), None)
    for task in (d for d in due if d.step.channel == "task"):
        _fire_or_hold(day, anchor, [task], "task", stopped, outcome)
    contacts = [d for d in due if d.step.channel != "task"]
    if stopped is None:
        _ask_for_addresses(day, contacts, outcome)
    for channel in CONTACTS:
        carried = [d for d in contacts if day.carrier(d.step) == channel]
        if carried:
            guard = stopped or _contact_guard(day, anchor, carried, channel)
            _fire_or_hold(day, anchor, carried, channel, guard, outcome)
    for channel in CONTACTS:
        lost = [d for d in contacts if not day.carrier(d.step) and d.step.channel == channel]
        if lost:
            _fire_or_hold(day, anchor, lost, channel, stopped or Reason.NO_CONTACT, outcome)
    return outcome


def _contact_guard(day: Day, anchor: Claim, due: list[DueStep], channel: str) -> Reason | None:
    newest = max(due, key=lambda d: d.newness)
    return next(guards_of_contact(day, newest.step, channel, anchor), None)


def _fire_or_hold(
    day: Day, anchor: Claim, due: list[DueStep], channel: str, guard: Reason | None, outcome: Outcome
) -> None:
    """Fire the newest of the due steps and supersede the others; or hold it, and all stay due."""
    step = max(due, key=lambda d: d.newness).step
    customer_id = day.customer.customer_id
    if guard is not None:
        outcome.held.append(HeldRow(customer_id, step.step_no, guard.value))
        if guard is Reason.BAD_TEMPLATE:
            outcome.ask_once(TaskRow(customer_id, "mend-template", step.template))
        return
    item = anchor.item
    outcome.actions.append(
        ActionRow(
            customer_id, step.step_no, step.step_id, step.day, channel, step.template, OVERDUE,
            item.item_id, item.due_date, item.opened, anchor.days(day.as_of),
        )
    )  # fmt: skip
    day.budget.spent += channel in CONTACTS
    for done in due:
        outcome.mark(done)


def _ask_for_addresses(day: Day, due: list[DueStep], outcome: Outcome) -> None:
    """Ask staff for the address that a due notice or call misses."""
    for channel in {d.step.channel for d in due}:
        ask_for_address(day, channel, outcome)


def ask_for_address(day: Day, channel: str, outcome: Outcome) -> None:
    """Raise fix-contact once for an address, and trace-address where nothing reaches the customer."""
    row = day.customer
    if channel == "call" or day.reaches(channel):
        return
    asked = {"email": row.fix_asked_email, "letter": row.fix_asked_letter, "sms": row.fix_asked_sms}
    if not asked[channel]:
        outcome.ask_once(TaskRow(row.customer_id, "fix-contact", channel))
    if row.trace_on is None and not day.reaches_at_all():
        outcome.ask_once(TaskRow(row.customer_id, "trace-address", ""))
