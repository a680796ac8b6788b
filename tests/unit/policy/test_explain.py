"""An explanation is one sentence with the numbers; every reason has one of its own."""

from datetime import date
from typing import Any

import pytest

from dunwell.domain.reasons import Reason
from dunwell.policy.explain import SENTENCES, Agreed, Explanation, Names, explain
from dunwell.policy.explain.case import case_of
from dunwell.policy.facts import (
    BadTemplateRow,
    CommitmentRow,
    CoverRow,
    CustomerRow,
    Facts,
    ItemRow,
    MarkRow,
    MatterRow,
    UnallocatedRow,
)
from dunwell.policy.file import Policy, load_policy, shipped_text, steps_of
from dunwell.policy.reference import decide_by_the_book

AS_OF = date(2026, 4, 22)
DUE = date(2026, 3, 31)
EUR = "EUR"
NAMES = Names(
    "ACME d.o.o.",
    items={1: "INV-7", 2: "INV-8"},
    commitments={5: Agreed(120000, EUR, date(2026, 4, 20))},
    place="RS",
    next_business_day=date(2026, 4, 23),
    newest_cash_on=date(2026, 4, 14),
    handed_over_to="counsel",
    handed_over_on=date(2026, 4, 1),
    replied_on=date(2026, 4, 21),
    paused_until=date(2026, 5, 1),
    pause_reason="new owner",
)


def customer(**other: Any) -> CustomerRow:
    """Make a customer that stands on `late` since day 16 of an item due on 31 March, and can be reached by email."""
    row: dict[str, Any] = dict.fromkeys(CustomerRow.__dataclass_fields__)
    row |= dict.fromkeys(("handed_over", "reply_waiting", "paused", "hold", "told"), False)
    row |= {f"{what}_{channel}": False for what in ("reach", "fix_asked") for channel in ("email", "letter", "sms")}
    row |= {"customer_id": 1, "version": 1, "kind": "business", "language": "en", "business_day": True, "contacts": 2}
    row |= {"charge_verdict": "safe", "reach_email": True, "episode_id": 9, "stage": 2, "floor": 1}
    row |= {"stage_since": date(2026, 4, 16), "oldest_item_id": 1, "oldest_due": DUE}
    return CustomerRow(**(row | other))


def item(item_id: int = 1, **other: Any) -> ItemRow:
    """Make an invoice of 1,200.00 EUR."""
    row: dict[str, Any] = {
        "customer_id": 1,
        "item_id": item_id,
        "kind": "invoice",
        "currency": EUR,
        "item_date": date(2026, 3, 1),
    }
    row |= {"due_date": DUE, "extended_on": None, "opened": 0, "residual_minor": 120000, "disputed_minor": 0}
    row |= {"awaiting_minor": 0, "under_way_minor": 0, "restart_on": None, "friendly_day": None}
    return ItemRow(**(row | other))


def explained(policy: Policy | None = None, as_of: date = AS_OF, names: Names = NAMES, **tables: Any) -> Explanation:
    """Decide by the book and explain."""
    cash_fresh: bool = tables.pop("cash_fresh", True)
    given: dict[str, Any] = {"customers": [customer()], "items": [item()], "marks": [_done_until(15)]} | tables
    facts = Facts.of_rows(as_of, cash_fresh=cash_fresh, **given)
    policy = policy or _policy()
    return explain(facts, decide_by_the_book(facts, policy), policy, names, 1)


def _done_until(day: int) -> MarkRow:
    return MarkRow(1, 9, 1, DUE, 0, "email", day)


def _policy(**replaced: tuple[str, str]) -> Policy:
    text = shipped_text("default.yaml")
    for before, after in replaced.values():
        assert before in text
        text = text.replace(before, after)
    return load_policy(text, "test.yaml")


WITH_MINIMUM = ("minimum: {}", "minimum: {EUR: 5000}")
APPROVED = ("      - step: late-notice", "      - approval: true\n        step: late-notice")
PROMISE = {"commitments": [CommitmentRow(1, 5, "promise", date(2026, 4, 20), 2)], "covers": [CoverRow(1, 5, 1, 120000)]}
PLAN = {"commitments": [CommitmentRow(1, 5, "plan", date(2026, 4, 20), 2)], "covers": [CoverRow(1, 5, 1, 120000)]}
DUE_BUT = (
    "Nothing goes out to ACME d.o.o. on 2026-04-22: late-notice is due (INV-7, 22 days past due, 1,200.00 EUR), but "
)
NOTHING = "Nothing goes out to ACME d.o.o. on 2026-04-22: "


@pytest.mark.parametrize(
    ("reason", "tables", "sentence"),
    [
        (
            Reason.HANDED_OVER,
            {"customers": [customer(handed_over=True)]},
            DUE_BUT + "it is handed over to counsel since 2026-04-01, who alone speaks with it now.",
        ),
        (
            Reason.COVERED_BY_CREDIT,
            {"unallocated": [UnallocatedRow(1, EUR, 130000, None)]},
            NOTHING + "its unallocated money and credits of 1,300.00 EUR reach the 1,200.00 EUR that is past due.",
        ),
        (
            Reason.DISPUTED,
            {"items": [item(disputed_minor=100000, awaiting_minor=20000)]},
            NOTHING + "INV-7 (1,000.00 EUR) is disputed and INV-7 (200.00 EUR) awaits its credit note.",
        ),
        (
            Reason.PROMISE_OPEN,
            PROMISE,
            NOTHING + "the promise of 1,200.00 EUR for 2026-04-20 is open until the end of 2026-04-22.",
        ),
        (
            Reason.PLAN_ON_TRACK,
            PLAN,
            NOTHING + "the plan of 1,200.00 EUR until 2026-04-20 is on track: "
            "its next instalment may come until the end of 2026-04-22.",
        ),
        (
            Reason.PAYMENT_UNDER_WAY,
            {"items": [item(under_way_minor=120000)]},
            NOTHING + "a payment of 1,200.00 EUR for INV-7 is under way.",
        ),
        (
            Reason.BELOW_MINIMUM,
            {"policy": _policy(minimum=WITH_MINIMUM)},
            DUE_BUT + "the 1,200.00 EUR that could be asked for is less than the policy's minimum of 5,000.00 EUR.",
        ),
        (
            Reason.STALE_CASH,
            {"cash_fresh": False},
            DUE_BUT + "the newest cash entry is of 2026-04-14, more than 3 business days ago.",
        ),
        (
            Reason.REPLY_WAITING,
            {"customers": [customer(reply_waiting=True)]},
            DUE_BUT + "its reply of 2026-04-21 has not been read yet.",
        ),
        (
            Reason.PAUSED,
            {"customers": [customer(paused=True)]},
            DUE_BUT + "it is paused until the end of 2026-05-01 (new owner).",
        ),
        (
            Reason.NO_CONTACT,
            {"customers": [customer(reach_email=False)]},
            DUE_BUT + "no working email or letter address is known; tasks fix-contact and trace-address for staff.",
        ),
        (
            Reason.TOO_SOON,
            {"customers": [customer(last_overdue_email_on=date(2026, 4, 20))]},
            DUE_BUT
            + "the last email was on 2026-04-20, and with a gap of 3 days the next is possible from 2026-04-23.",
        ),
        (
            Reason.TOO_MANY,
            {"customers": [customer(contacts=16)]},
            DUE_BUT + "it has had 16 contacts in 30 days, and 16 are the most.",
        ),
        (
            Reason.NOT_A_BUSINESS_DAY,
            {"customers": [customer(business_day=False)]},
            DUE_BUT + "2026-04-22 is a weekend or holiday in RS; the next one is 2026-04-23.",
        ),
        (
            Reason.BAD_TEMPLATE,
            {"bad_templates": [BadTemplateRow("late-notice", "en")]},
            DUE_BUT + "the template late-notice cannot be filled in in the language en and has to be mended; "
            "task mend-template for staff.",
        ),
        (
            Reason.AWAITING_APPROVAL,
            {"policy": _policy(approval=APPROVED)},
            DUE_BUT + "a person has to approve late-notice first.",
        ),
        (
            Reason.NOTHING_OWED,
            {"items": [], "unallocated": [UnallocatedRow(1, EUR, 20000, None)]},
            NOTHING + "it has no open item, and 200.00 EUR stand to its credit.",
        ),
        (
            Reason.NOTHING_DUE,
            {"marks": [_done_until(22)]},
            NOTHING + "INV-7 is 22 days past due, stage late; the next step of it is ask-when on 2026-04-28 (day 28), "
            "and the stage delinquent can follow from 2026-05-01, once a notice of late has been delivered.",
        ),
    ],
)
def test_a_reason_is_told_with_its_numbers(reason: Reason, tables: dict[str, Any], sentence: str) -> None:
    told = explained(**tables)
    assert (told.reason, told.sentence) == (reason, sentence)


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_sentence_needs_no_more_than_the_facts(reason: Reason) -> None:
    facts = Facts.of_rows(AS_OF, customers=[customer()], items=[item()])
    case = case_of(facts, decide_by_the_book(facts, _policy()), _policy(), Names("ACME"), 1)
    step = next(step for step in steps_of(_policy()) if step.step_id == "late-notice")
    for given in (step, None):
        assert "None" not in SENTENCES[reason](case, given).text


def test_a_notice_is_told_with_anchor_days_amount_and_stage() -> None:
    told = explained(items=[item(), item(2, due_date=date(2026, 4, 10))])
    assert told.sentence == (
        "Email late-notice goes out to ACME d.o.o. on 2026-04-22: INV-7 has been past due for 22 days "
        "(due 2026-03-31), with 1 more past due, 2,400.00 EUR in all; stage late since 2026-04-16."
    )
    assert told.reason is None
    assert told.actions[0] | {"credit_minor": {}} == {
        "channel": "email",
        "step": "late-notice",
        "step_day": 22,
        "template": "late-notice",
        "anchor": "INV-7",
        "due_date": "2026-03-31",
        "days": 22,
        "items": ["INV-7", "INV-8"],
        "totals_minor": {EUR: 240000},
        "credit_minor": {},
    }


def test_credit_set_against_the_amount_is_told() -> None:
    told = explained(unallocated=[UnallocatedRow(1, EUR, 20000, None)])
    assert "1,000.00 EUR after 200.00 EUR of credit in all" in told.sentence


def test_a_friendly_notice_tells_what_falls_due() -> None:
    coming = item(due_date=date(2026, 4, 24), friendly_day=-7)
    told = explained(customers=[customer(episode_id=None, stage=None, floor=None, stage_since=None)], items=[coming])
    assert told.sentence == (
        "Email due-soon goes out to ACME d.o.o. on 2026-04-22: INV-7 falls due on 2026-04-24, 1,200.00 EUR in all."
    )


def test_before_anything_is_due_the_next_reminder_is_told() -> None:
    coming = item(due_date=date(2026, 5, 31))
    told = explained(customers=[customer(episode_id=None, stage=None, floor=None, stage_since=None)], items=[coming])
    assert told.sentence == (
        NOTHING + "nothing is past due; INV-7 falls due on 2026-05-31, and its reminder upcoming is for 2026-05-24."
    )


def test_tasks_holds_and_charges_follow() -> None:
    on_hold = customer(stage=3, stage_since=date(2026, 3, 1), told=True, oldest_due=date(2026, 1, 10))
    old = item(due_date=date(2026, 1, 10))
    told = explained(customers=[on_hold], items=[old], matters=[MatterRow(1, "allocate", 3)], marks=[])
    assert told.sentence == (
        "Email on-hold and call demand-payment go out to ACME d.o.o. on 2026-04-22: INV-7 has been past due for "
        "102 days (due 2026-01-10), 1,200.00 EUR in all; stage account-hold, account on hold; task allocate for staff; "
        "a late charge of 24.00 EUR is posted on 1,200.00 EUR; the account is put on hold."
    )


def test_a_charge_that_the_law_forbids_is_told() -> None:
    on_hold = customer(
        stage=4, stage_since=date(2026, 3, 1), charge_verdict="void", oldest_due=date(2026, 1, 10), hold=True
    )
    told = explained(customers=[on_hold], items=[item(due_date=date(2026, 1, 10))])
    assert "the late charge of 2 % is not posted, because the law that governs makes it void" in told.sentence


def test_each_held_step_has_its_own_sentence() -> None:
    told = explained(customers=[customer(last_overdue_email_on=date(2026, 4, 21))])
    assert told.held[0]["guard"] == "too_soon"
    assert told.held[0]["numbers"] == {"last_on": "2026-04-21", "next_on": "2026-04-24", "min_gap_days": 3}
    assert told.numbers["why"]["next_on"] == "2026-04-24"


def test_the_facts_of_an_explanation_are_plain() -> None:
    facts = explained().as_facts()
    assert (facts["as_of"], facts["reason"]) == ("2026-04-22", None)
    assert facts["numbers"]["chaseable_minor"] == {EUR: 120000}
