"""Invented facts on which texts are tried: one creditor, one customer, three items. Knows no text."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.instalments import Instalment, Rhythm, schedule
from dunwell.domain.letters import OwnLetter
from dunwell.domain.papers import (
    Agreement,
    CallFacts,
    Consequences,
    Creditor,
    Debtor,
    MessageFacts,
    PaperItem,
    PayTo,
    Signatory,
    totals_of,
)
from dunwell.domain.standing_papers import ChargeLine, ChargeNote, DiscountTier, Rung, TermsFacts

AS_OF = date(2026, 4, 20)
COMPANY = Creditor(
    "Lindenhof Werkzeuge GmbH",
    address=("Lindenstraße 4", "10117 Berlin", "Germany"),
    country="DE",
    email="accounts@lindenhof.example",
    phone="+49 30 5550 100",
    web="www.lindenhof.example",
    tax_id="DE000000000",
)
CUSTOMER = Debtor(
    "Northern Widgets & Sons Ltd",
    ref="C-100234",
    address=("12 Harbour Street", "Bristol BS1 4QA", "United Kingdom"),
    country="GB",
)
SENDER = Signatory("Katrin Vogel", "Accounts receivable", "katrin.vogel@lindenhof.example", "+49 30 5550 117")
PAYMENT = (PayTo(COMPANY.name, iban="DE89370400440532013000", bic="COBADEFFXXX", bank="Beispielbank Berlin"),)


def sample_message(template: str, stage: str, language: str = "en") -> MessageFacts:
    """Make the facts of one message, with everything in it that a text may mention."""
    items = _items(before_due=stage == "before-due")
    return MessageFacts(
        company=COMPANY,
        customer=CUSTOMER,
        language=language,
        template=template,
        stage=stage,
        as_of=AS_OF,
        items=items,
        totals=totals_of(items),
        sender=SENDER,
        contact_name="Jane Smith",
        payment=PAYMENT,
        banner="ACCOUNT ON HOLD",
        deadline_on=AS_OF + timedelta(days=10),
        consequences=_consequences(),
        attached=("statement", "invoices"),
        left_out=("S-1003",),
        agreed=Agreement(
            currency="EUR",
            amount_minor=totals_of(items)[0].net_minor,
            due_on=AS_OF + timedelta(days=3),
            last_day=AS_OF + timedelta(days=5),
            left_minor=114_490,
            accelerates=True,
            on_date=AS_OF - timedelta(days=20),
            complaint="Two boxes were damaged",
            reason="The carrier notes no damage",
            instalments=_proposed(totals_of(items)[0].net_minor) if template == AgreedNotice.PLAN_PROPOSED else (),
            answer_by=AS_OF + timedelta(days=14),
        ),
    )


def _proposed(minor: int) -> tuple[Instalment, ...]:
    return schedule(3, minor // 3 + 1, Rhythm.MONTHLY, AS_OF + timedelta(days=12), owed_minor=minor)


def sample_call(template: str, stage: str, language: str = "en") -> CallFacts:
    """Make the facts of one call sheet."""
    items = _items(before_due=False)
    return CallFacts(
        company=COMPANY,
        customer=CUSTOMER,
        language=language,
        template=template,
        stage=stage,
        as_of=AS_OF,
        items=items,
        totals=totals_of(items),
        caller=SENDER,
        contact_name="Jane Smith",
        phones=("+44 117 555 0123",),
        deadline_on=AS_OF + timedelta(days=10),
        consequences=_consequences(),
    )


def sample_terms(language: str = "en") -> TermsFacts:
    """Make the facts of terms in print, with everything in them that a text may mention."""
    return TermsFacts(
        company=COMPANY,
        language=language,
        as_of=AS_OF,
        sender=SENDER,
        discounts=(DiscountTier("2", 10), DiscountTier("1.5", 21)),
        late_percent="2",
        late_from_day=30,
        compensation_minor=4_000,
        compensation_currency="EUR",
        reminds_before_days=(-7, -2),
        hold_from_day=91,
        suspend_from_day=105,
        end_from_day=132,
        hand_over_from_day=132,
        ladder=(
            Rung("past-due", 1, 15, notices=2),
            Rung("late", 16, 30, notices=2, calls=1),
            Rung("delinquent", 31, 90, notices=17, calls=9),
            Rung("account-hold", 91, 120, notices=5, calls=4, hold=True, events=("service.suspend",)),
            Rung("litigation", 121, None, notices=1, calls=1, events=("service.cancel", "hand-over")),
        ),
        law="DE",
        payment=PAYMENT,
        must_accept=True,
    )


def sample_charge(language: str = "en") -> ChargeNote:
    """Make the facts of a late-charge note: interest by the law in two parts, a fixed sum, and a last known rate."""
    first = AS_OF - timedelta(days=60)
    return ChargeNote(
        company=COMPANY,
        customer=CUSTOMER,
        language=language,
        as_of=AS_OF,
        sender=SENDER,
        number="LC-1",
        currency="EUR",
        amount_minor=6_104,
        due_date=AS_OF + timedelta(days=10),
        law="DE",
        lines=(
            ChargeLine("S-1000", "interest", 1_004, 123_456, first, AS_OF - timedelta(days=30), 31, "10.27"),
            ChargeLine(
                "S-1000", "interest", 1_100, 123_456, AS_OF - timedelta(days=29), AS_OF, 30, "10.52", "", True, True
            ),
            ChargeLine("S-1000", "compensation", 4_000),
        ),
        payment=PAYMENT,
        contact_name="Jane Smith",
    )


def sample_letters(language: str = "en") -> tuple[OwnLetter, ...]:
    """Make the facts of each letter that a person sends, with what may be said and without."""
    items = _items(before_due=False)
    thanks = OwnLetter("thanks", COMPANY, CUSTOMER, language, AS_OF, SENDER, "Jane Smith", payment=PAYMENT)
    bare = replace(thanks, items=items, currency="EUR", amount_minor=343_468)
    days = tuple(Instalment(AS_OF + timedelta(days=30 * number), 114_490) for number in (1, 2, 3))
    rejection = replace(bare, name="rejection", items=items[:1], on_date=AS_OF - timedelta(days=20))
    plan = replace(bare, name="plan", instalments=days, on_date=AS_OF + timedelta(days=14))
    return (
        thanks,
        rejection,
        replace(rejection, complaint="Two boxes were damaged", reason="The carrier notes no damage"),
        plan,
        replace(plan, is_agreed=True, on_date=None, accelerates=True, interest_percent="4.5", contact_name=""),
        *(replace(bare, name="handed-over", on_date=AS_OF, to=to) for to in ("agency", "counsel")),
    )


def sample_digests() -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the facts of a day for staff: one with everything in it, one with nothing."""
    busy = {
        "on": AS_OF.isoformat(),
        "since": (AS_OF - timedelta(days=1)).isoformat(),
        "ahead_days": 7,
        "falls_due": {
            "totals": [{"currency": "EUR", "items": 3, "open_minor": 123_456}],
            "items": [
                {"due_date": "2026-04-23", "item": "S-1000", "name": "Acme", "currency": "EUR", "open_minor": 7_000}
            ],
        },
        "went_out": [{"channel": "email", "template": "just-overdue", "messages": 2}],
        "cancelled": {"disputed": 1},
        "stopped": [{"channel": "email", "stopped": {"reason": "sign_in"}}],
        "waits": {
            "messages": {"email": {"planned": 1}},
            "tasks": {"hand-over": 1, "a-task-of-a-policy": 2},
            "calls": 2,
            "approvals": 1,
            "runs": [7],
            "replies": 1,
        },
    }
    nothing = {"messages": {}, "tasks": {}, "calls": 0, "approvals": 0, "runs": [], "replies": 0}
    idle = {"falls_due": {"totals": [], "items": []}, "went_out": [], "cancelled": {}, "stopped": [], "waits": nothing}
    return busy, busy | idle


def _items(*, before_due: bool) -> tuple[PaperItem, ...]:
    first = AS_OF + timedelta(days=2 if before_due else -61)
    return tuple(
        PaperItem(
            number=f"S-100{at}",
            item_date=first - timedelta(days=30 - 9 * at),
            due_date=first + timedelta(days=9 * at),
            currency="EUR",
            amount_minor=123_456 + 7_700 * at,
            asked_minor=123_456 + 7_700 * at - (50_000 if at == 1 else 0),
        )
        for at in (0, 1, 2)
    )


def _consequences() -> Consequences:
    return Consequences(
        hold_from_day=91,
        on_hold=True,
        late_charge_percent="2",
        late_charge_from_day=30,
        suspend_on=AS_OF + timedelta(days=5),
        services_end=True,
        hand_over=True,
        costs_minor=40_152,
        costs_currency="EUR",
        costs_after_days=14,
    )
