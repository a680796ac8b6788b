"""May two percent a month be charged? By governing law and kind of debtor."""

from datetime import date

import pytest

from dunwell.law import late_charges
from dunwell.law.late_charges import late_charge_rule, late_charge_verdict


@pytest.mark.parametrize(
    ("laws", "business", "consumer"),
    [
        ("NL GB UK FR nl", "safe", "doubtful"),
        ("RO", "safe", "void"),
        ("RU IR", "safe", "doubtful"),
        ("DE IE CH US US-NY", "doubtful", "void"),
        ("US-TX", "void", "void"),
        ("RS", "doubtful", "void"),
        ("IT JP ZZ", "doubtful", "doubtful"),
    ],
)
def test_the_table_of_late_charges(laws: str, business: str, consumer: str) -> None:
    for law in laws.split():
        verdicts = [late_charge_verdict(law, kind) for kind in ("business", "public", "consumer")]
        assert verdicts == [business, business, consumer], law


def test_without_a_law_nothing_is_safe() -> None:
    assert late_charge_verdict(None, "business") == "doubtful"


def test_a_date_before_the_first_row_has_the_first_row() -> None:
    assert late_charge_verdict("RO", "consumer", date(1999, 1, 1)) == "void"


def test_the_row_says_where_it_stands() -> None:
    rule = late_charge_rule("NL", "business", date(2026, 1, 1))
    assert (rule.source, rule.mark, rule.verified_by) == ("BW 6:119a(8)", "T", None)


def test_of_several_rows_the_newest_that_is_valid_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    table = late_charges.parse_rules(
        "law,kind,verdict,valid_from,mark,source,note,verified_by\n"
        "XX,business,void,2027-01-01,M,new,,A. Lawyer\n"
        "XX,business,safe,2020-01-01,M,old,,\n"
    )
    monkeypatch.setattr(late_charges, "_rules", lambda: table)
    dates = [date(2019, 1, 1), date(2026, 12, 31), date(2027, 1, 1), None]
    assert [late_charge_verdict("XX", "business", on) for on in dates] == ["safe", "safe", "void", "void"]
    assert late_charge_rule("XX", "business").verified_by == "A. Lawyer"


def test_each_row_has_evidence() -> None:
    for rows in late_charges._rules().values():
        for rule in rows:
            assert rule.source
            assert rule.mark in "TSDM"
            assert rule.kind in ("business", "consumer")
