"""A disk that is full: nothing is half written, and when there is room again all goes on."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from dunwell.adapters.email_files import MailFiles, MailFilesSettings
from dunwell.config.private_files import write_whole
from dunwell.data import journal
from dunwell.ports import Hands
from dunwell.usecases.run_collections import run_collections
from integration.outbox.office import Office
from integration.usecases.desk import day

CUSTOMERS = [f"C{number}" for number in range(30)]


def _pages(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        ((number,),) = cursor.fetchall()
    return int(number)


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shard_size", [5, 100])
def test_a_run_that_finds_the_disk_full_goes_on_when_there_is_room(tmp_path: Path, shard_size: int) -> None:
    office = Office(tmp_path)
    office.customers(*CUSTOMERS)
    hands = Hands(holder="one", clock=lambda: office.now, shard_size=shard_size)
    asked: dict[str, Any] = {"as_of": day(1), "allow_stale": True, "approved": True, "hands": hands}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what tests before left empty would be room
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    most = _pages("max_page_count")
    _pages(f"max_page_count = {_pages('page_count') + 1}")
    try:
        with pytest.raises(OperationalError, match="full"):
            office.do(run_collections, day(1), **asked)
        applied = office.books.messages.count()
        assert applied < len(CUSTOMERS)
        assert not office.books.runs.filter(state="done").exists()
    finally:
        _pages(f"max_page_count = {most}")
    assert office.do(run_collections, day(1), **asked)["state"] == "done"
    assert sorted(office.states()) == sorted(["ACME", *CUSTOMERS])
    assert office.books.messages.count() == 1 + len(CUSTOMERS)


@pytest.mark.django_db
def test_mail_for_a_full_folder_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    office.customers("BETA")
    office.decide(day(1))
    room = False

    def write(path: Path, content: bytes) -> None:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write_whole(path, content)

    monkeypatch.setattr(
        office, "channel", lambda company, settings: MailFiles(MailFilesSettings(), tmp_path / "email", write)
    )
    told = office.dispatch()["email"]
    assert told["results"].get("handed_over", 0) == 0
    assert not list(office.files("email"))
    assert set(office.states().values()) <= {"rendered", "failed"}

    room = True
    office.later(days=1)
    if told["stopped"]:
        office.books.channel_settings.update(stopped_reason="", stopped_task=None)
    office.dispatch(on=day(1))
    assert set(office.states().values()) == {"sent"}
    journal.seal(office.company, office.now, "sealer")
    assert journal.verify(office.company).ok
