"""Telephone numbers as they are written, as they are dialled, and those that nobody has."""

import pytest

from dunwell.domain.phones import read_phone


@pytest.mark.parametrize(
    ("text", "country", "dialled"),
    [
        ("020 123 4567", "NL", "+31201234567"),
        ("+381 11 2345678", "", "+381112345678"),
        ("0711 234567", "DE", "+49711234567"),
        ("(021) 312 34 56", "RO", "+40213123456"),
    ],
)
def test_read(text: str, country: str, dialled: str) -> None:
    found = read_phone(text, country)
    assert (found.dialled, found.problem) == (dialled, "")
    assert found.written.startswith("+")


@pytest.mark.parametrize(("text", "country"), [("020 123 4567", ""), ("12", "NL"), ("call me", "NL"), ("+31 1", "")])
def test_what_nobody_has_is_said(text: str, country: str) -> None:
    assert read_phone(text, country).problem
