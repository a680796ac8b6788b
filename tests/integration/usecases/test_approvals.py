"""Four eyes: who may ask, who decides, and that what was asked is done once, under the name of who said yes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dunwell.data.models import JournalEntry
from dunwell.domain.roles import Verb
from dunwell.policy.file import default_policy, load_policy, shipped_text
from dunwell.usecases.approvals import needed_yes
from dunwell.usecases.approve import approve
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.place_customer import place_customer
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.recall import recall
from dunwell.usecases.reject import reject
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

OTHER_PERSON = shipped_text("default.yaml").replace(
    "    - verb: write-off\n      role: owner\n",
    "    - verb: write-off\n      role: finance\n      above: {EUR: 500}\n      other_person: true\n",
)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def test_who_decides_acts_at_once(desk: Desk) -> None:
    answer = desk.do(hand_over, day(20), customer="ACME", to="agency")
    assert (answer["to"], answer["amounts"]) == ("agency", {"EUR": 100_000})
    assert not desk.books.approvals.exists()


def test_who_may_ask_and_not_decide_has_asked(desk: Desk) -> None:
    answer = desk.by("collections").do(hand_over, day(20), customer="ACME", to="agency", reason="no answer")
    assert (answer["what"], answer["state"], answer["roles"]) == ("hand-over", "asked", ["owner"])
    assert not desk.books.hand_overs.exists()


def test_who_may_not_even_ask_is_refused(desk: Desk) -> None:
    assert desk.by("sales").refused(hand_over, day(20), customer="ACME", to="agency") == "not_allowed"
    assert (
        desk.by("sales").refused(waive_fee, day(20), customer="ACME", amount_minor=1, currency="EUR") == "not_allowed"
    )


def test_the_same_request_again_waits_once(desk: Desk) -> None:
    clerk = desk.by("collections")
    first = clerk.do(hand_over, day(20), customer="ACME", to="agency")
    assert clerk.do(hand_over, day(21), customer="ACME", to="agency") == first
    assert clerk.do(hand_over, day(21), customer="ACME", to="counsel")["approval"] != first["approval"]


def test_approved_it_is_done_under_the_name_of_who_said_yes(desk: Desk) -> None:
    asked = desk.by("collections", "carl").do(hand_over, day(20), customer="ACME", to="counsel")
    answer = desk.do(approve, day(22), what="hand-over", customer="ACME")
    assert (answer["approval"], answer["state"]) == (asked["approval"], "approved")
    assert (answer["asked_by"], answer["answered_by"]) == ("carl", "ann")
    assert answer["done"]["handed_on"] == day(22).isoformat()
    assert list(JournalEntry.objects.filter(verb="hand-over").values_list("actor", flat=True)) == ["carl", "ann"]
    assert desk.refused(approve, day(22), what="hand-over", customer="ACME") == "nothing_to_approve"


def test_asked_and_approved_once_under_a_key_and_not_at_all_dry(desk: Desk) -> None:
    clerk, owner = desk.by("collections"), desk.by("owner")
    clerk.caller, owner.caller = replace(clerk.caller, key="ask"), replace(owner.caller, key="yes")
    dry = desk.by("collections")
    dry.caller = replace(dry.caller, dry=True)
    dry.do(hand_over, day(20), customer="ACME", to="agency")
    assert not desk.books.approvals.exists()
    for person, use_case, asked in (
        (clerk, hand_over, {"customer": "ACME", "to": "agency"}),
        (owner, approve, {"customer": "ACME", "what": "hand-over"}),
    ):
        assert person.do(use_case, day(20), **asked) == person.do(use_case, day(20), **asked)
    assert desk.books.hand_overs.count() == 1


def test_who_does_not_decide_can_neither_approve_nor_reject(desk: Desk) -> None:
    clerk = desk.by("collections")
    clerk.do(hand_over, day(20), customer="ACME", to="agency")
    for answer in (approve, reject):
        assert clerk.refused(answer, day(20), what="hand-over", customer="ACME") == "not_allowed"


def test_rejected_it_is_not_done(desk: Desk) -> None:
    desk.by("collections").do(hand_over, day(20), customer="ACME", to="agency")
    assert desk.do(reject, day(21), what="hand-over", customer="ACME", reason="too early")["state"] == "rejected"
    assert not desk.books.hand_overs.exists()
    assert desk.refused(approve, day(21), what="hand-over", customer="ACME") == "nothing_to_approve"


def test_of_several_requests_the_oldest_or_the_one_named(desk: Desk) -> None:
    desk.invoice("INV-2", 5_000)
    asked = [desk.by("finance").do(write_off, day(5), item=item)["approval"] for item in ("INV-1", "INV-2")]
    assert desk.do(approve, day(6), what="write-off", customer="ACME", approval=asked[1])["approval"] == asked[1]
    assert desk.do(approve, day(6), what="write-off", customer="ACME")["approval"] == asked[0]
    assert not desk.books.items.open().exists()


def test_what_no_longer_can_be_done_keeps_waiting(desk: Desk) -> None:
    desk.by("finance").do(write_off, day(5), item="INV-1")
    desk.do(post_payment, day(6), customer="ACME", amount_minor=100_000, currency="EUR", reference="INV-1")
    assert desk.refused(approve, day(7), what="write-off", customer="ACME") == "not_open"
    assert desk.books.approvals.get().state == "asked"


def test_with_another_person_nobody_decides_alone(db: None) -> None:
    desk = Desk(OTHER_PERSON)
    carl, dora = desk.by("finance", "carl"), desk.by("finance", "dora")
    for asker in (desk, carl):
        assert asker.do(write_off, day(5), item="INV-1")["other_person"] is True
    assert desk.refused(approve, day(5), what="write-off", customer="ACME") == "other_person_needed"
    assert dora.do(approve, day(6), what="write-off", customer="ACME")["state"] == "approved"
    assert not desk.books.items.open().exists()


def test_below_the_amount_nobody_is_asked(db: None) -> None:
    desk = Desk(OTHER_PERSON)
    desk.invoice("INV-2", 50_000)
    assert "approval" not in desk.by("finance").do(write_off, day(5), item="INV-2")


@pytest.mark.parametrize(
    ("verb", "amounts", "needed"),
    [
        (Verb.WRITE_OFF, {"EUR": 50_000}, None),
        (Verb.WRITE_OFF, {"EUR": 50_001}, {"finance", "owner"}),
        (Verb.WRITE_OFF, {"EUR": 1, "USD": 1}, {"finance", "owner"}),
        (Verb.RELEASE, {}, {"owner"}),
        (Verb.PAUSE, {}, None),
    ],
)
def test_whose_yes_is_needed(verb: Verb, amounts: dict[str, int], needed: set[str] | None) -> None:
    found = needed_yes(load_policy(OTHER_PERSON, "policy"), verb, amounts)
    assert (set(found.roles) if found else None) == needed


def test_where_the_policy_is_silent_the_roles_of_the_trade_decide() -> None:
    silent = default_policy().model_copy(
        update={"approvals": default_policy().approvals.model_copy(update={"verbs": ()})}
    )
    found = needed_yes(silent, Verb.WAIVE, {"EUR": 1})
    assert found is not None
    assert found.roles == {"owner", "finance"}


def test_fees_alone_are_not_handed_over(desk: Desk) -> None:
    desk.do(place_customer, day(-1), customer="ACME", stage="account-hold")
    desk.run(day(40))
    desk.do(write_off, day(41), item="INV-1")
    assert desk.books.items.fees().overdue(day(50)).exists()
    assert desk.refused(hand_over, day(50), customer="ACME", to="agency") == "nothing_owed"


def test_handed_over_once_and_recalled_once(desk: Desk) -> None:
    assert desk.refused(hand_over, day(20), customer="ACME", to="friends") == "unknown_recipient"
    desk.do(hand_over, day(20), customer="ACME", to="agency")
    assert desk.refused(hand_over, day(21), customer="ACME", to="counsel") == "handed_over"
    desk.run(day(21))
    assert desk.acme.reason == "handed_over"
    desk.do(recall, day(22), customer="ACME")
    desk.run(day(22))
    assert desk.templates(day(22)) != []
    assert desk.refused(recall, day(23), customer="ACME") == "not_handed_over"


COMING: dict[str, Any] = {
    "method": "cheque",
    "number": "00123",
    "amount_minor": 60_000,
    "currency": "EUR",
    "payment_on": day(9),
}


@pytest.mark.parametrize("asks_first", [False, True])
def test_a_hold_is_released_with_word_of_the_payment_to_come(desk: Desk, asks_first: bool) -> None:
    desk.do(place_hold, day(1), customer="ACME", reason="cheques bounced")
    assert desk.refused(place_hold, day(2), customer="ACME") == "already_exists"
    if asks_first:
        desk.by("collections").do(release_hold, day(2), customer="ACME", reason="word given", **COMING)
        assert desk.books.holds.standing().exists()
        desk.do(approve, day(2), what="release-hold", customer="ACME")
    else:
        desk.do(release_hold, day(2), customer="ACME", reason="word given", **COMING)
    hold = desk.books.holds.select_related("approval").get()
    assert (hold.ended_on, hold.released_by, hold.release_reason) == (day(2), "ann", "word given")
    asked = hold.approval.request["asked"]
    assert (asked["method"], asked["number"], asked["amount_minor"]) == ("cheque", "00123", 60_000)
    assert date.fromisoformat(asked["payment_on"]["date"]) == day(9)
    assert hold.approval.state == "approved"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "no_hold"),
        ({"payment_on": day(0)}, "date_passed"),
        ({"amount_minor": 0, "currency": "EUR"}, "not_positive"),
        ({"amount_minor": 1, "currency": "ZZZ"}, "unknown_currency"),
    ],
)
def test_a_release_that_cannot_be(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(release_hold, day(1), customer="ACME", **asked) == code


ASKING = shipped_text("default.yaml").replace(
    "      - step: just-overdue\n", "      - step: just-overdue\n        approval: true\n"
)


def test_a_step_is_approved_for_the_present_anchor(db: None) -> None:
    desk = Desk(ASKING)
    desk.run(day(1))
    assert desk.acme.reason == "awaiting_approval"
    assert desk.do(reject, day(2), what="just-overdue", customer="ACME")["state"] == "rejected"
    desk.run(day(2))
    assert desk.acme.reason == "awaiting_approval"
    assert desk.do(approve, day(3), what="just-overdue", customer="ACME")["state"] == "approved"
    desk.run(day(3))
    assert desk.templates(day(3)) == ["just-overdue"]
    assert desk.books.approvals.count() == 1


@pytest.mark.parametrize("what", ["polite-inquiry", "dance", "write-off"])
def test_what_nobody_asked_cannot_be_approved(db: None, what: str) -> None:
    desk = Desk(ASKING)
    assert desk.refused(approve, day(1), what=what, customer="ACME") == "nothing_to_approve"
    assert desk.refused(reject, day(1), what=what, customer="ACME") == "nothing_to_approve"


def test_a_step_without_anything_past_due_cannot_be_approved(db: None) -> None:
    assert Desk(ASKING).refused(approve, day(0), what="just-overdue", customer="ACME") == "nothing_to_approve"
