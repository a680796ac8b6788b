"""Settings are changed by forms: kept as typed, refused with a way out, and secrets are shown once or never."""

import re
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dunwell.config.private_files import find_secret
from dunwell.data.models import Account, ChannelSetting, Company, Hook, OwnText, Person
from dunwell.queries.letterhead import letterhead_facts, writer_of
from integration.workbench.office import OURS, Office

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def keep(office: Office, setting: str, who: str = "owner", **typed: Any) -> Any:
    """Send the form of a setting."""
    return office.browser(who).post(f"/ours/settings/set/{setting}/", {"key": f"k-{setting}", **typed})


def test_the_letterhead_is_kept_and_what_is_shown_again_is_what_holds(office: Office) -> None:
    typed = {"name": "Ours B.V.", "address": "Keizersgracht 1\n1015 Amsterdam", "iban": "NL91ABNA0417164300"}
    typed |= {"signs_name": "Ana", "email": "ar@ours.example"}
    assert keep(office, "letterhead", **typed, logo=SimpleUploadedFile("logo.png", PNG)).status_code == 302
    company = Company.objects.get(slug=OURS)
    facts = letterhead_facts(company)
    assert facts["company"]["address"] == ["Keizersgracht 1", "1015 Amsterdam"]
    assert [way["iban"] for way in facts["payment"]] == ["NL91ABNA0417164300"]
    assert writer_of(company).company.logo == PNG
    assert "NL91 ABNA 0417 1643 00" in office.browser("sales").get("/ours/settings/").content.decode()
    assert "Keizersgracht 1" in office.browser("finance").get("/ours/settings/set/letterhead/").content.decode()
    again = office.browser("owner").post("/ours/settings/set/letterhead/", {"key": "k2", **typed})
    assert again.status_code == 302
    assert writer_of(company).company.logo == PNG, "a logo that is not sent again stays"


@pytest.mark.parametrize("content", [b"<html></html>", b"MZ", PNG * 60_000])
def test_what_is_no_picture_or_too_large_is_no_logo(office: Office, content: bytes) -> None:
    answer = keep(office, "letterhead", name="Ours", logo=SimpleUploadedFile("logo.png", content))
    assert answer.status_code == 422
    assert b'id="f-logo-fault"' in answer.content


def test_a_password_is_kept_apart_and_never_shown(office: Office) -> None:
    typed = {"kind": "email_smtp", "host": "mail.ours.example", "user": "ar", "password": "secret words"}
    assert keep(office, "email", **typed, from_address="ar@ours.example", plus="1").status_code == 302
    options = ChannelSetting.objects.get(ended_on=None).settings["options"]
    assert find_secret(options["password"]) == "secret words"
    assert "secret words" not in str(ChannelSetting.objects.values())
    page = office.browser("owner").get("/ours/settings/set/email/").content.decode()
    assert "mail.ours.example" in page
    assert "secret words" not in page


def test_a_mail_server_that_cannot_be_is_refused_at_the_form(office: Office) -> None:
    answer = keep(office, "email", kind="email_smtp", host="not a host!", from_address="ar@ours.example")
    assert answer.status_code == 422
    assert b"host" in answer.content


def test_a_channel_is_tested_short_of_sending(office: Office) -> None:
    browser = office.browser("finance")
    browser.post("/ours/settings/test/", {"channel": "email"})
    assert b"It works." in browser.get("/ours/settings/").content


def test_another_system_is_told_and_its_secret_is_shown_once(office: Office) -> None:
    browser = office.browser("owner")
    browser.post("/ours/settings/set/hook/", {"key": "k", "url": "https://licences.example/x", "events": ""})
    shown = browser.get("/ours/settings/").content.decode()
    secret = find_secret(Hook.objects.get().secret)
    assert secret in shown
    assert secret not in browser.get("/ours/settings/").content.decode()
    browser.post("/ours/settings/hooks/stop/", {"url": "https://licences.example/x"})
    assert Hook.objects.get().ended_on is not None


def test_a_person_is_let_in_by_the_owner_and_is_gone_again(office: Office) -> None:
    browser = office.browser("owner")
    form = {"key": "k", "name": "Bo", "email": "bo@example.org", "roles": ["collections", "sales"]}
    assert browser.post("/ours/settings/people/", form | {"password": "short"}).status_code == 422
    assert not Person.objects.filter(name="Bo").exists()
    assert browser.post("/ours/settings/people/", form | {"password": "four good long words"}).status_code == 302
    bo = Person.objects.get(name="Bo")
    assert set(bo.roles) == {"collections", "sales"}
    assert bo.account == Account.objects.get(email="bo@example.org")
    browser.post("/ours/settings/people/gone/", {"name": "Bo"})
    assert not Person.objects.get(name="Bo").active


def test_an_account_that_exists_keeps_its_password(office: Office) -> None:
    before = Account.objects.get(email="stranger@example.org").password
    form = {"key": "k", "name": "Sam", "email": "stranger@example.org", "roles": ["sales"], "password": "x" * 14}
    assert office.browser("owner").post("/ours/settings/people/", form).status_code == 302
    assert Account.objects.get(email="stranger@example.org").password == before


def test_the_owner_does_not_shut_herself_out(office: Office) -> None:
    browser = office.browser("owner")
    form = {"key": "k", "name": "owner", "email": "owner@example.org", "roles": ["sales"]}
    assert browser.post("/ours/settings/people/", form).status_code == 422
    browser.post("/ours/settings/people/gone/", {"name": "owner"})
    assert Person.objects.get(company__slug=OURS, name="owner").active


def test_a_text_is_tried_kept_and_taken_away(office: Office) -> None:
    browser = office.browser("finance")
    page = browser.get("/ours/texts/polite-inquiry/?language=en")
    text = page.context["text"]
    broken = browser.post(
        "/ours/texts/polite-inquiry/set/", {"language": "en", "text": text + "{{ nobody }}", "what": "keep"}
    )
    assert broken.status_code == 422
    assert not OwnText.objects.exists()
    own = {"language": "en", "text": text.rstrip() + "\n\nWarm words.\n"}
    tried = browser.post("/ours/texts/polite-inquiry/set/", own | {"what": "look"}, headers={"HX-Request": "true"})
    assert b"Warm words." in tried.content
    assert b"<nav" not in tried.content, "only what stands beside"
    assert browser.post("/ours/texts/polite-inquiry/set/", own | {"what": "keep", "key": "a"}).status_code == 302
    assert "Warm words." in OwnText.objects.get(ended_on=None).text
    browser.post("/ours/texts/polite-inquiry/set/", own | {"what": "remove", "key": "b"})
    assert not OwnText.objects.filter(ended_on=None).exists()


def test_the_journal_is_verified_on_its_page(office: Office) -> None:
    browser = office.browser("auditor")
    browser.post("/ours/settings/journal/verify/")
    assert b"The journal holds" in browser.get("/ours/settings/journal/?verb=person").content


def test_a_policy_is_tried_beside_the_one_in_force_and_nothing_is_written(office: Office) -> None:
    from dunwell.data.models import Decision, PolicyVersion

    office.customer("C1", days=3)
    browser = office.browser("finance")
    browser.get("/ours/worklist/")
    text = browser.get("/ours/policy/edit/").context["text"]
    asked = {"text": text.replace("min_gap_days: 3", "min_gap_days: 28"), "what": "try", "days": "30"}
    answer = browser.post("/ours/policy/edit/", asked | {"paying": "nobody", "customer": "C1"})
    assert answer.status_code == 200
    trial = answer.context["trial"]
    before, after = (sum(step[place] for step in trial["steps"]) for place in (2, 3))
    assert before > after > 0, "a longer gap means fewer messages"
    assert 0 < len(trial["one"][0][1]) <= before
    assert b"Nothing was written" in answer.content
    assert not Decision.objects.exists()
    assert PolicyVersion.objects.filter(company__slug=OURS).count() == 1


def form(office: Office, **typed: Any) -> Any:
    """Send the policy's form with everything as it stands, but for what is typed."""
    page = office.browser().get("/ours/policy/edit/").content.decode()
    fields = dict(re.findall(r'<input class="input[^>]*? name="([^"]+)" value="([^"]*)"', page))
    picked = re.findall(r'<select class="select[^>]*? name="([^"]+)".*?</select>', page, re.DOTALL)
    text = unescape(re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]
    assert picked
    sent = {"as": "form", "text": text, **fields, **typed}
    return office.browser().post("/ours/policy/edit/", sent).content.decode()


def test_the_policy_is_changed_in_a_form_and_the_rest_of_the_file_stays(office: Office) -> None:
    assert "Nothing: it says the same as the one in force." in form(office)
    changed = {"guards.min_gap_days": "5", "ladder.late.steps[0].days": "20, 25", "ladder.late.steps[1].approval": "on"}
    page = form(office, **changed)
    for field in ("guards.min_gap_days", "ladder.late.steps.late-notice.days", "ladder.late.steps.ask-when.approval"):
        assert field in page
    assert "# between two overdue notices" in page, "comments of the file stay"


def test_a_step_is_added_and_another_dropped_in_the_form(office: Office) -> None:
    new = {"ladder.late.new.template": "late-notice", "ladder.late.new.channel": "email", "ladder.late.new.days": "25"}
    page = form(office, **new, **{"before_due.steps[0].drop": "on"})
    assert "ladder.late.steps.late-notice-2" in page
    assert "before_due.steps.upcoming" in page


def test_a_mistake_in_the_form_is_said_at_its_field(office: Office) -> None:
    page = form(office, **{"guards.max_contacts": "many", "ladder.late.steps[0].days": "22, often"})
    assert 'id="c-guards.max_contacts-fault"' in page
    assert 'value="22, often"' in page, "what was typed stays"
    assert "Put in force" not in page


def test_the_policy_is_given_on_paper(office: Office) -> None:
    answer = office.browser("auditor").get("/ours/policy/paper/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_journal_is_searched_by_customer_words_and_days(office: Office) -> None:
    one, two = office.customer("C1"), office.customer("C2")
    for row in (one, two):
        typed = {"key": f"k{row.pk}", "seen": row.version, "text": f"we pay {row.ref} soon"}
        office.browser().post(f"/ours/customers/{row.pk}/do/reply/", typed)

    def found(**asked: str) -> int:
        return office.browser("auditor").get("/ours/settings/journal/", asked).content.decode().count("verb=reply")

    assert found() == 2
    assert found(customer="C1") == 1
    assert found(text="we pay C2") == 1, "words about persons are searched, and not shown"
    assert found(since=office.today.isoformat()) == 2
    assert found(until="2020-01-01") == 0
    assert "This is not a day." in office.browser().get("/ours/settings/journal/?since=x").content.decode()


def test_moments_are_shown_in_the_readers_zone(office: Office) -> None:
    browser = office.browser("owner")
    office.customer("C1")
    assert browser.post("/account/", {"what": "zone", "zone": "Mars/Base"}).status_code == 422
    assert browser.post("/account/", {"what": "zone", "zone": "Asia/Tehran"}).status_code == 302
    there = office.at.astimezone(ZoneInfo("Asia/Tehran"))
    assert f"{there:%H:%M}" in browser.get("/ours/settings/journal/").content.decode()
