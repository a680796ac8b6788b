"""What bends before it breaks, by command: promises, plans, disputes, holds, credit, kinds, rewards, the archive."""

import json
from pathlib import Path

from integration.cli.conftest import Dunwell

DAY = ("--today", "2026-04-10")


def ok(dunwell: Dunwell, *words: str, code: int = 0) -> dict[str, object]:
    done = dunwell(*words, *DAY, "--json")
    assert done.code == code, done.err
    facts: dict[str, object] = done.facts
    return facts


def test_promises_and_cheques(acme: Dunwell) -> None:
    promised = ok(acme, "promise", "ACME", "9,000.00", "EUR", "--on", "2026-04-20", "--cheque", "77", "--in-hand")
    assert [each["code"] for each in promised["warnings"]] == ["more_than_owed"]  # type: ignore[attr-defined]
    assert ok(acme, "cheque-bounced", "ACME", "77")["state"] == "broken"
    shown = acme("promises", "ACME", "--json").facts
    assert [row["became"] for row in shown["promises"]] == ["broken"]
    assert shown["rates"][0]["kept_percent"] == 0
    assert "cheque 77" in acme("promises").out


def test_a_plan_from_proposal_to_agreement(acme: Dunwell) -> None:
    offer = ok(acme, "propose", "ACME", "INV-7", "--from", "2026-05-01", "--asked")
    assert (offer["count"], offer["instalment"]) == (12, "100.00 EUR")
    assert ok(acme, "accept-plan", "ACME", "--how", "signed", "--by", "Ms Ana")["amount"] == "1,200.00 EUR"
    refused = acme("decline-plan", "ACME", *DAY, "--json")
    assert refused.error["code"] == "no_offer"


def test_a_dispute_with_its_file_and_figures(acme: Dunwell, tmp_path: Path) -> None:
    picture = tmp_path / "corner.jpg"
    picture.write_bytes(b"picture")
    ok(acme, "dispute", "INV-7", "400.00", "EUR", "--code", "quality", "--reason", "dented")
    assert ok(acme, "enclose", "ACME", str(picture), "--to", "dispute")["size"] == 7
    assert ok(acme, "resolve", "INV-7", "upheld", "100.00", "EUR")["rejected"] == "300.00 EUR"
    told = acme("disputes", "--all", "--json", *DAY).facts
    assert {row["state"] for row in told["disputes"]} == {"rejected", "upheld"}
    assert told["by_reason"][0]["upheld_minor"] == 10_000
    assert (
        acme("enclose", "ACME", str(tmp_path / "none"), "--to", "dispute", "--json").error["code"] == "file_unreadable"
    )


def test_a_hold_is_released_for_a_payment_to_come(acme: Dunwell) -> None:
    ok(acme, "hold", "ACME", "--reason", "cheque returned")
    asked = ("release", "ACME", "500.00", "EUR", "--method", "cheque", "--number", "9", "--on", "2026-05-04")
    assert ok(acme, *asked, "--as", "collections", code=3)["what"] == "release-hold"
    assert ok(acme, "approve", "release-hold", "ACME")["state"] == "approved"


def test_hooks_are_told_and_their_secret_is_shown_once(acme: Dunwell) -> None:
    made = ok(acme, "hook", "set", "https://licences.example/x", "--event", "service.suspend")
    assert str(made["secret"]).startswith("whsec_")
    assert "whsec_" not in acme("hook", "list").out
    assert "https://licences.example/x" in acme("hook", "list").out
    assert ok(acme, "hook", "deliver") == {"delivered": 0, "failed": 0, "given_up": 0}
    assert acme("hook", "events", "--json").facts == {"events": []}
    ok(acme, "hook", "stop", "https://licences.example/x")
    assert acme("hook", "set", "http://licences.example", "--json").error["code"] == "bad_url"


def test_credit(acme: Dunwell) -> None:
    ok(acme, "limit", "ACME", "2,000.00", "EUR")
    ok(acme, "order", "O-1", "ACME", "700.00", "EUR")
    assert acme("may-sell", "ACME", "200.00", "EUR", "--json").facts["reason"] == "limit"
    ok(acme, "order", "O-1", "--ended", "cancelled")
    ok(acme, "figure", "ACME", "agency-score", "20", "--source", "agency")
    assert ok(acme, "credit-review", "ACME")["result"] == "lowered"
    ok(acme, "freeze", "ACME")
    assert acme("may-sell", "ACME", "1.00", "EUR", "--json").facts["reason"] == "frozen"
    ok(acme, "unfreeze", "ACME")
    assert "1,500.00 EUR" in acme("credits").out
    told = acme("credits", "ACME", "--json", *DAY).facts
    assert [row["result"] for row in told["reviews"]] == ["lowered", "set"]


def test_what_is_known_of_customers(acme: Dunwell) -> None:
    ok(acme, "heard", "ACME", "their largest customer is insolvent", "--in", "call", "--trouble")
    ok(acme, "propose", "ACME", "INV-7", "--from", "2026-05-01", "--asked")
    row = acme("kinds", "--json", *DAY).facts["kinds"][0]
    assert (row["suggested"], "trouble was heard of 1 times" in row["evidence"]) == ("cannot-pay", True)
    ok(acme, "kind", "ACME", "cannot-pay")
    sheet = acme("sheet", "ACME", "--json", *DAY).facts
    assert (sheet["kind_of_debtor"], sheet["heard"][0]["text"]) == ("cannot-pay", "their largest customer is insolvent")
    assert "listen" in acme("sheet", "ACME", "--for", "check-in", *DAY).out.lower()
    assert acme("rewards", "--json").facts == {"rewards": []}
    assert acme("reward", "ACME", "--json").error["code"] == "no_reward"
    assert "| Verb |" in acme("roles").out


def test_reviews(acme: Dunwell) -> None:
    assert acme("reviews", "--json", *DAY).facts["reviews"][0]["state"] == "never reviewed"
    ok(acme, "review", "policy", "default", "--as", "counsel", "--remarks", "fine by us")
    ok(acme, "review", "week", "2026-04-05", "--as", "finance")
    told = acme("reviews", "--json", *DAY).facts["reviews"]
    assert {(row["what"], row["role"], row["state"]) for row in told} == {
        ("policy", "counsel", ""),
        ("week", "finance", ""),
    }
    later = acme("reviews", "--json", "--today", "2026-04-13").facts["reviews"]
    assert [row["what"] for row in later if row["state"] == "due"] == ["week"]


def test_a_call_leads_on(acme: Dunwell) -> None:
    day = ("--today", "2026-04-28")
    acme("place", "ACME", "late", "--reason", "taken over", *DAY)
    assert acme("run", "--allow-stale", "--delivered", *day).code == 3
    assert acme("approve", "1", "--delivered", *day).code == 0
    call = next(row for row in acme("tasks", "--json").facts["tasks"] if row["kind"] == "call")
    made = ("done", "call", str(call["id"]), "--result", "promise", "--amount", "10.00", "--currency", "EUR")
    done = acme(*made, "--on", "2026-05-04", "--with", "Ms Ana", *day, "--json")
    assert done.facts["led_to"]["amount"] == "10.00 EUR"
    shown = acme("promises", "ACME", "--json").facts["promises"][0]
    assert (shown["said_by"], shown["call"]) == ("Ms Ana", call["id"])


def test_a_policy_is_tried_and_drawn(acme: Dunwell, tmp_path: Path) -> None:
    from dunwell.policy.file import shipped_text

    file = tmp_path / "mine.yaml"
    file.write_text(shipped_text("default.yaml").replace("days: 15", "days: 14"))
    drawn, written = tmp_path / "weeks.svg", tmp_path / "tried.json"
    asked = ("simulate", "--policy", str(file), "--days", "5", "--chart", str(drawn), "--out", str(written))
    shown = acme(*asked, *DAY)
    assert shown.code == 0, shown.err
    assert "Nothing was written." in shown.out
    assert drawn.read_text().startswith("<svg")
    assert json.loads(written.read_text())["tried"]["contacts"]


def test_the_archive(acme: Dunwell, tmp_path: Path) -> None:
    assert [row["what"] for row in acme("archive", "find", "INV-7", "--json").facts["found"]] == ["item"]
    out = tmp_path / "acme.json"
    assert acme("archive", "export", "ACME", "--out", str(out)).code == 0
    assert json.loads(out.read_text())["customer"]["name"] == "Acme d.o.o."
    assert acme("archive", "due", "--json").facts == {"due": []}
    assert acme("archive", "erase", "ACME", "--json").error["code"] == "matter_open"


def test_an_agency_is_named_at_hand_over(acme: Dunwell) -> None:
    refused = acme("hand-over", "ACME", "agency", "--agency", "elsewhere", *DAY, "--json")
    assert (refused.error["code"], refused.error["value"]) == ("no_agency", "elsewhere")
    assert ok(acme, "hand-over", "ACME", "agency")["agency"] == ""
