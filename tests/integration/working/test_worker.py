"""A worker by itself: the night's run in shards, the outbox in batches, the journal sealed."""

from collections.abc import Mapping
from dataclasses import replace

from dunwell.data import journal
from dunwell.domain.roles import Verb
from dunwell.domain.webhooks import Told, make_secret
from dunwell.usecases.configure_hook import configure_hook
from dunwell.usecases.events import SUSPEND, Happened, raise_events
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.work import Work
from dunwell.usecases.working.lanes import Worker
from integration.usecases.desk import day
from integration.working.crew import TODAY, Yard

CUSTOMERS = [f"C{number}" for number in range(1, 7)]


def _work(yard: Yard, *holders: str) -> None:
    """Let workers take turns until nothing is left to do."""
    workers = [yard.worker(holder) for holder in holders]
    while any([step() for worker in workers for step in (worker.keep_schedule, worker.help_runs, worker.send)]):  # noqa: C419
        pass


def test_a_day_and_a_night_of_two_workers(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    _work(yard, "one", "two")
    yard.do(run_collections, TODAY, as_of=TODAY, allow_stale=True, approved=True, hands=yard.tools().hands)
    yard.at("2026-04-01T12:00")
    _work(yard, "one", "two")
    assert set(yard.states().values()) == {"sent"}
    yard.at("2026-04-02T08:00")
    _work(yard, "two", "one")
    jobs = {row.job: row for row in yard.books.schedules.all()}
    assert {row.done_for for row in jobs.values()} == {TODAY, day(2)}
    assert jobs["run"].outcome["state"] == "done"
    assert jobs["check"].outcome == {"broken": {}}
    assert jobs["digest"].outcome["result"] == "nobody"
    assert journal.unsealed(yard.company) == 0
    assert journal.verify(yard.company).ok


def test_workers_share_a_run_that_somebody_began(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    stopped = yard.tools(stops=lambda: True).hands
    run = yard.do(run_collections, TODAY, as_of=TODAY, allow_stale=True, approved=True, hands=stopped)
    assert (run["state"], yard.books.run_shards.count()) == ("approved", 4)
    turns = [yard.worker("one"), yard.worker("two")]
    while any([worker.help_runs() for worker in turns]):  # noqa: C419
        pass
    assert yard.books.runs.get().state == "done"
    assert sorted(yard.states()) == ["ACME", *CUSTOMERS]


def test_the_run_of_a_night_is_made_once_also_when_its_worker_dies_before_it_says_so(yard: Yard) -> None:
    yard.at("2026-04-01T05:00")
    yard.worker().keep_schedule()
    yard.at("2026-04-01T06:00")
    yard.worker().keep_schedule()
    yard.books.schedules.filter(job="run").update(done_for=day(0))
    yard.worker("two").keep_schedule()
    assert yard.books.runs.count() == 1


def test_who_is_asked_to_stop_begins_nothing(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    yard.decide(TODAY)
    worker = yard.worker(stops=lambda: True)
    assert not any([worker.keep_schedule(), worker.help_runs(), worker.send()])
    assert set(yard.states().values()) == {"planned"}


class Ear:
    """Another system that takes what it is told."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def secret(self, name: str) -> str:
        return make_secret(b"0" * 32)

    def tell(self, url: str, headers: Mapping[str, str], body: bytes) -> Told:
        self.got.append(headers["webhook-timestamp"])
        return Told(200)


def test_a_worker_tells_other_systems_what_waits_for_them(yard: Yard) -> None:
    yard.do(configure_hook, TODAY, url="https://licences.example/x", events=["service.suspend"], secret="file:hook")
    made = Work(replace(yard.caller, today=TODAY), Verb.RUN)
    made.note({})
    raise_events(made, [Happened(SUSPEND, yard.acme, "task:1", TODAY)])
    ear = Ear()
    worker = Worker(replace(yard.tools(), teller=ear), "ours")
    assert (worker.tell(), worker.tell()) == (True, False)
    assert ear.got == [str(int(yard.now.timestamp()))]
    assert yard.books.event_deliveries.get().state == "delivered"
