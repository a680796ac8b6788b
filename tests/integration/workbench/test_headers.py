"""What every answer carries, whatever made it: nothing comes from elsewhere, and no form is taken from elsewhere."""

import pytest
from django.test import Client

from dunwell.faces.workbench.headers import HEADERS
from integration.workbench.office import Office

PLACES = ("/", "/sign-in/", "/ours/today/", "/no/such/page/", "/ours/customers/999/", "/look/")


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_carries_the_headers(office: Office, place: str) -> None:
    for client in (Client(), office.browser("owner"), office.browser("stranger")):
        answer = client.get(place)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_policy_lets_nothing_inline_and_nothing_foreign_in() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert policy.startswith("default-src 'none'")


def test_a_form_from_elsewhere_is_refused_with_the_way_out(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.accounts["owner"], backend="dunwell.faces.workbench.signing.ByMail")
    answer = client.post("/ours/today/run/")
    assert answer.status_code == 403
    assert b"nothing was written" in answer.content


def test_a_name_that_is_not_ours_is_not_answered(office: Office) -> None:
    assert office.browser("owner").get("/ours/today/", headers={"host": "evil.example"}).status_code == 400


def test_pages_hold_no_inline_script_and_no_inline_style(office: Office) -> None:
    customer = office.customer()
    for place in ("today", "worklist", "aging", "files", "settings", f"customers/{customer.pk}"):
        page = office.browser("owner").get(f"/ours/{place}/").content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")
