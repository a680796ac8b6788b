"""Real ledgers, read whole: counts and sums by hand, or by another reader that knows nothing of ours.

They lie beside the repository and are not part of it; without them these tests are skipped.
"""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dunwell.adapters.files import read_items_file
from dunwell.ports import FileReading

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
IBM = "receivables/WA_Fn-UseC_-Accounts-Receivable.csv"
OPEN = "receivables/highradius_open_invoices.csv"
CLOSED = "receivables/highradius_closed_invoices.csv"
IBM_DIRTY = "dirty/ibm_with_missing_and_duplicates.csv"
SWAPPED = "dirty/highradius_day_month_swapped.csv"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real ledgers are not here")


def read(name: str, **options: Any) -> FileReading:
    """Read a real file."""
    return read_items_file(DATA / name, **options)


def by_csv(name: str) -> list[dict[str, str]]:
    """Read the same file by the standard library alone."""
    with (DATA / name).open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def codes(reading: FileReading) -> Counter[tuple[str, str]]:
    """Count the problems by severity and code."""
    return Counter((problem.severity, problem.code) for problem in reading.problems)


def columns(reading: FileReading) -> dict[str, str]:
    """Give the header taken for each field."""
    return {column.field: column.header for column in reading.taken_for.columns}


def test_the_ibm_ledger_goes_in_whole() -> None:
    reading = read(IBM, currency="USD")
    assert (len(reading.rows), len({row.customer_ref for row in reading.rows})) == (2466, 100)
    assert (reading.rows_seen, reading.rows_refused, reading.rows_repeated) == (2466, 0, 0)
    assert sum(row.amount_minor for row in reading.rows) == 14_770_318
    assert sum(row.disputed is True for row in reading.rows) == 561
    assert (reading.taken_for.date_order, reading.taken_for.decimal_mark) == ("dmy", ".")
    first = reading.rows[0]
    assert (first.line, first.number, first.customer_ref, first.amount_minor) == (2, "280670965", "3993-QUNVJ", 5039)
    assert (first.item_date, first.due_date, first.settled_on) == (
        date(2012, 1, 3),
        date(2012, 2, 2),
        date(2012, 1, 23),
    )


def test_the_ibm_ledger_shows_what_was_open_on_a_day() -> None:
    day = date(2013, 6, 30)
    rows = read(IBM, currency="USD").rows
    still = [row for row in rows if row.item_date <= day and row.settled_on is not None and row.settled_on > day]
    assert (len(still), sum(row.amount_minor for row in still)) == (84, 511_985)


def test_the_ibm_ledger_asks_for_its_currency() -> None:
    reading = read(IBM)
    assert reading.is_refused
    assert [problem.code for problem in reading.problems] == ["currency_column_missing"]


def test_the_ibm_ledger_names_countries_by_no_known_code() -> None:
    problems = read(IBM, currency="USD").problems
    assert {problem.value for problem in problems} == {"391", "406", "770", "818", "897"}
    assert sum(problem.count for problem in problems) == 2466


def test_the_open_ledger_adds_up_to_an_independent_sum() -> None:
    rows = read(OPEN).rows
    expected: Counter[str] = Counter()
    for row in by_csv(OPEN):
        expected[row["invoice_currency"]] += int(Decimal(row["total_open_amount"]) * 100)
    found: Counter[str] = Counter()
    for item in rows:
        found[item.currency] += item.amount_minor
    assert len(rows) == 9700
    assert found == expected == Counter({"USD": 27_511_371_683, "CAD": 4_447_100_908})


def test_the_open_ledger_reports_what_is_odd_and_keeps_it() -> None:
    reading = read(OPEN)
    assert codes(reading) == {
        ("warning", "due_before_issue"): 32,
        ("warning", "leading_zeros_differ"): 138,
        ("warning", "customer_names_differ"): 399,
    }
    assert len({row.customer_ref for row in reading.rows}) == 664
    assert {"0200706844", "200706844"} <= {row.customer_ref for row in reading.rows}
    assert (columns(reading)["number"], columns(reading)["item_date"]) == ("invoice_id", "posting_date")


def test_the_closed_ledger_refuses_rows_without_a_number() -> None:
    reading = read(CLOSED)
    numbers = Counter(row["invoice_id"] for row in by_csv(CLOSED) if row["invoice_id"])
    assert (reading.rows_seen, reading.rows_refused, reading.rows_repeated) == (40_000, 32_002, 147)
    assert codes(reading)["refused", "blank"] == 32_000
    assert codes(reading)["refused", "number_conflict"] == 2
    assert len(reading.rows) == len(numbers) - 1 == 7851


def test_the_closed_ledger_goes_in_whole_under_a_number_that_the_user_names() -> None:
    reading = read(CLOSED, mapping={"number": "row_id"})
    expected = sum(int(Decimal(row["amount"]) * 100) for row in by_csv(CLOSED))
    assert (len(reading.rows), sum(row.amount_minor for row in reading.rows)) == (40_000, expected)
    assert all(row.settled_on for row in reading.rows)


def test_the_american_ledger_proves_its_dates_and_its_blanks_do_no_harm() -> None:
    reading = read(IBM_DIRTY, currency="USD")
    assert (reading.taken_for.date_order, reading.rows_refused, reading.rows_repeated) == ("mdy", 0, 0)
    assert (len(reading.rows), len({row.customer_ref for row in reading.rows})) == (2586, 100)
    assert all((row.due_date - row.item_date).days == 30 for row in reading.rows if row.due_date)


def test_the_american_ledger_holds_the_other_one() -> None:
    british = {(row.number, row.item_date, row.settled_on, row.amount_minor) for row in read(IBM, currency="USD").rows}
    american = {
        (row.number, row.item_date, row.settled_on, row.amount_minor) for row in read(IBM_DIRTY, currency="USD").rows
    }
    assert (british <= american, len(american - british)) == (True, 120)


def test_the_american_ledger_is_not_read_in_the_other_order() -> None:
    reading = read(IBM_DIRTY, currency="USD", date_order="dmy")
    assert ("refused", "date_against_order") in codes(reading)


def test_dates_with_day_and_month_swapped_are_found_and_none_of_them_believed() -> None:
    reading = read(SWAPPED, currency="USD")
    assert codes(reading)["warning", "dates_swapped"] == 1
    for row in reading.rows:
        for day in (row.item_date, row.due_date, row.settled_on):
            assert day is None or day.day > 12 or day.day == day.month
    one_reading = 1770  # counted apart: rows whose three dates have one reading each; 121 of them have 3 decimals
    assert (len(reading.rows), reading.rows_refused) == (one_reading - 121, 8032)
    assert codes(reading)["refused", "amount_too_precise"] == 576


def test_what_is_kept_of_the_swapped_ledger_agrees_with_the_ledger_it_was_made_from() -> None:
    true = {row.number: row for row in read(OPEN).rows}
    both = [(row, true[row.number]) for row in read(SWAPPED, currency="USD").rows if row.number in true]
    assert len(both) > 100
    assert [mine.number for mine, other in both if mine.due_date != other.due_date] == []
    assert [mine.number for mine, other in both if mine.item_date != other.item_date] == []
