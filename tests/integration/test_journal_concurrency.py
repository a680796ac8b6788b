"""Writers, two sealers and a verification at work at the same time: no entry is lost, none is sealed twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connection

from dunwell.data import journal
from dunwell.data.models import Company

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
WRITERS, EACH = 4, 40


@pytest.mark.django_db(transaction=True)
def test_writers_sealers_and_a_verification_do_not_disturb_each_other() -> None:
    company = Company.objects.create(slug="mill", name="Mill")
    done = Event()

    def write(writer: int) -> None:
        for number in range(EACH):
            told = {"actor": str(writer), "role": "finance", "at": AT}
            journal.record(company, "payment", facts={"n": number}, personal={"payer": "Anna"}, **told)  # type: ignore[arg-type]

    def seal(holder: int) -> None:
        while not done.is_set():
            journal.seal(company, AT, f"sealer-{holder}", batch_size=7)

    def verify(_: int) -> None:
        while not done.is_set():
            report = journal.verify(company)
            assert report.ok, report.findings

    with ThreadPoolExecutor(WRITERS + 3) as pool:
        others = [pool.submit(_closing(seal), 1), pool.submit(_closing(seal), 2), pool.submit(_closing(verify), 0)]
        try:
            list(pool.map(_closing(write), range(WRITERS)))
        finally:
            done.set()
        for other in others:
            other.result()

    journal.seal(company, AT, "sealer-1")
    report = journal.verify(company)
    assert (report.ok, report.entries, report.unsealed) == (True, WRITERS * EACH, 0)


def _closing(work: Callable[[int], None]) -> Callable[[int], None]:
    """Let each thread give back the connection that Django opened for it."""

    def closed(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    return closed
