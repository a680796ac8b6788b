"""A worker at a long step gives signs of life: nobody takes over from it, and it learns where somebody has."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dunwell.data.shards import Held, LeaseLost, claim
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.sharding import driving
from dunwell.usecases.sharding.beating import beating
from integration.working.crew import TODAY, Yard

LEASE = timedelta(milliseconds=600)
SECONDS = 30


def _in_time(what: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_signs_of_life_are_given_until_the_lease_is_lost() -> None:
    beats, lost = [], threading.Event()

    def beat() -> bool:
        beats.append(1)
        if len(beats) == 3:
            lost.set()
        return len(beats) < 3

    with beating(beat, LEASE):
        assert lost.wait(SECONDS)
    assert len(beats) == 3


@pytest.fixture
def run(yard: Yard) -> int:
    """Give a run of two shards that was begun, and nothing more."""
    yard.customers("C1")
    hands = yard.tools(stops=lambda: True, shard_size=1).hands
    asked = {"as_of": TODAY, "allow_stale": True, "approved": True}
    return int(yard.do(run_collections, TODAY, **asked, hands=hands)["run"])


def _now() -> datetime:
    return datetime.now(UTC)


def _planning(monkeypatch: pytest.MonkeyPatch, yard: Yard, run: int, step: Any) -> None:
    """Let a worker plan a shard by another step."""
    monkeypatch.setitem(driving.STEPS, "applying", step)
    tools = yard.tools(clock=_now, lease=LEASE)
    assert driving.help_once(tools.caller(yard.company), run, tools.hands)


@pytest.mark.django_db(transaction=True)
def test_a_shard_that_takes_longer_than_its_lease_is_not_taken_over(
    yard: Yard, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = driving.STEPS["applying"]

    def slow(mine: Any, held: Held, by: Any) -> None:
        shard = yard.books.run_shards.filter(pk=held.shard)
        until = shard.get().lease_until
        _in_time(lambda: shard.get().lease_until > until)
        row, after = yard.books.runs.get(), until + timedelta(microseconds=1)
        others = [claim(yard.books, row, ("open",), "two", after, LEASE) for _ in range(2)]
        assert [each and each.number for each in others] == [2, None]
        plan(mine, held, by)

    _planning(monkeypatch, yard, run, slow)
    assert list(yard.books.run_shards.order_by("number").values_list("state", flat=True)) == ["done", "open"]


@pytest.mark.django_db(transaction=True)
def test_who_is_overtaken_all_the_same_writes_nothing(yard: Yard, run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = driving.STEPS["applying"]

    def overtaken(mine: Any, held: Held, by: Any) -> None:
        yard.books.run_shards.filter(pk=held.shard).update(holder="two", fence=held.fence + 1)
        with pytest.raises(LeaseLost):
            plan(mine, held, by)
        raise LeaseLost

    _planning(monkeypatch, yard, run, overtaken)
    shard = yard.books.run_shards.get(number=1)
    assert (shard.state, shard.holder) == ("open", "two")
    assert not yard.books.messages.exists()
