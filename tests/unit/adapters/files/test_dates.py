"""Dates are read where they can be read one way."""

from datetime import date
from pathlib import Path

import pytest

from dunwell.adapters.files.dates import TwoWays, is_swappable, prove_orders, read_date, resolve, swapped
from dunwell.adapters.files.faults import Fault
from unit.adapters.files.lists import GOOD, codes, numbers, read_rows


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2026/2/3", date(2026, 2, 3)),
        ("2026.02.03", date(2026, 2, 3)),
        ("20260203", date(2026, 2, 3)),
        ("20200227.0", date(2020, 2, 27)),
        ("2020-10-07 15:41:33.593750000", date(2020, 10, 7)),
        ("2026-02-03T04:05:06Z", date(2026, 2, 3)),
        ("2026-02-03T04:05:06.789+02:00", date(2026, 2, 3)),
        ("3 Feb 2026", date(2026, 2, 3)),
        ("03-Feb-2026", date(2026, 2, 3)),
        ("February 3, 2026", date(2026, 2, 3)),
        ("Sept 3rd, 2026", date(2026, 9, 3)),
        ("۲۰۲۶-۰۲-۰۳", date(2026, 2, 3)),
        ("\u200f2026-02-03\u200f", date(2026, 2, 3)),
    ],
)
def test_a_date_of_one_reading_needs_no_proof(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "date_no_such_day"),
        ("2025-02-29", "date_no_such_day"),
        ("2026-13-01", "date_no_such_day"),
        ("03/04/26", "date_two_digit_year"),
        ("3.4.26", "date_two_digit_year"),
        ("03-Feb-26", "date_two_digit_year"),
        ("1402-05-12", "date_year_odd"),
        ("0000-00-00", "date_year_odd"),
        ("soon", "date_unreadable"),
        ("44000", "date_serial"),
        ("2026-02/03", "date_unreadable"),
        ("=TODAY()", "date_unreadable"),
        ("#FORMULA!", "formula_uncomputed"),
        ("#N/A", "cell_error"),
        ("3 Foo 2026", "date_unreadable"),
    ],
)
def test_what_is_no_date_is_named(text: str, code: str) -> None:
    found = read_date(text)
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["03/04/2026", "25/12/2026"], ["2026-04-03", "2026-12-25"]),
        (["03/04/2026", "12/25/2026"], ["2026-03-04", "2026-12-25"]),
        (["03.04.2026", "25.12.2026 10:11"], ["2026-04-03", "2026-12-25"]),
        (["03/04/2026", "05/05/2026"], ["date_two_ways", "2026-05-05"]),
        (["30/02/2026", "03/04/2026"], ["date_no_such_day", "2026-04-03"]),
        (["13/13/2026"], ["date_no_such_day"]),
        (["32/01/2026", "01/02/2026"], ["date_no_such_day", "date_two_ways"]),
    ],
)
def test_a_column_proves_its_order(texts: list[str], days: list[str]) -> None:
    readings = [read_date(text) for text in texts]
    orders, contradictions = prove_orders({"due_date": readings}, None)
    found = [resolve(reading, orders["due_date"]) for reading in readings]
    assert [one.code if isinstance(one, Fault) else one.isoformat() for one in found] == days
    assert contradictions == []


def test_a_column_that_contradicts_itself_is_named_and_proves_nothing(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        "A,C,25/12/2026,2027-02-01,1.00,EUR",
        "B,C,12/25/2026,2027-02-01,1.00,EUR",
        "D,C,03/04/2026,2027-02-01,1.00,EUR",
    )
    assert codes(reading, "warning")[0] == "date_order_contradiction"
    assert reading.problems[0].field == "item_date"
    assert codes(reading) == ["date_two_ways"]
    assert numbers(reading) == ["A", "B"]


def test_two_columns_that_contradict_each_other_prove_nothing(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, "A,C,25/11/2026,12/25/2026,1.00,EUR", "B,C,01/02/2026,05/05/2026,1.00,EUR", "D,C,2026-01-01,,1.00,EUR"
    )
    assert "date_order_contradiction" in codes(reading, "warning")
    assert numbers(reading) == ["A", "D"]


def test_a_column_borrows_the_order_that_another_proves(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "A,C,03/04/2026,25/04/2026,1.00,EUR")
    assert reading.rows[0].item_date == date(2026, 4, 3)
    assert reading.taken_for.date_order == "dmy"
    assert "proved by due_date" in reading.taken_for.date_order_why


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))])
def test_the_user_says_the_order_where_the_file_does_not(tmp_path: Path, order: str, day: date) -> None:
    row = "A,C,03/04/2026,,1.00,EUR"
    refused = read_rows(tmp_path, row, GOOD)
    assert codes(refused) == ["date_two_ways"]
    assert "2026-04-03 or 2026-03-04" in refused.problems[0].message
    assert "--date-order" in refused.problems[0].way_out
    assert numbers(refused) == ["G1"]
    assert read_rows(tmp_path, row, date_order=order).rows[0].item_date == day


@pytest.mark.parametrize(("order", "text"), [("dmy", "12/25/2026"), ("mdy", "25/12/2026"), ("ymd", "03/04/2026")])
def test_a_date_against_the_order_said_is_refused(tmp_path: Path, order: str, text: str) -> None:
    reading = read_rows(tmp_path, f"A,C,{text},,1.00,EUR", GOOD, date_order=order)
    assert codes(reading) == ["date_against_order"]
    assert numbers(reading) == ["G1"]


def test_the_line_field_and_value_of_a_bad_date_are_told(tmp_path: Path) -> None:
    found = read_rows(tmp_path, GOOD, "A,C,2026-01-01,2026-02-30,1.00,EUR").problems[0]
    assert (found.file, found.line, found.field, found.value) == ("list.csv", 3, "due_date", "2026-02-30")


def test_a_date_is_swappable_where_day_and_month_could_change_places() -> None:
    assert [is_swappable(date(2026, 1, day)) for day in (1, 2, 12, 13)] == [False, True, True, False]
    assert swapped(date(2026, 1, 2)) == date(2026, 2, 1)
    assert isinstance(read_date("01/02/2026"), TwoWays)
