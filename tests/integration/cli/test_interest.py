"""Interest, costs and rates by commands: no books, no database, units and conventions as the help tells them."""

import json
from pathlib import Path

import pytest

from dunwell.faces.cli.main import main
from integration.cli.conftest import Done, Dunwell


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dunwell:
    """Give the command in an empty home of its own, on a test that may not touch the database."""
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path / "home"))

    def call(*words: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, printed.out, printed.err)

    return call


def asked(regime: str, principal: str, currency: str, *more: str) -> tuple[str, ...]:
    return ("interest", "--regime", regime, "--principal", principal, "--currency", currency, *more)


EIGHT = ("--days", "50", "--rate", "8.5")
HALF_YEAR = ("--due", "2016-01-01", "--paid", "2016-07-30")
YEAR = ("--due", "2025-01-01", "--paid", "2025-12-31")
DUTCH = asked("NL", "5,000.00", "EUR", "--due", "2025-01-01", "--paid", "2026-04-01")


def test_interest_is_printed_part_by_part_with_its_total_and_sources(law: Dunwell) -> None:
    done = law(*DUTCH)
    assert done.code == 0
    assert [line.split()[:6] for line in done.out.splitlines()[2:5]] == [
        ["2025-01-02", "2025-06-30", "180", "11.15", "5,000.00", "274.93"],
        ["2025-07-01", "2026-01-01", "185", "10.15", "5,000.00", "257.23"],
        ["2026-01-02", "2026-04-01", "90", "10.15", "5,532.16", "138.45"],
    ]
    assert "total 670.61 EUR" in done.out
    assert "interest is capitalised" in done.out
    assert "BW 6:119a" in done.out


def test_the_same_as_json_in_minor_units(law: Dunwell) -> None:
    facts = law(*DUTCH, "--json").facts
    assert (facts["regime"], facts["total_minor"], facts["total"], facts["days"]) == ("NL", 67_061, "670.61 EUR", 455)
    assert (facts["rate_is_last_known"], facts["evidence"]["mark"]) == (False, "T")
    assert sum(part["amount_minor"] for part in facts["parts"]) == facts["total_minor"]
    first = facts["parts"][0]
    assert (first["from"], first["to"], first["days"]) == ("2025-01-02", "2025-06-30", 180)
    assert (first["rate_percent"], first["why"], first["amount"]) == ("11.15", ["start"], "274.93 EUR")


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (asked("UK", "1000", "GBP", *EIGHT, "--day-count", "365", "--rounding", "daily"), 1150),
        (asked("UK", "1000", "GBP", *EIGHT), 1164),
        (asked("US-fed", "1500", "USD", "--days", "10", "--rate", "6.5", "--day-count", "360"), 271),
        (asked("US-fed", "1500", "USD", "--due", "2026-04-01", "--paid", "2026-06-15", "--rate", "6"), 1883),
        (asked("CH", "1000", "CHF", "--days", "19"), 264),
        (asked("NL", "1000", "EUR", "--due", "2026-01-01", "--days", "10"), 278),
        (asked("DE", "10000", "EUR", *HALF_YEAR, "--days", "210", "--rate", "6", "--day-count", "30/360"), 35_000),
        (asked("RU 395", "100000", "RUB", *YEAR, "--days", "365", "--rate", "20"), 2_000_000),
        (asked("DE", "1000", "EUR", "--kind", "consumer", "--due", "2025-07-01", "--paid", "2025-07-31"), 515),
        (asked("NL", "1000", "EUR", "--due", "2026-01-01", "--paid", "2026-03-02", "--part", "2026-01-31=400"), 1335),
        (asked("jp", "1000", "JPY", "--days", "73", "--rate", "10"), None),
        (asked("contract", "1000", "JPY", "--days", "73", "--rate", "10"), 20),
    ],
)
def test_days_rates_and_conventions_by_hand(law: Dunwell, words: tuple[str, ...], total: int | None) -> None:
    done = law(*words, "--json")
    if total is None:
        assert (done.code, done.error["code"]) == (2, "unknown_regime")
    else:
        assert (done.code, done.facts["total_minor"]) == (0, total)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (asked("NL", "1000", "EUR"), "dates_missing"),
        (asked("NL", "1000", "EUR", "--due", "2026-01-01"), "dates_missing"),
        (asked("NL", "1000", "EUR", "--days", "10"), "dates_missing"),
        (asked("NL", "1000", "EUR", "--due", "2026-01-01", "--paid", "2026-02-01", "--days", "10"), "days_do_not_fit"),
        (asked("NL", "1000", "EUR", "--days", "10", "--rate", "ten"), "bad_percent"),
        (asked("NL", "1000", "EUR", "--days", "10", "--rate", "-1"), "bad_percent"),
        (asked("NL", "1000", "EUR", "--days", "10", "--rate", "1", "--day-count", "364"), "unknown_day_basis"),
        (asked("NL", "1000", "EUR", "--due", "2026-01-01", "--paid", "2026-02-01", "--part", "400"), "bad_part"),
        (asked("NL", "1000.001", "EUR", "--days", "10", "--rate", "1"), "too_many_decimals"),
        (asked("IR", "1000", "IRR", "--due", "2025-01-01", "--paid", "2026-01-01"), "rate_unknown"),
    ],
)
def test_what_cannot_be_worked_out_ends_with_a_way_out(law: Dunwell, words: tuple[str, ...], code: str) -> None:
    done = law(*words, "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["way_out"]


def test_doubt_and_the_last_known_rate_are_said(law: Dunwell) -> None:
    done = law(*asked("RO", "1000", "RON", "--due", "2026-01-01", "--paid", "2026-12-31"))
    assert "The last known rate was used" in done.out
    assert "check it before you charge" in done.out


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("NL", "2500", "EUR"), 37_500),
        (("NL", "1000000", "EUR"), 677_500),
        (("NL", "100", "EUR", "--kind", "consumer", "--vat", "21"), 4840),
        (("UK", "9999.99", "GBP"), 7000),
        (("EU", "10", "EUR"), 4000),
        (("IT", "10", "EUR"), 4000),
        (("DE", "10", "EUR", "--on", "2026-01-01"), 4000),
    ],
)
def test_costs_beside_interest(law: Dunwell, words: tuple[str, ...], total: int) -> None:
    regime, principal, currency, *more = words
    command = ("costs", "--regime", regime, "--principal", principal, "--currency", currency, *more)
    assert law(*command, "--json").facts["total_minor"] == total
    assert f"total {total / 100:,.2f} " in law(*command).out


def test_rates_are_listed_with_their_sources(law: Dunwell) -> None:
    assert "nl_handelsrente" in law("rates", "list").out
    facts = law("rates", "list", "nl_handelsrente", "--json").facts
    assert (facts["value"], facts["known_until"], facts["rows"][-1]["percent"]) == ("10.40", "2026-12-31", "10.40")
    assert "raadvanarbitrage" in law("rates", "list", "nl_handelsrente").out


def test_newer_rates_come_from_a_file_and_are_used(law: Dunwell, tmp_path: Path) -> None:
    file = tmp_path / "nl_handelsrente.csv"
    file.write_text("date_from,rate_percent,source,mark\n2027-01-01,10.65,Staatscourant,T\n", encoding="utf-8")
    later = asked("NL", "1000", "EUR", "--due", "2026-12-31", "--paid", "2027-01-31", "--json")
    assert law(*later).facts["rate_is_last_known"] is True
    tried = law("rates", "import", str(file), "--dry-run", "--json").facts
    assert (tried["dry_run"], tried["known_until"], len(tried["changes"])) == (True, "2027-06-30", 1)
    assert law(*later).facts["rate_is_last_known"] is True
    done = law("rates", "import", str(file))
    assert "2027-01-01  10.65" in done.out
    facts = law(*later).facts
    assert (facts["rate_is_last_known"], facts["parts"][0]["rate_percent"]) == (False, "10.65")
    assert json.loads(law("rates", "list", "nl_handelsrente", "--json").out)["own"] == 1


def test_a_wrong_file_of_rates_changes_nothing(law: Dunwell, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("date_from,rate_percent,source\n2027-01-01,1065,Staatscourant\n", encoding="utf-8")
    refused = law("rates", "import", str(file), "--table", "nl_handelsrente", "--json")
    assert (refused.code, refused.error["code"], refused.error["line"]) == (2, "bad_rate", 2)
    assert law("rates", "import", str(file), "--json").error["code"] == "unknown_table"
    assert law("rates", "import", str(tmp_path / "no.csv"), "--table", "ecb_mro", "--json").error["code"] == (
        "file_unreadable"
    )
    assert not (tmp_path / "home").exists()
