"""The closed list of reasons, in the order of rules 4 and 10."""

import pytest

from dunwell.domain.reasons import ANCHOR_GUARDS, GUARDS, TASK_GUARDS, Reason, guard_order


def test_the_guards_stand_in_the_order_of_rule_4() -> None:
    assert " ".join(GUARDS) == (
        "handed_over covered_by_credit disputed promise_open plan_on_track payment_under_way below_minimum stale_cash "
        "reply_waiting paused no_contact too_soon too_many not_a_business_day bad_template awaiting_approval "
        "outside_hours"
    )


def test_the_rest_are_no_guards() -> None:
    assert set(Reason) - set(GUARDS) == {"nothing_owed", "nothing_due", "charge_not_lawful"}


def test_tasks_are_held_up_to_paused_and_anchors_up_to_payment_under_way() -> None:
    assert (TASK_GUARDS[-1], ANCHOR_GUARDS[-1]) == (Reason.PAUSED, Reason.PAYMENT_UNDER_WAY)


def test_the_first_guard_is_the_one_that_is_named() -> None:
    assert min(["too_soon", "disputed", "paused"], key=guard_order) == "disputed"


def test_what_is_no_guard_has_no_place() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        guard_order(Reason.NOTHING_DUE)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_has_one_sentence(reason: Reason) -> None:
    assert reason.meaning.endswith(".")
    assert reason.meaning.count(".") == 1
