"""Signing in: the right password, the second factor, the waits of those who guess, the first account."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dunwell import wiring
from dunwell.config.first_token import first_token
from dunwell.data.models import Account, ImportFile, Item, SignInAttempt
from dunwell.faces.workbench import signing
from dunwell.usecases.open_account import set_second_factor
from integration.workbench.office import PASSWORD, Office

HEAD = "Customer,Name,Invoice,Invoice date,Due date,Amount,Currency"


def sign_in(client: Client, email: str = "owner@example.org", password: str = PASSWORD, **more: str) -> Any:
    """Send the form of the door."""
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def test_the_right_password_lets_in(office: Office) -> None:
    client = Client()
    assert sign_in(client).url == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/ours/today/"


@pytest.mark.parametrize(("email", "password"), [("owner@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_one_says_the_same_whoever_is_meant(office: Office, email: str, password: str) -> None:
    answer = sign_in(Client(), email, password)
    assert answer.status_code == 200
    assert b"do not belong together" in answer.content


def test_letters_of_a_mail_address_may_be_capitals(office: Office) -> None:
    assert sign_in(Client(), "OWNER@Example.org").status_code == 302


def test_who_guesses_waits_and_the_right_password_waits_too(office: Office) -> None:
    client = Client()
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 429
    SignInAttempt.objects.update(closed_until=wiring.now() - timedelta(seconds=1))
    assert sign_in(client).status_code == 302


def test_neither_name_nor_address_of_a_guesser_is_kept(office: Office) -> None:
    sign_in(Client(), password="wrong")
    kept = "".join(SignInAttempt.objects.values_list("who", flat=True))
    assert kept
    assert "owner" not in kept
    assert "127.0.0.1" not in kept


def test_a_second_factor_is_asked_for_and_each_code_is_taken_once(office: Office) -> None:
    secret = signing.new_secret()
    set_second_factor(account=office.accounts["owner"].pk, secret=signing.sealed(secret))
    client = Client()
    assert sign_in(client).url.startswith("/sign-in/code/")
    assert client.get("/ours/today/").status_code == 302, "the password alone opens nothing"
    assert b"not right" in client.post("/sign-in/code/", {"code": "000000"}).content
    code = pyotp.TOTP(secret).at(int(wiring.now().timestamp()))
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    assert client.get("/ours/today/").status_code == 200
    again = Client()
    sign_in(again)
    assert b"was used" in again.post("/sign-in/code/", {"code": code}).content


def test_a_secret_is_not_kept_as_it_is(office: Office) -> None:
    secret = signing.new_secret()
    set_second_factor(account=office.accounts["owner"].pk, secret=signing.sealed(secret))
    assert secret not in Account.objects.get(email="owner@example.org").totp_secret


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere_after_signing_in(office: Office, elsewhere: str) -> None:
    assert sign_in(Client(), next=elsewhere).url == "/"


def test_an_account_that_is_closed_is_out_at_once(office: Office) -> None:
    browser = office.browser("owner")
    Account.objects.filter(email="owner@example.org").update(is_active=False)
    assert browser.get("/ours/today/").status_code == 302
    assert sign_in(Client()).status_code == 200


def test_who_is_gone_from_a_company_sees_nothing_of_it(office: Office) -> None:
    from dunwell.usecases.add_person import add_person

    add_person(office.caller(), name="sales", email="sales@example.org", roles=["sales"], active=False)
    assert office.browser("sales").get("/ours/today/").status_code == 404


def test_signing_out_ends_the_session(office: Office) -> None:
    browser = office.browser("owner")
    browser.post("/sign-out/")
    assert browser.get("/ours/today/").status_code == 302


def test_the_first_account_needs_the_token_and_there_is_no_second_first(db: None) -> None:
    token = first_token()
    form = {"name": "Ana", "email": "ana@example.org", "password": PASSWORD}
    client = Client()
    assert b"This is not the token" in client.post("/first/", {**form, "token": "guess"}).content
    assert not Account.objects.exists()
    assert client.post("/first/", {**form, "token": token}).status_code == 302
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/begin/"
    assert Client().post("/first/", {**form, "email": "b@example.org", "token": token})["Location"] == "/sign-in/"
    assert Account.objects.count() == 1


def test_a_weak_password_is_refused_with_the_way_out(db: None) -> None:
    form = {"name": "Ana", "email": "ana@example.org", "password": "password1234", "token": first_token()}
    answer = Client().post("/first/", form)
    assert b"too common" in answer.content
    assert not Account.objects.exists()


def test_an_invented_company_is_opened_by_one_click(office: Office) -> None:
    browser = office.browser("stranger")
    assert b"Open the invented company" in browser.get("/begin/").content
    day = browser.post("/begin/example/", follow=True).content.decode()
    assert "This company is invented" in day
    assert "out" in day
    assert "Halmer Techniek" in browser.get("/example/worklist/").content.decode()
    assert browser.post("/begin/example/", follow=True).redirect_chain[-1][0] == "/example-2/today/"
    assert office.browser("sales").post("/begin/example/").status_code == 403
    assert office.browser("owner").get("/example/today/").status_code == 404, "it is the account's own"


def test_a_file_is_taken_in_and_taken_back(office: Office) -> None:
    browser = office.browser("finance")
    ledger = f"{HEAD}\nC9,Nine Ltd,INV-9,2026-01-05,2026-02-04,90.00,EUR\n"
    browser.post("/ours/files/take-in/", {"file": SimpleUploadedFile("open.csv", ledger.encode())})
    number = ImportFile.objects.get().pk
    assert Item.objects.open().count() == 1
    assert office.browser("sales").post("/ours/files/take-back/", {"number": number}).status_code == 403
    page = browser.post("/ours/files/take-back/", {"number": number, "key": "k"}, follow=True).content.decode()
    assert "open.csv is taken back." in page
    assert Item.objects.open().count() == 0
    assert 'role="alert"' in browser.post("/ours/files/take-back/", {"number": number}, follow=True).content.decode()


def test_a_list_that_settles_much_is_taken_in_by_who_says_that_it_is_meant_so(office: Office) -> None:
    for ref in ("C1", "C2", "C3"):
        office.customer(ref)
    kept = f"{HEAD}\nC1,C1 Trading Ltd,INV-ours-C1,2025-12-24,2026-01-23,1200.00,EUR\n"

    def take_in(**more: str) -> str:
        form = {"file": SimpleUploadedFile("open.csv", kept.encode()), "complete": "1", **more}
        return office.browser().post("/ours/files/take-in/", form).content.decode()

    assert "It is meant so" in take_in()
    assert Item.objects.open().count() == 3
    take_in(sure="1")
    assert Item.objects.open().count() == 1
