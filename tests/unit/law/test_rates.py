"""Tables of rates: what holds on a day, up to when it is known, and what a file may change."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunwell.domain.errors import UserError
from dunwell.law.evidence import MARKS
from dunwell.law.moratoria import moratoria
from dunwell.law.rates import shipped_tables, with_rows
from dunwell.law.rates_file import read_rates, write_rates
from dunwell.law.rates_kept import changes, keep, table_named, tables_with
from source_tree import ROOT

COLLECTED = ROOT.parent / "shared" / "facts" / "rates"
NAMES = {
    "de_basiszinssatz": "de_basiszinssatz",
    "ecb_halfyear_directive": "ecb_half_year",
    "ecb_mro": "ecb_mro",
    "nl_handelsrente": "nl_handelsrente",
    "nl_wettelijke_rente_consumer": "nl_wettelijke_rente",
    "ro_bnr_reference": "bnr_reference",
    "rs_nbs_key_rate": "nbs_key_rate",
    "ru_cbr_key_rate": "cbr_key_rate",
    "uk_boe_reference_halfyear": "boe_half_year",
}
NL = shipped_tables()["nl_handelsrente"]
HEAD = "date_from,rate_percent,source\n"


@pytest.mark.skipif(not COLLECTED.exists(), reason="the collected rates lie beside the repository")
@pytest.mark.parametrize(("file", "name"), NAMES.items())
def test_the_shipped_rates_are_the_collected_ones(file: str, name: str) -> None:
    rows = csv.DictReader((COLLECTED / f"{file}.csv").read_text(encoding="utf-8").splitlines())
    collected = [(row["date_from"], Decimal(row["rate_percent"])) for row in rows]
    assert [(str(row.date_from), row.value) for row in shipped_tables()[name].rows] == collected


def test_each_row_has_evidence_and_comes_after_the_one_before() -> None:
    for table in shipped_tables().values():
        dates = [row.date_from for row in table.rows]
        assert dates == sorted(set(dates)), table.name
        assert all(row.evidence.source and row.evidence.mark in MARKS for row in table.rows)


def test_what_says_of_itself_that_it_is_remembered_or_derived_counts_as_doubtful() -> None:
    for table in shipped_tables().values():
        for row in table.rows:
            if "FROM MEMORY" in row.evidence.source or "DERIVED" in row.evidence.source:
                assert row.evidence.doubtful, (table.name, row.date_from)


def test_moratoria_have_evidence() -> None:
    assert [(each.name, each.evidence.doubtful) for each in moratoria()] == [("RU-2020", True), ("RU-2022", True)]


def test_the_row_in_force_is_found_and_none_before_the_first() -> None:
    assert NL.at(date(2025, 6, 30)).value == Decimal("11.15")
    assert NL.at(date(2025, 7, 1)).value == Decimal("10.15")
    assert NL.at(date(2031, 1, 1)).value == Decimal("10.40")
    with pytest.raises(UserError, match="No rate is known for 2002-08-07"):
        NL.at(date(2002, 8, 7))


def test_up_to_when_a_table_is_known() -> None:
    known = {name: str(table.known_until) for name, table in shipped_tables().items()}
    assert (known["nl_handelsrente"], known["cbr_key_rate"]) == ("2026-12-31", "2026-10-01")
    assert (known["ecb_mro"], known["us_prompt_payment"]) == ("2026-07-01", "None")


def test_a_new_row_moves_the_day_up_to_which_a_table_is_known() -> None:
    taken = read_rates(f"{HEAD}2027-01-01,10.65,Staatscourant\n", NL, "new.csv")
    newer = with_rows(NL, taken.rows)
    assert (newer.known_until, newer.at(date(2027, 2, 1)).value, newer.kept) == (date(2027, 6, 30), Decimal("10.65"), 1)


def test_a_row_that_repeats_a_shipped_one_changes_nothing_unless_a_lawyer_has_checked_it() -> None:
    text = f"{HEAD}2026-07-01,10.40,heard\n"
    assert with_rows(NL, read_rates(text, NL, "f").rows) == NL
    checked = with_rows(NL, read_rates(text, NL, "f", "A. Lawyer").rows)
    assert (checked.rows[-1].evidence.verified_by, checked.rows[-1].evidence.doubtful) == ("A. Lawyer", False)


def test_a_row_without_a_mark_is_doubtful() -> None:
    (row,) = read_rates(f"{HEAD}2027-01-01,10.65,heard\n", NL, "f").rows
    assert row.evidence.doubtful


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("date,rate\n", "columns_missing", 1),
        (HEAD, "no_rates", None),
        (f"{HEAD}1-7-2026,10.40,x\n", "bad_date", 2),
        (f"{HEAD}2027-01-01,ten,x\n", "bad_rate", 2),
        (f"{HEAD}2027-01-01,1040,x\n", "bad_rate", 2),
        (f"{HEAD}2027-01-01,nan,x\n", "bad_rate", 2),
        (f"{HEAD}2027-01-01,10.40,\n", "source_missing", 2),
        (f"{HEAD}2027-01-01\n", "source_missing", 2),
        (f"{HEAD}2027-01-01,10.40,x\n2027-01-01,10.50,x\n", "date_order", 3),
        (f"{HEAD}2027-01-02,10.40,x\n", "no_half_year", 2),
        ("date_from,rate_percent,source,mark\n2027-01-01,10.40,x,Q\n", "unknown_mark", 2),
        ("date_from,rate_percent,source,known_until\n2027-01-01,10.40,x,soon\n", "bad_date", 2),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(UserError) as refused:
        read_rates(text, NL, "new.csv")
    assert (refused.value.code, refused.value.file, refused.value.line) == (code, "new.csv", line)


def test_an_index_is_above_nothing() -> None:
    table = shipped_tables()["ir_annual_index"]
    (row,) = read_rates("date_from,index,source\n2024-03-20,1402.5,SCI\n", table, "f").rows
    assert row.value == Decimal("1402.5")
    with pytest.raises(UserError, match="cannot be taken"):
        read_rates("date_from,index,source\n2024-03-20,0,SCI\n", table, "f")


def test_kept_rates_are_laid_over_the_shipped_ones_and_kept_together(tmp_path: Path) -> None:
    folder = tmp_path / "rates"
    assert tables_with(folder) == shipped_tables()
    first = read_rates(f"{HEAD}2027-01-01,10.65,Staatscourant\n", NL, "f")
    assert [(str(each.date_from), each.before) for each in changes(NL, first)] == [("2027-01-01", None)]
    keep(folder, NL.name, first)
    second = read_rates(f"{HEAD}2026-07-01,10.45,corrected\n2027-01-01,10.60,corrected\n", NL, "f")
    now = tables_with(folder)[NL.name]
    assert [str(each.before) for each in changes(now, second)] == ["10.40", "10.65"]
    path = keep(folder, NL.name, second)
    found = tables_with(folder)[NL.name]
    assert [str(row.value) for row in found.rows[-2:]] == ["10.45", "10.60"]
    assert read_rates(path.read_text(encoding="utf-8"), NL, "again").rows == found.rows[-2:]
    assert [each.name for each in folder.iterdir()] == ["nl_handelsrente.csv"]


def test_a_file_may_say_that_an_old_rate_still_holds(tmp_path: Path) -> None:
    table = shipped_tables()["cbr_key_rate"]
    text = "date_from,rate_percent,source,known_until\n2026-07-27,14.00,cbr.ru,2026-12-20\n"
    keep(tmp_path, table.name, read_rates(text, table, "f"))
    assert tables_with(tmp_path)[table.name].known_until == date(2026, 12, 20)


def test_what_is_written_is_read_back() -> None:
    assert read_rates(write_rates(NL, NL.rows), NL, "f").rows == NL.rows


def test_an_unknown_table_and_an_unreadable_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no table of rates 'nowhere'"):
        table_named("nowhere", shipped_tables())
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        keep(tmp_path / "file", NL.name, read_rates(f"{HEAD}2027-01-01,1,x\n", NL, "f"))
    (tmp_path / "nl_handelsrente.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="UTF-8"):
        tables_with(tmp_path)
