"""A company's own text takes the place of the shipped one; one that cannot be filled in never becomes a letter."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from dunwell import wiring
from dunwell.domain.errors import Refused, UserError
from dunwell.queries.own_texts import own_texts, template_facts
from dunwell.usecases.remove_template import remove_template
from dunwell.usecases.render_messages import render_messages
from dunwell.usecases.set_template import set_template
from integration.outbox.office import Office
from integration.usecases.desk import day

NAME = "just-overdue"
CLOSING = '{% render "closing" %}'
GOOD = wiring.shipped_texts().text_of(NAME, "en").replace(CLOSING, f"Hello from the harbour.\n\n{CLOSING}")
BROKEN = GOOD.replace("Hello from", "Hello {{ harbour.name }} from")


def put(office: Office, text: str, on: date, **asked: Any) -> dict[str, Any]:
    answer: dict[str, Any] = office.do(
        lambda caller, **said: set_template(caller, wiring.shipped_texts().check, **said),
        on,
        template=NAME,
        language="en",
        text=text,
        **asked,
    )
    return answer


def made(office: Office, on: date) -> Any:
    office.decide(on)
    office.do(lambda caller: render_messages(caller, wiring.papers("ours")), on)
    return office.message()


def said(office: Office) -> str:
    content = b"".join(bytes(row.part.content) for row in office.books.message_parts.order_by("place"))
    body = message_from_bytes(content, policy=default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def test_the_own_text_is_sent_until_it_is_removed(office: Office) -> None:
    assert put(office, GOOD, day(0)) == {
        "template": NAME, "language": "en", "usable": True, "mended": 0, "doubts": []
    }  # fmt: skip
    assert made(office, day(1)).state == "rendered"
    assert "Hello from the harbour" in said(office)
    office.do(remove_template, day(2), template=NAME, language="en")
    assert own_texts(office.company) == {}
    assert office.books.own_texts.count() == 1  # it stays on record


def test_a_text_that_cannot_be_filled_in_is_refused(office: Office) -> None:
    with pytest.raises(UserError, match="harbour") as refused:
        put(office, BROKEN, day(0))
    assert (refused.value.code, refused.value.line is not None) == ("bad_template", True)
    assert own_texts(office.company) == {}


def test_a_broken_text_that_is_kept_holds_its_steps_and_asks_for_a_person_until_a_good_one_is_set(
    office: Office,
) -> None:
    put(office, GOOD, day(-1))
    assert put(office, BROKEN, day(0), keep=True)["usable"] is False
    [row] = template_facts(office.company)
    assert "harbour" in row["problem"]
    office.decide(day(1))
    assert (office.books.messages.count(), office.acme.reason) == (0, "bad_template")
    [task] = office.books.tasks.open()
    assert (task.task, task.subject, task.customer.ref) == ("mend-template", NAME, "ACME")
    assert put(office, GOOD, day(2))["mended"] == 1
    assert made(office, day(2)).state == "rendered"
    assert not office.books.tasks.open().exists()


def test_removing_a_broken_text_lets_the_shipped_one_hold_again(office: Office) -> None:
    put(office, BROKEN, day(0), keep=True)
    office.decide(day(1))
    office.do(remove_template, day(2), template=NAME, language="en")
    assert made(office, day(2)).state == "rendered"


def test_what_is_not_there_cannot_be_removed(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.do(remove_template, day(0), template=NAME, language="en")
    assert refused.value.code == "unknown_template"
