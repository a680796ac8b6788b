"""Plans are written once, for customers as they were planned; a run that waits changes nothing until it is approved."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunwell.data import plans
from dunwell.data.models import Customer, Item
from dunwell.data.snapshot import policies_in_use
from dunwell.policy.reference import decide_by_the_book
from integration.ledger import SEQ, Ledger

DUE = date(2026, 3, 31)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger()


@pytest.fixture
def acme(ledger: Ledger) -> Customer:
    return ledger.customer("ACME", date(2026, 1, 2), "email", "letter")


@pytest.fixture
def item(ledger: Ledger, acme: Customer) -> Item:
    return ledger.invoice(acme, "INV-7", 120_000, date(2026, 3, 1), DUE)


def fired(ledger: Ledger) -> list[tuple[int, str, str]]:
    return list(
        ledger.books.decisions.carried_out().order_by("as_of", "channel").values_list("days", "channel", "template")
    )


def test_the_ladder_is_climbed_day_by_day(ledger: Ledger, acme: Customer, item: Item) -> None:
    for number in range(-10, 135):
        ledger.run(day(number))
    notices = [(days, template) for days, channel, template in fired(ledger) if channel == "email"]
    assert notices[:6] == [
        (-7, "upcoming"),
        (-2, "due-soon"),
        (1, "just-overdue"),
        (15, "polite-inquiry"),
        (22, "late-notice"),
        (29, "late-notice"),
    ]
    assert sorted((d, t) for d, c, t in fired(ledger) if c == "task") == [
        (100, "suspend-services"),
        (132, "cancel-services"),
        (132, "hand-over"),
    ]
    episode = ledger.books.episodes.standing().get()
    assert (episode.stage, episode.began_on) == (5, day(1))
    assert ledger.books.holds.standing().get().placed_on == day(91)
    fees = list(ledger.books.items.fees().order_by("id").values_list("number", "amount_minor", "due_date"))
    assert fees == [
        (f"FEE-ACME-{day(91)}-EUR", 2_400, day(91)),
        (f"FEE-ACME-{day(121)}-EUR", 2_400, day(121)),
    ]


def counts(ledger: Ledger) -> dict[str, int]:
    books = ledger.books
    return {
        "decisions": books.decisions.count(),
        "items": books.decision_items.count(),
        "messages": books.messages.count(),
        "tasks": books.tasks.count(),
        "held": books.decisions_held.count(),
        "changes": books.stage_changes.count(),
        "marks": books.step_marks.count(),
        "reasons": books.reason_changes.count(),
    }


def test_the_same_day_twice_adds_nothing(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.run(day(15))
    before = counts(ledger)
    ledger.run(day(15))
    assert {**counts(ledger), "reasons": 0} == {**before, "reasons": 0}


def test_a_plan_applied_again_adds_nothing(ledger: Ledger, acme: Customer, item: Item) -> None:
    facts = ledger.facts(day(15))
    plan = decide_by_the_book(facts, ledger.policy)
    run = ledger.add(ledger.books.runs, day(15), as_of=day(15))
    writer = plans.Writer(on=day(15), seq=run.recorded_seq, deliver=True)
    assert plans.apply_plan(run, ledger.version.pk, ledger.policy, facts, plan, writer) == []
    before = counts(ledger)
    assert plans.apply_plan(run, ledger.version.pk, ledger.policy, facts, plan, writer) == [acme.pk]
    assert counts(ledger) == before


def test_who_changed_meanwhile_is_named_and_left_alone(ledger: Ledger, acme: Customer, item: Item) -> None:
    other = ledger.customer("BETA", date(2026, 1, 2), "email")
    ledger.invoice(other, "INV-8", 500, date(2026, 3, 1), DUE)
    facts = ledger.facts(day(1))
    plan = decide_by_the_book(facts, ledger.policy)
    run = ledger.add(ledger.books.runs, day(1), as_of=day(1))
    ledger.pay(item, 120_000, day(1))
    writer = plans.Writer(on=day(1), seq=run.recorded_seq, deliver=True)
    assert plans.apply_plan(run, ledger.version.pk, ledger.policy, facts, plan, writer) == [acme.pk]
    assert [d.customer_id for d in ledger.books.decisions.all()] == [other.pk]
    again = ledger.facts(day(1), customers=[acme.pk])
    assert again.customers["customer_id"].to_list() == [acme.pk]
    plan = decide_by_the_book(again, ledger.policy)
    assert plans.apply_plan(run, ledger.version.pk, ledger.policy, again, plan, writer) == []
    acme.refresh_from_db()
    assert acme.reason == "nothing_owed"


def test_a_run_that_waits_changes_nothing(ledger: Ledger, acme: Customer, item: Item) -> None:
    before = ledger.facts(day(15))
    run, _ = ledger.run(day(15), wait=True)
    assert [d.state for d in ledger.books.decisions.filter(run=run)] == ["planned"]
    after = ledger.facts(day(15))
    for name in ("customers", "items", "marks", "delivered"):
        assert getattr(after, name).equals(getattr(before, name)), name
    assert ledger.books.messages.count() == 0


def test_an_approved_run_is_applied(ledger: Ledger, acme: Customer, item: Item) -> None:
    run, _ = ledger.run(day(15), wait=True)
    writer = plans.Writer(on=day(16), seq=next(SEQ), deliver=True)
    assert plans.apply_stored(run, writer) == {ledger.version.pk: []}
    assert [(d.template, d.state) for d in ledger.books.decisions.all()] == [("polite-inquiry", "carried_out")]
    assert ledger.books.messages.get().state == "delivered"
    assert ledger.books.run_plans.count() == 0
    assert ledger.row(acme, day(16))["told"]


def test_an_approved_run_leaves_out_who_has_paid(ledger: Ledger, acme: Customer, item: Item) -> None:
    run, _ = ledger.run(day(15), wait=True)
    ledger.pay(item, 120_000, day(16))
    writer = plans.Writer(on=day(16), seq=next(SEQ), deliver=True)
    assert plans.apply_stored(run, writer) == {ledger.version.pk: [acme.pk]}
    assert ledger.books.decisions.count() == 0


def test_a_run_may_be_approved_for_some(ledger: Ledger, acme: Customer, item: Item) -> None:
    other = ledger.customer("BETA", date(2026, 1, 2), "email")
    ledger.invoice(other, "INV-8", 500, date(2026, 3, 1), DUE)
    run, _ = ledger.run(day(15), wait=True)
    plans.apply_stored(run, plans.Writer(on=day(15), seq=next(SEQ), deliver=True), customers=[acme.pk])
    states = dict(ledger.books.decisions.values_list("customer__ref", "state"))
    assert states == {"ACME": "carried_out", "BETA": "planned"}
    plans.apply_stored(run, plans.Writer(on=day(15), seq=next(SEQ), deliver=True))
    states = dict(ledger.books.decisions.values_list("customer__ref", "state"))
    assert states == {"ACME": "carried_out", "BETA": "carried_out"}


def test_a_run_given_up_blocks_nothing(ledger: Ledger, acme: Customer, item: Item) -> None:
    run, _ = ledger.run(day(15), wait=True)
    plans.cancel_stored(run)
    run.refresh_from_db()
    assert run.state == "cancelled"
    ledger.run(day(15))
    assert fired(ledger) == [(15, "email", "polite-inquiry")]


def test_a_planned_message_counts_when_it_is_delivered(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.run(day(1), deliver=False)
    message = ledger.books.messages.outbox().get()
    assert message.address.text == "ACME by email"
    assert not ledger.row(acme, day(2))["told"]
    assert plans.record_delivery(message, day(2), next(SEQ))
    assert ledger.row(acme, day(2))["told"]
    assert not plans.record_delivery(message, day(3), next(SEQ))


def test_a_bounce_takes_back_the_delivery_and_the_address(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.run(day(1))
    assert plans.record_bounce(ledger.company, acme, "email", day(1), next(SEQ)) == 1
    row = ledger.row(acme, day(2))
    assert (row["told"], row["reach_email"], row["reach_letter"]) == (False, False, True)


def test_fix_contact_is_asked_once_for_an_address(ledger: Ledger) -> None:
    nobody = ledger.customer("MUTE", date(2026, 1, 2))
    ledger.invoice(nobody, "INV-9", 500, date(2026, 3, 1), DUE)
    for number in (1, 2, 3):
        ledger.run(day(number))
    tasks = ledger.books.tasks.order_by("id").values_list("task", "subject", "raised_on")
    assert list(tasks) == [("fix-contact", "email", day(1)), ("trace-address", "", day(1))]
    row = ledger.row(nobody, day(4))
    assert (row["fix_asked_email"], row["trace_on"]) == (True, day(1))
    address = ledger.add(ledger.books.addresses, day(4), customer=nobody, channel="email", text="new")
    assert ledger.row(nobody, day(4))["trace_on"] is None
    address.bounced_on = day(5)
    address.save()
    row = ledger.row(nobody, day(5))
    assert (row["fix_asked_email"], row["trace_on"]) == (False, None)


def test_a_promise_that_broke_is_closed_on_its_day(ledger: Ledger, acme: Customer, item: Item) -> None:
    promise = ledger.add(
        ledger.books.commitments,
        day(3),
        customer=acme,
        kind="promise",
        currency="EUR",
        amount_minor=120_000,
        made_on=day(3),
        on_date=day(8),
    )
    ledger.add(
        ledger.books.covers,
        day(3),
        customer=acme,
        commitment=promise,
        item=item,
        amount_minor=120_000,
        cover_minor=120_000,
    )
    ledger.run(day(10))
    acme.refresh_from_db()
    assert acme.reason == "promise_open"
    ledger.run(day(15))
    promise.refresh_from_db()
    assert (promise.state, promise.ended_on) == ("broken", day(11))
    assert ledger.books.tasks.get(task="broken-promise").key == f"broken-promise:{promise.pk}"
    items = ledger.facts(day(16)).items
    assert items["restart_on"].to_list() == [day(11)]


def test_an_episode_ends_when_all_is_paid(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.run(day(1))
    ledger.pay(item, 120_000, day(3))
    ledger.run(day(4))
    assert ledger.books.episodes.get().ended_on == day(4)
    assert ledger.row(acme, day(4))["episode_id"] is None


def test_reasons_are_kept_as_changes(ledger: Ledger, acme: Customer, item: Item) -> None:
    for number in range(-1, 4):
        ledger.run(day(number))
    changes = list(ledger.books.reason_changes.order_by("id").values_list("since", "reason"))
    assert changes == [(day(0), "nothing_due"), (day(1), ""), (day(2), "nothing_due")]


def statements_of(ledger: Ledger, as_of: date) -> int:
    with CaptureQueriesContext(connection) as seen:
        ledger.facts(as_of)
    return len(seen)


def test_facts_take_the_same_number_of_statements_for_more_customers(
    ledger: Ledger, acme: Customer, item: Item
) -> None:
    few = statements_of(ledger, day(1))
    for number in range(30):
        other = ledger.customer(f"C{number}", date(2026, 1, 2), "email")
        ledger.invoice(other, f"INV-C{number}", 500, date(2026, 3, 1), DUE)
    ledger.run(day(1))
    assert statements_of(ledger, day(2)) == few
    assert ledger.facts(day(2)).customers.height == 31


def test_a_running_episode_keeps_its_policy_version(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.run(day(1))
    other = ledger.customer("BETA", date(2026, 1, 2), "email")
    newer = ledger.add(
        ledger.books.policy_versions, day(2), name="default", digest="f" * 64, text="", activated_on=day(2)
    )
    assert policies_in_use(ledger.company) == {ledger.version.pk: [acme.pk], newer.pk: [other.pk]}
    assert ledger.facts(day(2)).customers["customer_id"].to_list() == [acme.pk]
    assert ledger.facts(day(2)).items.height == 1


def test_customers_of_another_company_are_not_seen(ledger: Ledger, acme: Customer, item: Item) -> None:
    theirs = Ledger("theirs")
    stranger = theirs.customer("ACME", date(2026, 1, 2), "email")
    theirs.invoice(stranger, "INV-7", 99, date(2026, 3, 1), DUE)
    ledger.run(day(1))
    assert ledger.facts(day(1)).customers.filter(pl.col("customer_id") == stranger.pk).is_empty()
    assert theirs.books.decisions.count() == 0
