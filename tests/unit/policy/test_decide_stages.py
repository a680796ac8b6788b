"""Where a customer stands after a run (docs/deciding.md, rule 2)."""

from dataclasses import replace

import pytest

from dunwell.policy.facts import DeliveredRow
from dunwell.policy.file import Policy
from dunwell.policy.plan import StandingRow
from unit.policy.decide_facts import (
    AS_OF,
    POLICY,
    customer,
    days_ago,
    item,
    mark,
    plan_of,
    stage,
    standing,
    told,
)

PAST_DUE, LATE, DELINQUENT, ACCOUNT_HOLD, LITIGATION = 1, 2, 3, 4, 5


def test_old_debt_first_seen_begins_on_the_first_rung() -> None:
    plan = plan_of(customer(), item(300))
    assert plan.standings.row(0) == (1, True, False, PAST_DUE, PAST_DUE, AS_OF, 1, days_ago(300), False)
    assert told(plan) == [("email", "polite-inquiry")]


def test_a_person_may_place_a_customer_on_another_rung() -> None:
    assert stage(plan_of(customer(placed_stage=DELINQUENT), item(300))) == DELINQUENT


def test_a_told_customer_climbs_one_rung_a_run() -> None:
    plan = plan_of(standing(LATE, 200), item(200))
    assert (stage(plan), plan.standings["stage_since"][0]) == (DELINQUENT, AS_OF)


@pytest.mark.parametrize(
    "changes",
    [{"told": False}, {"paused": True}, {"stage_since": days_ago(6)}],
    ids=["untold", "paused", "too short on the rung"],
)
def test_who_does_not_climb(changes: dict[str, object]) -> None:
    assert stage(plan_of(standing(LATE, 40, **changes), item(40))) == LATE


def test_an_untold_customer_climbs_when_no_notice_of_the_rung_is_left() -> None:
    assert stage(plan_of(standing(LATE, 40, told=False), item(40), marks=[mark(40, "email", 28)])) == LATE
    assert stage(plan_of(standing(LATE, 40, told=False), item(40), marks=[mark(40, "email", 29)])) == DELINQUENT


@pytest.mark.parametrize(("rung", "after"), [(DELINQUENT, ACCOUNT_HOLD), (ACCOUNT_HOLD, ACCOUNT_HOLD)])
def test_whom_nothing_reaches_climbs_after_a_time_but_not_into_litigation(rung: int, after: int) -> None:
    lost = standing(rung, 200, told=False, reach_email=False, reach_letter=False, trace_on=days_ago(14))
    assert stage(plan_of(lost, item(200))) == after
    if rung == DELINQUENT:
        assert stage(plan_of(replace(lost, trace_on=days_ago(13)), item(200))) == rung


def test_the_fall_needs_its_event() -> None:
    newer = item(20, item_id=2)
    assert stage(plan_of(standing(ACCOUNT_HOLD, 95), newer)) == LATE  # the oldest is settled
    assert stage(plan_of(standing(ACCOUNT_HOLD, 95), item(95, disputed_minor=100_00), newer)) == ACCOUNT_HOLD


def test_a_fall_forgets_the_rungs_above_and_lowers_the_floor() -> None:
    plan = plan_of(standing(ACCOUNT_HOLD, 95, floor=DELINQUENT), item(20, item_id=2))
    assert (stage(plan), plan.standings["floor"][0], plan.standings["stage_since"][0]) == (LATE, LATE, AS_OF)


def test_while_only_fees_are_past_due_nobody_stands_higher_than_late() -> None:
    assert stage(plan_of(standing(DELINQUENT, 95), item(95, kind="fee"))) == LATE
    assert stage(plan_of(standing(LATE, 95), item(95, kind="fee"))) == LATE


def test_an_episode_ends_when_nothing_past_due_is_left_to_pay() -> None:
    plan = plan_of(standing(LATE, 20), item(-10, item_id=2))
    assert plan.standings.row(0) == (1, False, True, None, None, None, None, None, False)


def test_reaching_its_rung_places_the_hold() -> None:
    plan = plan_of(standing(DELINQUENT, 95), item(95))
    assert (stage(plan), plan.standings["hold"][0]) == (ACCOUNT_HOLD, True)
    assert not plan_of(standing(ACCOUNT_HOLD, 95), item(95)).standings["hold"][0], "a released hold is not placed again"


@pytest.mark.parametrize(
    ("release", "with_late_invoice", "with_fee", "with_nothing"),
    [
        ("all_settled", True, False, False),
        ("with_fees", True, True, False),
        ("below_rung", False, False, False),
        ("approval", True, True, True),
    ],
)
def test_how_a_hold_ends(release: str, with_late_invoice: bool, with_fee: bool, with_nothing: bool) -> None:
    policy = Policy.model_validate({**POLICY.model_dump(), "hold": {"release": release}})
    on_hold = standing(ACCOUNT_HOLD, 95, hold=True)
    left = [[item(20, item_id=2)], [item(20, item_id=2, kind="fee")], []]
    holds = [plan_of(on_hold, *items, policy=policy).standings["hold"][0] for items in left]
    assert holds == [with_late_invoice, with_fee, with_nothing]


def test_a_hold_without_an_episode_is_told_too() -> None:
    policy = Policy.model_validate({**POLICY.model_dump(), "hold": {"release": "approval"}})
    row = plan_of(customer(hold=True), policy=policy).standings.row(0)
    assert StandingRow(*row) == StandingRow(1, False, False, None, None, None, None, None, True)


def test_steps_after_another_wait_for_its_delivery() -> None:
    delivered = [DeliveredRow(1, 5, 1, days_ago(140), 0, "final-warning", days_ago(10))]
    marks = [mark(140, "email", 122), mark(140, "call", 122)]
    row = standing(LITIGATION, 140, floor=LITIGATION)
    assert told(plan_of(row, item(140), marks=marks)) == []
    fired = told(plan_of(row, item(140), marks=marks, delivered=delivered))
    assert fired == [("task", "hand-over"), ("task", "cancel-services")]


@pytest.mark.parametrize(
    "again", [{"restart_on": days_ago(9)}, {"pause_ended_on": days_ago(9)}], ids=["a broken promise", "a pause"]
)
def test_what_begins_anew_counts_from_the_start(again: dict[str, object]) -> None:
    delivered = [DeliveredRow(1, 5, 1, days_ago(140), 0, "final-warning", days_ago(10))]
    pause = {key: day for key, day in again.items() if key == "pause_ended_on"}
    broken = {key: day for key, day in again.items() if key == "restart_on"}
    row = standing(LITIGATION, 140, floor=LITIGATION, **pause)
    marks = [mark(140, "email", 122), mark(140, "call", 122)]
    assert told(plan_of(row, item(140, **broken), marks=marks, delivered=delivered)) == []
