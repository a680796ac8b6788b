"""What the tests of the workbench share. Passwords are hashed in a way that costs nothing and is used nowhere else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import override_settings

from dunwell import wiring

A_WEDNESDAY = date(2026, 3, 4)  # a business day everywhere, so that runs send
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def office(db: None) -> Iterator[Any]:
    """Give an office with two companies, and everybody who works there."""
    from integration.workbench.office import Office  # tables can be named once Django has started

    wiring.live_on(A_WEDNESDAY)
    try:
        with override_settings(PASSWORD_HASHERS=CHEAP, ALLOWED_HOSTS=["testserver"]):
            yield Office()
    finally:
        wiring.live_on(datetime.now(UTC).date())
