"""Columns as bytes and rows by COPY are the same rows, whatever stands in them."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import connection

from dunwell.data.snapshot.copying import columns_out, copied_out

SCHEMA = {"number": pl.Int64, "day": pl.Date, "told": pl.Boolean, "name": pl.String, "more": pl.String}
ROWS: list[tuple[Any, ...]] = [
    (1, date(2026, 4, 1), True, "plain", "text"),
    (-(2**62), date(1970, 1, 1), False, "", ""),
    (None, None, None, None, None),
    (2**63 - 1, date(1903, 2, 28), True, 'with "quotes", commas; and \\ signs', "Жељко, فارسی"),
    (0, date(2999, 12, 31), None, "  spaces  ", "NULL"),
]
ODD = ["a line\nend", "a unit\x1fsign", "\r\n"]

pytestmark = pytest.mark.django_db


def _asked(rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    line = "(%s::bigint, %s::date, %s::boolean, %s::text, %s::text)"
    statement = f"SELECT * FROM (VALUES {', '.join([line] * len(rows))}) AS v"  # noqa: S608 - holes alone
    return statement, [value for row in rows for value in row]


@pytest.fixture(autouse=True)
def on_a_server() -> None:
    """Skip where there is no server to lay columns out."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite gives its rows as they are")


@pytest.mark.parametrize("text", ["", *ODD])
def test_columns_are_the_rows(text: str) -> None:
    rows = [*ROWS, (7, date(2026, 4, 2), True, f"before{text}after", "x")]
    found = columns_out(*_with(SCHEMA, rows))
    assert found.rows() == rows
    assert found.schema == SCHEMA
    assert found.equals(copied_out(*_with(SCHEMA, rows)))


def test_no_rows_are_no_rows() -> None:
    statement, params = _asked(ROWS)
    found = columns_out(f"{statement} WHERE false", SCHEMA, params)
    assert found.is_empty()
    assert found.schema == SCHEMA


def test_numbers_alone_need_no_text() -> None:
    found = columns_out("SELECT * FROM generate_series(1, 1000) AS s", {"number": pl.Int64}, [])
    assert found["number"].to_list() == list(range(1, 1001))


def _with(schema: dict[str, Any], rows: list[tuple[Any, ...]]) -> tuple[str, dict[str, Any], list[Any]]:
    statement, params = _asked(rows)
    return statement, schema, params


@pytest.mark.parametrize("number", [1, 2, 5])
def test_columns_said_to_be_filled_are_the_same_rows_even_where_they_are_not(number: int) -> None:
    full = [row for row in ROWS if None not in row][:number]
    assert columns_out(*_with(SCHEMA, full), filled=SCHEMA).rows() == full
    holes = [(None, None, None, None, None), *ROWS][:number]
    assert columns_out(*_with(SCHEMA, holes), filled=SCHEMA).rows() == holes


@pytest.mark.parametrize("usual", [0, 3, 9])
def test_of_rare_values_only_those_are_sent_and_the_rows_are_the_same(usual: int) -> None:
    schema = {"number": pl.Int64, "day": pl.Date, "times": pl.Int64, "name": pl.String}
    days = "CASE WHEN mod(s, 4) = 1 THEN DATE '1969-07-20' + s::int END"
    statement = f"SELECT -s, {days}, mod(s, 5), 'n' || s FROM generate_series(1, 40) AS s ORDER BY mod(s, 7), s"  # noqa: S608
    whole = columns_out(statement, schema, [])
    assert columns_out(statement, schema, [], rare={"day": None, "times": usual}).equals(whole)
    assert whole["day"].null_count() == 30
    none = f"SELECT s, NULL::date, {usual}, 'n' FROM generate_series(1, 3) AS s"  # noqa: S608
    assert columns_out(none, schema, [], rare={"day": None, "times": usual}).rows() == [
        (number, None, usual, "n") for number in (1, 2, 3)
    ]
