"""How long claims have been past due, by bucket."""

from datetime import date

import pytest

from dunwell.domain.aging import BUCKETS, bucket, bucket_totals, days_past_due
from dunwell.domain.items import ItemKind, OpenItem


@pytest.mark.parametrize(
    ("days", "code"),
    [
        *[(-5, "not_due"), (0, "not_due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90")],
        *[(90, "61-90"), (91, "91-120"), (120, "91-120"), (121, "over_120"), (9999, "over_120")],
    ],
)
def test_each_day_has_its_bucket(days: int, code: str) -> None:
    assert bucket(days).code == code


def test_buckets_follow_each_other_without_a_gap() -> None:
    assert [each.first_day for each in BUCKETS[1:]] == [(each.last_day or 0) + 1 for each in BUCKETS[:-1]]


@pytest.mark.parametrize(
    ("as_of", "days"), [("2026-03-30", 0), ("2026-03-31", 0), ("2026-04-01", 1), ("2026-04-30", 30)]
)
def test_the_due_date_itself_is_not_late(as_of: str, days: int) -> None:
    assert days_past_due(date(2026, 3, 31), date.fromisoformat(as_of)) == days


def test_residuals_are_summed_by_currency_and_bucket() -> None:
    rows = [("EUR", "2026-03-31", 100), ("EUR", "2026-03-20", 20), ("RON", "2025-01-01", 7), ("EUR", "2026-05-01", 9)]
    items = [
        OpenItem(n, f"I-{n}", ItemKind.INVOICE, date(2025, 1, 1), date.fromisoformat(due), n, currency, minor)
        for n, (currency, due, minor) in enumerate(rows)
    ]
    totals = bucket_totals(items, date(2026, 4, 1))
    assert {c: {b.code: minor for b, minor in row.items() if minor} for c, row in totals.items()} == {
        "EUR": {"not_due": 9, "1-30": 120},
        "RON": {"over_120": 7},
    }
