"""What people would have left on the bench's books beside what runs write: names, limits, kinds of debtors, rewards,
check-ins, and somebody who may sign in. Measures nothing and knows no rule.
"""

from datetime import timedelta
from typing import Any

import polars as pl
from django.db import transaction

from dunwell.bench.filling import SLUG, WEDNESDAY
from dunwell.data import journal
from dunwell.data.models import Company, Customer, KindFinding, Reward, Task
from dunwell.data.plans.writing import append, update
from dunwell.data.snapshot.reading import Reader
from dunwell.domain.roles import Role
from dunwell.policy.bench.dice import Dice
from dunwell.usecases.add_person import add_person
from dunwell.usecases.open_account import give_account, open_account
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.work import Caller

IBAN = "NL91ABNA0417164300"  # the example of a Dutch one
MAIL = f"desk@{SLUG}.example"
PASSWORD = "eight people at their desks"  # noqa: S105 - of books that are thrown away
Tables = list[tuple[Any, pl.DataFrame]]
WHO = (
    *("Petrović", "Jansen", "Иванов", "De Vries", "Popescu", "Müller", "رضایی", "Okafor", "Đorđević", "Кузнецов"),
    *("Van den Berg", "Ionescu", "Schmidt", "García", "Nowak", "Szabó", "Ђурић", "Bakker", "Øvergård", "Łukaszewski"),
)
TRADE = (
    *("Trading", "Bouw", "Строй", "Transport", "Construct", "Handel", "Logistics", "بازرگانی", "Print", "Textiles"),
    *("Foods", "Metaal", "Електро", "Consulting", "Pharma", "Wood & Sons", "Shipping", "Agro", "Optika", "Papier"),
)
FORM = ("B.V.", "d.o.o.", "ООО", "S.R.L.", "GmbH", "Ltd", "S.A.", "a.d.")


def people_at_work(company: Company, seed: int, at: Any) -> None:
    """Write what people left, and one account that may do all: desk@bench.example."""
    books = Reader(company.pk).frame("SELECT t.id FROM data_customer t WHERE {me}", {"customer_id": pl.Int64})
    dice = Dice(seed)
    customers = books.sort("customer_id")
    with transaction.atomic():
        seq = journal.record(company, "bench", facts={"written": "work"}, actor="bench", role=Role.OWNER.value, at=at)
        update(Customer, _named(dice, customers))
        update(Customer, _trusted(dice, customers))
        update(Customer, _of_a_kind(dice, customers).select(id="customer_id", debtor_kind="kind"))
        for model, rows in _left(dice, customers):
            append(model, rows, company_id=company.pk, recorded_on=WEDNESDAY, recorded_seq=seq)
    caller = Caller(SLUG, "bench", Role.OWNER, at, WEDNESDAY)
    set_letterhead(caller, company={"name": company.name}, payment=[{"iban": IBAN}])
    opened = open_account(email=MAIL, name="Desk", password=PASSWORD, at=at)
    add_person(caller, name="Desk", email=MAIL, roles=[Role.OWNER.value])
    give_account(caller, name="Desk", account=opened["account"])


def _named(dice: Dice, customers: pl.DataFrame) -> pl.DataFrame:
    """Name customers as companies are named, in the scripts in which they are; some names are borne by several."""
    words = [
        pl.lit(pl.Series(choice)).gather(dice.throw(what, len(choice)))
        for what, choice in (("who", WHO), ("trade", TRADE), ("form", FORM))
    ]
    numbered = pl.concat_str(pl.lit(" "), pl.col("customer_id"))
    number = pl.when(dice.chance("numbered", 500)).then(numbered).otherwise(pl.lit(""))
    name = pl.concat_str([words[0], pl.lit(" "), words[1], number, pl.lit(" "), words[2]])
    return customers.select(id="customer_id", name=name)


def _trusted(dice: Dice, customers: pl.DataFrame) -> pl.DataFrame:
    return customers.with_columns(limit_minor=dice.between("limit", 10, 500) * 100_000).filter(
        dice.chance("limited", 250)
    ).select("limit_minor", id="customer_id", limit_currency=pl.lit("EUR"))  # fmt: skip


def _of_a_kind(dice: Dice, customers: pl.DataFrame) -> pl.DataFrame:
    kind = dice.among("kind", {"cannot-pay": 300, "delays": 500, "avoids": 200})
    return customers.with_columns(kind=kind).filter(dice.chance("found", 100))


def _left(dice: Dice, customers: pl.DataFrame) -> Tables:
    day = pl.lit(WEDNESDAY - timedelta(days=5))
    proved = pl.lit('["Three promises of four were broken", "Pays 41 days late on the average"]')
    reward = customers.with_columns(terms=pl.lit("2 % within 10 days")).filter(dice.chance("reward", 20))
    called = customers.filter(dice.chance("check-in", 20))
    return [
        (KindFinding, _of_a_kind(dice, customers).with_columns(evidence=proved, confirmed_on=day)),
        (Reward, reward.with_columns(kind=pl.lit("discount"), evidence=proved, proposed_on=day)),
        (
            Task,
            called.with_columns(
                task=pl.lit("check-in"), key=pl.lit("check-in:2026-09"), raised_on=day, due_on=pl.lit(WEDNESDAY)
            ),
        ),
    ]  # fmt: skip
