"""Columns that SQLite lays out as arrays are the same rows, whatever stands in them, few or many."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import connection

from dunwell.data.snapshot.arraying import FEW, arrays_out

SCHEMA = {"number": pl.Int64, "day": pl.Date, "told": pl.Boolean, "name": pl.String, "more": pl.String}
ROWS: list[tuple[Any, ...]] = [
    (1, date(2026, 4, 1), True, "plain", "text"),
    (-(2**62), date(1970, 1, 1), False, "", ""),
    (None, None, None, None, None),
    (2**63 - 1, date(1903, 2, 28), True, 'with "quotes", commas; and \\ signs', "Жељко, فارسی"),
    (0, date(2999, 12, 31), None, "  spaces  ", "null"),
    (5, None, False, "a line\nend\r\n", "a unit\x1fsign | and a tab\t"),
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def embedded() -> None:
    """Skip where another database gives its columns in another way."""
    if connection.vendor != "sqlite":
        pytest.skip("a server lays columns out as bytes")


@pytest.mark.parametrize("times", [1, FEW])
def test_columns_are_the_rows(times: int) -> None:
    found = arrays_out(*_asked(ROWS, times))
    assert found.rows() == [row for row in ROWS for _ in range(times)]
    assert found.schema == SCHEMA


@pytest.mark.parametrize("times", [1, FEW])
def test_columns_without_a_value_have_none(times: int) -> None:
    found = arrays_out(*_asked([ROWS[2]], times))
    assert found.rows() == [ROWS[2]] * times
    assert found.schema == SCHEMA


def test_no_rows_are_no_rows() -> None:
    statement, schema, params = _asked(ROWS, 1)
    found = arrays_out(f"SELECT * FROM ({statement}) WHERE false", schema, params)  # noqa: S608 - holes alone
    assert found.is_empty()
    assert found.schema == SCHEMA


def test_rows_keep_the_order_they_are_asked_for_in() -> None:
    statement, schema, params = _asked(ROWS, 1)
    ordered = f"SELECT * FROM ({statement}) WHERE column1 IS NOT NULL ORDER BY column1 DESC"  # noqa: S608 - holes alone
    numbers = arrays_out(ordered, schema, params)["number"].to_list()
    assert numbers == sorted(numbers, reverse=True)


def _asked(rows: list[tuple[Any, ...]], times: int) -> tuple[str, dict[str, Any], list[Any]]:
    many = [row for row in rows for _ in range(times)]
    statement = f"VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * len(many))}"
    return statement, SCHEMA, [value.isoformat() if isinstance(value, date) else value for row in many for value in row]
