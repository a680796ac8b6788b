"""Real ledgers in the books, by an independent sum: once, again, and as the list of the next day."""

import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from dunwell.adapters.files import read_file
from integration.importing.desk import Importer
from source_tree import ROOT

OPEN = ROOT.parent / "shared" / "data" / "receivables" / "highradius_open_invoices.csv"
DAY = date(2020, 6, 1)

pytestmark = [pytest.mark.skipif(not OPEN.exists(), reason="the ledgers lie outside the repository"), pytest.mark.slow]


def sums(importer: Importer) -> dict[str, int]:
    rows: Any = importer.books.items.open().values_list("currency").annotate(minor=Sum("residual_minor")).order_by()
    return {currency: int(minor) for currency, minor in rows}


def test_the_open_ledger_adds_up_as_a_list_and_again_the_day_after(importer: Importer) -> None:
    with OPEN.open(newline="", encoding="utf-8-sig") as lines:
        said = {row["invoice_id"] or row["doc_id"]: row for row in csv.DictReader(lines)}
    reading = read_file(OPEN)
    answer = importer.take(reading, DAY, as_of=DAY)
    expected: Counter[str] = Counter()
    for number in importer.books.items.values_list("number", flat=True):
        row = said[number]
        expected[row["invoice_currency"]] += int(Decimal(row["total_open_amount"]) * 100)
    assert sums(importer) == expected
    told = Counter[str]()
    for problem in answer["problems"]:
        told[problem["code"]] += problem["count"]
    assert told["due_before_issue"] == 32
    assert answer["invoices"] + answer["credits"] + answer["rows_refused"] + answer["rows_repeated"] == answer["rows"]
    again = importer.take(reading, DAY + timedelta(days=1), as_of=DAY + timedelta(days=1))
    assert (again["changes"], again["invoices"], sums(importer)) == ([], 0, expected)
    importer.undo(again, DAY + timedelta(days=1))
    importer.undo(answer, DAY + timedelta(days=1))
    assert sums(importer) == {}
