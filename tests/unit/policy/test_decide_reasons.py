"""Why nothing goes to a customer, and what is no customer's matter alone (docs/deciding.md, rules 8 to 10)."""

from dunwell.policy.decide import decide
from dunwell.policy.facts import CommitmentRow, CoverRow, Facts, MatterRow, UnallocatedRow
from dunwell.policy.plan import TABLES
from unit.policy.decide_facts import AS_OF, POLICY, customer, item, plan_of, standing, tasks, told, why


def test_a_day_without_customers_is_decided() -> None:
    plan = decide(Facts.of_rows(AS_OF), POLICY)
    assert all(getattr(plan, name).is_empty() for name in TABLES)


def test_nothing_owed() -> None:
    assert why(plan_of(customer())) == "nothing_owed"


def test_nothing_due() -> None:
    assert why(plan_of(customer(), item(0))) == "nothing_due"


def test_a_customer_who_gets_a_notice_has_no_reason() -> None:
    assert why(plan_of(customer(), item(3))) is None


def test_past_due_without_anchor_the_first_guard_that_applies_to_any_of_it() -> None:
    promised = {
        "commitments": [CommitmentRow(1, 7, "promise", AS_OF, 2), CommitmentRow(1, 8, "plan", AS_OF, 2)],
        "covers": [CoverRow(1, 7, 1, 100_00), CoverRow(1, 8, 2, 100_00)],
    }
    items = [item(40), item(30, item_id=2)]
    assert why(plan_of(customer(), *items, **promised)) == "promise_open"
    assert why(plan_of(customer(), *items, item(9, item_id=3, disputed_minor=100_00), **promised)) == "disputed"
    assert why(plan_of(customer(handed_over=True), *items, **promised)) == "handed_over"
    covered = item(9, item_id=3, currency="USD")
    credit = [UnallocatedRow(1, "USD", 100_00, None)]
    assert why(plan_of(customer(), *items, covered, unallocated=credit, **promised)) == "covered_by_credit"


def test_of_steps_held_the_first_guard_in_order() -> None:
    row = standing(2, 30, stage_since=AS_OF, last_call_on=AS_OF, reach_email=False, reach_letter=False)
    assert why(plan_of(row, item(30))) == "no_contact"


def test_a_task_alone_leaves_a_reason() -> None:
    plan = plan_of(customer(paused=True), item(3), matters=[MatterRow(1, "allocate", 12)])
    assert (told(plan), why(plan), tasks(plan)) == ([], "paused", [("allocate", "12")])
