"""Which steps fire about what is past due, and what holds them (docs/deciding.md, rules 3 and 4)."""

from datetime import date

import pytest

from dunwell.policy.facts import ApprovalRow, BadTemplateRow
from dunwell.policy.file import Policy
from unit.policy.decide_facts import (
    AS_OF,
    POLICY,
    customer,
    days_ago,
    held,
    item,
    mark,
    plan_of,
    standing,
    tasks,
    told,
    why,
)


def test_the_newest_fires_and_supersedes_the_older() -> None:
    plan = plan_of(standing(2, 30, floor=1, stage_since=AS_OF), item(30))
    assert told(plan) == [("call", "ask-when"), ("email", "late-notice")]
    assert list(plan.marked.select("slot", "last_day").iter_rows()) == [("call", 28), ("email", 29)]


def test_what_has_fired_does_not_fire_again() -> None:
    marks = [mark(30, "email", 29), mark(30, "call", 28)]
    plan = plan_of(standing(2, 30, stage_since=AS_OF), item(30), marks=marks)
    assert (told(plan), held(plan), why(plan)) == ([], [], "nothing_due")


@pytest.mark.parametrize("changes", [{"due_date": days_ago(31)}, {"opened": 1}, {"item_id": 2}])
def test_another_due_date_opening_or_anchor_makes_steps_new(changes: dict[str, object]) -> None:
    marks = [mark(30, "email", 29), mark(30, "call", 28)]
    assert len(told(plan_of(standing(2, 30, stage_since=AS_OF), item(30, **changes), marks=marks))) == 2


def test_a_fallback_carries_what_the_channel_cannot_and_marks_its_own_slot() -> None:
    plan = plan_of(customer(reach_email=False), item(3))
    assert told(plan) == [("letter", "just-overdue")]
    assert tasks(plan) == [("fix-contact", "email")]
    assert list(plan.marked["slot"]) == ["email"]


def test_an_address_is_asked_for_once() -> None:
    assert tasks(plan_of(customer(reach_email=False, fix_asked_email=True), item(3))) == []


def test_whom_nothing_reaches_is_traced_once() -> None:
    lost = {"reach_email": False, "reach_letter": False, "fix_asked_email": True}
    plan = plan_of(customer(**lost), item(3))
    assert (held(plan), tasks(plan), why(plan)) == (["no_contact"], [("trace-address", "")], "no_contact")
    assert tasks(plan_of(customer(**lost, trace_on=days_ago(1)), item(3))) == []


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"handed_over": True, "paused": True}, "handed_over"),
        ({"reply_waiting": True, "paused": True}, "reply_waiting"),
        ({"paused": True, "reach_email": False, "reach_letter": False}, "paused"),
        ({"last_overdue_email_on": days_ago(2), "contacts": 16}, "too_soon"),
        ({"contacts": 16, "business_day": False}, "too_many"),
        ({"business_day": False}, "not_a_business_day"),
    ],
)
def test_the_first_guard_in_order_is_named(changes: dict[str, object], guard: str) -> None:
    plan = plan_of(customer(**changes), item(3))
    assert (told(plan), held(plan), why(plan)) == ([], [guard], guard)


def test_stale_cash_holds_what_reaches_a_customer() -> None:
    assert held(plan_of(customer(), item(3), cash_fresh=False)) == ["stale_cash"]


def test_the_gap_is_kept_from_overdue_notices_of_the_channel_that_carries() -> None:
    by_letter = {"reach_email": False, "last_overdue_email_on": days_ago(1), "last_letter_on": days_ago(1)}
    assert told(plan_of(customer(**by_letter), item(3))) == [("letter", "just-overdue")]
    assert held(plan_of(customer(reach_email=False, last_overdue_letter_on=days_ago(2)), item(3))) == ["too_soon"]


def test_the_contacts_of_the_run_count_in_the_order_of_channels() -> None:
    row = standing(2, 30, contacts=15, stage_since=AS_OF)
    plan = plan_of(row, item(30))
    assert (told(plan), held(plan)) == ([("email", "late-notice")], ["too_many"])


def test_the_final_warning_passes_the_limit() -> None:
    row = standing(5, 125, contacts=16, stage_since=AS_OF, floor=5)
    plan = plan_of(row, item(125))
    assert (told(plan), held(plan)) == ([("email", "final-warning")], ["too_many"])


def test_a_bad_template_is_mended_by_staff() -> None:
    bad = [BadTemplateRow("just-overdue", "en"), BadTemplateRow("just-overdue", "nl")]
    plan = plan_of(customer(), item(3), bad_templates=bad)
    assert (held(plan), tasks(plan)) == (["bad_template"], [("mend-template", "just-overdue")])
    assert told(plan_of(customer(language="ro"), item(3), bad_templates=bad)) == [("email", "just-overdue")]


def test_a_step_that_asks_for_approval_waits_for_it() -> None:
    ladder = [{"stage": "due", "from_day": 1, "steps": [_email(approval=True)]}]
    policy = Policy.model_validate({"name": "careful", "ladder": ladder})
    assert held(plan_of(customer(), item(3), policy=policy)) == ["awaiting_approval"]
    other = [ApprovalRow(1, "first", 1, days_ago(4))]
    assert held(plan_of(customer(), item(3), policy=policy, approvals=other)) == ["awaiting_approval"]
    given = [ApprovalRow(1, "first", 1, days_ago(3))]
    assert told(plan_of(customer(), item(3), policy=policy, approvals=given)) == [("email", "first")]


def test_tasks_each_fire_and_need_no_business_day() -> None:
    steps = [{"step": "look", "channel": "task", "days": [1, 2]}, {"step": "phone", "channel": "task", "days": 2}]
    policy = Policy.model_validate({"name": "watchful", "ladder": [{"stage": "due", "from_day": 1, "steps": steps}]})
    plan = plan_of(customer(business_day=False, contacts=99), item(3), policy=policy)
    assert list(plan.actions.select("step_id", "step_day").iter_rows()) == [("look", 1), ("look", 2), ("phone", 2)]
    assert dict(plan.marked.select("slot", "last_day").iter_rows()) == {"look": 2, "phone": 2}
    assert held(plan_of(customer(paused=True), item(3), policy=policy)) == ["paused", "paused", "paused"]


def test_a_step_for_other_kinds_of_customer_does_not_fire() -> None:
    ladder = [{"stage": "due", "from_day": 1, "steps": [_email(kinds=["consumer"])]}]
    policy = Policy.model_validate({"name": "kind", "ladder": ladder})
    assert told(plan_of(customer(), item(3), policy=policy)) == []
    assert told(plan_of(customer(kind="consumer"), item(3), policy=policy)) == [("email", "first")]


def test_too_little_is_not_asked_for() -> None:
    policy = Policy.model_validate({**POLICY.model_dump(), "guards": {"minimum": {"EUR": "100.01"}}})
    assert held(plan_of(customer(), item(3), policy=policy)) == ["below_minimum"]
    assert told(plan_of(customer(), item(3, currency="USD"), policy=policy)) == [("email", "just-overdue")]


def test_the_action_names_its_anchor() -> None:
    action = plan_of(customer(), item(3)).actions.row(0, named=True)
    expected = {"item_id": 1, "due_date": date(2026, 5, 29), "opened": 0, "days": 3, "step_day": 1, "group": 0}
    assert {name: action[name] for name in expected} == expected


def _email(**changes: object) -> dict[str, object]:
    return {"step": "first", "channel": "email", "days": 1, **changes}
