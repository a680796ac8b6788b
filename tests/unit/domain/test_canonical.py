"""The same facts always give the same text, and what has no such text is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.canonical import canonical, canonical_moment, canonical_text

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(st.characters(codec="utf-8")), parts),
)


class Kind(StrEnum):
    FEE = "fee"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [None, True, "ж"]}, '{"a":[null,true,"ж"],"b":1}'),
        (date(2026, 1, 31), '"2026-01-31"'),
        (datetime(2026, 1, 31, 9, tzinfo=timezone(timedelta(hours=1))), '"2026-01-31T08:00:00.000000Z"'),
        (Decimal("9.50"), '"9.50"'),
        (b"\x00\xff", '"00ff"'),
        ((Kind.FEE, 2), '["fee",2]'),
        (10**20, "100000000000000000000"),
    ],
)
def test_facts_have_one_text(value: object, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize("value", [1.5, {1: "a"}, {"a"}, object(), Decimal("NaN")])
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_moment_without_a_zone_and_half_a_letter_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        canonical_moment(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_a_moment_is_written_in_utc() -> None:
    assert canonical_moment(datetime(2026, 1, 1, 0, 0, 0, 7, tzinfo=UTC)) == "2026-01-01T00:00:00.000007Z"


@given(plain)
def test_the_text_reads_back_and_is_written_the_same_again(value: object) -> None:
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@given(st.text(st.characters(codec="utf-8")) | st.integers() | st.none())
def test_a_single_value_is_written_as_within_a_document(value: str | int | None) -> None:
    assert canonical_text(value) == canonical(value)
