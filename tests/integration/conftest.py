"""A PostgreSQL for tests whose processes each work on a database of their own, whatever this process works on."""

from collections.abc import Iterator

import pytest

import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """Give a server, started by the first test that asks for it."""
    running = postgres.Server()
    yield running
    running.stop()
