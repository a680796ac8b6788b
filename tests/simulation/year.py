"""A year of a company, drawn by a seed: customers pay, promise, dispute, reply and move, and things go wrong.

Workers keep the schedule and send; nights are missed, statements fail in the midst of transactions, the mail server
drops lines, refuses and goes away, workers die with their leases. People approve what waits and clear up doubts.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from dunwell.domain.errors import UserError
from dunwell.domain.post import ChannelSettings, Outcome, Outgoing, Result
from dunwell.ports import Channel
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.approve_run import approve_run
from dunwell.usecases.change_address import change_address
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.handle_messages import retry_messages
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.record_bounce import record_bounce
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.write_off import write_off
from integration.working.crew import Yard

CUSTOMERS = [f"C{number}" for number in range(1, 9)]
FIRST = date(2026, 1, 5)
MISSED, FAULTY, DIES, AWAY = 0.08, 0.06, 0.04, 0.05  # a night, a step of a night, a worker, the mail server for a day
WEATHER = (
    (Result.DELIVERED, 0.90),
    (Result.RETRY, 0.04),
    (Result.IN_DOUBT, 0.02),
    (Result.NO_CONTACT, 0.02),
    (Result.REFUSED, 0.02),
)


class Died(BaseException):
    """A worker died: it says nothing to anybody, and its leases stay."""


@dataclass
class Mail:
    """A mail server in all weathers: what it took, by number, and what it says to the next one."""

    draw: Random
    away: bool = False
    taken: Counter[int] = field(default_factory=Counter)
    batch: int = 50
    keeps_hours: bool = False

    def send(self, messages: Iterable[Outgoing]) -> Generator[Outcome, None, None]:
        """Take messages, refuse them, or lose the line."""
        if self.away:
            yield Outcome(0, Result.RETRY, "unreachable")
            return
        for message in messages:
            (result,) = self.draw.choices([r for r, _ in WEATHER], [chance for _, chance in WEATHER])
            if result is Result.DELIVERED or (result is Result.IN_DOUBT and self.draw.random() < 0.5):
                self.taken[message.number] += 1
            yield Outcome(message.number, result, "weather")

    def check(self) -> Outcome:
        """Say that all is well."""
        return Outcome(0, Result.DELIVERED)


class Year(Yard):
    """The company in its year."""

    def __init__(self, folder: Path, seed: int, pace: tuple[int, ...] = (1,)) -> None:
        """Begin a year; `pace`: from one day on which anything is done to the next it is so many days, by chance."""
        super().__init__(folder)
        self.pace = pace
        self.draw = Random(seed)  # noqa: S311 - a story, not a secret
        self.mail = Mail(Random(seed + 1))  # noqa: S311
        self.today = FIRST
        self.invoices: list[str] = []
        self.happened: Counter[str] = Counter()
        self.resent: Counter[int] = Counter()
        for ref in CUSTOMERS:
            self.do(add_customer, FIRST, ref=ref, name=f"{ref} Ltd", email=f"ap@{ref.lower()}.example", country="NL")

    def channel(self, company: str, settings: ChannelSettings) -> Channel:
        """Open the mail server of the year, whatever the settings."""
        return self.mail

    def days(self) -> Iterable[date]:
        """Live through the year, and name each day on which anything was done."""
        while (self.today - FIRST).days < 365:
            self._day()
            yield self.today
            self.today += timedelta(days=self.draw.choice(self.pace))

    def _day(self) -> None:
        draw = self.draw
        self.mail.away = draw.random() < AWAY
        self.at(f"{self.today}T06:30")
        if draw.random() >= MISSED:
            self._work("night")
        self.at(f"{self.today}T11:00")
        self._people()
        for _ in range(draw.choice([0, 1, 1, 2, 3])):
            self._deed()
        self.at(f"{self.today}T15:00")
        self._work("noon")

    def _work(self, name: str) -> None:
        """Let workers do what there is to do; one may die, and a statement may fail, in the midst of it."""
        for attempt in range(3):
            worker = self.worker(f"{name} {self.today} {attempt}", shard_size=3)
            try:
                with connection.execute_wrapper(_Fault(self.draw)):
                    for _ in range(40):
                        if not any([worker.keep_schedule(), worker.help_runs(), worker.send()]):
                            return
            except (Died, DatabaseError) as fault:
                transaction.set_rollback(False)  # the statement was never sent: the test's own transaction is sound
                self.happened[type(fault).__name__] += 1
                self.later(minutes=20)

    def _people(self) -> None:
        """Approve what waits, clear up doubts, mend what stands still, read and do what lies there."""
        for run in list(self.books.runs.waiting().values_list("pk", flat=True)):
            if self.draw.random() < 0.8:
                self._try(approve_run, run=run)
        for message in list(self.books.messages.filter(state="in_doubt").values_list("pk", flat=True)):
            if message in self.mail.taken:
                self._try(mark_sent, messages=[message])
            else:
                self._try(retry_messages, messages=[message])
        for reply in list(self.books.replies.standing().values_list("customer__ref", flat=True)):
            if self.draw.random() < 0.3:
                self._try(read_reply, customer=reply)
        for task in list(self.books.tasks.open().values_list("pk", flat=True)[:3]):
            if self.draw.random() < 0.3:
                self._try(complete_task, task=task)

    def _deed(self) -> None:
        """Let a customer, or somebody about a customer, do something."""
        draw, customer = self.draw, self.draw.choice(CUSTOMERS)
        number = draw.choice(self.invoices) if self.invoices else "none"
        money = {"amount_minor": draw.choice([500, 10_000, 25_000, 50_000]), "currency": "EUR"}
        later = self.today + timedelta(days=draw.randint(1, 14))
        of_customer = {"customer": customer}
        deeds: list[tuple[int, Callable[..., Any], dict[str, Any]]] = [
            (8, post_payment, {**of_customer, **money, "reference": number}),
            (4, post_payment, {**of_customer, **money}),
            (2, post_credit, {**of_customer, **money, "number": f"CN-{self.today}-{draw.random()}"}),
            (1, chargeback, {**of_customer, **money, "reference": number}),
            (3, record_promise, {**of_customer, **money, "on": later}),
            (2, raise_dispute, {"item": number}),
            (2, resolve_dispute, {"item": number, "verdict": draw.choice(["upheld", "rejected"])}),
            (2, record_reply, of_customer),
            (1, record_bounce, {**of_customer, "channel": "email"}),
            (2, change_address, {**of_customer, "channel": "email", "text": f"{draw.randint(1, 99)}@new.example"}),
            (1, pause_customer, {**of_customer, "until": later}),
            (1, write_off, {"item": number, "reason": "gone"}),
            (9, self._bill, of_customer),
        ]
        ((_, use_case, asked),) = draw.choices(deeds, [weight for weight, *_ in deeds])
        if use_case == self._bill:
            self._bill(**asked)
        else:
            self._try(use_case, **asked)

    def _bill(self, customer: str) -> None:
        number = f"BILL-{len(self.invoices) + 1}"
        due = self.today + timedelta(days=self.draw.choice([0, 7, 14, 30]))
        minor = self.draw.choice([10_000, 25_000, 50_000, 123_45])
        asked = {"number": number, "customer": customer, "amount_minor": minor, "currency": "EUR", "due_date": due}
        if self._try(post_invoice, **asked, item_date=self.today):
            self.invoices.append(number)

    def _try(self, use_case: Callable[..., Any], **asked: Any) -> bool:
        """Call a use case; what cannot be is refused, and that is as it should be."""
        with suppress(UserError):
            self.do(use_case, self.today, **asked)
            self.happened[use_case.__name__] += 1
            return True
        return False


class _Fault:
    """Fails a statement, or kills the worker before one, at a number drawn; mostly far behind all there are."""

    def __init__(self, draw: Random) -> None:
        chance = draw.random()
        self.fault: BaseException = Died() if chance < DIES else OperationalError("the connection is gone")
        self.left = draw.randint(1, 120) if chance < DIES + FAULTY else None
        self.dead = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, params, many, context)
        if self.dead:  # who died does not tidy up
            raise self.fault
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                self.left, self.dead = None, isinstance(self.fault, Died)
                raise self.fault
        return execute(sql, params, many, context)
