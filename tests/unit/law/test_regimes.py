"""Which regime is meant by a name, a law, a kind of debtor and a currency."""

from datetime import date

import pytest

from dunwell.domain.errors import UserError
from dunwell.law.evidence import MARKS
from dunwell.law.rates import shipped_tables
from dunwell.law.regimes import Binding, regime_for, regime_named, regimes


@pytest.mark.parametrize(
    ("name", "currency", "kind", "found"),
    [
        ("nl", None, None, "NL"),
        ("UK", "GBP", None, "GB"),
        ("DE B2C", "EUR", None, "DE-CONSUMER"),
        ("de", None, "consumer", "DE-CONSUMER"),
        ("DE-CONSUMER", None, "business", "DE"),
        ("RS", "RSD", None, "RS"),
        ("RS", "EUR", "consumer", "RS-EUR"),
        ("RU 395", "RUB", None, "RU"),
        ("RU 44-FZ", "RUB", None, "RU-44-FZ"),
        ("US-fed", "USD", None, "US-FED"),
        ("US", "USD", "business", "US"),
        ("contract", "JPY", None, "CONTRACT"),
        ("IT", "EUR", "business", "EU"),
        ("CH", "EUR", "consumer", "CH"),
    ],
)
def test_a_regime_is_found_by_many_names(name: str, currency: str | None, kind: str | None, found: str) -> None:
    assert regime_named(name, currency, kind).name == found


@pytest.mark.parametrize(
    ("name", "currency", "kind", "on", "code"),
    [
        ("XX", None, None, None, "unknown_regime"),
        ("GB", None, "consumer", None, "no_such_regime"),
        ("RS", "USD", None, None, "no_such_regime"),
        ("RU 44-FZ", "EUR", None, None, "no_such_regime"),
        ("RU", None, None, date(2016, 7, 31), "regime_not_yet"),
    ],
)
def test_what_is_not_there_is_refused(
    name: str, currency: str | None, kind: str | None, on: date | None, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        regime_named(name, currency, kind, on)
    assert refused.value.code == code


def test_the_row_valid_on_the_first_day_counts() -> None:
    margins = [regime_named("DE", on=on).margin for on in (date(2014, 7, 28), date(2014, 7, 29), None)]
    assert margins == [8, 9, 9]


@pytest.mark.parametrize(
    ("law", "kind", "currency", "found"),
    [
        ("NL", "public", "EUR", "NL"),
        ("NL", "consumer", "EUR", "NL-CONSUMER"),
        ("US-TX", "business", "USD", "US"),
        ("RS", "business", "EUR", "RS-EUR"),
        ("RU", "public", "RUB", "RU"),
        ("GB", "consumer", "GBP", None),
        ("JP", "business", "JPY", None),
    ],
)
def test_the_regime_of_a_governing_law(law: str, kind: str, currency: str, found: str | None) -> None:
    regime = regime_for(law, kind, currency)
    assert (regime.name if regime else None) == found


def test_each_row_has_evidence_and_a_table_that_exists() -> None:
    for row in regimes():
        assert row.evidence.source
        assert row.evidence.mark in MARKS
        assert row.table is None or row.table in shipped_tables()
        assert (row.table is None) == (row.binding in (Binding.FIXED, Binding.CONTRACT))


def test_the_regimes_that_are_asked_for_are_there() -> None:
    names = {row.name for row in regimes()}
    asked = "EU NL NL-CONSUMER RO RS RS-EUR RU RU-44-FZ DE DE-CONSUMER FR GB IE CH US US-FED IR CONTRACT"
    assert names == set(asked.split())


def test_every_name_means_one_regime() -> None:
    by_row = {row.name: {row.name, *row.also} for row in regimes()}
    names = [name for each in by_row.values() for name in each]
    assert sorted(names) == sorted(set(names))
