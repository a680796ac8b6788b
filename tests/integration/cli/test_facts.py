"""A day exported, decided elsewhere and brought back in comes to what a run comes to."""

from pathlib import Path
from typing import Any

DAY = ("--today", "2026-04-09")


def decisions() -> list[Any]:
    from dunwell.data.models import Decision

    names = ("customer__ref", "step_id", "step_day", "channel", "item__number", "stage")
    return list(Decision.objects.filter(state="carried_out").order_by("id").values_list(*names))


def test_a_plan_made_elsewhere_is_carried_out_as_a_run(acme: Any, tmp_path: Path) -> None:
    facts, plan = tmp_path / "facts", tmp_path / "plan"
    assert acme("facts", "export", str(facts), "--as-of", "2026-04-09", "--json").facts["customers"] == 2
    assert acme("facts", "decide", str(facts), str(plan), "--json").facts["shards"] == 1
    brought = acme("facts", "bring", str(plan), "--json", *DAY)
    assert brought.code == 0
    assert (brought.facts["state"], brought.facts["waits_for"]) == ("planned", "planned_elsewhere")
    assert brought.facts["counts"]["email"] == 1
    assert decisions() == []
    assert acme("approve", str(brought.facts["run"]), *DAY).code == 0
    assert [row[:2] for row in decisions()] == [("ACME", "just-overdue")]
    assert acme("run", "--as-of", "2026-04-09", "--full", "--json", *DAY).facts["counts"].get("email", 0) == 0


def test_a_customer_that_paid_meanwhile_is_decided_anew(acme: Any, tmp_path: Path) -> None:
    facts, plan = tmp_path / "facts", tmp_path / "plan"
    acme("facts", "export", str(facts), "--as-of", "2026-04-09")
    acme("facts", "decide", str(facts), str(plan))
    acme("payment", "ACME", "1,200.00", "EUR", "--ref", "INV-7", *DAY)
    run = acme("facts", "bring", str(plan), "--json", *DAY).facts["run"]
    acme("approve", str(run), *DAY)
    assert decisions() == []


def test_what_is_not_ours_is_refused(acme: Any, tmp_path: Path) -> None:
    facts, plan = tmp_path / "facts", tmp_path / "plan"
    acme("facts", "export", str(facts), "--as-of", "2026-04-09")
    assert acme("facts", "export", str(facts), "--json").error["code"] == "folder_not_empty"
    assert acme("facts", "bring", str(plan), "--json", *DAY).error["code"] == "facts_unreadable"
    acme("facts", "decide", str(facts), str(plan))
    header = plan / "facts.json"
    header.write_text(header.read_text().replace('"ours"', '"theirs"'))
    assert acme("facts", "bring", str(plan), "--json", *DAY).error["code"] == "facts_of_another"
    header.write_text(header.read_text().replace('"theirs"', '"ours"').replace("2026-04-09", "2026-04-10"))
    assert acme("facts", "bring", str(plan), "--json", *DAY).error["code"] == "day_ahead"
    header.write_text(header.read_text().replace("2026-04-10", "2026-04-08").replace("just-overdue", "another"))
    assert acme("facts", "bring", str(plan), "--json", *DAY).error["code"] == "unknown_policy"
