"""A run that reads only customers of whom something can have changed comes to what one that reads all comes to.

Three companies live the same story on the real ledger: the same customers, writes, days and missed nights. One is run
as it always is, one in full, one in shards of a customer each. After each night they have decided the same, and stand
the same.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.policy.file import policy_text
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.fail_payment import fail_payment
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.move_episode import move_episode
from dunwell.usecases.open_company import open_company
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.place_customer import place_customer
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.recall import recall
from dunwell.usecases.record_bounce import record_bounce
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.resume_customer import resume_customer
from dunwell.usecases.run_collections import alone, run_collections
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.withdraw_promise import withdraw_promise
from dunwell.usecases.work import Caller
from dunwell.usecases.write_off import write_off
from property.policies import random_policy

STORIES = 12  # sixty and more in the soak
NIGHTS = 7
POLICIES = 60
FIRST = date(2026, 1, 5)
CUSTOMERS = ("ACME", "BETA", "GAMMA")
SIDES = ("nightly", "in-full", "in-shards")

Deed = tuple[Callable[..., Any], dict[str, Any]]


class Twins:
    """Companies with one story."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.today = FIRST
        self.invoices: list[str] = []
        self.books = []
        policy = drawn_policy(draw)
        calendar = draw.choice(["none", "NL"])
        for side in SIDES:
            open_company(
                self.caller(side),
                slug=side,
                name=side,
                country="NL",
                calendar=calendar,
                policy=policy,
            )
            self.books.append(Books(Company.objects.get(slug=side)))

    def caller(self, side: str) -> Caller:
        at = datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC)
        return Caller(side, "ann", Role.OWNER, at, self.today)

    def both(self, use_case: Callable[..., Any], asked: dict[str, Any]) -> None:
        """Do the same to all; what one refuses the others refuse too."""
        answers = []
        for side in SIDES:
            try:
                use_case(self.caller(side), **asked)
                answers.append("")
            except UserError as refused:
                answers.append(refused.code)
        assert len(set(answers)) == 1, (use_case.__name__, asked, answers)

    def mark_all_sent(self) -> None:
        """Deliver all that waits: the numbers of messages differ, what they are does not."""
        for side, books in zip(SIDES, self.books, strict=True):
            if waiting := list(books.messages.outbox().values_list("pk", flat=True)):
                mark_sent(self.caller(side), messages=waiting)

    def run(self) -> None:
        """Run the night, and hold one book against the other."""
        asked: dict[str, Any] = {
            "as_of": self.today - timedelta(days=self.draw.choice([0] * 9 + [1])),
            "allow_stale": self.draw.random() < 0.8,
            "approved": self.draw.random() < 0.95,
            "delivered": self.draw.random() < 0.8,
        }
        for _ in range(self.draw.choice([1, 1, 1, 2])):
            results = []
            for side in SIDES:
                try:
                    caller = self.caller(side)
                    hands = replace(alone(caller), shard_size=1) if side == "in-shards" else None
                    answer = run_collections(caller, **asked, full=side == "in-full", hands=hands)
                    results.append({name: answer[name] for name in ("state", "waits_for", "stale_cash", "counts")})
                except UserError as refused:
                    results.append({"refused": refused.code})
            assert all(result == results[0] for result in results), results
            nightly, *others = (standing(books) for books in self.books)
            for side, other in zip(SIDES[1:], others, strict=True):
                for table, rows in nightly.items():
                    assert rows == other[table], (side, table)


def drawn_policy(draw: Random) -> str:
    """Write a random policy under one name, so that another one takes its place."""
    return policy_text(random_policy(draw.randrange(POLICIES)).model_copy(update={"name": "default"}))


def standing(books: Books) -> dict[str, list[Any]]:
    """Tell all that runs wrote, in words that two companies share."""
    who, item = "customer__ref", "item__number"
    key = (who, item, "due_date", "opened", "slot", "last_day")
    tables = {
        "customers": (books.customers, ("ref", "version", "reason")),
        "items": (books.items, ("number", "residual_minor", "friendly_day", "due_date")),
        "decisions": (books.decisions, (who, item, "step_id", "step_day", "channel", "as_of", "state", "days")),
        "asked": (books.decision_items, (who, item, "asked_minor", "run__as_of")),
        "totals": (books.decision_totals, (who, "currency", "total_minor", "credit_minor", "run__as_of")),
        "held": (books.decisions_held, (who, "as_of", "step_id", "guard")),
        "marks": (books.step_marks, key),
        "episodes": (books.episodes, (who, "began_on", "stage", "floor", "stage_since", "oldest_due", "ended_on")),
        "changes": (books.stage_changes, (who, "changed_on", "stage", "floor")),
        "holds": (books.holds, (who, "placed_on", "ended_on")),
        "charges": (books.charges, (who, "currency", "base_minor", "charge_minor", "charged_on")),
        "reasons": (books.reason_changes, (who, "reason", "since")),
        "messages": (books.messages, (who, "channel", "state", "delivered_on")),
        "tasks": (books.tasks, (who, "task", "raised_on", "state")),
        "promises": (books.commitments, (who, "kind", "state", "ended_on", "counted_minor")),
    }
    found = {name: sorted(rows.values_list(*fields), key=str) for name, (rows, fields) in tables.items()}
    # What is held on a day stands once for it or once for each of its runs: a second one need not look again.
    return {**found, "held": sorted(set(found["held"]), key=str)}


def deed(twins: Twins) -> Deed:
    """Draw a write; what is impossible is refused in all books."""
    draw, today = twins.draw, twins.today
    customer = draw.choice(CUSTOMERS)
    number = draw.choice(twins.invoices)
    money = {"amount_minor": draw.choice([1, 500, 1_000, 2_500, 10_000]), "currency": "EUR"}
    later = today + timedelta(days=draw.randint(0, 12))
    of_customer, of_item = {"customer": customer}, {"item": number}
    deeds: list[Deed] = [
        (post_payment, {**of_customer, **money}),
        (post_payment, {**of_customer, **money, "reference": number}),
        (post_payment, {**of_customer, "amount_minor": 10_000, "currency": "EUR", "reference": number}),
        (post_credit, {**of_customer, **money, "number": f"CN-{draw.random()}"}),
        (chargeback, {**of_customer, **money, "reference": number}),
        (record_promise, {**of_customer, **money, "on": later}),
        (withdraw_promise, of_customer),
        (agree_plan, {**of_customer, **money, "items": [number], "count": 2, "every": "weekly", "first_on": later}),
        (raise_dispute, of_item),
        (resolve_dispute, {**of_item, "verdict": draw.choice(["upheld", "rejected"])}),
        (pause_customer, {**of_customer, "until": later}),
        (resume_customer, of_customer),
        (extend_item, {**of_item, "to": later + timedelta(days=draw.randint(0, 30))}),
        (announce_payment, {**of_customer, **of_item, **money}),
        (fail_payment, of_item),
        (record_bounce, {**of_customer, "channel": draw.choice(["email", "letter"])}),
        (record_reply, of_customer),
        (read_reply, of_customer),
        (write_off, {**of_item, "reason": "gone"}),
        (waive_fee, {**of_customer, **money, "reason": "kind"}),
        (hand_over, {**of_customer, "to": "agency"}),
        (recall, of_customer),
        (move_episode, of_customer),
        (place_customer, {**of_customer, "stage": "stage-2", "reason": "known"}),
    ]
    return draw.choice(deeds)


def begin(draw: Random) -> Twins:
    twins = Twins(draw)
    for ref in CUSTOMERS:
        reach = {"email": f"{ref}@example.org"} if draw.random() < 0.8 else {}
        reach |= {"address": "Quay 1"} if draw.random() < 0.5 else {}
        kind = draw.choice(["business", "business", "consumer"])
        twins.both(add_customer, {"ref": ref, "name": ref, "kind": kind, "country": "NL", **reach})
        for number in range(draw.choice([0, 1, 1, 2, 3])):
            bill(twins, ref, FIRST - timedelta(days=draw.randint(-20, 60)), f"{ref}-{number}")
    bill(twins, "ACME", FIRST, "ACME-X")
    return twins


def bill(twins: Twins, ref: str, due: date, number: str) -> None:
    twins.invoices.append(number)
    asked = {"number": number, "customer": ref, "amount_minor": 10_000, "currency": "EUR"}
    twins.both(post_invoice, {**asked, "item_date": min(due, twins.today) - timedelta(days=10), "due_date": due})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(STORIES))
def test_the_books_are_the_same_night_for_night(
    db: None, undone: Callable[[], AbstractContextManager[None]], seed: int
) -> None:
    with undone():
        live_nights(seed)


def live_nights(seed: int) -> None:
    """Live some nights of a drawn story, all three ways, and compare the books after each."""
    draw = Random(seed)  # noqa: S311 - a story, not a secret
    twins = begin(draw)
    for night in range(NIGHTS):
        twins.today += timedelta(days=draw.choice([1, 1, 1, 1, 2, 3, 5, 9, 30]))
        for _ in range(draw.choice([0, 0, 0, 1, 2])):
            twins.both(*deed(twins))
        if draw.random() < 0.3:
            twins.mark_all_sent()
        if draw.random() < 0.1:
            bill(twins, draw.choice(CUSTOMERS), twins.today + timedelta(days=draw.randint(0, 15)), f"LATE-{night}")
        if draw.random() < 0.03:
            twins.both(activate_policy, {"text": drawn_policy(draw)})
        twins.run()
