"""Each truth of the books finds the rows that break it: here they are broken on purpose, one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from dunwell.data.books import Books
from dunwell.invariants import TRUTHS, check_all
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.place_customer import place_customer
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

pytestmark = pytest.mark.breaks_books
EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    """Give a desk where something of everything has happened: money, promises, stops, runs up to the late charge."""
    made = Desk()
    for number in range(2, 7):
        made.invoice(f"INV-{number}", 10_000 * number, day(number))
    made.do(place_customer, day(99), customer="ACME", stage="account-hold", reason="known to pay late")
    made.run(day(100))
    made.run(day(101))
    made.do(post_payment, day(121), amount_minor=20_000, reference="INV-2", **EUR)
    made.do(chargeback, day(121), amount_minor=5_000, reference="INV-2", **EUR)
    made.do(raise_dispute, day(121), item="INV-3", amount_minor=9_000)
    made.do(post_credit, day(121), number="CN-1", item="INV-3", amount_minor=1_000, **EUR)
    made.do(record_promise, day(121), amount_minor=50_000, on=day(125), **EUR)
    made.do(post_payment, day(121), amount_minor=7, **EUR)
    made.do(
        agree_plan, day(121), items=["INV-5"], count=2, amount_minor=5_000, every="weekly", first_on=day(123), **EUR
    )
    made.do(announce_payment, day(121), item="INV-6", amount_minor=5, **EUR)
    made.do(extend_item, day(121), item="INV-6", to=day(200))
    made.do(write_off, day(121), item="INV-4")
    early = {"item_date": day(121), "terms": "2/10 net 30", "amount_minor": 100_000}
    made.do(post_invoice, day(121), number="INV-9", **early, **EUR)
    made.do(post_payment, day(121), amount_minor=98_000, reference="INV-9", **EUR)
    made.do(pause_customer, day(121), customer="ACME", until=day(124), reason="flood")
    assert check_all() == []
    return made


def update(table: str, values: str, where: str = "1 = 1") -> Callable[[Books], None]:
    def change(_: Books) -> None:
        statement = f"UPDATE data_{table} SET {values} WHERE id = (SELECT MIN(id) FROM data_{table} WHERE {where})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 1, statement

    return change


def two_pauses(books: Books) -> None:
    first = books.pauses.get()
    books.pauses.create(customer=first.customer, begun_on=day(122), until=day(130), recorded_on=day(122))


def other_customer(table: str) -> Callable[[Books], None]:
    def change(books: Books) -> None:
        other = books.customers.create(ref="BETA", name="Beta", recorded_on=day(0))
        update(table, f"customer_id = {other.pk}")(books)

    return change


def held_by_no_run(books: Books) -> None:
    acme = books.customers.named("ACME")
    books.decisions_held.create(
        run_id=999_999_999, customer=acme, as_of=day(122), step_no=1, step_id="x", guard="paused", recorded_on=day(122)
    )


BROKEN: dict[str, Callable[[Books], None]] = {
    "residual_follows": update("item", "residual_minor = residual_minor - 1", "residual_minor > 0"),
    "unallocated_follows": update("entry", "unallocated_minor = 1", "kind = 'payment' AND unallocated_minor = 0"),
    "allocations_agree": other_customer("allocation"),
    "kinds_settle": update("entry", "kind = 'refund'", "kind = 'write_off'"),
    "nothing_hangs": update("entry", "unallocated_minor = 1", "kind = 'chargeback'"),
    "reversals_mirror": update("allocation", "amount_minor = amount_minor - 1", "reverses_id IS NOT NULL"),
    "money_conserved": update("entry", "amount_minor = amount_minor + 1", "kind = 'payment'"),
    "openings_counted": update("item", "opened = opened + 1"),
    "due_dates_follow": update("item", "due_date = item_date", "extended_on IS NOT NULL"),
    "credits_agree": update("entry", "currency = 'USD'", "for_item_id IS NOT NULL AND kind = 'credit'"),
    "discounts_end_whole": update("discounttaken", "amount_minor = amount_minor - 1"),
    "disputes_credited": update("dispute", "credited_minor = credited_minor + 1"),
    "covers_within": update("commitment", "amount_minor = 1, counted_minor = 0", "kind = 'promise'"),
    "covers_agree": other_customer("cover"),
    "covers_lowered": update("cover", "cover_minor = cover_minor - 1", "cover_minor > 0"),
    "instalments_sum": update("instalment", "amount_minor = amount_minor + 1"),
    "reserved_agree": update("entry", "counted_minor = 1", "counts_for_id IS NULL AND amount_minor > 0"),
    "promises_counted": update("commitment", "counted_minor = counted_minor + 1", "kind = 'promise'"),
    "episodes_follow": update("episode", "stage = stage + 1"),
    "one_pause": two_pauses,
    "under_way_agrees": update("underway", "state = 'failed'"),
    "disputes_agree": update("dispute", "state = 'upheld'"),
    "holds_in_order": update("hold", "ended_on = '2000-01-01'"),
    "reasons_follow": update("customer", "reason = 'unheard_of'"),
    "totals_add_up": update("decision", "totals = REPLACE(totals, ',0,', ',1,')", "totals <> ''"),
    "asked_is_totalled": update("decision", "asked = REPLACE(asked, 'EUR', 'USD')", "asked <> ''"),
    "messages_agree": update("message", "delivered_on = NULL", "state = 'delivered'"),
    "leases_agree": update("message", "state = 'claimed'"),
    "messages_are_kept": update("message", "sha256 = 'abc'"),
    "cancelled_together": update("message", "state = 'cancelled'"),
    "charges_are_fees": update("charge", "charge_minor = charge_minor + 1"),
    "decision_owned": update("decision", "item_id = 999999999"),
    "message_owned": update("message", "address_id = 999999999"),
    "decisionheld_owned": held_by_no_run,
    "episode_owned": update("episode", "oldest_item_id = 999999999"),
    "call_owned": update("call", "decision_id = 999999999"),
    "stepmark_owned": update("stepmark", "item_id = 999999999"),
    "stagechange_owned": update("stagechange", "episode_id = 999999999"),
    "reasonchange_owned": update("reasonchange", "customer_id = 999999999"),
    "runs_applied": update("run", "applied_on = NULL", "state = 'done'"),
}


def test_each_truth_is_broken_by_what_denies_it_and_names_the_row(desk: Desk) -> None:
    assert set(BROKEN) == {truth.name for truth in TRUTHS}
    for name, break_it in BROKEN.items():
        with transaction.atomic():
            break_it(desk.books)
            found: dict[str, Any] = {violation.name: violation for violation in check_all()}
            transaction.set_rollback(True)
        assert name in found, name
        assert found[name].total == len(found[name].ids) >= 1
        assert str(found[name].ids[0]) in str(found[name])


def test_broken_books_of_any_size_are_told_in_ten_ids(desk: Desk) -> None:
    for number in range(20):
        desk.invoice(f"MORE-{number}", 5)
    desk.books.items.filter(number__startswith="MORE").update(residual_minor=4)
    residual = next(violation for violation in check_all() if violation.name == "residual_follows")
    assert (residual.total, len(residual.ids)) == (20, 10)
    assert str(residual).endswith("…")
