"""What is asked for: chaseable parts, credits, covered currencies, promises (docs/deciding.md, rules 5, 7 and 8)."""

from datetime import date

from dunwell.policy.facts import CommitmentRow, CoverRow, ItemRow, UnallocatedRow
from dunwell.policy.plan import Plan
from unit.policy.decide_facts import AS_OF, customer, days_ago, held, item, plan_of, standing, tasks, told, totals, why


def test_one_message_speaks_of_all_chaseable_items_one_total_a_currency() -> None:
    items = [item(3), item(40, item_id=2, disputed_minor=60_00), item(9, item_id=3, currency="JPY", residual_minor=500)]
    plan = plan_of(customer(), *items, item(-3, item_id=4))
    assert totals(plan) == [("EUR", 140_00, 0, 140_00), ("JPY", 500, 0, 500)]
    assert list(plan.asked.select("item_id", "asked_minor").iter_rows()) == [(1, 100_00), (2, 40_00), (3, 500)]


def test_credit_is_shown_against_the_total_of_its_currency() -> None:
    credit = [UnallocatedRow(1, "EUR", 30_00, None), UnallocatedRow(1, "USD", 99_00, None)]
    plan = plan_of(customer(), item(3), unallocated=credit)
    assert totals(plan) == [("EUR", 100_00, 30_00, 70_00)]


def test_a_covered_currency_gives_no_anchor_and_no_line() -> None:
    credit = [UnallocatedRow(1, "EUR", 150_00, None)]
    items = [item(40, disputed_minor=100_00), item(30, item_id=2, residual_minor=50_00)]
    assert why(plan_of(customer(), *items, unallocated=credit)) == "covered_by_credit"
    plan = plan_of(customer(), *items, item(3, item_id=3, currency="USD"), unallocated=credit)
    assert told(plan) == [("email", "just-overdue")]
    assert totals(plan) == [("USD", 100_00, 0, 100_00)]


def test_where_credit_leaves_nothing_to_ask_all_is_held_and_nobody_climbs() -> None:
    items = [item(40, disputed_minor=100_00), item(35, item_id=2)]
    plan = plan_of(standing(2, 40), *items, unallocated=[UnallocatedRow(1, "EUR", 100_00, None)])
    assert (told(plan), set(held(plan)), plan.standings["stage"][0]) == ([], {"covered_by_credit"}, 2)


def test_the_oldest_chaseable_is_the_anchor_but_no_fee_before_an_invoice() -> None:
    fee, disputed = item(50, item_id=1, kind="fee"), item(40, item_id=2, disputed_minor=100_00)
    assert _anchor(plan_of(customer(), fee, disputed, item(30, item_id=3))) == 3
    assert why(plan_of(customer(), fee, disputed)) == "disputed"
    assert _anchor(plan_of(customer(), fee)) == 1


def test_of_two_due_on_a_day_the_earlier_item_is_the_anchor() -> None:
    later = item(3, item_id=1, item_date=days_ago(10))
    assert _anchor(plan_of(customer(), later, item(3, item_id=2, item_date=days_ago(11)))) == 2
    assert _anchor(plan_of(customer(), item(3, item_id=8), item(3, item_id=7))) == 7


def test_an_open_promise_covers_and_its_money_is_not_netted() -> None:
    plan = _promised(unmet_on=AS_OF)
    assert (told(plan), why(plan)) == ([], "promise_open")
    plan = _promised(item(3, item_id=2), unmet_on=AS_OF)
    assert totals(plan) == [("EUR", 100_00, 0, 100_00)]


def test_a_promise_breaks_once_its_day_and_grace_are_over() -> None:
    assert _promised(unmet_on=days_ago(2)).broken.is_empty()
    plan = _promised(unmet_on=days_ago(3))
    assert plan.broken.row(0) == (1, 7, "promise", AS_OF)
    assert tasks(plan) == [("broken-promise", "7")]
    assert totals(plan) == [("EUR", 100_00, 20_00, 80_00)]


def test_a_kept_promise_covers_nothing() -> None:
    assert totals(_promised(unmet_on=None)) == [("EUR", 100_00, 20_00, 80_00)]


def test_what_awaits_a_credit_note_is_not_past_due() -> None:
    plan = plan_of(customer(), item(40, awaiting_minor=100_00))
    assert (plan.standings.height, why(plan)) == (0, "disputed")


def _promised(*others: ItemRow, unmet_on: date | None) -> Plan:
    return plan_of(
        customer(),
        item(40),
        *others,
        commitments=[CommitmentRow(1, 7, "promise", unmet_on, 2)],
        covers=[CoverRow(1, 7, 1, 100_00)],
        unallocated=[UnallocatedRow(1, "EUR", 20_00, 7)],
    )


def _anchor(plan: Plan) -> int:
    return int(plan.actions["item_id"][0])
