"""What rows are to themselves and to each other: repeats, conflicts, customers, odd dates, small words."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dunwell.ports import FileReading
from unit.adapters.files.lists import GOOD, codes, numbers, read_rows

SOFT = "number,customer,date,amount,currency,disputed,email,country"


def test_the_same_row_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, GOOD, GOOD.replace("10.50", "10.5"), GOOD.replace("G1", "G2"))
    assert numbers(reading) == ["G1", "G2"]
    assert codes(reading, "warning") == ["row_repeated"]
    assert (reading.problems[0].line, reading.rows_repeated) == (3, 1)
    assert "line 2" in reading.problems[0].message


def test_one_number_with_different_content_is_taken_from_neither_row(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, GOOD, GOOD.replace("10.50", "11.50"), GOOD, GOOD.replace("G1", "G2"))
    assert numbers(reading) == ["G2"]
    assert codes(reading) == ["number_conflict"] * 3
    assert "2, 3, 4" in reading.problems[0].message


def test_an_invoice_and_a_credit_note_may_share_a_number(tmp_path: Path) -> None:
    assert numbers(read_rows(tmp_path, GOOD, GOOD.replace("10.50", "-10.50"))) == ["G1", "G1"]


def test_the_digest_is_of_the_content_and_not_of_the_writing(tmp_path: Path) -> None:
    first = read_rows(tmp_path, GOOD).rows[0].digest
    again = read_rows(tmp_path, "X,C,2026-01-01,,1.00,EUR", "G1,C1,20260102,2026-02-01 00:00,010.50,eur").rows[1]
    assert (again.digest, again.line) == (first, 3)
    assert read_rows(tmp_path, GOOD.replace("10.50", "10.51")).rows[0].digest != first


def test_leading_zeros_are_reported_and_never_merged(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *(f"N{n},{key},2026-01-01,,1.00,EUR" for n, key in enumerate(["0200", "200", "300"])))
    assert [row.customer_ref for row in reading.rows] == ["0200", "200", "300"]
    assert codes(reading, "warning") == ["leading_zeros_differ"]
    assert (reading.problems[0].count, "0200, 200" in reading.problems[0].message) == (2, True)


def test_several_names_of_one_customer_are_reported(tmp_path: Path) -> None:
    header = "number,customer id,customer name,date,amount,currency"
    names = ["Acme Ltd", "ACME  ltd", "Acme Holding"]
    reading = read_rows(
        tmp_path, *(f"N{n},7,{name},2026-01-01,1.00,EUR" for n, name in enumerate(names)), header=header
    )
    assert [row.customer_name for row in reading.rows] == names
    assert codes(reading, "warning") == ["customer_names_differ"]
    assert "Acme Holding, Acme Ltd" in reading.problems[0].message


def test_words_that_are_unclear_are_left_blank_and_told_once(tmp_path: Path) -> None:
    rows = [f"N{n},C,2026-01-01,1.00,EUR,perhaps,nobody,770" for n in range(3)]
    reading = read_rows(tmp_path, *rows, "Y,C,2026-01-01,1.00,EUR,Yes,a@b.example,de", header=SOFT)
    assert sorted(codes(reading, "warning")) == ["country_unclear", "disputed_unclear", "email_unclear"]
    assert {problem.count for problem in reading.problems} == {3}
    assert [(row.disputed, row.email, row.country) for row in reading.rows[2:]] == [
        (None, "", ""),
        (True, "a@b.example", "DE"),
    ]


@pytest.mark.parametrize(("kind", "code"), [("Journal", ["kind_unknown"]), ("RV", [])])
def test_what_is_neither_invoice_nor_credit_is_refused(tmp_path: Path, kind: str, code: list[str]) -> None:
    reading = read_rows(tmp_path, f"A,C,2026-01-01,1.00,EUR,{kind}", header="number,customer,date,amount,currency,type")
    assert codes(reading) == code


@pytest.mark.parametrize(
    ("due", "settled", "code"),
    [
        ("2026-01-09", "", "due_before_issue"),
        ("2029-01-10", "", "due_far_off"),
        ("2026-02-10", "2026-01-09", "settled_before_issue"),
        ("2026-02-10", "2036-01-09", "settled_far_off"),
    ],
)
def test_odd_dates_are_told_and_kept_as_written(tmp_path: Path, due: str, settled: str, code: str) -> None:
    header = "number,customer,date,due date,settled date,amount,currency"
    reading = read_rows(tmp_path, f"A,C,2026-01-10,{due},{settled},1.00,EUR", header=header)
    assert codes(reading, "warning") == [code]
    assert reading.rows[0].due_date == date.fromisoformat(due)


def test_a_due_date_far_from_what_its_terms_give_is_told(tmp_path: Path) -> None:
    start = date(2026, 1, 15)
    rows = [f"N{n},C,{start},{start + timedelta(days=30 if n else 100)},1.00,EUR,N30" for n in range(40)]
    reading = read_rows(tmp_path, *rows, header="number,customer,date,due date,amount,currency,terms")
    assert codes(reading, "warning") == ["terms_unusual"]
    assert (reading.problems[0].line, len(reading.rows)) == (2, 40)


def swapped_list(folder: Path, every: int, **options: str) -> FileReading:
    """Read 600 rows due after 15 days, each `every`-th due date with day and month in each other's place."""
    rows = []
    for n in range(600):
        issued = date(2026, 3, 1) + timedelta(days=n % 90)
        due = issued + timedelta(days=15)
        if n % every == 0 and due.day <= 12:
            due = date(due.year, due.day, due.month)
        rows.append(f"N{n},C,{issued},{due},1.00,EUR")
    return read_rows(folder, *rows, **options)


def test_days_and_months_that_changed_places_are_found_by_the_file(tmp_path: Path) -> None:
    reading = swapped_list(tmp_path, every=1)
    assert codes(reading, "warning") == ["dates_swapped"]
    assert set(codes(reading)) == {"date_swapped"}
    assert reading.rows
    for row in reading.rows:
        assert row.due_date is not None
        assert (row.due_date - row.item_date).days == 15


def test_dates_that_the_user_vouches_for_are_kept_as_written(tmp_path: Path) -> None:
    reading = swapped_list(tmp_path, every=1, date_order="ymd")
    assert len(reading.rows) == 600
    assert set(codes(reading, "warning")) == {"due_before_issue"}


def test_a_few_odd_rows_are_no_proof_of_a_swap(tmp_path: Path) -> None:
    reading = swapped_list(tmp_path, every=50)
    assert len(reading.rows) == 600
    assert codes(reading) == []
