"""Staff hears once a day what falls due, what went out and what waits."""

import re
from datetime import timedelta
from typing import Any

from dunwell import wiring
from dunwell.ports import Post
from dunwell.usecases.add_person import add_person
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.send_digest import send_digest
from dunwell.usecases.work import Caller
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day


def digest(office: Office, on: int, *, dry: bool = False) -> dict[str, Any]:
    """Send the digest of a day."""
    caller = Caller("ours", "ann", office.caller.role, office.now, day(on), dry=dry)
    post = Post(open_channel=office.channel, clock=lambda: office.now, holder="digest")
    told: dict[str, Any] = send_digest(caller, post, wiring.papers())
    return told


def staffed(office: Office) -> None:
    office.do(add_person, day(-60), name="Ann", email="ann@ours.example", roles=["owner"])
    office.do(add_person, day(-60), name="Bob", email="bob@ours.example", roles=["collections", "sales"])
    office.do(add_person, day(-60), name="Cleo", email="cleo@ours.example", roles=["sales"])
    office.do(add_person, day(-60), name="Dan", email="dan@ours.example", roles=["finance"], active=False)


def test_it_goes_to_those_who_collect_once_a_day(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    staffed(office)
    assert digest(office, 1)["result"] == "sent"
    assert server.recipients == ["ann@ours.example", "bob@ours.example"]
    assert digest(office, 1)["result"] == "sent_before"
    assert digest(office, 2)["result"] == "sent"
    assert len(server.received) == 4
    assert server.mails[0]["Auto-Submitted"] == "auto-generated"


def test_it_tells_what_falls_due_went_out_and_waits(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    staffed(office)
    office.customers("BIRCH")
    office.invoice("NEXT-1", 7_000, due=day(6))
    office.decide(day(1))
    office.do(raise_dispute, day(1), item="BIRCH-1", reason="broken")
    office.dispatch()
    office.decide(day(1) + timedelta(days=14), approved=False)
    told = digest(office, 1)["digest"]
    assert told["falls_due"]["totals"] == [{"currency": "EUR", "items": 1, "open_minor": 7_000}]
    assert told["went_out"] == [{"channel": "email", "template": "just-overdue", "messages": 1}]
    assert told["cancelled"] == {"disputed": 1}
    assert told["waits"]["messages"] == {"email": {"planned": 1}}
    text = server.mails[-1].get_content()
    assert text.replace("\r\n", "\n") == wiring.papers().digest("Ours BV", told, "en")[1]
    assert re.search(r"NEXT-1 +Acme Ltd +€70\.00", text)
    assert "- Just past due (Email): 1" in text
    assert "Cancelled before sending: 1. All that is past due is disputed" in text
    assert "- Email, decided: 1" in text


def test_a_digest_that_failed_is_sent_anew_and_one_in_doubt_is_not(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    staffed(office)
    server.sender = "451 later"
    assert digest(office, 1)["result"] == "failed"
    server.sender = "250 ok"
    assert digest(office, 1)["result"] == "sent"
    server.drop_after_content.add("ann@ours.example")
    assert digest(office, 2)["result"] == "in_doubt"
    assert digest(office, 2)["result"] == "sent_before"


def test_without_readers_and_dry_nothing_is_sent(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    assert digest(office, 1)["result"] == "nobody"
    staffed(office)
    assert digest(office, 1, dry=True)["result"] == "would_send"
    assert server.received == []
    assert wiring.CHANNEL_KINDS["email"][0] == "email_files"
