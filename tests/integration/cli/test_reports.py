"""Reports by command: the same figures as table, CSV, XLSX and JSON; names that look like formulas stay names."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from integration.cli.conftest import Dunwell

ON = ("--today", "2026-04-08")
FORMULA = '=HYPERLINK("http://evil.example";"pay here")'


@pytest.fixture
def ledger(acme: Dunwell) -> Dunwell:
    """Give the command over books with three currencies, a name that is a formula, a promise and a dispute."""
    day = ("--today", "2026-03-01")
    for words in (
        ("customer", "add", "+31", FORMULA, "--country", "NL", "--email", "x@y.example", *day),
        ("customer", "add", "JPN", "Kaisha", "--country", "JP", *day),
        ("customer", "add", "KUW", "Sharika", "--country", "KW", *day),
        ("invoice", "P-1", "+31", "300.00", "EUR", "--due", "2026-03-31", *day),
        ("invoice", "J-1", "JPN", "5000", "JPY", "--due", "2026-04-02", *day),
        ("invoice", "K-1", "KUW", "1.234", "KWD", "--due", "2026-05-31", *day),
        ("promise", "+31", "100.00", "EUR", "--on", "2026-04-20", "--today", "2026-04-07"),
        ("dispute", "P-1", "50.00", "EUR", "--today", "2026-04-07"),
        ("payment", "ACME", "200.00", "EUR", "--ref", "INV-7", "--today", "2026-04-08"),
    ):
        assert acme(*words).code == 0
    return acme


def by_customer(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["customer"]: row for row in rows}


def sheet(path: Path) -> list[dict[str, Any]]:
    heads, *rows = load_workbook(path)[load_workbook(path).sheetnames[0]].iter_rows()
    return [{str(head.value): cell for head, cell in zip(heads, row, strict=True)} for row in rows]


def test_the_worklist_says_what_is_due_why_not_and_how_urgent(ledger: Dunwell) -> None:
    listed = ledger("worklist", "--json", *ON).facts["rows"]
    rows = by_customer(listed)
    assert next(iter(rows)) == "ACME"
    assert (rows["ACME"]["due"], rows["ACME"]["overdue"], rows["ACME"]["days"]) == (
        "email just-overdue",
        "1,000.00 EUR",
        8,
    )
    assert rows["ACME"]["score"] == 2 + 40 + 20
    assert rows["ACME"]["score_why"] == ("8 days past due +2; amount: place 1 of 2 +40; due: email just-overdue +20")
    assert (rows["+31"]["promised_minor"], rows["+31"]["disputed_minor"]) == (10000, 5000)
    assert (rows["KUW"]["reason"], rows["KUW"]["overdue_minor"], rows["KUW"]["open"]) == ("nothing_due", 0, "1.234 KWD")
    assert listed == sorted(listed, key=lambda row: -row["score"])
    assert "email just-overdue" in ledger("worklist", *ON).out


def test_the_worklist_shows_contacts_work_that_waits_and_stops(ledger: Dunwell) -> None:
    run = ledger("run", "--json", "--delivered", *ON).facts["run"]
    ledger("approve", str(run), "--delivered", *ON)
    ledger("reply", "ACME", "We pay.", *ON)
    ledger("pause", "JPN", "--until", "2026-04-30", *ON)
    rows = by_customer(ledger("worklist", "--json", *ON).facts["rows"])
    assert (rows["ACME"]["last_contact_on"], rows["ACME"]["due"]) == ("2026-04-08", "")
    assert "1 unread reply" in rows["ACME"]["waits"]
    assert "waits: 1 unread reply" in rows["ACME"]["score_why"]
    assert rows["JPN"]["reason"] == "paused"
    assert "stopped: paused -30" in rows["JPN"]["score_why"]


def test_a_csv_has_plain_amounts_and_no_formula(ledger: Dunwell, tmp_path: Path) -> None:
    done = ledger("aging", "--by", "customer", "--out", str(tmp_path / "aging.csv"), *ON)
    assert str(tmp_path / "aging.csv") in done.out
    with (tmp_path / "aging.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Customer"]: row for row in csv.DictReader(file)}
    assert (rows["'+31"]["Name"], rows["'+31"]["Open"]) == (f"'{FORMULA}", "300.00")
    assert (rows["JPN"]["Open"], rows["KUW"]["Not due"], rows["BETA"]["Unallocated"]) == ("5000", "1.234", "10.00")


def test_a_workbook_has_numbers_a_frozen_header_and_no_formula(ledger: Dunwell, tmp_path: Path) -> None:
    path = tmp_path / "worklist.XLSX"
    assert ledger("worklist", "--out", str(path), "--json", *ON).facts["rows"] == 4
    page = load_workbook(path).worksheets[0]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:O5")
    rows = {row["Customer"].value: row for row in sheet(path)}
    amount, yen, dinar = (rows[each]["Open"] for each in ("ACME", "JPN", "KUW"))
    assert [cell.data_type for cell in (amount, yen, dinar)] == ["n", "n", "n"]
    assert [Decimal(str(cell.value)) for cell in (amount, yen, dinar)] == [1000, 5000, Decimal("1.234")]
    assert [cell.number_format for cell in (amount, yen, dinar)] == ["#,##0.00", "#,##0", "#,##0.000"]
    assert (rows["'+31"]["Name"].value, rows["'+31"]["Name"].data_type) == (f"'{FORMULA}", "s")
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_dates_are_dates_in_a_workbook(ledger: Dunwell, tmp_path: Path) -> None:
    run = ledger("run", "--json", "--delivered", *ON).facts["run"]
    ledger("approve", str(run), "--delivered", *ON)
    assert ledger("worklist", "--out", str(tmp_path / "w.xlsx"), *ON).code == 0
    rows = {row["Customer"].value: row for row in sheet(tmp_path / "w.xlsx")}
    assert rows["ACME"]["Last contact"].value.date() == date(2026, 4, 8)


def test_the_report_of_a_run_tells_what_went_out_and_what_did_not(
    ledger: Dunwell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    assert ledger("report", "run", "--json").error["code"] == "nothing_to_approve"
    run = str(ledger("run", "--json", *ON).facts["run"])
    ledger("approve", run, *ON)
    ledger("payment", "ACME", "1,000.00", "EUR", "--ref", "INV-7", *ON)
    ledger("dispatch", *ON)
    rows = ledger("report", "run", run, "--json").facts["rows"]
    told = {(row["customer"], row["what"]): row for row in rows}
    assert told["+31", "email just-overdue"]["state"] == "sent"
    assert told["+31", "email just-overdue"]["total"] == "150.00 EUR"
    cancelled = told["ACME", "email just-overdue"]
    assert (cancelled["state"], bool(cancelled["reason"])) == ("cancelled", True)
    assert told["KUW", "nothing"]["reason"] == "nothing_due"
    assert ledger("report", "run", "--out", str(tmp_path / "run.json")).code == 0
    assert '"cancelled"' in (tmp_path / "run.json").read_text("utf-8")
    assert "just-overdue" in ledger("report", "run", run).out


def test_the_week_sums_by_currency_and_stands_beside_the_week_before(ledger: Dunwell) -> None:
    ledger("payment", "JPN", "1000", "JPY", "--ref", "J-1", "--today", "2026-04-09")
    rows = ledger("report", "week", "--as-of", "2026-04-09", "--today", "2026-04-09", "--json").facts["rows"]
    told = {(row["figure"], row["about"], row["currency"]): row for row in rows}
    assert (told["open", "", "EUR"]["total_minor"], told["open", "", "EUR"]["before_minor"]) == (130000, 150000)
    assert (told["past due", "", "KWD"]["total_minor"], told["past due", "", "JPY"]["total_minor"]) == (0, 4000)
    assert (told["collected", "payment", "EUR"]["number"], told["collected", "payment", "EUR"]["total"]) == (
        2,
        "210.00 EUR",
    )
    assert told["promised", "promise", "EUR"]["total_minor"] == 10000
    assert ledger("report", "week", "--as-of", "2020-01-01").out.endswith("Nothing.\n")


def test_a_file_whose_name_does_not_say_how_is_refused(ledger: Dunwell, tmp_path: Path) -> None:
    done = ledger("worklist", "--out", str(tmp_path / "worklist.pdf"), "--json")
    assert (done.code, done.error["code"]) == (2, "unknown_format")
    assert not (tmp_path / "worklist.pdf").exists()
