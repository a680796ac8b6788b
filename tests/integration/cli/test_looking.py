"""What the command line shows: pages and JSON of the same facts; errors with their way out; the journal and checks."""

from pathlib import Path

import pytest

from dunwell.data.books import Books
from dunwell.policy.file import shipped_text
from dunwell.usecases.work import find_company
from integration.cli.conftest import Dunwell
from source_tree import ROOT

LEDGER = ROOT.parent / "shared" / "data" / "receivables" / "WA_Fn-UseC_-Accounts-Receivable.csv"


def test_without_a_company_it_says_how_to_begin(dunwell: Dunwell) -> None:
    done = dunwell("aging")
    assert done.code == 4
    assert "dunwell company add" in done.err
    assert "dunwell company add" in dunwell("company", "list").out


def test_with_several_companies_one_must_be_named(acme: Dunwell) -> None:
    acme("company", "add", "second", "Second Ltd")
    done = acme("aging", "--json")
    assert (done.code, done.error["code"]) == (2, "company_not_named")
    assert acme("aging", "--company", "ours").code == 0
    assert acme("aging", "--company", "third", "--json").error["code"] == "unknown_company"


def test_a_company_in_a_time_zone_that_is_none_is_not_opened(dunwell: Dunwell) -> None:
    done = dunwell("company", "add", "ours", "Ours", "--zone", "Europe/Nowhere", "--json")
    assert (done.code, done.error["code"]) == (2, "unknown_zone")


def test_explain_tells_why_not_and_any_past_day(acme: Dunwell) -> None:
    acme("pause", "ACME", "--until", "2026-04-30", "--reason", "new owner", "--today", "2026-04-02")
    told = acme("explain", "ACME", "--as-of", "2026-04-08", "--today", "2026-04-10", "--json").facts
    assert told["reason"] == "paused"
    assert told["sentence"] == (
        "Nothing goes out to Acme d.o.o. on 2026-04-08: just-overdue is due (INV-7, 8 days past due, 1,200.00 EUR), "
        "but it is paused until the end of 2026-04-30 (new owner)."
    )
    assert told["numbers"]["chaseable"] == {"EUR": "1,200.00 EUR"}
    held = acme("explain", "ACME", "--as-of", "2026-04-08", "--today", "2026-04-10").out
    assert "email just-overdue waits: it is paused" in held
    in_dutch = acme("explain", "ACME", "--as-of", "2026-04-08", "--today", "2026-04-10", "--language", "nl").out
    assert "Een medewerker heeft de herinneringen aan deze klant gepauzeerd." in in_dutch
    assert (
        acme("explain", "ACME", "--today", "2026-04-08", "--language", "tlh", "--json").error["code"]
        == "unknown_language"
    )


def test_languages_are_listed_and_checked(dunwell: Dunwell) -> None:
    listed = dunwell("language", "list", "--json").facts["languages"]
    assert [each["tag"] for each in listed] == ["en", "fa", "nl", "ro", "ru", "sr-Cyrl", "sr-Latn"]
    assert "from the right" in dunwell("language", "list").out
    assert dunwell("language", "check", "en", "--json").facts["findings"] == []
    assert dunwell("language", "check", "tlh", "--json").error["code"] == "unknown_language"
    assert dunwell("language", "mark", "sr-Cyrl", "--json").error["code"] == "not_marked"


def test_a_letter_is_written_for_a_person_to_send(acme: Dunwell, tmp_path: Path) -> None:
    told = acme("letter", "thanks", "ACME", "--out", str(tmp_path / "thanks.pdf"), "--json").facts
    assert (tmp_path / "thanks.pdf").read_bytes().startswith(b"%PDF")
    assert told["subject"] == "Thank you"
    assert acme("letter", "rejection", "ACME", "--json").error["code"] == "no_dispute"


def test_aging_shows_any_day_by_currency_and_by_customer(acme: Dunwell) -> None:
    acme("payment", "ACME", "200.00", "EUR", "--ref", "INV-7", "--today", "2026-05-05")
    (before,) = acme("aging", "--as-of", "2026-05-04", "--json").facts["rows"]
    assert (before["items"], before["total"], before["unallocated"]) == (1, "1,200.00 EUR", "10.00 EUR")
    rows = acme("aging", "--as-of", "2026-05-05", "--by", "customer", "--json").facts["rows"]
    open_now = {row["customer"]: [each["open_minor"] for each in row["buckets"]] for row in rows}
    assert open_now == {"ACME": [0, 0, 100000, 0, 0, 0], "BETA": [0] * 6}
    assert "1,000.00" in acme("aging", "--as-of", "2026-05-05").out
    assert "ACME" in acme("aging", "--as-of", "2026-05-05", "--by", "customer").out


def test_an_extension_ages_a_claim_from_its_new_day_on_only(acme: Dunwell) -> None:
    acme("extend", "INV-7", "--to", "2026-06-30", "--today", "2026-05-20")
    (before,) = acme("aging", "--as-of", "2026-05-19", "--json").facts["rows"]
    (after,) = acme("aging", "--as-of", "2026-05-20", "--json").facts["rows"]
    assert [each["bucket"] for each in before["buckets"] if each["open_minor"]] == ["31-60"]
    assert [each["bucket"] for each in after["buckets"] if each["open_minor"]] == ["not_due"]


def test_customers_are_listed_by_stage_and_shown_whole(acme: Dunwell) -> None:
    rows = acme("customer", "list", "--json").facts["customers"]
    assert [(row["customer"], row["balance_minor"]) for row in rows] == [
        ("ACME", {"EUR": 120000}),
        ("BETA", {"EUR": -1000}),
    ]
    assert acme("customer", "list", "--stage", "late", "--json").facts["customers"] == []
    acme("promise", "ACME", "500.00", "EUR", "--on", "2026-04-20", "--today", "2026-04-08")
    acme("dispute", "INV-7", "100.00", "EUR", "--today", "2026-04-08")
    page = acme("customer", "show", "ACME", "--today", "2026-04-10").out
    for told in ("Acme d.o.o.", "INV-7", "1,200.00 EUR", "500.00 EUR", "100.00 EUR", "ap@acme.example"):
        assert told in page


def test_the_journal_is_sealed_verified_and_shown(acme: Dunwell) -> None:
    sealed = acme("journal", "seal", "--json").facts
    assert sealed["entries"] == 5
    report = acme("journal", "verify", "--root", sealed["root"])
    assert report.code == 0
    assert "leads to the known root" in report.out
    assert [each["verb"] for each in acme("journal", "show", "--json").facts["entries"]][-1] == "payment"
    assert "INV-7" in acme("journal", "show", "--customer", "ACME").out


def test_a_proof_is_taken_out_and_holds_elsewhere(acme: Dunwell, tmp_path: Path) -> None:
    root = acme("journal", "seal", "--json").facts["root"]
    proof = tmp_path / "proof.json"
    proof.write_text(acme("journal", "prove", "--customer", "ACME").out, encoding="utf-8")
    done = acme("journal", "verify-proof", str(proof), "--root", root, "--json")
    assert (done.code, done.facts["origin_proved"]) == (0, True)
    proof.write_text(proof.read_text("utf-8").replace("120000", "130000"), encoding="utf-8")
    assert acme("journal", "verify-proof", str(proof)).code == 1
    assert acme("journal", "verify-proof", str(tmp_path / "none.json")).code == 2


@pytest.mark.breaks_books
def test_a_root_that_is_gone_is_amiss(acme: Dunwell) -> None:
    acme("journal", "seal")
    assert acme("journal", "verify", "--root", f"1:{'0' * 64}").code == 1


@pytest.mark.breaks_books
def test_check_names_what_does_not_hold(acme: Dunwell) -> None:
    assert acme("check").code == 0
    Books(find_company("ours")).entries.filter(customer__ref="BETA").update(unallocated_minor=1)
    done = acme("check", "--json")
    assert done.code == 1
    assert done.facts["broken"][0]["total"] == 1
    assert "Not so for 1 rows" in acme("check").out


def test_policies_are_checked_shown_compared_and_put_in_force(acme: Dunwell, tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(shipped_text("default.yaml").replace("min_gap_days: 3", "min_gap_days: 5"), encoding="utf-8")
    assert acme("policy", "check", str(ours)).code == 0
    assert "min_gap_days: 3 → 5" in acme("policy", "diff", "default", str(ours)).out
    assert acme("policy", "diff", "default", str(ours)).code == 1
    assert acme("policy", "diff", "default", "default").code == 0
    assert "5 days" in acme("policy", "show", str(ours)).out
    assert acme("policy", "diff", "in-force", "default").code == 0
    assert acme("policy", "activate", str(ours)).code == 0
    assert "5 days" in acme("policy", "show").out
    assert acme("policy", "diff", "in-force", "default").code == 1
    assert acme("policy", "show", "nobody", "--json").error["code"] == "unknown_policy"
    assert acme("policy", "schema").out.startswith("{")
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: ours\nladdr: []\n", encoding="utf-8")
    done = acme("policy", "check", str(broken))
    assert done.code == 2
    assert "line 2" in done.err
    assert acme("policy", "check", str(tmp_path / "none.yaml"), "--json").error["code"] == "file_unreadable"


def test_words_that_cannot_be_read_are_told_as_json_too(acme: Dunwell) -> None:
    done = acme("payment", "ACME", "--json")
    assert (done.code, done.error["code"]) == (2, "usage")
    assert acme("payment", "ACME").code == 2
    done = acme("payment", "ACME", "12,00", "EUR")
    assert (done.code, done.out) == (2, "")
    assert "Write it with a point for decimals" in done.err
    assert acme("explain", "ACME", "--as-of", "tomorrow").code == 2
    assert acme("dispute", "INV-7", "12.00", "--json").error["code"] == "currency_missing"


def test_a_file_of_invoices_comes_in_and_bad_rows_are_named(acme: Dunwell, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    rows = (
        "Invoice No,Customer,Date,Due,Amount,Currency",
        "A-1,Gamma,2026-03-01,2026-03-31,100.00,EUR",
        "A-2,Gamma,?,?,?,EUR",
    )
    ledger.write_text("\n".join(rows), encoding="utf-8")
    tried = acme("import", str(ledger), "--dry-run", "--json", "--today", "2026-04-01")
    assert (tried.code, tried.facts["invoices"], tried.facts["dry_run"]) == (1, 1, True)
    done = acme("import", str(ledger), "--today", "2026-04-01")
    assert done.code == 1
    assert "1 invoices" in done.out
    assert "refused" in done.out
    again = acme("import", str(ledger), "--today", "2026-04-01")
    assert "nothing new" in again.out
    assert acme("import", str(tmp_path / "none.csv")).code == 2


@pytest.mark.skipif(not LEDGER.exists(), reason="the real ledger is not at hand")
def test_the_real_ledger_shows_what_was_open_on_a_past_day(dunwell: Dunwell) -> None:
    dunwell("company", "add", "ours", "Ours Inc.", "--country", "US")
    assert dunwell("import", str(LEDGER), "--currency", "USD").code == 0
    (row,) = dunwell("aging", "--as-of", "2013-06-30", "--json").facts["rows"]
    assert (row["items"], row["total"]) == (84, "5,119.85 USD")


def test_a_past_day_without_a_run_is_told_as_one(acme: Dunwell) -> None:
    told = acme("explain", "ACME", "--as-of", "2026-04-08", "--today", "2026-04-10").out
    assert told.startswith("No run was carried out on 2026-04-08.")
    assert not acme("explain", "ACME", "--as-of", "2026-04-10", "--today", "2026-04-10").out.startswith("No run")
