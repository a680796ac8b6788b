"""Portfolios made by chance: facts of a day in which everything that a decision looks at turns up often.

`portfolio` draws from a Random, so that a seed names one for good; `portfolios` is the same for Hypothesis. Nothing
here knows a rule: the facts need not be likely, only possible.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from dunwell.policy.facts import (
    ApprovalRow,
    BadTemplateRow,
    CommitmentRow,
    CoverRow,
    CustomerRow,
    DeliveredRow,
    Facts,
    ItemRow,
    MarkRow,
    MatterRow,
    UnallocatedRow,
)
from dunwell.policy.file import Policy, StepInstance, steps_of
from property.policies import KINDS, random_policy

DAYS = (date(2026, 2, 28), date(2026, 3, 31), date(2028, 2, 29), date(2026, 7, 15))
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "JPY", "KWD")
POLICIES = 60


@dataclass
class _Maker:
    """Gathers the rows of one portfolio."""

    draw: Random
    policy: Policy
    as_of: date
    steps: list[StepInstance] = field(default_factory=list)
    tables: dict[str, list[Any]] = field(default_factory=dict)
    item_ids: int = 0

    def add(self, table: str, row: Any) -> None:
        self.tables.setdefault(table, []).append(row)

    def day(self, earliest: int, latest: int) -> date:
        return self.as_of + timedelta(days=self.draw.randint(earliest, latest))

    def maybe(self, chance: float) -> bool:
        return self.draw.random() < chance

    def maybe_day(self, chance: float, earliest: int, latest: int) -> date | None:
        return self.day(earliest, latest) if self.maybe(chance) else None


def portfolio(draw: Random, customers: int, policy_number: int | None = None) -> tuple[Facts, Policy]:
    """Make the facts of a day for so many customers under one of many policies."""
    policy = random_policy(draw.randrange(POLICIES) if policy_number is None else policy_number)
    maker = _Maker(draw, policy, draw.choice(DAYS), steps_of(policy))
    for customer_id in range(1, customers + 1):
        _customer(maker, customer_id)
    templates = sorted({step.template for step in maker.steps})
    for template in templates:
        if maker.maybe(0.1):
            maker.add("bad_templates", BadTemplateRow(template, draw.choice(["en", "sr-Latn"])))
    return Facts.of_rows(maker.as_of, cash_fresh=not maker.maybe(0.05), **maker.tables), policy


def portfolios(customers: int = 3) -> st.SearchStrategy[tuple[Facts, Policy]]:
    """Draw portfolios that Hypothesis can shrink."""
    return st.builds(portfolio, st.randoms(use_true_random=False), st.integers(1, customers))


def _customer(maker: _Maker, customer_id: int) -> None:
    draw = maker.draw
    items = [_item(maker, customer_id) for _ in range(draw.choice([0, 1, 1, 2, 2, 3, 5]))]
    for item in items:
        maker.add("items", item)
    _commitments(maker, customer_id, items)
    _unallocated(maker, customer_id, items)
    late = any(item.due_date < maker.as_of for item in items)
    episode_id = draw.randint(1, 9) if maker.maybe(0.8 if late else 0.2) else None
    maker.add("customers", _row(maker, customer_id, episode_id, items))
    for item in items:
        _behind(maker, customer_id, item, episode_id or 1)
    if maker.maybe(0.1):
        maker.add("matters", MatterRow(customer_id, draw.choice(["allocate", "credit-note"]), draw.randint(1, 99)))


def _row(maker: _Maker, customer_id: int, episode_id: int | None, items: list[ItemRow]) -> CustomerRow:
    draw, maybe = maker.draw, maker.maybe
    top = len(maker.policy.ladder)
    stage = draw.randint(1, top) if episode_id else None
    oldest = draw.choice(items) if items and maybe(0.6) else None
    reached = [maybe(0.6) for _ in range(3)]
    return CustomerRow(
        customer_id=customer_id,
        version=1,
        kind=draw.choice(KINDS),
        language=draw.choice(["en", "sr-Latn"]),
        business_day=maybe(0.9),
        charge_verdict=draw.choice(["safe", "safe", "doubtful", "void"]),
        handed_over=maybe(0.05),
        reply_waiting=maybe(0.05),
        paused=maybe(0.06),
        pause_ended_on=maker.maybe_day(0.1, -8, 0),
        reach_email=reached[0],
        reach_letter=reached[1],
        reach_sms=reached[2],
        fix_asked_email=maybe(0.3),
        fix_asked_letter=maybe(0.3),
        fix_asked_sms=maybe(0.3),
        trace_on=maker.maybe_day(0.3, -8, -1),
        last_email_on=maker.maybe_day(0.3, -6, 0),
        last_letter_on=maker.maybe_day(0.2, -6, 0),
        last_sms_on=maker.maybe_day(0.2, -6, 0),
        last_overdue_email_on=maker.maybe_day(0.2, -6, 0),
        last_overdue_letter_on=maker.maybe_day(0.2, -6, 0),
        last_overdue_sms_on=maker.maybe_day(0.2, -6, 0),
        last_call_on=maker.maybe_day(0.2, -6, 0),
        contacts=draw.choice([0, 0, 0, 1, 2, 15]),
        placed_stage=draw.randint(1, top) if maybe(0.2) else None,
        episode_id=episode_id,
        stage=stage,
        floor=draw.randint(1, stage) if stage else None,
        stage_since=maker.day(-9, 0) if stage else None,
        told=bool(stage) and maybe(0.4),
        oldest_item_id=oldest.item_id if oldest else draw.choice([None, 999_999]),
        oldest_due=oldest.due_date if oldest and maybe(0.8) else maker.day(-20, -1),
        hold=maybe(0.2),
        last_charge_on=maker.maybe_day(0.4, -40, -20),
    )


def _item(maker: _Maker, customer_id: int) -> ItemRow:
    draw, maybe = maker.draw, maker.maybe
    maker.item_ids += 1
    ends = 140 if maker.policy.name == "default" else 28
    earliest, latest = draw.choice([(-ends, -1), (-ends, -1), (1, 10), (-1, 1)])
    due_date = maker.day(earliest, latest)
    residual = draw.choice([0, 1, 50, 100, 100, 300, 12_345, 99_999_999_999])

    def part(chance: float) -> int:
        return draw.choice([residual, residual // 2, 50]) if maybe(chance) else 0

    return ItemRow(
        customer_id=customer_id,
        item_id=maker.item_ids,
        kind=draw.choice(["invoice", "invoice", "invoice", "opening", "fee"]),
        currency=draw.choice(CURRENCIES),
        item_date=due_date - timedelta(days=draw.choice([0, 3, 8, 30])),
        due_date=due_date,
        extended_on=maker.maybe_day(0.1, -9, 0),
        opened=draw.choice([0, 0, 0, 1]),
        residual_minor=residual,
        disputed_minor=part(0.12),
        awaiting_minor=part(0.08),
        under_way_minor=part(0.08),
        restart_on=maker.maybe_day(0.1, -8, 0),
        friendly_day=draw.randint(-9, -1) if maybe(0.1) else None,
    )


def _commitments(maker: _Maker, customer_id: int, items: list[ItemRow]) -> None:
    for _ in range(maker.draw.choice([0, 0, 0, 1, 2])):
        commitment_id = len(maker.tables.get("commitments", ())) + 1
        kind, grace_days = maker.draw.choice(["promise", "plan"]), maker.draw.choice([0, 2])
        unmet_on = maker.maybe_day(0.85, -6, 4)
        maker.add("commitments", CommitmentRow(customer_id, commitment_id, kind, unmet_on, grace_days))
        for item in items:
            if maker.maybe(0.6):
                cover = maker.draw.choice([item.residual_minor, item.residual_minor // 2])
                maker.add("covers", CoverRow(customer_id, commitment_id, item.item_id, cover))
        if maker.maybe(0.4):
            maker.add("unallocated", UnallocatedRow(customer_id, "EUR", maker.draw.choice([50, 400]), commitment_id))


def _unallocated(maker: _Maker, customer_id: int, items: list[ItemRow]) -> None:
    for _ in range(maker.draw.choice([0, 0, 1, 2])):
        like = maker.draw.choice(items).residual_minor if items else 100
        amount = maker.draw.choice([like, max(1, like // 2), 50, 1_000])
        maker.add("unallocated", UnallocatedRow(customer_id, maker.draw.choice(CURRENCIES), amount, None))


def _behind(maker: _Maker, customer_id: int, item: ItemRow, episode_id: int) -> None:
    """What has fired, was delivered and approved for an item as anchor; at times of another due date or opening."""
    draw, maybe = maker.draw, maker.maybe
    due_date = item.due_date if maybe(0.9) else item.due_date - timedelta(days=1)
    key = (customer_id, episode_id if maybe(0.9) else 77, item.item_id, due_date, item.opened if maybe(0.9) else 7)
    overdue = [step for step in maker.steps if not step.friendly]
    for slot in sorted({step.slot for step in overdue}):
        if maybe(0.4):
            last_day = draw.choice([step.day for step in overdue if step.slot == slot]) + draw.choice([0, 0, -1, 1])
            maker.add("marks", MarkRow(*key, slot, last_day))
    for step_id in sorted({step.after_step_id for step in overdue if step.after_step_id}):
        if maybe(0.6):
            maker.add("delivered", DeliveredRow(*key, step_id, maker.day(-9, 0)))
    for step in overdue:
        if step.approval and maybe(0.1):
            maker.add("approvals", ApprovalRow(customer_id, step.step_id, item.item_id, item.due_date))
