"""Invented facts on which texts are tried: one creditor, one customer, three items. Knows no text."""

from datetime import date, timedelta

from dunwell.domain.papers import (
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
    )


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
    )
