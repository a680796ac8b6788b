"""A policy is tried on the books as they stand, beside the one in force, and nothing of it is written."""

from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from dunwell.data.apart import books_apart
from dunwell.data.models import Customer, JournalEntry
from dunwell.domain.charts import bars
from dunwell.domain.errors import UserError
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.trying import simulate
from integration.usecases.desk import Desk, day

GENTLE = """
name: gentle
ladder:
  - stage: reminder
    from_day: 1
    steps:
      - {step: friendly, template: just-overdue, channel: email, days: [3, 10]}
"""


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.invoice("INV-2", 5_000, due=day(5))
    return made


def tried(desk: Desk, on: int = 0, days: int = 14, **asked: Any) -> Any:
    return simulate(replace(desk.caller, today=day(on)), text=GENTLE, days=days, **asked)


def steps(arm: Any) -> dict[str, int]:
    return {row["template"]: row["number"] for row in arm["steps"]}


def test_both_are_told_side_by_side(desk: Desk) -> None:
    facts = tried(desk)
    assert (facts["from"], facts["to"]) == (day(1).isoformat(), day(14).isoformat())
    assert steps(facts["tried"]) == {"just-overdue": 2}
    assert steps(facts["in_force"])["just-overdue"] == 1
    assert [row["on"] for row in facts["tried"]["contacts"]] == [day(3).isoformat(), day(10).isoformat()]
    assert facts["tried"]["stages"] == {"reminder": 1}
    assert sum(facts["tried"]["weeks"].values()) == 2


def test_nothing_is_written(desk: Desk) -> None:
    def standing() -> list[Any]:
        return [
            JournalEntry.objects.count(),
            desk.books.runs.count(),
            desk.books.decisions.count(),
            desk.books.policy_versions.count(),
            list(desk.books.customers.values_list("version", "next_review_on", "policy_name")),
            desk.books.entries.count(),
        ]

    desk.run(day(1))
    before = standing()
    tried(desk, on=1, days=5, paying="past")
    assert standing() == before


def test_a_running_episode_goes_on_by_the_new_policy(desk: Desk) -> None:
    desk.run_to(16, first=15)
    facts = tried(desk, on=16, days=3)
    assert facts["in_force"]["stages"] == {"past-due": 1} or facts["in_force"]["stages"] == {"late": 1}
    assert facts["tried"]["stages"] == {"reminder": 1}


def test_who_pays_as_before_is_asked_for_less(desk: Desk) -> None:
    desk.invoice("INV-0", 1_000, due=day(-30))
    desk.do(post_payment, day(-28), customer="ACME", amount_minor=1_000, currency="EUR", reference="INV-0")
    facts = tried(desk, paying="past")
    assert facts["tried"]["paid_minor"] == {"EUR": 105_000}
    assert steps(facts["tried"]) == {}
    assert tried(desk)["tried"]["paid_minor"] == {}


@pytest.mark.parametrize("asked", [{"days": 0}, {"days": 367}, {"paying": "everybody"}])
def test_what_cannot_be_tried(desk: Desk, asked: Any) -> None:
    with pytest.raises(UserError) as refusal:
        tried(desk, **asked)
    assert refusal.value.code == "bad_days"


def test_the_chart_is_a_picture_that_says_its_numbers() -> None:
    svg = bars("Notices <a week>", ["1", "2"], ("in force", "tried"), [(3, 1), (0, 2)])
    assert svg.startswith("<svg")
    assert "Notices &lt;a week&gt;" in svg
    assert all(f"{told}</title>" in svg for told in ("in force, 1: 3", "tried, 1: 1", "in force, 2: 0", "tried, 2: 2"))


@pytest.mark.sqlite_only
def test_a_trial_keeps_nobody_from_writing(transactional_db: None) -> None:
    """The embedded database lets one writer in at a time: a trial works on a copy."""
    made = Desk()
    written: list[int] = []

    def write() -> None:
        written.append(Customer.objects.update(name="written meanwhile"))
        connection.close()

    with books_apart(), transaction.atomic():
        Customer.objects.update(name="tried")
        other = Thread(target=write)
        other.start()
        other.join(timeout=10)
        assert written == [1]
        assert Customer.objects.get().name == "tried"
    assert Customer.objects.get().name == "written meanwhile"
    assert steps(tried(made)["in_force"]) == {"just-overdue": 1}


def test_what_the_law_gives_and_what_was_agreed_is_played_too(desk: Desk) -> None:
    by_law = GENTLE + "late_charges: {from_stage: reminder, basis: statutory, compensation: true}\n"
    by_law += "plans: {remind_days_before: 2}\n"
    desk.invoice("INV-3", 60_000, due=day(-5))
    plan = {"items": ["INV-3"], "count": 2, "amount_minor": 30_000, "currency": "EUR", "every": "weekly"}
    desk.do(agree_plan, day(0), customer="ACME", **plan, first_on=day(8))
    facts = simulate(replace(desk.caller, today=day(0)), text=by_law, days=45)
    assert facts["tried"]["charges_minor"]["EUR"] > 4_000, "interest, and 40.00 EUR for each invoice paid late"
    assert steps(facts["tried"])["instalment-due"] == 1
    assert "instalment-due" not in steps(facts["in_force"])
    assert desk.books.charges.count() == 0


def test_a_trial_says_what_it_does_not_play(desk: Desk) -> None:
    from dunwell.faces.cli.trying import PEOPLE_DO

    assert tried(desk)["not_played"] == list(PEOPLE_DO)
