"""Links that open one door once: a forgotten password, an invitation. They end, and tell nobody who has an account."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dunwell import wiring
from dunwell.config.environment import installation
from dunwell.data.models import Account, Person
from dunwell.faces.workbench import behind
from integration.workbench.office import PASSWORD, Office

NEW = "another four good words"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let errands be run before the answer."""
    monkeypatch.setattr(behind, "begin", lambda what, errand: errand())


def mailed(what: str) -> list[str]:
    """Give the links of the mails that went out, the newest last."""
    folder: Path = installation().home / "outbox" / "email" / "ours"
    mails = [path.read_text().replace("=\n", "") for path in sorted(folder.glob(f"*{what}*"))]
    return [link for mail in mails for link in re.findall(r"http://testserver(/\S+)", mail)]


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    for path in (installation().home / "outbox" / "email" / "ours").glob("*"):
        path.unlink()


def ask(email: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/sign-in/forgotten/", {"email": email})


def test_a_forgotten_password_is_changed_by_the_link_in_a_mail_once(office: Office) -> None:
    assert ask("finance@example.org").status_code == 200
    (link,) = mailed("new-password")
    stays_in = office.browser("finance")
    assert Client().post(link, {"password": "short"}).status_code == 422
    assert Client().post(link, {"password": NEW}).status_code == 302
    assert Account.objects.get(email="finance@example.org").check_password(NEW)
    assert stays_in.get("/ours/today/").status_code == 302, "sessions of before have ended"
    assert Client().get(link).status_code == 422, "it works once"


def test_whoever_is_meant_the_answer_is_the_same(office: Office) -> None:
    pages = [ask(f"{name}@example.org").content for name in ("finance", "nobody-at-all", "stranger")]
    hidden = re.compile(rb'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "\w+"')
    assert len({hidden.sub(b"", page) for page in pages}) == 1
    assert len(mailed("new-password")) == 1, "who works nowhere has no mail channel to be reached by"


def test_a_link_ends_after_an_hour_and_is_nobody_elses(office: Office) -> None:
    ask("finance@example.org")
    (link,) = mailed("new-password")
    assert Client().get(link).status_code == 200
    number = str(Account.objects.get(email="owner@example.org").pk)
    forged = re.sub(r"/\d+-", f"/{number}-", link)
    assert Client().get(forged).status_code == 422
    office.days_pass(1)
    assert Client().get(link).status_code == 422


def test_who_asks_again_and_again_gets_no_more_mails(office: Office) -> None:
    for _ in range(9):
        assert ask("finance@example.org").status_code == 200
    assert 0 < len(mailed("new-password")) <= 6


def test_an_account_that_is_closed_gets_no_link(office: Office) -> None:
    Account.objects.filter(email="finance@example.org").update(is_active=False)
    ask("finance@example.org")
    assert mailed("new-password") == []


def invite(office: Office, email: str = "bo@example.org", **more: str) -> str:
    """Let the owner put somebody on record, and give the link that is shown."""
    form = {"key": "k", "name": "Bo", "email": email, "roles": ["collections"], **more}
    page = office.browser().post("/ours/settings/people/", form, follow=True).content.decode()
    found = re.search(r"http://testserver(/join/[^<]+)", page)
    assert found is not None
    return found[1]


def test_whom_the_owner_invites_comes_in_once_with_a_password_of_her_own(office: Office) -> None:
    link = invite(office, mail="1")
    newcomer: Any = Client()
    assert mailed("invitation") == [link]
    page = newcomer.get(link).content.decode()
    assert "owner invites you, Bo, to work here." in page
    assert newcomer.post(link, {"password": "short"}).status_code == 422
    assert newcomer.post(link, {"password": NEW}).url == "/ours/today/"
    assert newcomer.get("/ours/today/").status_code == 200
    assert Person.objects.get(name="Bo").account == Account.objects.get(email="bo@example.org")
    assert Client().get(link).status_code == 422, "it works once"


def test_who_has_an_account_signs_in_and_comes_in_with_it(office: Office) -> None:
    form = {"key": "k", "name": "Bo", "email": "their-owner@example.org", "roles": ["collections"]}
    office.browser().post("/ours/settings/people/", form)
    Person.objects.filter(name="Bo").update(account=None)
    link = office.browser().post("/ours/settings/people/invite/", {"name": "Bo"}, follow=True).content.decode()
    link = re.findall(r"http://testserver(/join/[^<]+)", link)[0]
    assert b"sign in, and this page lets you in" in Client().get(link).content
    assert Client().post(link, {"password": NEW}).status_code == 200, "a stranger does not take an account over"
    browser: Any = office.browser("their-owner")
    assert browser.post(link).url == "/ours/today/"
    assert browser.get("/ours/today/").status_code == 200


@pytest.mark.parametrize("change", ["time", "gone", "roles", "owner"])
def test_an_invitation_ends(office: Office, change: str) -> None:
    link = invite(office)
    assert Client().get(link).status_code == 200
    match change:
        case "time":
            wiring.live_on(office.today + timedelta(days=8))
        case "gone":
            Person.objects.filter(name="Bo").update(active=False)
        case "roles":
            Person.objects.filter(name="Bo").update(roles=["owner"])
        case "owner":
            Person.objects.filter(name="owner", company__slug="ours").update(active=False)
    assert Client().get(link).status_code == 422


def test_a_new_invitation_ends_those_of_before(office: Office) -> None:
    first = invite(office)
    again = office.browser().post("/ours/settings/people/invite/", {"name": "Bo"}, follow=True).content.decode()
    (second,) = re.findall(r"http://testserver(/join/[^<]+)", again)
    assert first != second
    assert Client().get(first).status_code == 422
    assert Client().post(first, {"password": NEW}).status_code == 422
    assert not Account.objects.filter(email="bo@example.org").exists()
    assert Client().post(second, {"password": NEW}).status_code == 302


def test_only_an_owner_invites(office: Office) -> None:
    assert office.browser("finance").post("/ours/settings/people/invite/", {"name": "Bo"}).status_code == 403
    page = office.browser().post("/ours/settings/people/invite/", {"name": "sales"}, follow=True).content.decode()
    assert "signs in already" in page
    assert PASSWORD not in page
