"""Keys are stable, and parts do not run together."""

from datetime import date

from dunwell.domain.ids import stable_key


def test_a_key_never_changes() -> None:
    expected = "a8c83b55167f6573412bd06465ee082b"
    assert stable_key("acme", 7, date(2026, 4, 10), None, True)[:32] == expected


def test_different_parts_make_different_keys() -> None:
    keys = [
        stable_key(*parts)
        for parts in [(), ("",), ("a", "bc"), ("ab", "c"), ("abc",), (1,), ("1",), (True,), (None,), ("None",)]
    ]
    keys += [stable_key(date(2026, 4, 10)), stable_key("2026-04-10")]
    assert len(set(keys)) == len(keys)
