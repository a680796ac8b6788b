"""Cells of a sheet: whatever a name holds, no spreadsheet takes it for a formula, and amounts stay exact."""

import csv
import io
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dunwell.adapters.sheets import as_csv, as_xlsx
from dunwell.adapters.sheets.cells import text
from dunwell.domain.money import CURRENCIES, digits
from dunwell.domain.sheets import Column, Sheet

COLUMNS = (Column("name", "Name"), Column("currency", "Currency"), Column("open_minor", "Open", "amount"))
NAMES = st.one_of(
    st.text(), st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\x00="]), st.text())
)
AMOUNTS = st.integers(-(10**14), 10**14)


def sheet(name: str, currency: str, minor: int) -> Sheet:
    return Sheet(
        "worklist: of a day that is long to tell", COLUMNS, [{"name": name, "currency": currency, "open_minor": minor}]
    )


@given(NAMES)
def test_no_text_begins_like_a_formula(name: str) -> None:
    assert not text(name).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(NAMES, st.sampled_from(sorted(CURRENCIES)), AMOUNTS)
def test_a_csv_gives_back_exact_amounts(name: str, currency: str, minor: int) -> None:
    content = as_csv(sheet(name, currency, minor)).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(content, newline=""))
    assert row[0] == text(name)
    assert Decimal(row[2]).scaleb(digits(currency)) == minor


@given(NAMES, st.sampled_from(["EUR", "JPY", "KWD", "IRR"]), AMOUNTS)
@example("\x1f", "EUR", 0)
def test_a_workbook_opens_and_holds_numbers_and_no_formula(name: str, currency: str, minor: int) -> None:
    page = load_workbook(io.BytesIO(as_xlsx(sheet(name, currency, minor)))).worksheets[0]
    _, (first, _, amount) = page.iter_rows()
    assert (first.data_type in ("s", "n"), amount.data_type) == (True, "n")
    assert first.data_type == "s" or first.value is None
    assert round(Decimal(str(amount.value)).scaleb(digits(currency))) == minor


def test_nothing_stays_nothing() -> None:
    (row,) = list(csv.reader(io.StringIO(as_csv(Sheet("x", COLUMNS, [{"currency": ""}])).decode("utf-8-sig"))))[1:]
    assert row == ["", "", ""]
    assert as_xlsx(Sheet("x", COLUMNS, [])).startswith(b"PK")
