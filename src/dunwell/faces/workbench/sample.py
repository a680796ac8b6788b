"""An invented company in the midst of its work, for whoever wants to look before bringing books of her own.

Made in a few seconds by the real use cases, its days counted from today. All names are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from dunwell.domain.roles import Role
from dunwell.queries.companies import company_facts, the_company
from dunwell.queries.messages import outbox
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.add_person import add_person
from dunwell.usecases.assign_customer import assign_customer
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.open_account import give_account
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.set_limit import set_limit
from dunwell.usecases.work import Caller

NAME, ZONE = "Voorbeeld Gereedschap B.V.", "Europe/Amsterdam"
PEOPLE = (("Bo de Wit", "collections"), ("Cem Aydın", "finance"))
# Number, name, country, language, currency, and of each invoice how many days past due it is, and how much.
CUSTOMERS: tuple[tuple[str, str, str, str, str, tuple[tuple[int, int], ...]], ...] = (
    ("NL01", "Bakkerij De Linde", "NL", "nl", "EUR", ((12, 184_050), (-9, 96_000))),
    ("NL02", "Halmer Techniek B.V.", "NL", "nl", "EUR", ((38, 542_450), (24, 120_000))),
    ("NL03", "Duinrand Surf", "NL", "nl", "EUR", ((2, 45_900),)),
    ("NL04", "Kievit Rijwielen", "NL", "nl", "EUR", ((96, 1_310_000), (61, 220_500))),
    ("NL05", "Molenzicht Hotel", "NL", "nl", "EUR", ((-6, 310_000),)),
    ("DE01", "Hagenwinkel Druck GmbH", "DE", "de", "EUR", ((22, 89_000), (8, 45_000))),
    ("DE02", "Eschenried Textil GmbH", "DE", "de", "EUR", ((128, 452_000),)),
    ("DE03", "Lärchenholz KG", "DE", "de", "EUR", ((33, 267_300),)),
    ("RO01", "Luna Sticlă S.R.L.", "RO", "ro", "RON", ((45, 2_067_500),)),
    ("RO02", "Doina Textil S.R.L.", "RO", "ro", "RON", ((17, 1_560_000), (-12, 640_000))),
    ("RS01", "Zlatni Bor Drvo d.o.o.", "RS", "sr-Latn", "RSD", ((52, 23_170_000),)),
    ("RS02", "Plava Kuća d.o.o.", "RS", "sr-Latn", "RSD", ((5, 8_840_000),)),
    ("GB01", "Heron Print Ltd", "GB", "en", "GBP", ((29, 310_000),)),
    ("GB02", "Garnet Tools Ltd", "GB", "en", "GBP", ((71, 96_550), (40, 12_000))),
    ("GB03", "Fjord & Moss", "GB", "en", "GBP", ((-2, 154_000),)),
    ("FR01", "Atelier des Saules", "FR", "en", "EUR", ((15, 77_700),)),
)
WEEK = timedelta(days=7)


@transaction.atomic
def open_sample(account: Any, at: datetime) -> str:
    """Open the books of the invented company with an account as its owner, and give its short name."""
    known = {each["slug"] for each in company_facts()}
    slug = next(name for name in ("example", *(f"example-{number}" for number in range(2, 1000))) if name not in known)
    today = at.astimezone(ZoneInfo(ZONE)).date()

    def owner(on: date) -> Caller:
        moment = at if on == today else datetime.combine(on, time(9), ZoneInfo(ZONE))
        return Caller(slug, account.name, Role.OWNER, moment, on)

    before = today - WEEK
    _open(owner(before), slug, account)
    for customer in _customers(owner(before), today):
        assign_customer(owner(before), customer=customer, to=PEOPLE[0][0])
    run_collections(owner(before), as_of=before, allow_stale=True, approved=True)
    _send(owner(before), slug)
    _live(owner, today)
    run_collections(owner(today), as_of=today, allow_stale=True)
    return slug


def _open(caller: Caller, slug: str, account: Any) -> None:
    open_company(caller, slug=slug, name=NAME, country="NL", currency="EUR", zone=ZONE, language="nl")
    add_person(caller, name=account.name, email=account.email, roles=[Role.OWNER.value])
    give_account(caller, name=account.name, account=account.pk)
    for name, role in PEOPLE:
        add_person(caller, name=name, email=f"{name.split()[0].lower()}@voorbeeld.example", roles=[role])
    set_letterhead(
        caller,
        company={"name": NAME, "address": ["Zuiderkade 14", "3011 AA Rotterdam"], "email": "ar@voorbeeld.example"},
        payment=[{"iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "bank": "ABN AMRO"}],
        sender={"name": PEOPLE[0][0]},
    )


def _customers(caller: Caller, today: date) -> Iterator[str]:
    """Add the customers with what they owe; gives those who are looked after by one of the people."""
    number = 2600
    for place, (ref, name, country, language, currency, invoices) in enumerate(CUSTOMERS):
        # One has no mail address, so that a letter is written.
        reached: Any = (
            {"email": f"ap@{ref.lower()}.example"} if ref != "NL04" else {"address": "Veerweg 8\n4331 AB Middelburg"}
        )
        add_customer(caller, ref=ref, name=name, country=country, language=language, **reached)
        for days, minor in invoices:
            number, due = number + 1, today - timedelta(days=days)
            post_invoice(
                caller,
                customer=ref,
                number=f"N-{number}",
                amount_minor=minor,
                currency=currency,
                item_date=min(due - timedelta(days=30), caller.today),
                due_date=due,
            )
        if place % 3 == 0:
            yield ref


def _send(caller: Caller, slug: str) -> None:
    """Count what was decided a week ago as sent on that day."""
    waiting = [row["id"] for row in outbox(the_company(slug))]
    mark_sent(caller, messages=waiting)


def _live(owner: Any, today: date) -> None:
    """Let customers answer in the week between."""
    first, later = today - timedelta(days=5), today - timedelta(days=2)
    record_promise(owner(first), customer="NL02", amount_minor=300_000, currency="EUR", on=today + timedelta(days=6))
    raise_dispute(owner(first), item="N-2608", code="quality", reason="Twee van de tien waren stuk")
    record_reply(owner(later), customer="GB01", text="Mr Hale is back on Monday; he signs all payments.")
    post_payment(owner(later), customer="DE01", amount_minor=89_000, currency="EUR", reference="N-2609")
    post_payment(owner(later), customer="RO01", amount_minor=77_700, currency="RON", reference="avans")
    set_limit(owner(later), customer="NL04", amount_minor=1_500_000, currency="EUR")
