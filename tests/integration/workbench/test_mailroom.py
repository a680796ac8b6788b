"""Letters on paper from made to posted, and a person's word for a message."""

import io
from typing import Any

import pikepdf
import pytest

from dunwell.data.models import Message
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.set_letterhead import set_letterhead
from integration.workbench.office import Office


@pytest.fixture
def letter(office: Office) -> Message:
    """Let a letter wait: its customer has no mail address."""
    where = "Keizersgracht 1\n1015 CN Amsterdam"
    add_customer(office.caller(), ref="P1", name="Paper Ltd", country="NL", address=where)
    told: dict[str, Any] = {"number": "INV-P1", "amount_minor": 90_000, "currency": "EUR"}
    due = office.today.replace(day=1)
    post_invoice(office.caller(), customer="P1", item_date=due.replace(month=1), due_date=due, **told)
    ways = [{"iban": "NL91ABNA0417164300"}]
    set_letterhead(office.caller(), company={"name": "Ours B.V.", "address": ["Kade 1"]}, payment=ways)
    run_collections(office.caller(), as_of=office.today, allow_stale=True, approved=True)
    return Message.objects.get(channel="letter")


def test_a_letter_is_made_printed_and_posted(office: Office, letter: Message, tmp_path: Any) -> None:
    browser = office.browser("collections")
    assert b"Make them now" in browser.get("/ours/letters/").content
    page = browser.post("/ours/letters/make/", follow=True).content.decode()
    assert "1 letter is made." in page
    letter.refresh_from_db()
    assert letter.state == "sent"
    print_out = browser.post("/ours/letters/print/", {"message": [letter.pk]})
    assert print_out["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(print_out.content)) as pdf:
        assert len(pdf.pages) >= 2, "the list of addresses, and the letter"
    browser.post("/ours/letters/posted/", {"message": [letter.pk], "key": "k"})
    letter.refresh_from_db()
    assert (letter.state, letter.delivered_on) == ("delivered", office.today)
    assert b"No letter waits for the post" in browser.get("/ours/letters/").content


@pytest.mark.parametrize("where", ["print", "posted"])
def test_nothing_marked_says_so(office: Office, where: str) -> None:
    page = office.browser().post(f"/ours/letters/{where}/", follow=True).content.decode()
    assert "No letter was marked." in page


def test_who_only_looks_is_offered_nothing(office: Office, letter: Message) -> None:
    page = office.browser("auditor").get("/ours/letters/").content
    assert b"Make them now" not in page
    assert b"Paper Ltd" in page


@pytest.mark.parametrize(
    ("before", "what", "after"),
    [("in_doubt", "sent", "delivered"), ("in_doubt", "again", "planned"), ("planned", "stop", "cancelled")],
)
def test_a_persons_word_for_a_message(office: Office, letter: Message, before: str, what: str, after: str) -> None:
    Message.objects.filter(pk=letter.pk).update(state=before)
    browser, address = office.browser("finance"), f"/ours/messages/{letter.pk}/word/"
    browser.post(address, {"what": what, "key": "k", "reason": "the director calls himself"})
    letter.refresh_from_db()
    assert letter.state == after
    assert office.browser("sales").post(address, {"what": what}).status_code == 403


def test_a_message_is_not_kept_here_without_a_reason(office: Office, letter: Message) -> None:
    browser = office.browser()
    page = browser.post(f"/ours/messages/{letter.pk}/word/", {"what": "stop"}, follow=True).content
    assert b'role="alert"' in page
    letter.refresh_from_db()
    assert letter.state == "planned"
