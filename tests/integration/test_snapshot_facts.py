"""The facts of a day hold what the ledger says, one rule of the reading a test."""

from datetime import date, timedelta
from typing import Any

import pytest

from dunwell.data import snapshot
from dunwell.data.models import Customer, Item
from integration.ledger import Ledger

DUE = date(2026, 3, 31)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger()


@pytest.fixture
def acme(ledger: Ledger) -> Customer:
    return ledger.customer("ACME", date(2026, 1, 2), "email")


@pytest.fixture
def item(ledger: Ledger, acme: Customer) -> Item:
    return ledger.invoice(acme, "INV-7", 120_000, date(2026, 3, 1), DUE)


def only_item(ledger: Ledger, as_of: date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = ledger.facts(as_of).items.to_dicts()
    assert len(rows) == 1
    return rows[0]


def test_a_pause_holds_to_its_last_day_and_ends_the_day_after(ledger: Ledger, acme: Customer) -> None:
    ledger.add(ledger.books.pauses, day(1), customer=acme, begun_on=day(1), until=day(5))
    seen = {number: ledger.row(acme, day(number)) for number in (0, 1, 5, 6, 9)}
    assert {n: row["paused"] for n, row in seen.items()} == {0: False, 1: True, 5: True, 6: False, 9: False}
    assert {n: row["pause_ended_on"] for n, row in seen.items()} == {0: None, 1: None, 5: None, 6: day(6), 9: day(6)}


def test_a_pause_resumed_ends_that_day(ledger: Ledger, acme: Customer) -> None:
    pause = ledger.add(ledger.books.pauses, day(1), customer=acme, begun_on=day(1), until=day(9))
    ledger.end(pause, day(3))
    row = ledger.row(acme, day(3))
    assert (row["paused"], row["pause_ended_on"]) == (False, day(3))


@pytest.mark.breaks_books  # what was credited is set here without the credit
def test_an_upheld_dispute_awaits_its_credit_note_even_when_nothing_is_left(
    ledger: Ledger, acme: Customer, item: Item
) -> None:
    dispute = ledger.add(ledger.books.disputes, day(2), customer=acme, item=item, amount_minor=20_000, opened_on=day(2))
    row = only_item(ledger, day(3))
    assert (row["disputed_minor"], row["awaiting_minor"]) == (20_000, 0)
    ledger.end(dispute, day(4), state="upheld")
    ledger.pay(item, 120_000, day(5))
    row = only_item(ledger, day(5))
    assert (row["residual_minor"], row["disputed_minor"], row["awaiting_minor"]) == (0, 0, 20_000)
    assert ledger.facts(day(5)).matters["task"].to_list() == ["credit-note"]
    dispute.credited_minor = 20_000
    dispute.save()
    assert ledger.facts(day(6)).items.is_empty()
    assert ledger.facts(day(6)).matters.is_empty()


def test_a_rejected_dispute_starts_the_count_again(ledger: Ledger, acme: Customer, item: Item) -> None:
    dispute = ledger.add(ledger.books.disputes, day(2), customer=acme, item=item, amount_minor=5, opened_on=day(2))
    ledger.end(dispute, day(4), state="rejected")
    row = only_item(ledger, day(5))
    assert (row["disputed_minor"], row["restart_on"]) == (0, day(4))


def test_money_under_way_counts_until_it_failed(ledger: Ledger, acme: Customer, item: Item) -> None:
    coming = ledger.add(ledger.books.under_way, day(2), customer=acme, item=item, amount_minor=700, announced_on=day(2))
    assert only_item(ledger, day(2))["under_way_minor"] == 700
    ledger.end(coming, day(3), state="failed")
    assert only_item(ledger, day(3))["under_way_minor"] == 0


@pytest.mark.parametrize(("counted", "unmet"), [(0, 10), (299, 10), (300, 40), (600, 70), (900, None)])
@pytest.mark.breaks_books  # what counted is set here without the money
def test_a_plan_is_unmet_from_the_first_instalment_not_reached(
    ledger: Ledger, acme: Customer, counted: int, unmet: int | None
) -> None:
    plan = ledger.add(
        ledger.books.commitments,
        day(1),
        customer=acme,
        kind="plan",
        currency="EUR",
        amount_minor=900,
        counted_minor=counted,
        made_on=day(1),
        on_date=day(70),
    )
    for number in (70, 10, 40):
        ledger.add(ledger.books.instalments, day(1), commitment=plan, due_on=day(number), amount_minor=300)
    rows = ledger.facts(day(2)).commitments.to_dicts()
    assert [row["unmet_on"] for row in rows] == [unmet and day(unmet)]


def test_money_without_an_item_waits_and_asks_for_work_once(ledger: Ledger, acme: Customer, item: Item) -> None:
    values = {"customer": acme, "currency": "EUR", "entry_date": day(1)}
    for kind in ("payment", "credit"):
        ledger.add(ledger.books.entries, day(1), kind=kind, amount_minor=50, unallocated_minor=50, **values)
    facts = ledger.facts(day(1))
    assert sorted(facts.unallocated["amount_minor"].to_list()) == [50, 50]
    assert facts.matters["task"].to_list() == ["allocate"]
    ledger.run(day(1))
    assert ledger.facts(day(2)).matters.is_empty()


@pytest.mark.parametrize(
    ("newest", "as_of", "fresh"),
    [
        (date(2026, 3, 9), date(2026, 3, 12), True),  # Monday to Thursday: three business days
        (date(2026, 3, 9), date(2026, 3, 13), False),
        (date(2026, 3, 6), date(2026, 3, 11), True),  # the weekend does not count
        (date(2026, 3, 12), date(2026, 3, 11), False),  # what comes later is not known yet
    ],
)
def test_cash_is_stale_after_three_business_days(
    ledger: Ledger, acme: Customer, newest: date, as_of: date, fresh: bool
) -> None:
    ledger.company.calendar = ""
    ledger.company.save()
    assert not snapshot.is_cash_fresh(ledger.company, as_of, ledger.policy)
    ledger.add(
        ledger.books.entries,
        newest,
        customer=acme,
        kind="payment",
        currency="EUR",
        amount_minor=0,
        unallocated_minor=0,
        entry_date=newest,
    )
    assert snapshot.is_cash_fresh(ledger.company, as_of, ledger.policy) is fresh
    assert ledger.facts(as_of, cash_fresh=None).cash_fresh is fresh


def test_a_complete_list_of_open_items_counts_as_cash(ledger: Ledger) -> None:
    ledger.add(ledger.books.import_files, day(0), digest="0" * 64, what="items", complete_on=day(0))
    assert snapshot.is_cash_fresh(ledger.company, day(1), ledger.policy)


@pytest.mark.parametrize(
    ("calendar", "country", "business_day"),
    [("", "NL", False), ("", "IR", True), ("", "", True), ("none", "NL", True), ("NL", "IR", False)],
)
def test_business_days_are_those_of_the_customers_place(
    ledger: Ledger, calendar: str, country: str, business_day: bool
) -> None:
    ledger.company.calendar = calendar
    ledger.company.save()
    customer = ledger.customer("HERE", day(0), country=country)
    sunday = date(2026, 6, 14)
    assert ledger.row(customer, sunday)["business_day"] is business_day


def test_the_verdict_on_charges_follows_kind_and_law(ledger: Ledger) -> None:
    business = ledger.customer("BIZ", day(0), kind="business")
    consumer = ledger.customer("CON", day(0), kind="consumer", country="NL")
    verdicts = [ledger.row(who, day(1))["charge_verdict"] for who in (business, consumer)]
    assert verdicts[0] in ("safe", "doubtful", "void")
    assert verdicts[1] != "safe"


def test_an_approval_counts_for_its_step_anchor_and_due_date(ledger: Ledger, acme: Customer, item: Item) -> None:
    values = {"customer": acme, "what": "final-warning", "step_id": "final-warning", "item": item, "due_date": DUE}
    for state in ("asked", "rejected", "approved"):
        ledger.add(ledger.books.approvals, day(1), state=state, **values)
    assert ledger.facts(day(2)).approvals.rows() == [(acme.pk, "final-warning", item.pk, DUE)]


def test_a_customer_placed_on_a_stage_begins_there(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.add(ledger.books.placements, day(1), customer=acme, stage=3, reason="old debt")
    assert ledger.row(acme, day(1))["placed_stage"] == 3
    ledger.run(day(1))
    row = ledger.row(acme, day(2))
    assert (row["stage"], row["placed_stage"]) == (3, None)


def test_an_allocation_is_never_changed(ledger: Ledger, acme: Customer, item: Item) -> None:
    ledger.pay(item, 500, day(1))
    allocation = ledger.books.allocations.get()
    allocation.amount_minor = 1
    for deed in (allocation.save, allocation.delete, ledger.books.allocations.delete):
        with pytest.raises(TypeError, match="never"):
            deed()
    with pytest.raises(TypeError, match="never"):
        ledger.books.allocations.update(amount_minor=1)


def test_a_shard_is_a_range_of_customers(ledger: Ledger, acme: Customer, item: Item) -> None:
    other = ledger.customer("OTHER", date(2026, 1, 2), "email")
    ledger.invoice(other, "INV-8", 50_000, date(2026, 3, 1), DUE)
    for shard, customers in (
        (range(acme.pk, other.pk), [acme.pk]),
        (range(acme.pk, other.pk + 1), [acme.pk, other.pk]),
    ):
        facts = ledger.facts(day(1), customers=shard)
        assert facts.customers["customer_id"].to_list() == customers
        assert sorted(set(facts.items["customer_id"])) == customers
