"""What status says of work in hand."""

from datetime import timedelta

from dunwell.data.shards import claim
from dunwell.queries.status import status
from dunwell.usecases.run_collections import run_collections
from integration.working.crew import TODAY, Yard

CUSTOMERS = [f"C{number}" for number in range(1, 7)]


def test_a_run_in_hand_with_a_worker_at_it(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    hands = yard.tools(stops=lambda: True).hands
    run = yard.do(run_collections, TODAY, as_of=TODAY, allow_stale=True, approved=True, hands=hands)["run"]
    claim(yard.books, yard.books.runs.get(), ["open"], "host:1", yard.now, timedelta(minutes=5))
    told = status(yard.company, yard.now, yard.tools().local(yard.company))
    assert told["runs"] == [
        {
            "run": run,
            "as_of": TODAY.isoformat(),
            "state": "approved",
            "waits_for": "",
            "shards": {"open": 4},
            "at_work": 1,
            "shards_per_minute": 0,
        }
    ]
    assert [(row["holder"], row["what"], row["over"]) for row in told["leases"]] == [("host:1", "shards", False)]
    yard.later(minutes=6)
    assert status(yard.company, yard.now, yard.now)["leases"][0]["over"]


def test_what_waits_to_be_sent_and_what_was(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    yard.decide(TODAY)
    yard.worker().keep_schedule()
    before = status(yard.company, yard.now, yard.tools().local(yard.company))
    assert before["channels"] == [
        {
            "channel": "email",
            "waiting": 7,
            "states": {"planned": 7},
            "oldest": TODAY.isoformat(),
            "per_minute": 0,
            "stopped": "",
        }
    ]
    while yard.worker().send():
        pass
    yard.books.messages.filter(customer__ref="ACME").update(state="in_doubt")
    after = status(yard.company, yard.now, yard.tools().local(yard.company))
    assert (after["channels"][0]["waiting"], after["in_doubt"]) == (0, 1)
    assert after["channels"][0]["per_minute"] == round(7 / 60, 2)
    assert [row["job"] for row in after["schedule"]] == ["check", "run", "digest", "seal"]
