"""The words of sending."""

from datetime import timedelta

import pytest

from dunwell.domain.post import TRIES_AGAIN, wait_after, with_token


def test_each_refusal_waits_longer_and_then_it_fails_for_good() -> None:
    waits = [wait_after(attempts) for attempts in range(1, len(TRIES_AGAIN) + 2)]
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] is None
    known = [wait for wait in waits if wait is not None]
    assert known == sorted(set(known))


@pytest.mark.parametrize(
    ("address", "token", "given"),
    [
        ("ar@firm.example", "4f1", "ar+4f1@firm.example"),
        ("ar@firm.example", "", "ar@firm.example"),
        ("", "4f1", ""),
    ],
)
def test_a_token_stands_behind_a_plus(address: str, token: str, given: str) -> None:
    assert with_token(address, token) == given
