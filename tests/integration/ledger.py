"""A company and customers for tests that work on the ledger's tables directly."""

from datetime import date
from itertools import count
from typing import Any

import polars as pl

from dunwell.data import plans, snapshot
from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Item, Run
from dunwell.policy.file import Policy, default_policy, policy_hash, policy_text
from dunwell.policy.plan import Plan
from dunwell.policy.reference import decide_by_the_book

SEQ = count(1)


class Ledger:
    """Writes facts plainly, and runs days with the readable engine."""

    def __init__(self, slug: str = "ours", policy: Policy | None = None) -> None:
        self.company = Company.objects.create(slug=slug, name="Ours BV", country="NL", calendar="none")
        self.books = Books(self.company)
        self.policy = policy or default_policy()
        self.version = self.add(
            self.books.policy_versions,
            date(2026, 1, 1),
            name="default",
            digest=policy_hash(self.policy),
            text=policy_text(self.policy),
            activated_on=date(2026, 1, 1),
        )

    def add(self, rows: Any, on: date, **values: Any) -> Any:
        """Record a row on a day, under a journal entry of its own."""
        row = rows.create(recorded_on=on, recorded_seq=next(SEQ), **values)
        if customer := values.get("customer"):
            self.books.customers.raise_versions([customer.pk])
        return row

    def end(self, row: Any, on: date, **values: Any) -> None:
        """End something that stands."""
        for name, value in {"ended_on": on, "ended_seq": next(SEQ), **values}.items():
            setattr(row, name, value)
        row.save()

    def customer(self, ref: str, on: date, *channels: str, **values: Any) -> Customer:
        """Add a customer with an address for each channel."""
        customer: Customer = self.add(self.books.customers, on, ref=ref, name=f"{ref} Ltd", **values)
        for channel in channels:
            self.add(self.books.addresses, on, customer=customer, channel=channel, text=f"{ref} by {channel}")
        return customer

    def invoice(self, customer: Customer, number: str, minor: int, on: date, due: date, **values: Any) -> Item:
        """Add an invoice in euro."""
        values = {"currency": "EUR", "kind": "invoice", **values}
        item: Item = self.add(
            self.books.items,
            on,
            customer=customer,
            number=number,
            amount_minor=minor,
            residual_minor=minor,
            item_date=on,
            due_date=due,
            **values,
        )
        return item

    def pay(self, item: Item, minor: int, on: date, kind: str = "payment") -> Any:
        """Enter money or a credit, all of it for one item."""
        entry = self.add(
            self.books.entries,
            on,
            customer=item.customer,
            kind=kind,
            currency=item.currency,
            amount_minor=minor,
            unallocated_minor=0,
            entry_date=on,
            for_item=item if kind == "credit" else None,
        )
        self.add(
            self.books.allocations,
            on,
            customer=item.customer,
            entry=entry,
            item=item,
            amount_minor=minor,
            allocated_on=on,
        )
        item.refresh_from_db()
        item.residual_minor -= minor
        item.save()
        return entry

    def run(self, as_of: date, *, deliver: bool = True, wait: bool = False) -> tuple[Run, Plan]:
        """Decide a day and apply it, or store it to wait."""
        run = self.add(self.books.runs, as_of, as_of=as_of)
        facts = self.facts(as_of)
        plan = decide_by_the_book(facts, self.policy)
        writer = plans.Writer(on=as_of, seq=run.recorded_seq, deliver=deliver)
        if wait:
            plans.store_plan(run, self.version.pk, self.policy, facts, plan, writer)
        else:
            assert plans.apply_plan(run, self.version.pk, self.policy, facts, plan, writer) == []
        return run, plan

    def facts(self, as_of: date, **values: Any) -> Any:
        """Take the facts as the ledger stands."""
        return snapshot.take_facts(self.company, as_of, self.version.pk, self.policy, **{"cash_fresh": True, **values})

    def row(self, customer: Customer, as_of: date) -> dict[str, Any]:
        """Give the facts of one customer's own row."""
        rows: list[dict[str, Any]] = self.facts(as_of).customers.filter(pl.col("customer_id") == customer.pk).to_dicts()
        return rows[0]
