"""Which runs wait for a person, and what a run of the same day, or of a day to come, does."""

from dataclasses import replace

import pytest

from dunwell.queries.explain import explain_customer
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.approve_run import approve_run
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.run_collections import run_collections
from integration.usecases.desk import Desk, day

TODAY = day(1)


@pytest.fixture
def desk(db: None) -> Desk:
    """Open books with one customer who owes 1,000.00 EUR since yesterday, on which no cash is known."""
    return Desk()


def test_a_run_that_does_nothing_needs_no_approval_and_is_not_the_first(desk: Desk) -> None:
    stale = desk.do(run_collections, TODAY, as_of=TODAY)
    assert (stale["state"], stale["stale_cash"]) == ("done", True)
    assert desk.books.customers.get().reason == "stale_cash"

    desk.do(post_payment, TODAY, customer="ACME", amount_minor=100, currency="EUR", reference="INV-1")
    fresh = desk.do(run_collections, TODAY, as_of=TODAY)
    assert (fresh["state"], fresh["waits_for"]) == ("planned", "first_run")
    assert not desk.books.messages.exists()

    desk.do(approve_run, TODAY, run=fresh["run"])
    assert desk.books.messages.count() == 1
    assert desk.books.decision_totals.get().total_minor == 99_900


def test_what_was_held_is_told_run_by_run(desk: Desk) -> None:
    stale = desk.do(run_collections, TODAY, as_of=TODAY)
    desk.do(add_customer, TODAY, ref="OTHER", name="Other")
    desk.do(post_payment, TODAY, customer="OTHER", amount_minor=100, currency="EUR")
    desk.do(run_collections, TODAY, as_of=TODAY, approved=True, delivered=True)
    assert list(desk.books.decisions_held.values_list("run_id", "guard")) == [(stale["run"], "stale_cash")]


def test_a_day_to_come_is_looked_at_and_not_carried_out(desk: Desk) -> None:
    assert desk.refused(run_collections, TODAY, as_of=day(2)) == "day_ahead"
    desk.caller = replace(desk.caller, dry=True)
    assert desk.do(run_collections, TODAY, as_of=day(2))["as_of"] == day(2).isoformat()
    assert not desk.books.runs.exists()


def test_what_was_approved_for_some_is_not_applied_again_with_the_rest(desk: Desk) -> None:
    desk.do(add_customer, TODAY, ref="BETA", name="Beta", email="ap@beta.example")
    desk.invoice("INV-2", 50_000, customer="BETA")
    desk.do(add_customer, TODAY, ref="OTHER", name="Other")
    desk.do(post_payment, TODAY, customer="OTHER", amount_minor=100, currency="EUR")
    run = desk.do(run_collections, TODAY, as_of=TODAY)["run"]

    desk.do(approve_run, TODAY, run=run, only=["ACME"])
    assert list(desk.books.messages.values_list("customer__ref", flat=True)) == ["ACME"]
    answer = desk.do(approve_run, TODAY, run=run)

    assert (answer["state"], answer["left_for_next_run"]) == ("done", 0)
    totals = desk.books.decision_totals.order_by("customer__ref").values_list("customer__ref", "total_minor")
    assert list(totals) == [("ACME", 100_000), ("BETA", 50_000)]
    assert sorted(desk.books.messages.values_list("customer__ref", flat=True)) == ["ACME", "BETA"]
    assert set(desk.books.customers.filter(ref__in=["ACME", "BETA"]).values_list("reason", flat=True)) == {""}


def test_a_day_that_was_run_twice_is_told_by_the_run_that_did_something(desk: Desk) -> None:
    desk.do(run_collections, TODAY, as_of=TODAY)  # cash is stale: nothing goes out
    desk.do(add_customer, TODAY, ref="OTHER", name="Other")
    desk.do(post_payment, TODAY, customer="OTHER", amount_minor=100, currency="EUR")
    assert explain_customer(desk.company, "ACME", TODAY, TODAY).explanation.reason == "stale_cash"
    desk.do(run_collections, TODAY, as_of=TODAY, approved=True, delivered=True)
    desk.do(run_collections, TODAY, as_of=TODAY, approved=True, delivered=True)
    assert "just-overdue" in explain_customer(desk.company, "ACME", TODAY, TODAY).explanation.sentence


def test_quiet_nights_do_not_lower_what_is_usual(desk: Desk) -> None:
    for number in range(2, 8):
        ref = f"C{number}"
        desk.do(add_customer, TODAY, ref=ref, name=ref, email=f"{ref}@example.com")
        desk.invoice(
            f"INV-{number}",
            1000,
            customer=ref,
            due=day(0) if number == 2 else day(3),
            item_date=day(0) if number == 2 else TODAY,
        )
    desk.run(TODAY)  # two notices
    desk.run(day(2))  # none
    run = desk.do(run_collections, day(4), as_of=day(4), allow_stale=True)
    assert (run["counts"]["email"], run["waits_for"]) == (5, "unusually_many")


def test_a_run_that_waited_is_told_as_it_was_carried_out(desk: Desk) -> None:
    desk.do(add_customer, TODAY, ref="BETA", name="Beta", email="ap@beta.example")
    desk.invoice("INV-2", 50_000, customer="BETA")
    desk.do(add_customer, TODAY, ref="OTHER", name="Other")
    desk.do(post_payment, TODAY, customer="OTHER", amount_minor=100, currency="EUR")
    run = desk.do(run_collections, TODAY, as_of=TODAY)
    assert run["counts"]["email"] == 2

    desk.do(post_payment, TODAY, customer="BETA", amount_minor=50_000, currency="EUR")
    desk.do(approve_run, TODAY, run=run["run"])
    assert explain_customer(desk.company, "BETA", TODAY, TODAY).explanation.reason == "nothing_owed"
    assert "just-overdue" in explain_customer(desk.company, "ACME", TODAY, TODAY).explanation.sentence
    counts = desk.books.runs.get(pk=run["run"]).counts
    assert (counts["email"], counts["silent"]) == (1, 2)
