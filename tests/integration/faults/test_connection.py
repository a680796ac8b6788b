"""A connection to the server that is cut in the midst of a transaction: what was committed stays, the rest comes."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from dunwell.ports import Hands
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.run_collections import run_collections
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day

pytestmark = pytest.mark.django_db(transaction=True)
CUSTOMERS = [f"C{number}" for number in range(6)]


class Cut:
    """Cuts the connection before the statement of a number that begins with a word and names a table."""

    def __init__(self, word: str, table: str, number: int) -> None:
        self.word, self.table, self.left = word, table, number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(self.word) and self.table in sql:
            self.left -= 1
            if self.left == 0:
                _cut()
        return execute(sql, params, many, context)


def _cut() -> None:
    """End the backend of our connection, as an administrator or a network would."""
    assert connection.connection is not None
    pid = connection.connection.info.backend_pid
    info = connection.connection.info
    with psycopg.connect(host=info.host, user=info.user, dbname=info.dbname, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection that could be cut")
    office = Office(tmp_path)
    office.customers(*CUSTOMERS)
    return office


@pytest.mark.parametrize("shard_size", [2, 100])
@pytest.mark.parametrize(("word", "table"), [("INSERT", "data_decision"), ("INSERT", "data_journalentry")])
@pytest.mark.parametrize("number", [1, 2])
def test_a_run_whose_connection_is_cut_goes_on(
    office: Office, word: str, table: str, number: int, shard_size: int
) -> None:
    hands = Hands(holder="one", clock=lambda: office.now, shard_size=shard_size)
    asked: dict[str, Any] = {"as_of": day(1), "allow_stale": True, "approved": True, "hands": hands}
    cut = Cut(word, table, number)
    try:
        with connection.execute_wrapper(cut):
            office.do(run_collections, day(1), **asked)
    except DatabaseError:
        connection.close()
    office.later(minutes=10)
    assert office.do(run_collections, day(1), **asked)["state"] == "done"
    assert office.books.messages.count() == 1 + len(CUSTOMERS)


def test_mail_whose_outcome_could_not_be_written_is_in_doubt(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    with pytest.raises(DatabaseError), connection.execute_wrapper(Cut("INSERT", "data_journalentry", 3)):
        office.dispatch(channels=["email"])
    connection.close()
    office.later(minutes=10)
    office.dispatch(channels=["email"])
    states = list(office.states().values())
    assert states.count("in_doubt") <= 1
    assert states.count("delivered") + states.count("in_doubt") == len(states) == len(set(server.recipients))
    assert len(server.received) == len(states)
    assert dispatch_notices.__doc__
