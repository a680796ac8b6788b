"""Several dispatchers at once, and people writing meanwhile: each message goes out once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from dunwell import wiring
from dunwell.ports import Post
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.post_payment import post_payment
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day

pytestmark = pytest.mark.django_db(transaction=True)
CUSTOMERS = [f"C{number}" for number in range(24)]
PAYING = CUSTOMERS[::4]


def test_each_message_goes_out_once(tmp_path: Path, server: MailServer) -> None:
    office = Office(tmp_path)
    office.by_smtp(server.port)
    office.customers(*CUSTOMERS)
    office.decide(day(1))

    def dispatch(holder: str) -> None:
        try:
            caller = replace(office.caller, at=office.now, today=day(1))
            post = Post(open_channel=office.channel, clock=lambda: office.now, holder=holder)
            for _ in range(4):
                dispatch_notices(caller, post, wiring.papers(), limit=10, channels=["email"])
        finally:
            connection.close()

    def pay() -> None:
        try:
            for ref in PAYING:
                office.do(post_payment, day(1), customer=ref, amount_minor=50_000, currency="EUR")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        work = [threads.submit(pay), *(threads.submit(dispatch, f"dispatcher {number}") for number in range(3))]
        for each in work:
            each.result()
    dispatch("the last")
    assert max(Counter(server.recipients).values()) == 1
    states = office.states()
    assert set(states) == {"ACME", *CUSTOMERS}
    assert {state for ref, state in states.items() if ref not in PAYING} == {"delivered"}
    assert {states[ref] for ref in PAYING} <= {"delivered", "cancelled"}
    assert Counter(states.values())["delivered"] == len(server.received)
