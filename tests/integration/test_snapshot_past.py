"""Any past day is shown as its run saw it: the facts worked out from dated rows are those that were taken live."""

from datetime import date, timedelta

import polars as pl
import pytest

from dunwell.data import plans, snapshot
from dunwell.data.models import Customer
from dunwell.policy.facts import TABLES, Facts
from integration.ledger import SEQ, Ledger

DUE = date(2026, 3, 31)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger()


class Story:
    """A customer to whom everything happens, in days past due."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.acme = ledger.customer("ACME", date(2026, 1, 2), "email")
        self.first = ledger.invoice(self.acme, "INV-1", 120_000, date(2026, 3, 1), DUE)
        self.second = ledger.invoice(self.acme, "INV-2", 30_000, date(2026, 3, 20), day(12))

    def tell(self, number: int) -> None:
        happening = getattr(self, f"day_{number}", None)
        if happening:
            happening(day(number))

    def day_3(self, on: date) -> None:
        books = self.ledger.books
        self.promise = self.ledger.add(
            books.commitments,
            on,
            customer=self.acme,
            kind="promise",
            currency="EUR",
            amount_minor=50_000,
            made_on=on,
            on_date=day(8),
        )
        self.cover = self.ledger.add(
            books.covers,
            on,
            customer=self.acme,
            commitment=self.promise,
            item=self.first,
            amount_minor=50_000,
            cover_minor=50_000,
        )

    def day_5(self, on: date) -> None:
        """Part of the promise is kept."""
        entry = self.ledger.pay(self.first, 20_000, on)
        entry.counts_for, entry.counted_minor = self.promise, 20_000
        entry.save()
        self.ledger.add(self.ledger.books.cover_uses, on, cover=self.cover, amount_minor=20_000)
        self.ledger.books.covers.filter(pk=self.cover.pk).update(cover_minor=30_000)
        self.ledger.books.commitments.filter(pk=self.promise.pk).update(counted_minor=20_000)

    def day_13(self, on: date) -> None:
        self.dispute = self.ledger.add(
            self.ledger.books.disputes, on, customer=self.acme, item=self.second, amount_minor=10_000, opened_on=on
        )

    def day_16(self, on: date) -> None:
        self.ledger.pay(self.second, 4_000, on, kind="credit")
        self.dispute.credited_minor = 4_000
        self.dispute.save()

    def day_18(self, on: date) -> None:
        self.pause = self.ledger.add(
            self.ledger.books.pauses, on, customer=self.acme, begun_on=on, until=day(30), reason="fair"
        )

    def day_21(self, on: date) -> None:
        self.ledger.end(self.pause, on)
        self.ledger.end(self.dispute, on, state="upheld")

    def day_23(self, on: date) -> None:
        plans.record_bounce(self.ledger.company, self.acme, "email", on, next(SEQ))

    def day_26(self, on: date) -> None:
        self.ledger.add(self.ledger.books.addresses, on, customer=self.acme, channel="email", text="new@acme.example")
        self.ledger.add(
            self.ledger.books.under_way,
            on,
            customer=self.acme,
            item=self.first,
            amount_minor=5_000,
            announced_on=on,
        )

    def day_31(self, on: date) -> None:
        self.ledger.add(
            self.ledger.books.due_date_changes,
            on,
            customer=self.acme,
            item=self.first,
            from_date=DUE,
            to_date=day(40),
            moved_on=on,
        )
        self.first.refresh_from_db()
        self.first.due_date, self.first.extended_on, self.first.friendly_day = day(40), on, None
        self.first.save()

    def day_36(self, on: date) -> None:
        self.ledger.add(
            self.ledger.books.entries,
            on,
            customer=self.acme,
            kind="payment",
            currency="EUR",
            amount_minor=1_000,
            unallocated_minor=1_000,
            entry_date=on,
        )

    def day_44(self, on: date) -> None:
        self.ledger.add(self.ledger.books.replies, on, customer=self.acme, received_on=on, text="hello")

    def day_46(self, on: date) -> None:
        self.ledger.end(self.ledger.books.replies.get(), on)


def same(live: Facts, past: Facts, customer: Customer) -> list[str]:
    """Name the tables that differ for a customer; versions count writes and are not dated."""
    differing = []
    for name in TABLES:
        then, now = getattr(live, name), getattr(past, name)
        if "customer_id" in then.columns:
            then = then.filter(pl.col("customer_id") == customer.pk)
        if name == "customers":
            then, now = then.drop("version"), now.drop("version")
        if sorted(map(str, then.rows())) != sorted(map(str, now.rows())):
            differing.append(f"{name}: live {then.rows()}, past {now.rows()}")
    return differing


@pytest.mark.breaks_books  # the story is told row by row, past the use cases that keep sums right
def test_each_day_looks_afterwards_as_it_did_then(ledger: Ledger) -> None:
    story = Story(ledger)
    taken = {}
    for number in range(-8, 60):
        story.tell(number)
        live = ledger.facts(day(number))
        run, _ = ledger.run(day(number))
        taken[number] = (live, run.recorded_seq)
    story.ledger.pay(story.first, 100_000, day(61))
    ledger.run(day(61))
    for number, (live, seq) in taken.items():
        past = snapshot.take_past_facts(
            ledger.company, story.acme.pk, day(number), ledger.policy, known_before=seq, cash_fresh=True
        )
        assert same(live, past, story.acme) == [], f"day {number}"
        assert snapshot.version_on(ledger.company, story.acme.pk, day(number), seq) == ledger.version


def test_a_day_without_a_run_is_shown_by_the_dates_of_the_rows(ledger: Ledger) -> None:
    acme = ledger.customer("ACME", date(2026, 1, 2), "email")
    item = ledger.invoice(acme, "INV-1", 900, date(2026, 3, 1), DUE)
    ledger.pay(item, 400, day(5))
    before = snapshot.take_past_facts(ledger.company, acme.pk, day(4), ledger.policy)
    after = snapshot.take_past_facts(ledger.company, acme.pk, day(5), ledger.policy)
    assert before.items["residual_minor"].to_list() == [900]
    assert after.items["residual_minor"].to_list() == [500]
    assert (before.cash_fresh, after.cash_fresh) == (False, True)
