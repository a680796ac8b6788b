"""Messages are made once; what cannot be made is never sent."""

from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from dunwell import wiring
from dunwell.adapters.papers.texts import BadTemplate
from dunwell.domain.papers import Consequences, MessageFacts, WrittenMail
from dunwell.ports import Papers
from dunwell.queries.message_facts import message_facts
from dunwell.queries.statement_facts import invoice_facts, statement_facts
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.render_messages import render_messages
from dunwell.usecases.sending import composing
from integration.outbox.mail_server import MailServer, text_of
from integration.outbox.office import Office
from integration.usecases.desk import day

PAPERS = wiring.papers()


def broken() -> Papers:
    """Give papers of which one text cannot be filled in."""

    def message(facts: MessageFacts) -> WrittenMail:
        if facts.customer.ref != "ACME":
            return PAPERS.message(facts)
        raise BadTemplate(facts.template, "There is no value named totel", "Write total")

    papers: Any = copy(PAPERS)
    object.__setattr__(papers, "message", message)
    return cast("Papers", papers)


def test_a_template_that_cannot_be_filled_in_sends_nothing_and_asks_a_person(office: Office) -> None:
    office.customers("BIRCH")
    office.decide(day(1))
    office.do(lambda caller: render_messages(caller, broken()), day(1))
    assert office.states() == {"ACME": "cancelled", "BIRCH": "rendered"}
    message = office.message("ACME")
    assert (message.reason, message.decision.cancel_reason) == ("bad_template", "bad_template")
    assert "totel" in message.said
    [task] = office.books.tasks.open()
    assert (task.task, task.subject, task.customer.ref) == ("mend-template", "just-overdue", "ACME")
    assert office.acme.reason == "bad_template"


def test_until_the_template_is_mended_nothing_is_decided_from_it(office: Office) -> None:
    office.decide(day(1))
    office.do(lambda caller: render_messages(caller, broken()), day(1))
    office.decide(day(2))
    assert office.books.messages.count() == 1
    assert office.acme.reason == "bad_template"
    office.do(complete_task, day(3), task=office.books.tasks.get().pk, outcome="mended")
    office.decide(day(3))
    assert office.message().state == "planned"


def test_it_is_made_once(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.to[""] = "451 later"
    office.decide(day(1))
    office.dispatch()
    made = office.message()
    office.later(minutes=10)
    server.to.clear()
    office.dispatch()
    sent = office.message()
    assert (sent.sha256, sent.rendered_at, sent.message_id) == (made.sha256, made.rendered_at, made.message_id)


def test_facts_of_a_batch_take_a_constant_number_of_queries(office: Office, django_assert_max_num_queries: Any) -> None:
    office.customers(*(f"C{number}" for number in range(20)))
    office.decide(day(22))
    rows = office.books.messages.select_related("customer", "decision", "address__contact")
    messages = list(rows.order_by("pk"))
    with django_assert_max_num_queries(20):
        told = message_facts(office.company, messages, PAPERS.language)
    assert {each.facts.customer.ref: each.facts.items[0].number for each in told}["C7"] == "C7-1"
    with django_assert_max_num_queries(20):
        statements = statement_facts(office.company, {m.customer_id: "en" for m in messages}, day(22))
    assert len(statements) == 21


def test_facts_say_what_was_decided(office: Office) -> None:
    office.run_to(121)
    office.decide(day(122))
    message = office.message()
    [told] = message_facts(office.company, [message], PAPERS.language)
    facts = told.facts
    assert (facts.template, facts.stage, facts.banner) == ("final-warning", "litigation", "ACCOUNT ON HOLD")
    assert (facts.deadline_on, told.attach) == (day(132), ("invoices", "statement"))
    assert facts.consequences.hand_over
    assert facts.consequences.services_end
    assert facts.consequences.on_hold
    assert {item.kind for item in facts.items} == {"invoice", "fee"}
    assert facts.totals[0].net_minor == sum(item.asked_minor for item in facts.items)
    assert facts.payment[0].iban == "NL91ABNA0417164300"


def test_a_statement_shows_open_items_and_what_moved(office: Office) -> None:
    office.do(post_payment, day(3), customer="ACME", amount_minor=30_000, currency="EUR", reference="INV-1")
    [facts] = statement_facts(office.company, {office.acme.pk: "en"}, day(5)).values()
    [account] = facts.accounts
    assert (account.open_minor, account.balance_minor) == (70_000, 70_000)
    assert [(move.kind, move.amount_minor) for move in account.movements] == [("payment", -30_000)]


def test_a_copy_is_the_invoice_itself_where_it_is_at_hand(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    folder = tmp_path / "invoices" / "ours"
    folder.mkdir(parents=True)
    own = PAPERS.statement(statement_facts(office.company, {office.acme.pk: "en"}, day(15))[office.acme.pk])
    (folder / "INV-1.pdf").write_bytes(own)
    (folder / "INV-2.pdf").write_bytes(b"this is no PDF")
    office.invoice("INV-2", 10_000)
    office.decide(day(15))
    [told] = message_facts(office.company, [office.message()], PAPERS.language)
    papers = wiring.papers("ours")
    first, second = (papers.invoice(invoice_facts(told.facts, item)) for item in told.facts.items)
    assert first == own
    assert second.startswith(b"%PDF")
    on_hold = replace(told.facts, banner="ACCOUNT ON HOLD", consequences=Consequences(on_hold=True))
    stamped = papers.invoice(invoice_facts(on_hold, told.facts.items[0]))
    assert stamped.startswith(b"%PDF")
    assert stamped != own


def test_copies_for_which_there_is_no_room_are_left_out_and_named(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    for number in range(2, 14):
        office.invoice(f"INV-{number}", 10_000)
    office.run_to(14)
    office.decide(day(15))
    office.dispatch()
    [mail] = server.mails
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert len(names) == composing.MOST_COPIES
    text = text_of(mail)
    assert "too large to go along" in text
    assert "INV-13" in text
