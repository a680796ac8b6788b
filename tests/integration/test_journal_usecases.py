"""The use cases around the journal: sealed, verified, shown, proved, and a person erased, by the names people use."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dunwell.data import journal
from dunwell.data.models import Company, Customer
from dunwell.domain.errors import Refused, UserError
from dunwell.domain.roles import Role
from dunwell.usecases.erase_person import erase_person
from dunwell.usecases.seal_journal import seal_journal
from dunwell.usecases.show_journal import prove_entries, show_journal
from dunwell.usecases.verify_journal import newest_root, verify_journal, verify_proof
from dunwell.usecases.work import Caller

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
CALLER = Caller("mill", "Olga", Role.OWNER, AT, AT.date(), key="erase-1")

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> Any:
    company = Company.objects.create(slug="mill", name="Mill")
    anna, boris = (
        Customer.objects.create(company=company, ref=name, name=name, recorded_on=AT.date())
        for name in ("anna", "boris")
    )
    for customer in (anna, boris, anna):
        told = {"facts": {"n": 1}, "personal": {"said": "soon"}, "actor": "Olga", "role": "owner"}
        journal.record(company, "promise", subject=customer.pk, at=AT, **told)  # type: ignore[arg-type]
    return anna


def test_from_sealing_to_a_proof_that_leads_to_the_known_root(anna: Any) -> None:
    sealing = seal_journal("mill", at=AT, holder="host:1")
    root = str(newest_root("mill"))

    assert (sealing.entries, str(sealing.root)) == (3, root)
    assert verify_journal("mill", known_root=root).origin_proved
    proof = json.loads(json.dumps(prove_entries("mill", customer="anna")))
    assert verify_proof(proof, known_root=root).origin_proved
    assert [entry.id for entry in show_journal("mill", customer="anna")] == [entry["id"] for entry in proof["entries"]]


def test_a_person_is_erased_once_for_one_key_and_the_journal_stays_green(anna: Any) -> None:
    seal_journal("mill", at=AT, holder="host:1")
    answer = erase_person(CALLER, customer="anna")

    assert answer == {"customer": "anna", "erased": 2}
    assert erase_person(CALLER, customer="anna") == answer
    assert [entry.personal for entry in show_journal("mill")] == [None, {"said": "soon"}, None, None]
    report = verify_journal("mill")
    assert (report.ok, report.erased) == (True, 2)
    assert "erased" in report.summary()


def test_an_erasure_that_is_tried_dry_erases_nothing(anna: Any) -> None:
    assert erase_person(replace(CALLER, dry=True), customer="anna")["erased"] == 2
    assert all(entry.personal for entry in show_journal("mill"))


def test_only_who_may_erases(anna: Any) -> None:
    with pytest.raises(Refused) as refused:
        erase_person(replace(CALLER, role=Role.SALES), customer="anna")
    assert refused.value.code == "not_allowed"


def test_a_root_that_cannot_be_read_says_how_it_looks(anna: Any) -> None:
    with pytest.raises(UserError) as refused:
        verify_journal("mill", known_root="9f86")
    assert refused.value.code == "journal_root_unreadable"


def test_unknown_names_are_refused(anna: Any) -> None:
    with pytest.raises(Refused):
        verify_journal("forge")
    with pytest.raises(Refused):
        show_journal("mill", customer="clara")


@pytest.mark.parametrize(
    ("known", "said"),
    [(None, "the origin is not proved"), ("root", "leads to the known root")],
)
def test_the_summary_says_what_is_proved(anna: Any, known: str | None, said: str) -> None:
    seal_journal("mill", at=AT, holder="host:1")

    assert said in verify_journal("mill", known_root=known and str(newest_root("mill"))).summary()
