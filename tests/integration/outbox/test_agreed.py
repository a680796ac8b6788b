"""Messages about what was agreed go the way of others: made, looked at again, sent, and told once."""

import re
from datetime import date
from typing import Any

import pytest

from dunwell.domain.roles import Role
from dunwell.policy.file import shipped_text
from dunwell.queries.decisions import run_facts
from dunwell.queries.explain import explain_customer
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.answer_plan import accept_plan, decline_plan
from dunwell.usecases.handle_messages import cancel_messages
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.resolve_dispute import resolve_dispute
from integration.outbox.mail_server import MailServer, text_of
from integration.outbox.office import Office
from integration.usecases.desk import day

POLICY = shipped_text("default.yaml") + "\nplans:\n  remind_days_before: 3\n  tell_missed: true\n"
MONEY = {"amount_minor": 25_000, "currency": "EUR"}


@pytest.fixture
def office(db: None, tmp_path: Any) -> Office:
    return Office(tmp_path, POLICY)


def with_plan(office: Office, server: MailServer) -> None:
    """Agree on four instalments of 250.00 EUR a week from day 10, and run the third day before the first."""
    office.by_smtp(server.port)
    office.do(agree_plan, day(1), customer="ACME", items=["INV-1"], count=4, every="weekly", first_on=day(10), **MONEY)
    office.decide(day(7))


def of_agreements(office: Office) -> list[tuple[str, date, str]]:
    rows = office.books.messages.filter(decision__group__lt=0).select_related("decision").order_by("pk")
    return [(row.decision.step_id, row.decision.due_date, row.state) for row in rows]


def test_a_reminder_is_sent_once_and_says_what_was_agreed(office: Office, server: MailServer) -> None:
    with_plan(office, server)
    office.dispatch()
    office.decide(day(8))
    assert of_agreements(office) == [("instalment-due", day(10), "delivered")]
    [mail] = server.mails
    said = text_of(mail)
    assert "€250.00" in said
    assert "€750.00 of the plan is left" in said
    assert "INV-1" in said


def test_what_was_paid_meanwhile_is_not_asked_for(office: Office, server: MailServer) -> None:
    with_plan(office, server)
    office.do(post_payment, day(7), customer="ACME", reference="INV-1", **MONEY)
    told = office.dispatch()
    assert told["email"]["cancelled"] == {str(office.message().pk): "superseded"}
    assert server.received == []


@pytest.mark.parametrize(
    ("reason", "use_case", "asked"),
    [
        ("reply_waiting", record_reply, {"text": "a week later?"}),
        ("paused", pause_customer, {"until": day(8), "reason": "illness"}),
    ],
)
def test_what_stops_others_stops_it_and_it_is_told_later(
    office: Office, server: MailServer, reason: str, use_case: Any, asked: dict[str, Any]
) -> None:
    with_plan(office, server)
    office.do(use_case, day(7), customer="ACME", **asked)
    told = office.dispatch()
    assert told["email"]["cancelled"] == {str(office.message().pk): reason}
    if reason == "paused":
        office.decide(day(9))
        assert of_agreements(office)[-1] == ("instalment-due", day(10), "planned")
    else:
        office.decide(day(8))
        assert [row.guard for row in office.books.decisions_held.filter(step_id="instalment-due")] == [reason]


def test_what_a_person_keeps_back_is_not_made_again(office: Office, server: MailServer) -> None:
    with_plan(office, server)
    office.do(cancel_messages, day(7), messages=[office.message().pk], reason="she rang")
    office.decide(day(8))
    assert of_agreements(office) == [("instalment-due", day(10), "cancelled")]


def test_one_that_was_missed_is_told_with_the_last_day(office: Office, server: MailServer) -> None:
    with_plan(office, server)
    office.dispatch()
    office.decide(day(11))
    office.dispatch()
    assert of_agreements(office)[-1] == ("instalment-missed", day(10), "delivered")
    assert "We have not yet seen the instalment of €250.00" in text_of(server.mails[-1])


def test_old_cash_reminds_nobody(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.do(agree_plan, day(1), customer="ACME", items=["INV-1"], count=4, every="weekly", first_on=day(10), **MONEY)
    office.decide(day(7), allow_stale=False)
    assert of_agreements(office) == []


def test_a_rejection_is_answered_at_once_with_its_reason(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.do(raise_dispute, day(0), item="INV-1", reason="two boxes are broken", amount_minor=40_000, currency="EUR")
    office.decide(day(1))
    office.dispatch()
    told = office.do(resolve_dispute, day(1), item="INV-1", verdict="rejected", reason="the carrier notes no damage")
    assert told["answered"]
    office.dispatch()
    said = text_of(server.mails[-1])
    assert "two boxes are broken" in said
    assert "the carrier notes no damage" in said
    assert "€400.00" in said
    assert office.books.tasks.filter(task="rejection-letter").count() == 0


def test_what_is_paid_before_the_answer_leaves_needs_none(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.do(raise_dispute, day(0), item="INV-1")
    office.decide(day(1))
    office.do(resolve_dispute, day(1), item="INV-1", verdict="rejected")
    office.do(post_payment, day(1), customer="ACME", amount_minor=100_000, currency="EUR", reference="INV-1")
    assert list(office.dispatch()["email"]["cancelled"].values()) == ["superseded"]


def proposed(office: Office, server: MailServer, **asked: Any) -> dict[str, Any]:
    """Run a day, and propose a plan for the 1,000.00 EUR of INV-1 on the day after."""
    office.by_smtp(server.port)
    office.decide(day(0))
    office.dispatch()
    server.received.clear()
    answer: dict[str, Any] = office.do(
        propose_plan, day(1), customer="ACME", **{"items": ["INV-1"], "first_on": day(20)} | asked
    )
    return answer


def test_a_proposal_is_sent_at_once_with_its_instalments_and_how_to_accept(office: Office, server: MailServer) -> None:
    told = proposed(office, server, wish_minor=30_000, currency="EUR")
    assert (told["told"], told["held"], told["count"]) == (True, "", 4)
    office.dispatch(day(1))
    for later in (2, 3):
        office.decide(day(later))
        office.dispatch()
    assert of_agreements(office) == [("plan-proposed", day(1), "delivered")]
    [mail] = [mail for mail in server.mails if "proposal" in str(mail["subject"])]
    said = " ".join(text_of(mail).split())
    assert said.count("€300.00") == 3
    assert "€1,000.00" in said
    assert "€100.00" in said
    assert "a reply of one line is enough" in said
    assert "INV-1" in said


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (accept_plan, {"how": "mail"}),
        (decline_plan, {"reason": "too high"}),
        (post_payment, {"amount_minor": 100_000, "currency": "EUR", "reference": "INV-1"}),
    ],
)
def test_a_proposal_that_is_answered_or_needless_is_not_sent(
    office: Office, server: MailServer, use_case: Any, asked: dict[str, Any]
) -> None:
    proposed(office, server)
    office.do(use_case, day(1), customer="ACME", **asked)
    assert list(office.dispatch(day(1))["email"]["cancelled"].values()) == ["superseded"]
    office.decide(day(2))
    assert [state for _, _, state in of_agreements(office)] == ["cancelled"]
    assert server.received == []


def test_what_was_paid_of_it_makes_another_proposal(office: Office, server: MailServer) -> None:
    proposed(office, server, wish_minor=30_000, currency="EUR")
    office.do(post_payment, day(1), customer="ACME", amount_minor=70_000, currency="EUR", reference="INV-1")
    assert list(office.dispatch(day(1))["email"]["cancelled"].values()) == ["superseded"]
    office.decide(day(2))
    office.dispatch()
    assert of_agreements(office)[-1] == ("plan-proposed", day(1), "delivered")
    assert text_of(server.mails[-1]).count("€300.00") > 1
    assert "€1,000.00" not in text_of(server.mails[-1]).replace("rest of €1,000.00", "")


def test_a_newer_proposal_takes_the_place_of_one_on_its_way(office: Office, server: MailServer) -> None:
    proposed(office, server)
    office.do(propose_plan, day(1), customer="ACME", items=["INV-1"], first_on=day(30))
    told = office.dispatch(day(1))["email"]
    assert list(told["cancelled"].values()) == ["superseded"]
    assert [state for _, _, state in of_agreements(office)] == ["cancelled", "delivered"]


def test_a_proposal_waits_for_what_stops_other_messages(office: Office, server: MailServer) -> None:
    office.do(record_reply, day(0), customer="ACME", text="may we pay in parts?")
    told = proposed(office, server)
    assert (told["told"], told["held"]) == (False, "reply_waiting")
    office.decide(day(2))
    assert [row.guard for row in office.books.decisions_held.filter(step_id="plan-proposed")] == ["reply_waiting"]
    office.do(read_reply, day(3), customer="ACME")
    office.decide(day(3))
    assert of_agreements(office) == [("plan-proposed", day(1), "planned")]
    assert office.books.runs.latest("pk").counts["told_of_proposals"] == 1


def test_a_reply_that_asks_for_a_plan_is_answered_with_one(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(0))
    office.do(record_reply, day(1), customer="ACME", text="may we pay in parts?")
    told = office.do(read_reply, day(1), customer="ACME", asks="plan", first_on=day(20))
    assert told["told"]
    assert of_agreements(office) == [("plan-proposed", day(1), "planned")]


@pytest.mark.parametrize("plans", ["tell_proposed: false", "approve_above_months: 3"])
def test_a_proposal_goes_by_hand_where_the_policy_wants_it_or_somebody_must_say_yes(
    db: None, tmp_path: Any, server: MailServer, plans: str
) -> None:
    office = Office(tmp_path, shipped_text("default.yaml") + f"\nplans:\n  {plans}\n")
    assert proposed(office, server)["held"] == "by_hand"
    office.decide(day(2))
    assert of_agreements(office) == []


def test_the_first_run_tells_what_was_proposed_before_it(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    told = office.do(propose_plan, day(0), customer="ACME", items=["INV-1"], first_on=day(20))
    assert told["held"] == "no_run"
    office.decide(day(1))
    assert of_agreements(office) == [("plan-proposed", day(0), "planned")]


def test_a_verdict_may_need_a_yes(db: None, tmp_path: Any) -> None:
    asks = "verbs:\n    - {verb: resolve, role: finance, above: {EUR: 100}}\n"
    office = Office(tmp_path, re.sub(r"verbs: +#.*\n", asks, shipped_text("default.yaml")))
    office.do(raise_dispute, day(0), item="INV-1")
    office.caller = office.caller.on_behalf(Role.COLLECTIONS)
    asked = office.do(resolve_dispute, day(1), item="INV-1", verdict="upheld")
    assert asked["state"] == "asked"
    assert office.books.disputes.open().count() == 1


def test_who_is_reached_by_letter_alone_gets_a_letter(office: Office) -> None:
    office.send_by("letters", channel="letter")
    office.do(add_customer, day(-60), ref="PAPER", name="Paper Ltd", address="1 High Street\nBristol")
    office.invoice("P-1", 100_000, customer="PAPER")
    office.do(agree_plan, day(1), customer="PAPER", items=["P-1"], count=4, every="weekly", first_on=day(10), **MONEY)
    office.decide(day(7))
    office.dispatch()
    message = office.message("PAPER")
    assert (message.channel, message.decision.template) == ("letter", "instalment-due")
    assert message.sha256


def test_the_run_counts_it_and_the_day_is_told_with_it(office: Office, server: MailServer) -> None:
    with_plan(office, server)
    run = office.books.runs.latest("pk")
    assert (run.counts["email"], run.counts["silent"], run.counts["told_of_instalments"]) == (1, 0, 1)
    facts = run_facts(office.company, run.pk)
    assert [row["template"] for row in facts["contacts"]] == ["instalment-due"]
    assert facts["silent"] == []
    told = explain_customer(office.company, "ACME", day(7), day(7))
    assert told.beside == ["Beside the ladder goes out: email instalment-due about INV-1"]
    assert told.explanation.reason == "plan_on_track"
