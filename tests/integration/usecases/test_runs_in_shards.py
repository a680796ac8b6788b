"""A run cut into shards: the same as one in one piece, killed anywhere it goes on, and nobody writes out of turn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import JournalEntry
from dunwell.data.shards import LeaseLost, claim
from dunwell.domain.roles import Role, Verb, may
from dunwell.policy.file import default_policy, policy_text
from dunwell.ports import Hands
from dunwell.queries.decisions import run_facts
from dunwell.queries.explain import explain_customer
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.approve_run import approve_run
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.sharding.driving import drive, help_once
from dunwell.usecases.sharding.steps import apply_shard, plan_shard
from dunwell.usecases.work import Caller
from integration.usecases.desk import Desk, day

TODAY = day(1)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
CUSTOMERS = [f"C{number}" for number in range(1, 7)]
JUDGED = policy_text(default_policy()).replace('"first_run":true', '"first_run":false')
"""A policy by which no run waits; whether it does is seen once all of it is planned."""
BOTH_WAYS = pytest.mark.parametrize("approved", [True, False])
ASKED: dict[str, Any] = {"as_of": TODAY, "allow_stale": True, "approved": True, "delivered": False, "full": False}


class Shop(Desk):
    """A desk with seven customers who owe, and runs in shards of two."""

    def __init__(self, policy: str = "") -> None:
        super().__init__(policy)
        self.now = NOON
        for ref in CUSTOMERS:
            self.do(add_customer, day(-60), ref=ref, name=ref, email=f"{ref}@example.com")
            self.invoice(f"INV-{ref}", 50_000, customer=ref)

    def hands(self, holder: str = "one", *, steps: int | None = None, size: int = 2) -> Hands:
        """Give hands that stop after some steps."""
        left = iter(range(steps)) if steps is not None else None
        return Hands(
            holder=holder,
            clock=lambda: self.now,
            shard_size=size,
            stops=lambda: left is not None and next(left, None) is None,
        )

    def run_in_shards(self, **asked: Any) -> Any:
        """Run the day; `hands` says how."""
        return self.do(run_collections, TODAY, **{**ASKED, "hands": self.hands(), **asked})

    def worker(self) -> Caller:
        """Give who works on shards."""
        return replace(self.caller, today=TODAY, at=self.now)

    def written(self) -> list[Any]:
        """Tell what was decided and will be sent."""
        rows = self.books.messages.values_list("customer__ref", "channel", "decision__step_id", "state")
        totals = self.books.decision_totals.values_list("customer__ref", "total_minor", "run__as_of")
        return [sorted(rows), sorted(totals)]


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop(JUDGED)


@pytest.fixture
def strict(db: None) -> Shop:
    """Give a desk whose first run waits."""
    return Shop()


@BOTH_WAYS
def test_a_run_in_shards_is_one_run(shop: Shop, approved: bool) -> None:
    answer = shop.run_in_shards(approved=approved)
    assert (answer["state"], answer["counts"]["email"]) == ("done", 7)
    shards = shop.books.run_shards.order_by("number")
    assert list(shards.values_list("state", "size", "holder")) == [("done", 2, "")] * 3 + [("done", 1, "")]
    assert not shop.books.run_plans.exists()
    assert shop.books.run_policies.count() == 1
    assert [ref for ref, *_ in shop.written()[0]] == ["ACME", *CUSTOMERS]
    assert shop.books.customers.exclude(reason="").count() == 0


def duties(shop: Shop) -> list[Any]:
    """Tell who is asked to do what beside the ladder."""
    rows = shop.books.tasks.filter(decision__isnull=True).values_list("customer__ref", "task", "due_on", "role")
    return sorted(rows, key=str)


def test_what_follows_a_run_follows_it_in_shards_too_and_once(shop: Shop) -> None:
    for ref in ("C2", "C5"):
        shop.do(raise_dispute, day(-20), item=f"INV-{ref}", reason="short")
    found = []
    for hands in (None, shop.hands()):
        with transaction.atomic():
            counts = shop.run_in_shards(hands=hands)["counts"]
            found.append((counts["duties"], duties(shop)))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert {(ref, task) for ref, task, *_ in found[0][1]} >= {("C2", "dispute-late"), ("C5", "dispute-late")}
    for steps in (1, 2, 9, 9, 9):  # stopped twice, and done more than once
        shop.run_in_shards(hands=shop.hands(steps=steps))
    assert set(shop.books.runs.values_list("state", flat=True)) == {"done"}
    assert duties(shop) == found[0][1]


@BOTH_WAYS
def test_the_journal_has_an_entry_for_the_run_and_one_for_each_shard(shop: Shop, approved: bool) -> None:
    run = shop.run_in_shards(approved=approved)["run"]
    entries = JournalEntry.objects.filter(company=shop.company, verb="run").order_by("id")
    rows = [entry.row_count for entry in entries]
    assert len(rows) == 1 + 4 + 1  # cut, applied, done
    assert rows[0] is None
    assert rows[-1] == sum(rows[1:-1]) > 0
    assert bytes(list(entries)[-1].rows_digest)
    journal.seal(shop.company, NOON, "sealer")
    assert journal.verify(shop.company).ok
    assert shop.books.runs.get(pk=run).applied_seq == list(entries)[-1].pk


@pytest.mark.parametrize(
    ("approved", "steps"), [*((True, n) for n in range(1, 5)), *((False, n) for n in range(1, 10))]
)
def test_a_run_that_was_interrupted_goes_on(shop: Shop, approved: bool, steps: int) -> None:
    stopped = shop.run_in_shards(approved=approved, hands=shop.hands(steps=steps))
    done = shop.run_in_shards(approved=approved, hands=shop.hands("two"))
    assert (done["run"], done["state"], done["counts"]["email"]) == (stopped["run"], "done", 7)
    assert [ref for ref, *_ in shop.written()[0]] == ["ACME", *CUSTOMERS]
    assert shop.books.runs.count() == 1


@BOTH_WAYS
def test_a_shard_of_a_dead_worker_is_taken_over_when_its_lease_is_over(shop: Shop, approved: bool) -> None:
    run = shop.run_in_shards(approved=approved, hands=shop.hands(steps=1))["run"]
    dead = claim(shop.books, shop.books.runs.get(), ["open"], "dead", NOON, timedelta(minutes=5))
    assert dead is not None
    drive(shop.worker(), run, shop.hands())
    assert shop.books.runs.get().state == ("approved" if approved else "planning")
    shop.now += timedelta(minutes=6)
    drive(shop.worker(), run, shop.hands())
    assert shop.books.runs.get().state == "done"
    assert len(shop.written()[0]) == 7


@pytest.mark.parametrize(
    ("approved", "state", "step", "steps"),
    [(False, "open", plan_shard, 1), (False, "planned", apply_shard, 5), (True, "open", apply_shard, 1)],
)
def test_a_worker_that_wakes_up_late_writes_nothing(
    shop: Shop, approved: bool, state: str, step: Any, steps: int
) -> None:
    run = shop.run_in_shards(approved=approved, hands=shop.hands(steps=steps))["run"]
    late = claim(shop.books, shop.books.runs.get(), [state], "late", NOON, timedelta(minutes=5))
    assert late is not None
    shop.now += timedelta(minutes=6)
    drive(shop.worker(), run, shop.hands())
    written, entries = shop.written(), JournalEntry.objects.count()
    with pytest.raises(LeaseLost):
        step(shop.worker(), late, shop.hands("late"))
    assert (shop.written(), JournalEntry.objects.count()) == (written, entries)
    assert not shop.books.run_plans.exists()


def test_a_worker_of_a_run_that_was_given_up_writes_nothing(shop: Shop) -> None:
    shop.run_in_shards(approved=False, hands=shop.hands(steps=1))
    late = claim(shop.books, shop.books.runs.get(), ["open"], "late", NOON, timedelta(minutes=5))
    assert late is not None
    other = shop.run_in_shards(full=True)
    assert list(shop.books.runs.order_by("pk").values_list("state", flat=True)) == ["cancelled", "done"]
    with pytest.raises(LeaseLost):
        plan_shard(shop.worker(), late, shop.hands("late"))
    assert other["counts"]["email"] == 7


@pytest.mark.parametrize(("approved", "steps"), [(False, 7), (True, 2)])
def test_what_was_begun_to_be_applied_is_finished_before_another_day(shop: Shop, approved: bool, steps: int) -> None:
    first = shop.run_in_shards(approved=approved, hands=shop.hands(steps=steps))["run"]
    assert shop.books.run_shards.filter(state="done").count() == 2
    second = shop.do(run_collections, day(2), **{**ASKED, "as_of": day(2)}, hands=shop.hands())
    runs = dict(shop.books.runs.values_list("pk", "state"))
    assert runs == {first: "done", second["run"]: "done"}
    assert sorted(shop.books.messages.values_list("decision__as_of", flat=True)) == [TODAY] * 7


def test_a_large_run_waits_as_a_whole_and_is_approved_as_a_whole(strict: Shop) -> None:
    run = strict.run_in_shards(approved=False)
    assert (run["state"], run["waits_for"]) == ("planned", "first_run")
    assert not strict.books.messages.exists()
    assert len(run_facts(strict.company, run["run"])["contacts"]) == 7
    strict.do(post_payment, TODAY, customer="C1", amount_minor=50_000, currency="EUR", reference="INV-C1")
    answer = strict.do(approve_run, TODAY, run=run["run"], hands=strict.hands())
    assert (answer["state"], answer["left_for_next_run"]) == ("done", 0)
    assert [ref for ref, *_ in strict.written()[0]] == ["ACME", *CUSTOMERS[1:]]
    done = strict.books.runs.get()
    assert (done.approved_by, done.counts["email"]) == ("ann", 6)


def test_an_approval_that_was_interrupted_goes_on_with_the_next_run(strict: Shop) -> None:
    run = strict.run_in_shards(approved=False)["run"]
    assert strict.do(approve_run, TODAY, run=run, hands=strict.hands(steps=2))["state"] == "approved"
    strict.run_in_shards()
    assert strict.books.runs.get(pk=run).state == "done"
    assert len(strict.written()[0]) == 7


def test_some_of_a_large_run_are_approved_and_the_rest_waits(strict: Shop) -> None:
    run = strict.run_in_shards(approved=False)["run"]
    strict.do(approve_run, TODAY, run=run, only=["C3"])
    assert [ref for ref, *_ in strict.written()[0]] == ["C3"]
    strict.do(approve_run, TODAY, run=run, hands=strict.hands())
    assert [ref for ref, *_ in strict.written()[0]] == ["ACME", *CUSTOMERS]


def test_who_pays_between_planning_and_applying_is_planned_again(shop: Shop) -> None:
    run = shop.run_in_shards(approved=False, hands=shop.hands(steps=5))["run"]
    shop.do(post_payment, TODAY, customer="C2", amount_minor=50_000, currency="EUR", reference="INV-C2")
    drive(shop.worker(), run, shop.hands())
    assert [ref for ref, *_ in shop.written()[0]] == ["ACME", "C1", *CUSTOMERS[2:]]
    assert explain_customer(shop.company, "C2", TODAY, TODAY).explanation.reason == "nothing_owed"


def test_who_pays_while_a_shard_is_decided_is_planned_again(shop: Shop) -> None:
    def pays() -> None:
        shop.do(post_payment, TODAY, customer="C1", amount_minor=50_000, currency="EUR", reference="INV-C1")

    shop.run_in_shards(hands=_interrupted(shop, pays))
    assert [ref for ref, *_ in shop.written()[0]] == ["ACME", *CUSTOMERS[1:]]
    assert explain_customer(shop.company, "C1", TODAY, TODAY).explanation.reason == "nothing_owed"


@BOTH_WAYS
def test_a_policy_put_in_force_while_a_shard_is_decided_is_not_forgotten(shop: Shop, approved: bool) -> None:
    shop.run_in_shards()
    assert _unknown_days(shop, shop.hands(), approved=approved) == [False] * 7
    shop.now += timedelta(days=1)
    after = _unknown_days(shop, _interrupted(shop, lambda: _other_policy(shop)), approved=approved)
    assert after == [True] * 2 + [False] * 5  # the shard that was decided by the policy of before


def _unknown_days(shop: Shop, hands: Hands, *, approved: bool) -> list[bool]:
    """Run another day, on which nobody gets anything; tells of whom no day is known to look at them again."""
    last = shop.books.runs.latest("as_of").as_of + timedelta(days=1)
    asked = {**ASKED, "as_of": last, "full": True, "approved": approved, "hands": hands}
    assert shop.do(run_collections, last, **asked)["state"] == "done"
    known = shop.books.customers.order_by("pk").values_list("next_review_on", flat=True)
    return [day is None for day in known]


def _interrupted(shop: Shop, happens: Callable[[], None]) -> Hands:
    """Give hands to which something happens between deciding the first shard and carrying it out."""
    deciding = iter([False, False, True])  # the clock is read for the step, for the claim, and when that is decided

    def clock() -> datetime:
        if next(deciding, False):
            happens()
        return shop.now

    return replace(shop.hands(), clock=clock)


def _other_policy(shop: Shop) -> None:
    text = JUDGED.replace('"lapse_days":30', '"lapse_days":31')
    assert shop.do(activate_policy, TODAY, text=text)["activated"]


def test_a_dry_run_is_never_cut(shop: Shop) -> None:
    shop.caller = replace(shop.caller, dry=True)
    assert shop.run_in_shards()["counts"]["email"] == 7
    assert not shop.books.runs.exists()


def test_the_same_key_gives_the_same_run(shop: Shop) -> None:
    shop.caller = replace(shop.caller, key="night-1")
    first = shop.run_in_shards(hands=shop.hands(steps=3))
    again = shop.run_in_shards()
    third = shop.run_in_shards()
    assert (first["state"], again["state"], third["state"]) == ("approved", "done", "done")
    assert first["run"] == again["run"] == third["run"]
    assert shop.books.runs.count() == 1


def test_a_step_for_a_run_that_is_over_does_nothing(shop: Shop) -> None:
    run = shop.run_in_shards()["run"]
    assert not help_once(shop.worker(), run, shop.hands())
    assert isinstance(shop.books, Books)


def test_whoever_may_run_a_day_may_approve_it_beforehand() -> None:
    assert all(may(role, Verb.APPROVE) for role in Role if may(role, Verb.RUN))
