"""What tests of the outbox ask for: an office, and a mail server on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from integration.outbox.mail_server import MailServer, mail_server


@pytest.fixture
def office(db: None, tmp_path: Path) -> Any:
    from integration.outbox.office import Office  # the tables can be named once Django has been started

    return Office(tmp_path)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as listening:
        yield listening
