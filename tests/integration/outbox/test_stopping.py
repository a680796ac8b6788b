"""Who is asked to stop ends with the message at hand; the rest goes out the next time."""

from typing import Any

from dunwell import wiring
from dunwell.ports import Post
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.work import Caller
from integration.usecases.desk import day

CUSTOMERS = [f"C{number}" for number in range(5)]


def test_sending_stops_after_the_message_at_hand(office: Any, server: Any) -> None:
    office.customers(*CUSTOMERS)
    office.by_smtp(server.port)
    office.decide(day(1))
    caller = Caller("ours", "ann", office.caller.role, office.now, day(1))
    told: list[tuple[str, int, int]] = []
    post = Post(
        office.channel,
        clock=lambda: office.now,
        holder="one",
        stops=lambda: len(server.received) >= 2,
        told=lambda *heard: told.append(heard),
    )
    dispatch_notices(caller, post, wiring.papers(), channels=["email"])
    assert (len(server.received), told) == (2, [("email", 2, 6)])
    assert sorted(office.states().values()) == ["delivered"] * 2 + ["rendered"] * 4
    assert not office.books.messages.exclude(lease_holder="").exists()
    office.dispatch()
    assert len(set(server.recipients)) == len(server.received) == 6
