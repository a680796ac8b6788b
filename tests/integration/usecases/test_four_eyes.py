"""Requests of the company itself, requests that lapse, and the one who is alone and asked twice."""

from datetime import timedelta

import pytest

from dunwell.policy.file import shipped_text
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.add_person import add_person
from dunwell.usecases.approve import approve
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.reject import reject
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

STRICT = shipped_text("default.yaml").replace(
    "    - verb: write-off\n      role: owner\n",
    "    - {verb: write-off, role: finance, other_person: true}\n"
    "    - {verb: policy, role: owner, other_person: true}\n",
)
OTHER = STRICT.replace("terms: net 30", "terms: net 14")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(STRICT)


def test_a_policy_waits_for_another_person(desk: Desk) -> None:
    asked = desk.do(activate_policy, day(1), text=OTHER)
    assert (asked["state"], asked["what"], asked["customer"]) == ("asked", "policy", "")
    assert desk.refused(approve, day(1), what="policy") == "other_person_needed"
    answer = desk.by("owner", "olga").do(approve, day(2), what="policy")
    assert answer["done"]["activated"] is True
    assert desk.refused(approve, day(2), what="policy") == "nothing_to_approve"


def test_a_policy_that_was_rejected_is_not_in_force(desk: Desk) -> None:
    desk.do(activate_policy, day(1), text=OTHER)
    assert desk.by("owner", "olga").do(reject, day(2), what="policy")["state"] == "rejected"
    assert desk.books.policy_versions.count() == 1


def test_who_is_alone_is_asked_twice_and_that_is_kept(desk: Desk) -> None:
    desk.do(add_person, day(0), name="ann", roles=["owner", "finance"])
    desk.do(add_person, day(0), name="sam", roles=["sales"])
    assert desk.do(write_off, day(5), item="INV-1")["state"] == "asked"
    answer = desk.do(approve, day(5), what="write-off", customer="ACME")
    assert answer["alone"] is True
    row = desk.books.approvals.get()
    assert (row.alone, row.asked_by, row.answered_by) == (True, "ann", "ann")


@pytest.mark.parametrize("others", [{"olga": True}, {"olga": False, "otto": True}, {}])
def test_who_is_not_alone_or_not_on_record_is_refused(desk: Desk, others: dict[str, bool]) -> None:
    if others:
        desk.do(add_person, day(0), name="ann", roles=["finance"])
    for name, active in others.items():
        desk.do(add_person, day(0), name=name, roles=["owner"], active=active)
    desk.do(write_off, day(5), item="INV-1")
    assert desk.refused(approve, day(5), what="write-off", customer="ACME") == "other_person_needed"


def test_a_request_lapses_and_may_be_made_again(desk: Desk) -> None:
    first = desk.do(write_off, day(5), item="INV-1")["approval"]
    late = day(5) + timedelta(days=30)
    assert desk.by("finance", "carl").refused(approve, late, what="write-off", customer="ACME") == "nothing_to_approve"
    assert desk.do(write_off, late, item="INV-1")["approval"] != first
    desk.run(late)
    assert dict(desk.books.approvals.values_list("pk", "state"))[first] == "lapsed"


def test_a_request_to_release_is_for_its_hold_alone(desk: Desk) -> None:
    desk.do(place_hold, day(1), customer="ACME")
    desk.by("collections").do(release_hold, day(2), customer="ACME", method="cheque", number="7")
    desk.do(release_hold, day(3), customer="ACME", method="cash", amount_minor=500, currency="EUR", payment_on=day(9))
    hold = desk.books.holds.get()
    assert (hold.coming_method, hold.coming_minor, hold.coming_on) == ("cash", 500, day(9))
    desk.do(place_hold, day(4), customer="ACME")
    assert desk.refused(approve, day(4), what="release-hold", customer="ACME") == "no_hold"
