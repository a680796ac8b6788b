"""Late charges (docs/deciding.md, rule 6)."""

from datetime import date, timedelta

import polars as pl
import pytest

from dunwell.domain.calendars import add_month
from dunwell.policy.facts import UnallocatedRow
from unit.policy.decide_facts import customer, days_ago, item, plan_of, standing, told

ACCOUNT_HOLD = 4


@pytest.mark.parametrize(("residual", "charge"), [(100_00, 2_00), (1_25, 3), (1_24, 2), (10**17 + 25, 2 * 10**15 + 1)])
def test_two_percent_rounded_half_up(residual: int, charge: int) -> None:
    plan = plan_of(standing(ACCOUNT_HOLD, 95), item(95, residual_minor=residual))
    assert list(plan.charges.iter_rows()) == [(1, "EUR", residual, charge)]


def test_only_invoices_thirty_days_past_due_are_charged_net_of_credit() -> None:
    items = [item(95), item(29, item_id=2), item(95, item_id=3, kind="fee"), item(30, item_id=4, disputed_minor=40_00)]
    plan = plan_of(standing(ACCOUNT_HOLD, 95), *items, unallocated=[UnallocatedRow(1, "EUR", 10_00, None)])
    assert list(plan.charges.iter_rows()) == [(1, "EUR", 150_00, 3_00)]


def test_not_below_its_stage() -> None:
    assert plan_of(standing(2, 95), item(95)).charges.is_empty()


def test_not_before_a_month_has_gone_by() -> None:
    charged_on = [date(2026, 5, 2), date(2026, 5, 1)]
    plans = [plan_of(standing(ACCOUNT_HOLD, 95, last_charge_on=on), item(95)) for on in charged_on]
    assert [plan.charges.height for plan in plans] == [0, 1]


def test_the_month_is_that_of_the_calendar_of_the_trade() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(800)]
    assert pl.Series(days).dt.offset_by("1mo").to_list() == [add_month(day) for day in days]


def test_no_guard_stops_it() -> None:
    plan = plan_of(standing(ACCOUNT_HOLD, 95, paused=True, business_day=False), item(95), cash_fresh=False)
    assert (told(plan), plan.charges.height) == ([], 1)


@pytest.mark.parametrize("verdict", ["doubtful", "void"])
def test_where_the_law_is_in_doubt_nothing_is_charged_and_that_is_noted(verdict: str) -> None:
    plan = plan_of(standing(ACCOUNT_HOLD, 95, charge_verdict=verdict), item(95))
    assert (plan.charges.height, list(plan.notes.iter_rows())) == (0, [(1, "charge_not_lawful")])


def test_an_earlier_episode_has_no_say() -> None:
    row = customer(placed_stage=ACCOUNT_HOLD, last_charge_on=days_ago(1))
    assert plan_of(row, item(95)).charges.height == 1
