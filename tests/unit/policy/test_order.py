"""Rows in order: packed keys sort like the keys themselves, whatever the types and however far they lie apart."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.policy import order
from dunwell.policy.order import first_of_each, in_order, last_of_each, packed, rows_where, summed, with_sorted

KEYS = ("number", "on", "flag", "word")
WORDS = pl.Enum(["a", "b", "c"])
ROWS = st.lists(
    st.tuples(
        st.integers(-5, 5) | st.integers(-(2**61), 2**61),
        st.dates(date(2026, 1, 1), date(2026, 1, 4)) | st.dates(),
        st.booleans(),
        st.sampled_from(WORDS.categories.to_list()),
        st.integers(-(10**9), 10**9),
    ),
    min_size=1,
    max_size=30,
)


@pytest.fixture(autouse=True)
def every_table_counts_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "_FEW", 0)


def table_of(rows: list[tuple[int, date, bool, str, int]]) -> pl.DataFrame:
    types: dict[str, Any] = {"number": pl.Int64, "on": pl.Date, "flag": pl.Boolean, "word": WORDS, "amount": pl.Int64}
    return pl.DataFrame(rows, schema=types, orient="row").with_row_index("place")


@settings(max_examples=300)
@given(ROWS, st.permutations(KEYS), st.integers(1, 4))
def test_rows_come_as_a_sort_by_all_keys_gives_them(
    rows: list[tuple[int, date, bool, str, int]], keys: list[str], count: int
) -> None:
    table = table_of(rows)
    expected = table.sort(keys[:count], maintain_order=True)
    assert in_order(table, *keys[:count]).equals(expected)
    assert in_order(expected, *keys[:count]).equals(expected)


@settings(max_examples=300)
@given(ROWS, st.permutations(KEYS), st.integers(1, 4))
def test_amounts_are_added_up_by_key(rows: list[tuple[int, date, bool, str, int]], keys: list[str], count: int) -> None:
    chosen = tuple(keys[:count])
    table = table_of(rows)
    expected = table.group_by(chosen).agg(pl.col("amount").sum()).sort(chosen)
    assert summed(table, chosen, "amount").equals(expected)


@settings(max_examples=200)
@given(ROWS)
def test_equal_numbers_mean_equal_keys(rows: list[tuple[int, date, bool, str, int]]) -> None:
    table = table_of(rows)
    key = packed(table, "on", "flag", "word")
    assert key is not None
    assert key.n_unique() == table.select("on", "flag", "word").n_unique()


def test_keys_too_far_apart_are_not_packed() -> None:
    apart = pl.DataFrame({"one": [0, 2**40], "two": [0, 2**40]})
    assert packed(apart, "one", "two") is None
    assert in_order(apart.reverse(), "one", "two").equals(apart)


def test_text_is_not_packed() -> None:
    texts = pl.DataFrame({"one": ["b", "a"], "two": [1, 2]})
    assert packed(texts, "one", "two") is None
    assert in_order(texts, "one", "two")["one"].to_list() == ["a", "b"]


def test_the_first_and_the_last_of_each_key_are_kept() -> None:
    table = pl.DataFrame({"key": [1, 1, 2, 3, 3], "place": [1, 2, 3, 4, 5]})
    assert first_of_each(table, "key")["place"].to_list() == [1, 3, 4]
    assert last_of_each(table, "key")["place"].to_list() == [2, 3, 5]


def test_a_table_out_of_order_is_sorted_before_polars_is_told_that_it_is() -> None:
    table = with_sorted(pl.DataFrame({"key": [2, 1, 1], "place": [1, 2, 3]}), "key")
    assert table["key"].flags["SORTED_ASC"]
    assert table.rows() == [(1, 2), (1, 3), (2, 1)]


def test_rows_are_kept_where_a_condition_is_true_and_not_where_it_is_unknown() -> None:
    table = pl.DataFrame({"key": [1, None, 3], "place": [1, 2, 3], "other": [0, 0, 0]})
    assert rows_where(table, pl.col("key") > 2, "place").rows() == [(3,)]
