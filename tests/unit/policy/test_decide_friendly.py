"""Kind reminders before the due date (docs/deciding.md, rule 3)."""

import pytest

from dunwell.policy.facts import UnallocatedRow
from unit.policy.decide_facts import AS_OF, customer, days_ago, held, item, plan_of, standing, told, totals, why


@pytest.mark.parametrize(
    ("days", "step"),
    [(-8, []), (-7, ["upcoming"]), (-3, ["upcoming"]), (-2, ["due-soon"]), (-1, ["due-soon"]), (0, [])],
)
def test_the_newest_step_of_an_item_goes_until_the_due_date(days: int, step: list[str]) -> None:
    assert [step_id for _, step_id in told(plan_of(customer(), item(days)))] == step


def test_it_goes_once() -> None:
    assert told(plan_of(customer(), item(-6, friendly_day=-7))) == []
    assert told(plan_of(customer(), item(-2, friendly_day=-7))) == [("email", "due-soon")]


def test_nobody_is_reminded_on_the_day_of_the_bill_or_of_an_extension() -> None:
    assert told(plan_of(customer(), item(-7, item_date=AS_OF))) == []
    assert told(plan_of(customer(), item(-6, item_date=days_ago(1)))) == []
    assert told(plan_of(customer(), item(-7, extended_on=AS_OF))) == []


def test_items_of_one_step_share_a_message() -> None:
    plan = plan_of(customer(), item(-7), item(-5, item_id=2, currency="USD"))
    assert told(plan) == [("email", "upcoming")]
    assert totals(plan) == [("EUR", 100_00, 0, 100_00), ("USD", 100_00, 0, 100_00)]
    assert plan.actions.row(0, named=True)["item_id"] == 2
    assert list(plan.friendly_marked.iter_rows()) == [(1, 1, -7), (1, 2, -7)]


def test_of_two_steps_the_one_nearer_the_due_date_goes_and_the_other_stays_due() -> None:
    plan = plan_of(customer(), item(-7), item(-2, item_id=2))
    assert (told(plan), held(plan)) == ([("email", "due-soon")], [])
    assert list(plan.friendly_marked.iter_rows()) == [(1, 2, -2)]


def test_it_waits_for_an_overdue_notice_of_the_day() -> None:
    plan = plan_of(customer(), item(3), item(-2, item_id=2))
    assert (told(plan), held(plan)) == ([("email", "just-overdue")], [])


def test_it_is_not_sent_from_the_stage_delinquent_on() -> None:
    plan = plan_of(standing(3, 40, last_overdue_email_on=days_ago(1)), item(40), item(-2, item_id=2))
    assert [step_id for _, step_id in told(plan)] == ["ask-for-payment"]


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"disputed_minor": 100_00}, "disputed"),
        ({"awaiting_minor": 100_00}, "disputed"),
        ({"under_way_minor": 100_00}, "payment_under_way"),
    ],
)
def test_with_nothing_left_to_ask_it_is_held_and_stays_due(changes: dict[str, int], guard: str) -> None:
    plan = plan_of(customer(), item(-2, **changes))
    assert (held(plan), why(plan)) == ([guard], guard)
    assert held(plan_of(customer(), item(-2, **changes), item(-2, item_id=2))) == []


def test_it_is_net_of_the_credit_that_past_due_items_do_not_use() -> None:
    late = item(3, residual_minor=20_00)
    row = standing(1, 3, last_overdue_email_on=AS_OF)
    plan = plan_of(row, late, item(-2, item_id=2), unallocated=[UnallocatedRow(1, "EUR", 50_00, None)])
    assert totals(plan) == [("EUR", 100_00, 30_00, 70_00)]
    plan = plan_of(customer(), item(-2), unallocated=[UnallocatedRow(1, "EUR", 100_00, None)])
    assert (held(plan), plan.friendly_marked.height) == (["covered_by_credit"], 0)


def test_it_keeps_the_gap_from_any_notice() -> None:
    assert held(plan_of(customer(last_email_on=days_ago(2)), item(-2))) == ["too_soon"]


def test_it_has_no_fallback() -> None:
    assert held(plan_of(customer(reach_email=False), item(-2))) == ["no_contact"]
