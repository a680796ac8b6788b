"""A decision taken back before its message went out: it no longer counts, and its steps are due again.

Knows no rule that decides. Nothing is removed: marks end, and stay on record. Writes are made inside the caller's
transaction; a constant number of statements, whatever the number of messages.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Decision, Item, Message
from dunwell.policy.file import Policy, StepInstance, steps_of
from dunwell.policy.plan import OVERDUE

NOTICES = ("email", "letter", "sms")
FRIENDLY = "friendly"


def take_back(
    books: Books, messages: Collection[Message], policies: Mapping[int, Policy], on: date, seq: int | None
) -> None:
    """Cancel the decisions of messages, so that what they marked as done is due again.

    `policies`: the policy of each customer, by id, from which it is told which step a mark speaks of. The reason is
    written by the caller.
    """
    decisions = [message.decision for message in messages]
    if not decisions:
        return
    marks = _marks_of(books, decisions, policies)
    books.decisions.filter(pk__in=[each.pk for each in decisions]).update(state="cancelled")
    books.step_marks.filter(pk__in=[mark.pk for mark in marks]).update(ended_on=on, ended_seq=seq)
    _remind_again(books, [mark for mark in marks if mark.slot == FRIENDLY])


def _marks_of(books: Books, decisions: list[Decision], policies: Mapping[int, Policy]) -> list[Any]:
    """Find the marks that the decisions made: those of their customer and journal entry, by anchor and channel."""
    customers = {each.customer_id for each in decisions}
    seqs = {each.recorded_seq for each in decisions}
    marks: dict[Any, list[Any]] = defaultdict(list)
    for mark in books.step_marks.standing().filter(customer__in=customers, recorded_seq__in=seqs):
        marks[mark.customer_id, mark.recorded_seq].append(mark)
    listed = _listed(books, decisions)
    fired = _channels_fired(books, decisions)
    # Many customers share a policy: each is unfolded once.
    unfolded = {id(each): steps_of(each) for each in {id(each): each for each in policies.values()}.values()}
    steps = {customer: unfolded[id(policy)] for customer, policy in policies.items()}
    return [
        mark
        for each in decisions
        for mark in marks[each.customer_id, each.recorded_seq]
        if _is_of(mark, each, steps, listed, fired[each.run_id, each.customer_id])
    ]


def _listed(books: Books, decisions: list[Decision]) -> dict[Any, set[int]]:
    """Give the items that each friendly message speaks of."""
    rows = books.decision_items.filter(
        run__in={each.run_id for each in decisions}, customer__in={each.customer_id for each in decisions}
    ).exclude(group=OVERDUE)
    found: dict[Any, set[int]] = defaultdict(set)
    for run, customer, group, item in rows.values_list("run_id", "customer_id", "group", "item_id"):
        found[run, customer, group].add(item)
    return found


def _channels_fired(books: Books, decisions: list[Decision]) -> dict[Any, set[str]]:
    """Give the channels on which each run wrote to each customer about what is past due."""
    rows = books.decisions.filter(
        run__in={each.run_id for each in decisions},
        customer__in={each.customer_id for each in decisions},
        channel__in=NOTICES,
        group=OVERDUE,
    )
    found: dict[Any, set[str]] = defaultdict(set)
    for run, customer, channel in rows.values_list("run_id", "customer_id", "channel"):
        found[run, customer].add(channel)
    return found


def _is_of(
    mark: Any,
    decision: Decision,
    steps: Mapping[int, list[StepInstance]],
    listed: Mapping[Any, set[int]],
    fired: set[str],
) -> bool:
    if decision.group != OVERDUE:
        named = listed[decision.run_id, decision.customer_id, decision.group]
        return mark.slot == FRIENDLY and mark.item_id in named and mark.last_day == decision.step_day
    if (mark.item_id, mark.due_date, mark.opened) != (decision.item_id, decision.due_date, decision.opened):
        return False
    own = [step for step in steps[decision.customer_id] if step.slot == mark.slot and step.is_notice]
    return bool(own) and _carried_by(decision.channel, own, fired)


def _carried_by(channel: str, steps: Iterable[StepInstance], fired: set[str]) -> bool:
    """Tell whether a channel carried the steps of a slot: it is their own, or they fell back to it."""
    own = {step.channel for step in steps}
    return channel in own or (not own & fired and any(step.fallback == channel for step in steps))


def _remind_again(books: Books, ended: list[Any]) -> None:
    """Put items back to the newest friendly step that still counts, or to none."""
    ids = {mark.item_id for mark in ended}
    if not ids:
        return
    newest: dict[Any, int] = {}
    standing = books.step_marks.standing().filter(slot=FRIENDLY, item__in=ids)
    for key in standing.values_list("item_id", "due_date", "opened", "last_day"):
        newest[key[:3]] = max(newest.get(key[:3], key[3]), key[3])
    items = list(books.items.filter(pk__in=ids))
    for item in items:
        item.friendly_day = newest.get((item.pk, item.due_date, item.opened))
    Item.objects.bulk_update(items, ["friendly_day"])
