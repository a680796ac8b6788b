"""A customer is found by whatever somebody remembers, however it is written; few and many are found alike."""

from typing import Any

import pytest

from dunwell.data.models import Company
from dunwell.domain.roles import Role
from dunwell.queries.finding import known
from dunwell.queries.search import search
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.record_reply import record_reply
from integration.workbench.office import OURS, Office

NAMES = {
    "P": "Petrović Trgovina d.o.o.",
    "D": "Ђорђевић Оптика",
    "K": "Кузнецов и сын",
    "M": "Müller Bau GmbH",
    "R": "رضایی بازرگانی",
}


@pytest.fixture(params=["few", "many"])
def company(office: Office, request: Any, monkeypatch: Any) -> Any:
    for ref, name in NAMES.items():
        add_customer(office.caller(), ref=ref, name=name, country="NL", email=f"pay@{ref.lower()}.example")
    if request.param == "many":
        monkeypatch.setattr(known, "FEW", 1)
    known.forget()
    yield Company.objects.get(slug=OURS)
    known.forget()


def found(company: Any, text: str) -> list[str]:
    return [row["ref"] for row in search(company, text)]


TYPED = {
    "P": ("petrovic", "Петровић", "Петрович", "petrvic", "trgovina petrovi"),
    "D": ("Đorđević", "Djordjevic", "ђорђевић", "Dordevic optika", "@d.ex"),
    "K": ("Kuznetsov", "kuznecov", "Кузнецов", "Kuznetsof", "pay@k.example"),
    "M": ("muller", "Müller", "Mulelr"),
    "R": ("رضایی",),
}


def test_a_name_is_found_in_either_script_without_accents_and_with_a_slip(company: Any) -> None:
    first = {(ref, typed): found(company, typed)[:1] for ref, ways in TYPED.items() for typed in ways}
    assert first == {(ref, typed): [ref] for ref, typed in first}


def test_what_does_not_fit_finds_nothing(company: Any) -> None:
    assert found(company, "zzzzzz") == []
    assert found(company, "p") == [], "one letter is not asked for"
    assert found(company, "' OR 1=1") == []


def test_an_invoice_is_found_by_how_its_number_begins_and_by_its_amount(office: Office, company: Any) -> None:
    office.customer("C7", minor=123_456)
    assert found(company, "INV-ours-C") == ["C7"]
    assert found(company, "1234.56") == ["C7"]
    assert found(company, "1 234,56") == ["C7"]


def test_what_was_said_is_found(office: Office, company: Any) -> None:
    record_reply(office.caller(role=Role.COLLECTIONS), customer="M", text="The pallets came broken")
    assert found(company, "pallets") == ["M"]


def test_who_comes_is_found_at_once(office: Office, company: Any) -> None:
    assert found(company, "nieuw") == []
    add_customer(office.caller(), ref="N", name="Nieuw B.V.", country="NL", email="n@n.example")
    assert found(company, "nieuw") == ["N"]
