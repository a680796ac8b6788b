"""Nothing passes over a wire in clear, and no password stands in the settings."""

from typing import Any

import pytest
from pydantic import ValidationError

from dunwell.adapters.email_smtp import SmtpSettings


@pytest.mark.parametrize(
    "options",
    [
        {"host": "mail.example"},
        {"host": "mail.example", "port": 465, "security": "tls"},
        {"host": "127.0.0.1", "security": "none"},
        {"host": "localhost", "port": 2525, "security": "none"},
        {"host": "mail.example", "user": "ann", "password": "env:MAIL_PASSWORD"},
        {"host": "mail.example", "user": "ann", "password": "file:ours-email"},
    ],
)
def test_settings_that_hold(options: dict[str, Any]) -> None:
    assert SmtpSettings(**options).host == options["host"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"host": "mail.example", "security": "none"},
        {"host": "mail.example", "port": 0},
        {"host": "mail.example\r\nRSET"},
        {"host": "mail.example", "user": "ann"},
        {"host": "mail.example", "password": "env:MAIL_PASSWORD"},
        {"host": "mail.example", "user": "ann", "password": "hunter2"},
        {"host": "mail.example", "user": "ann", "password": "file:../../etc/passwd"},
        {"host": "mail.example", "colour": "red"},
    ],
)
def test_settings_that_do_not(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SmtpSettings(**options)
