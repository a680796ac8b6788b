"""What tests of being killed ask for: a harness on the database of this test run."""

from collections.abc import Iterator
from typing import Any

import pytest


def server_url() -> str | None:
    """Name the server that the tests run on; None for SQLite."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return None
    return f"postgresql://{database['USER']}@/postgres?host={database['HOST']}"


@pytest.fixture(scope="module")
def harness() -> Iterator[Any]:
    from kill.harness import Harness

    with Harness.on(server_url()) as harness:
        yield harness
