"""Does what was decided still hold? The decision is made again as if it had not been made (docs/deciding.md, rule 12).

For the customers of a batch the decisions in question are taken back, the day is decided anew from what the books say
now, and what comes of it is compared; then all of that is undone. A message holds when the same step would go out on
the same channel and ask for the same amounts. It cancels nothing by itself. A constant number of statements for a
batch of customers that share a policy version.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.db import transaction

from dunwell.data.models import Decision, Message, PolicyVersion
from dunwell.data.outbox.taking_back import take_back
from dunwell.data.snapshot import take_facts
from dunwell.domain.reasons import guard_order
from dunwell.policy.decide import decide
from dunwell.policy.plan import Plan
from dunwell.queries.message_facts import policies_now
from dunwell.queries.policy_in_force import policy_in, steps_in
from dunwell.usecases.sending.agreed_again import agreed_no_longer_true, is_agreed
from dunwell.usecases.work import Work

SUPERSEDED = "superseded"
"""Something else is to be said by now: another step, other items or other amounts. The next run says it."""

Amounts = frozenset[tuple[Any, ...]]


def no_longer_true(work: Work, messages: Sequence[Message]) -> dict[int, str]:
    """Name the messages that must not go out, by number, with the reason; those that hold are not in it.

    The reason is one of docs/deciding.md, or `superseded`. Their customers must be locked.
    """
    found = agreed_no_longer_true(work, [message for message in messages if is_agreed(message)])
    messages = [message for message in messages if not is_agreed(message)]
    if not messages:
        return found
    versions = policies_now(work.company, {message.customer_id for message in messages})
    policies = {customer: policy_in(version) for customer, version in versions.items()}
    decided = _amounts_decided(work, messages)
    with transaction.atomic():
        take_back(work.books, messages, policies, work.today, work.seq)
        for (version, allow_stale), group in _by_version(messages, versions).items():
            plan = _plan(work, version, allow_stale, group)
            seen = _Seen(plan, version)
            for message in group:
                reason = seen.reason_against(message.decision, decided)
                if reason:
                    found[message.pk] = reason
        transaction.set_rollback(True)
    return found


class _Seen:
    """A plan, to be asked about single decisions."""

    def __init__(self, plan: Plan, version: PolicyVersion) -> None:
        steps = steps_in(version)
        self.notices = {step.step_no for step in steps if step.is_notice}
        self.numbers = {(step.step_id, step.day): step.step_no for step in steps}
        self.actions = {
            (row["customer_id"], row["step_id"], row["step_day"], row["channel"]): row
            for row in plan.actions.iter_rows(named=True)
        }
        self.asked = _grouped(plan.asked, "item_id", "currency", "asked_minor")
        self.totals = _grouped(plan.totals, "currency", "asked_minor", "credit_minor", "total_minor")
        self.held: dict[int, dict[int, str]] = defaultdict(dict)
        for customer, step_no, guard in plan.held.select("customer_id", "step_no", "guard").iter_rows():
            self.held[customer][step_no] = guard
        self.reasons: dict[int, str] = dict(plan.reasons.select("customer_id", "reason").iter_rows())

    def reason_against(self, decision: Decision, decided: Mapping[Any, tuple[Amounts, Amounts]]) -> str:
        """Say why a decision does not hold; nothing, where it does."""
        customer = decision.customer_id
        action = self.actions.get((customer, decision.step_id, decision.step_day, decision.channel))
        if action is None:
            return self._why_not(decision)
        anchor = action["item_id"], action["due_date"], action["opened"]
        if anchor != (decision.item_id, decision.due_date, decision.opened):
            return SUPERSEDED
        now = self.asked[customer, action["group"]], self.totals[customer, action["group"]]
        return "" if now == decided[decision.run_id, customer, decision.group] else SUPERSEDED

    def _why_not(self, decision: Decision) -> str:
        """Give the guard that holds the step now, else that of another notice, else why the customer gets nothing."""
        held = self.held[decision.customer_id]
        own = held.get(self.numbers.get((decision.step_id, decision.step_day), 0))
        others = [guard for step_no, guard in held.items() if step_no in self.notices]
        first = min(others, key=guard_order, default=None)
        return own or first or self.reasons.get(decision.customer_id) or SUPERSEDED


def _plan(work: Work, version: PolicyVersion, allow_stale: bool, messages: Iterable[Message]) -> Plan:
    policy = policy_in(version)
    facts = take_facts(
        work.company,
        work.today,
        version.pk,
        policy,
        customers={message.customer_id for message in messages},
        cash_fresh=True if allow_stale else None,
    )
    # Whether one may write today is asked by the clock where the customer is, and defers; it cancels nothing.
    always = facts.customers.with_columns(business_day=pl.lit(value=True))
    return decide(replace(facts, customers=always), policy)


def _by_version(
    messages: Iterable[Message], versions: Mapping[int, PolicyVersion]
) -> dict[tuple[PolicyVersion, bool], list[Message]]:
    groups: dict[tuple[PolicyVersion, bool], list[Message]] = defaultdict(list)
    for message in messages:
        groups[versions[message.customer_id], message.decision.run.allow_stale].append(message)
    return groups


def _amounts_decided(work: Work, messages: Iterable[Message]) -> dict[Any, tuple[Amounts, Amounts]]:
    """Give what each decision asks for: its items, and its totals."""
    mine: dict[str, Any] = {
        "run__in": {message.decision.run_id for message in messages},
        "customer__in": {message.customer_id for message in messages},
    }
    items: dict[Any, set[Any]] = defaultdict(set)
    for row in work.books.decision_items.filter(**mine):
        items[row.run_id, row.customer_id, row.group].add((row.item_id, row.currency, row.asked_minor))
    totals: dict[Any, set[Any]] = defaultdict(set)
    for row in work.books.decision_totals.filter(**mine):
        amounts = row.currency, row.asked_minor, row.credit_minor, row.total_minor
        totals[row.run_id, row.customer_id, row.group].add(amounts)
    return {key: (frozenset(items[key]), frozenset(totals[key])) for key in items}


def _grouped(table: pl.DataFrame, *columns: str) -> dict[tuple[int, int], Amounts]:
    found: dict[tuple[int, int], set[tuple[Any, ...]]] = defaultdict(set)
    for customer, group, *values in table.select("customer_id", "group", *columns).iter_rows():
        found[customer, group].add(tuple(values))
    return defaultdict(frozenset, {key: frozenset(rows) for key, rows in found.items()})
