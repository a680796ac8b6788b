"""Contact rules as data: to whom they apply, hours cut by the strictest, counts that one more contact would break."""

from datetime import date, timedelta

import pytest

from dunwell.law.contact_rules import contact_rules, contact_rules_for, exceeded, hours_on

ON = date(2026, 4, 20)  # a Monday
SATURDAY = date(2026, 4, 25)


def names(law: str, debtor: str, **asked: bool) -> list[str]:
    return [rule.rule for rule in contact_rules_for(law, debtor, ON, **asked)]


def test_each_rule_has_a_source_and_a_mark() -> None:
    for rule in contact_rules():
        assert rule.evidence.source
        assert rule.evidence.mark in "TSDM"
    assert len({rule.rule for rule in contact_rules()}) == len(contact_rules())


def test_a_rule_applies_to_its_own_debtors_and_claims() -> None:
    assert names("RU", "consumer") == ["RU_230FZ"]
    assert names("RU", "business") == []
    assert names("US-TX", "consumer") == []
    assert names("US-TX", "consumer", own_claim=False) == ["US_REG_F"]
    assert names("RO", "consumer", own_claim=False) == []
    assert names("RO", "consumer", own_claim=False, credit=True) == ["RO_OUG_52"]
    assert [rule.rule for rule in contact_rules_for("RU", "consumer", date(2016, 1, 1))] == []


@pytest.mark.parametrize(
    ("law", "on", "usual", "hours"),
    [
        ("RU", ON, (8, 18), (8, 18)),
        ("RU", ON, (0, 24), (8, 22)),
        ("RU", SATURDAY, (8, 24), (9, 20)),
        ("NL", SATURDAY, (0, 24), (0, 24)),
        ("RU", ON, (22, 24), None),
    ],
)
def test_the_strictest_hours_win(law: str, on: date, usual: tuple[int, int], hours: tuple[int, int] | None) -> None:
    found, who = hours_on(contact_rules_for(law, "consumer", on), on, usual)
    assert found == hours
    assert (who is None) == (found == usual)


def test_no_contact_at_all_on_a_weekend_where_the_law_has_no_hours_for_it() -> None:
    rules = contact_rules_for("RO", "consumer", ON, own_claim=False, credit=True)
    assert hours_on(rules, SATURDAY, (8, 18))[0] is None
    assert hours_on(rules, ON, (8, 22))[0] == (9, 20)


@pytest.mark.parametrize(
    ("kind", "ago", "period"),
    [
        ("call", [], None),
        ("call", [0], "day"),
        ("call", [1, 6], "week"),
        ("call", [1, 7], None),
        ("call", [2, 8, 9, 15, 16, 22, 23, 29], "month"),
        ("message", [0], None),
        ("message", [0, 0], "day"),
        ("message", [1, 2, 3, 4], "week"),
    ],
)
def test_one_contact_more_would_break_a_count(kind: str, ago: list[int], period: str | None) -> None:
    contacts = [ON - timedelta(days=days) for days in ago]
    found = exceeded(contact_rules_for("RU", "consumer", ON), kind, contacts, ON)
    assert (found[1] if found else None) == period
    if found:
        assert found[0].named == "RU_230FZ (Federal law 230-FZ art. 7)"
