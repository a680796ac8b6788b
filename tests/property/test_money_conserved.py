"""Money is conserved under any sequence of use cases: an independent sum of what was asked gives every balance.

The model beside it knows no allocation: it adds what was claimed and takes off what came, was credited or given up.
What a use case refuses, tries dry or is asked for again under the same key must leave every balance as it was.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dunwell.data.books import Books
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.queries.balance import balances
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.allocate_entry import allocate_entry
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.fail_payment import fail_payment
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.recover import recover
from dunwell.usecases.refund import refund
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.undo_write_off import undo_write_off
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.withdraw_promise import withdraw_promise
from dunwell.usecases.work import Caller, find_company
from dunwell.usecases.write_off import write_off

CUSTOMERS = ("ACME", "BETA")
CURRENCIES = ("EUR", "JPY")
FIRST = date(2026, 1, 1)
SEQUENCES = 200
STEPS = 30


@dataclass(frozen=True)
class Step:
    """One call: which verb, about whom and how much, some days later, once or twice, or dry."""

    verb: str
    customer: str
    currency: str
    minor: int
    pick: int
    days: int = 0
    mode: str = "once"


@dataclass
class Model:
    """What each customer owes by currency, summed from what was asked for and done."""

    owed: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, step: Step, minor: int) -> None:
        self.owed[step.customer, step.currency] += minor

    def as_balances(self) -> dict[str, dict[str, int]]:
        return {
            customer: {ccy: self.owed[customer, ccy] for ccy in CURRENCIES if self.owed[customer, ccy]}
            for customer in CUSTOMERS
        }


class Story:
    """A company in which steps happen."""

    def __init__(self) -> None:
        self.today = FIRST
        self.model = Model()
        self.books = Books(find_company("ours"))
        self.invoices: list[tuple[str, str, str]] = []
        self.count = 0

    def play(self, step: Step) -> None:
        """Make one step, and compare every balance with the model."""
        self.today += timedelta(days=step.days)
        self.count += 1
        with suppress(UserError):
            self._call(step)
        assert self.told() == self.model.as_balances(), step

    def _call(self, step: Step) -> None:
        use_case, asked, effect = getattr(self, f"_{step.verb}")(step)
        caller = Caller("ours", "ann", Role.OWNER, datetime(2026, 1, 1, tzinfo=UTC), self.today)
        if step.mode == "dry":
            use_case(replace(caller, dry=True), **asked)
            return
        keyed = replace(caller, key=f"key-{self.count}")
        answer = use_case(keyed, **asked)
        effect(answer)
        if step.mode == "twice":
            assert use_case(keyed, **asked) == answer

    def told(self) -> dict[str, dict[str, int]]:
        found = balances(self.books.company, CUSTOMERS)
        return {ref: {ccy: minor for ccy, minor in row.items() if minor} for ref, row in found.items()}

    def _item(self, step: Step) -> str:
        """Pick an item of the step's customer and currency, or any other now and then."""
        mine = [number for number, *owner in self.invoices if owner == [step.customer, step.currency]]
        every = mine or [number for number, *_ in self.invoices] or ["INV-0"]
        return every[step.pick % len(every)]

    def _money(self, step: Step) -> dict[str, Any]:
        return {"customer": step.customer, "amount_minor": step.minor, "currency": step.currency}

    def _invoice(self, step: Step) -> Any:
        number = f"INV-{self.count}"

        def effect(_: Any) -> None:
            self.invoices.append((number, step.customer, step.currency))
            self.model.add(step, step.minor)

        due = self.today + timedelta(days=step.pick % 20)
        return post_invoice, {**self._money(step), "number": number, "due_date": due}, effect

    def _fee(self, step: Step) -> Any:
        """Post a fee as runs do: no verb brings one."""

        def post(caller: Caller) -> dict[str, Any]:
            if not caller.dry:
                self.books.items.get_or_create(
                    number=f"FEE-{self.count}",
                    defaults={
                        "company": self.books.company,
                        "customer": self.books.customers.named(step.customer),
                        "kind": "fee",
                        "currency": step.currency,
                        "amount_minor": step.minor,
                        "residual_minor": step.minor,
                        "item_date": self.today,
                        "due_date": self.today,
                        "recorded_on": self.today,
                    },
                )
            return {}

        return post, {}, lambda _: self.model.add(step, step.minor)

    def _credit(self, step: Step) -> Any:
        asked = {**self._money(step), "number": f"CN-{self.count}", "item": self._item(step) if step.pick % 2 else ""}
        return post_credit, asked, lambda _: self.model.add(step, -step.minor)

    def _payment(self, step: Step) -> Any:
        asked = {**self._money(step), "reference": self._item(step) if step.pick % 3 == 0 else ""}
        return post_payment, asked, lambda _: self.model.add(step, -step.minor)

    def _pay_all(self, step: Step) -> Any:
        """Pay what is owed in all, if anything is."""
        step = replace(step, minor=max(step.minor, self.model.owed[step.customer, step.currency]))
        return post_payment, self._money(step), lambda _: self.model.add(step, -step.minor)

    def _refund(self, step: Step) -> Any:
        asked = {**self._money(step), "reference": self._item(step) if step.pick % 2 else ""}
        return refund, asked, lambda _: self.model.add(step, step.minor)

    def _chargeback(self, step: Step) -> Any:
        asked = {**self._money(step), "reference": self._item(step)}
        return chargeback, asked, lambda _: self.model.add(step, step.minor)

    def _recover(self, step: Step) -> Any:
        def effect(answer: Any) -> None:
            undone = answer["basis"] == "by_write_off"
            revived = sum(each["amount_minor"] for each in answer["allocations"]) if undone else 0
            self.model.add(step, revived - step.minor)

        return recover, self._money(step), effect

    def _write_off(self, step: Step) -> Any:
        number = self._item(step)
        return write_off, {"item": number}, lambda answer: self._of_item(number, step, -answer["amount_minor"])

    def _undo_write_off(self, step: Step) -> Any:
        number = self._item(step)
        return undo_write_off, {"item": number}, lambda answer: self._of_item(number, step, answer["amount_minor"])

    def _of_item(self, number: str, step: Step, minor: int) -> None:
        owner, currency = next((owner, currency) for each, owner, currency in self.invoices if each == number)
        self.model.add(replace(step, customer=owner, currency=currency), minor)

    def _waive(self, step: Step) -> Any:
        return waive_fee, self._money(step), lambda _: self.model.add(step, -step.minor)

    def _allocate(self, step: Step) -> Any:
        waiting = list(self.books.entries.unallocated().oldest_first().values_list("pk", flat=True)) or [0]
        return allocate_entry, {"entry": waiting[step.pick % len(waiting)], "item": self._item(step)}, nothing

    def _promise(self, step: Step) -> Any:
        return record_promise, {**self._money(step), "on": self.today + timedelta(days=step.pick % 15)}, nothing

    def _withdraw(self, step: Step) -> Any:
        return withdraw_promise, {"customer": step.customer}, nothing

    def _plan(self, step: Step) -> Any:
        asked = {"items": [self._item(step)], "count": 1 + step.pick % 3, "every": "weekly", "first_on": self.today}
        return agree_plan, {**self._money(step), **asked}, nothing

    def _extend(self, step: Step) -> Any:
        return extend_item, {"item": self._item(step), "to": self.today + timedelta(days=step.pick)}, nothing

    def _announce(self, step: Step) -> Any:
        return announce_payment, {**self._money(step), "item": self._item(step)}, nothing

    def _fail(self, step: Step) -> Any:
        return fail_payment, {"item": self._item(step)}, nothing

    def _dispute(self, step: Step) -> Any:
        asked = {"amount_minor": step.minor, "currency": step.currency} if step.pick % 2 else {}
        return raise_dispute, {"item": self._item(step), **asked}, nothing

    def _resolve(self, step: Step) -> Any:
        return resolve_dispute, {"item": self._item(step), "verdict": ("upheld", "rejected")[step.pick % 2]}, nothing


def nothing(_: Any) -> None:
    """Owe as much as before."""


HELPERS = ("_call", "_item", "_money", "_of_item")
VERBS = sorted(name[1:] for name in vars(Story) if name[0] == "_" and name[1] != "_" and name not in HELPERS)
OFTEN = ["invoice"] * 5 + ["payment"] * 5 + ["credit", "promise", "chargeback", "refund"] * 2

steps = st.builds(
    Step,
    verb=st.sampled_from(VERBS + OFTEN),
    customer=st.sampled_from(CUSTOMERS),
    currency=st.sampled_from([*CURRENCIES, "EUR", "EUR"]),
    minor=st.sampled_from([1, 40, 50, 60, 100, 100, 150, 200, 999_999_999_999]),
    pick=st.integers(0, 30),
    days=st.sampled_from([0, 0, 0, 1, 4]),
    mode=st.sampled_from(["once"] * 8 + ["twice", "dry"]),
)


@pytest.fixture
def company(db: None) -> None:
    caller = Caller("ours", "ann", Role.OWNER, datetime(2026, 1, 1, tzinfo=UTC), FIRST)
    open_company(caller, slug="ours", name="Ours BV", country="NL", calendar="none")
    for ref in CUSTOMERS:
        add_customer(caller, ref=ref, name=ref)


def eur(verb: str, minor: int, pick: int = 0, **more: Any) -> Step:
    return Step(verb, "ACME", "EUR", minor, pick, **more)


@pytest.mark.slow
@example(
    sequence=[
        eur("invoice", 100),
        eur("payment", 100),
        eur("chargeback", 60),
        eur("write_off", 1),
        eur("recover", 50),
        eur("undo_write_off", 1),
        eur("payment", 10),
    ]
)
@settings(max_examples=SEQUENCES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(sequence=st.lists(steps, min_size=STEPS, max_size=STEPS + 6))
def test_every_balance_is_what_was_asked_for(
    company: None, undone: Callable[[], AbstractContextManager[None]], sequence: list[Step]
) -> None:
    with undone():
        story = Story()
        for step in sequence:
            story.play(step)
