"""The worklist: whose customers these are, and deeds for several of them that a click takes back."""

import re
from typing import Any

from dunwell.data.models import Customer, Pause
from integration.workbench.office import Office


def several(office: Office, who: str = "owner", **typed: Any) -> Any:
    """Send the form of a deed for several customers, and give the page that comes after it."""
    return office.browser(who).post("/ours/worklist/several/", {"sure": "1", "key": "k"} | typed, follow=True)


def undo(office: Office, page: Any) -> Any:
    """Press Undo on a page."""
    form = re.search(r'<form method="post" action="([^"]+/several/)">(.*?)</form>', page.content.decode(), re.DOTALL)
    assert form is not None, "no way back is offered"
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form[2]):
        fields.setdefault(name, []).append(value)
    return office.browser().post(form[1], fields, follow=True)


def listed(office: Office, query: str, who: str = "owner") -> set[str]:
    """Give the customers of a worklist."""
    page = office.browser(who).get(f"/ours/worklist/?{query}").content.decode()
    return set(re.findall(r"(C\d) Trading Ltd</bdi>", page))


def test_customers_are_given_to_a_person_who_finds_hers(office: Office) -> None:
    one, two = office.customer("C1"), office.customer("C2")
    page = several(office, deed="assign", customer=[one.pk], to="collections")
    assert listed(office, "owner=mine", "collections") == {"C1"}
    assert listed(office, "owner=mine") == set()
    assert listed(office, "owner=none") == {"C2"}
    assert listed(office, "owner=collections") == {"C1"}
    assert listed(office, "") == {"C1", "C2"}
    undo(office, page)
    assert {row.in_charge for row in Customer.objects.filter(pk__in=(one.pk, two.pk))} == {""}


def test_nobody_is_given_to_whom_the_company_does_not_know(office: Office) -> None:
    one = office.customer("C1")
    page = several(office, deed="assign", customer=[one.pk], to="a stranger")
    assert "Nobody called a stranger works here" in page.content.decode()
    assert Customer.objects.get(pk=one.pk).in_charge == ""


def test_one_customer_is_given_to_a_person_from_its_page(office: Office) -> None:
    one = office.customer("C1")
    typed = {"key": "k", "seen": one.version, "to": "sales"}
    assert office.browser("collections").post(f"/ours/customers/{one.pk}/do/assign/", typed).status_code == 302
    assert Customer.objects.get(pk=one.pk).in_charge == "sales"
    assert office.browser("sales").post(f"/ours/customers/{one.pk}/do/assign/", typed).status_code == 403


def test_a_pause_of_several_is_taken_back_and_a_resume_too(office: Office) -> None:
    rows = [office.customer("C1"), office.customer("C2")]
    page = several(office, deed="pause", customer=[row.pk for row in rows], until="2026-04-01")
    assert Pause.objects.filter(ended_on=None).count() == 2
    undo(office, page)
    assert Pause.objects.filter(ended_on=None).count() == 0
    several(office, deed="pause", customer=[rows[0].pk], until="2026-04-08", key="k2")
    page = several(office, deed="resume", customer=[rows[0].pk], key="k3")
    undo(office, page)
    assert [str(pause.until) for pause in Pause.objects.filter(ended_on=None)] == ["2026-04-08"]


def test_what_was_undone_offers_no_undo_again(office: Office) -> None:
    page = several(office, deed="pause", customer=[office.customer("C1").pk], until="2026-04-01")
    assert "undoing" not in undo(office, page).content.decode()


def test_a_role_does_several_only_what_it_may_do_to_one(office: Office) -> None:
    one = office.customer("C1")
    for deed in ("assign", "pause", "resume"):
        assert several(office, "sales", deed=deed, customer=[one.pk], until="2026-04-01").status_code == 403


def test_an_open_invoice_shows_what_settled_a_part_of_it(office: Office) -> None:
    from dunwell.usecases.post_payment import post_payment

    one = office.customer("C1")
    post_payment(
        office.caller(), customer="C1", amount_minor=20_000, currency="EUR", reference="INV-ours-C1, part of it"
    )
    page = office.browser().get(f"/ours/customers/{one.pk}/").content.decode()
    assert "Settled in part" in page
    assert "part of it" in page
