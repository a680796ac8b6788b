"""What messages have to say, out of the books: a handful of queries for any number of messages.

What a message asks for is what its decision decided; who writes, to whom and where to pay is as it stands now. Reads
only; knows no words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Message, PolicyVersion
from dunwell.data.snapshot import active_versions
from dunwell.domain.papers import Consequences, CurrencyTotal, Debtor, MessageFacts, PaperItem
from dunwell.domain.references import Reference
from dunwell.law.costs import What, cost_rules, statutory_costs
from dunwell.law.governing import governing_law
from dunwell.law.late_charges import late_charge_verdict
from dunwell.policy.file import Policy, StepInstance
from dunwell.queries.agreed_facts import Agreements
from dunwell.queries.case.account import law_of
from dunwell.queries.letterhead import Writer, writer_of
from dunwell.queries.payment_references import references_of_customers, references_of_items
from dunwell.queries.policy_in_force import policy_in, steps_in

Choose = Callable[..., str]
PAYABLES = "payables"
COSTS_EVENT = "costs.charge"
"""The event of a task of the ladder that charges costs of collection: after the notice that the law asks for."""
TERM_DAYS = 14
"""Days from the day after the notice came, within which a consumer pays without costs (BW 6:96(6))."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message with what it says, and what is to go along by its step."""

    message: Message
    facts: MessageFacts
    attach: tuple[str, ...]


def message_facts(company: Company, messages: Sequence[Message], choose: Choose) -> list[Told]:
    """Gather what messages say, in their order. `choose` picks the language of the papers from those wanted.

    The messages have to come with decision, customer and address read along.
    """
    desk = _Desk(company, messages, choose)
    return [desk.told(message) for message in messages]


def debtor_of(customer: Customer, address: str) -> Debtor:
    """Give a customer as papers address it; `address` is the text of its postal address."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if lines and lines[0].casefold() == customer.name.casefold():
        lines = lines[1:]
    kind: Any = customer.kind
    return Debtor(customer.name, customer.ref, tuple(lines), customer.country, kind, customer.debtor_kind)


def policies_now(company: Company, customers: Iterable[int]) -> dict[int, PolicyVersion]:
    """Give the policy version that decides for each of these customers now (docs/deciding.md, rule 13)."""
    books, ids = Books(company), set(customers)
    running = books.episodes.standing().filter(customer__in=ids).values_list("customer_id", "policy_version_id")
    active = active_versions(company)
    default = active.get(company.policy_name)
    named = books.customers.filter(pk__in=ids).values_list("pk", "policy_name")
    chosen = {pk: active.get(name, default) for pk, name in named} | dict(running)
    versions = books.policy_versions.in_bulk([number for number in chosen.values() if number])
    return {customer: versions[number] for customer, number in chosen.items() if number}


def postal_addresses(books: Books, customers: Iterable[int]) -> dict[int, str]:
    """Give the newest working postal address of each of these customers that has one."""
    rows = books.addresses.working().filter(channel="letter", customer__in=list(customers)).order_by("pk")
    return dict(rows.values_list("customer_id", "text"))


class _Desk:
    """All that the messages of a batch share, read at once."""

    def __init__(self, company: Company, messages: Sequence[Message], choose: Choose) -> None:
        books = Books(company)
        customers = {message.customer_id for message in messages}
        runs = {message.decision.run_id for message in messages}
        self.company, self.choose = company, choose
        self.writer: Writer = writer_of(company)
        self.versions = policies_now(company, customers)
        self.postal = postal_addresses(books, customers)
        self.contacts = _contacts(books, customers)
        self.on_hold = set(books.holds.standing().filter(customer__in=customers).values_list("customer_id", flat=True))
        self.stages = dict(books.episodes.standing().filter(customer__in=customers).values_list("customer_id", "stage"))
        self.tasks = _deadlines(books, customers)
        self.items: dict[Any, list[PaperItem]] = defaultdict(list)
        rows = list(
            books.decision_items.filter(run__in=runs, customer__in=customers)
            .select_related("item")
            .order_by("item__due_date", "item__item_date", "item_id")
        )
        of_items = references_of_items(books, [row.item_id for row in rows])
        for row in rows:
            item = paper_item(row.item, row.asked_minor, of_items.get(row.item_id, ()))
            self.items[row.run_id, row.customer_id, row.group].append(item)
        self.references = references_of_customers(books, customers)
        self.totals: dict[Any, list[CurrencyTotal]] = defaultdict(list)
        for row in books.decision_totals.filter(run__in=runs, customer__in=customers).order_by("currency"):
            total = CurrencyTotal(row.currency, row.asked_minor, row.credit_minor)
            self.totals[row.run_id, row.customer_id, row.group].append(total)
        self.agreed = Agreements(books, [message.decision for message in messages])

    def told(self, message: Message) -> Told:
        decision, customer = message.decision, message.customer
        version = self.versions[customer.pk]
        policy, steps = policy_in(version), steps_in(version)
        step = _step(steps, decision.step_id, decision.step_day)
        contact = (message.address.contact if message.address else None) or self.contacts.get(customer.pk)
        asked = decision.run_id, customer.pk, decision.group
        on_hold = customer.pk in self.on_hold
        facts = MessageFacts(
            company=self.writer.company,
            customer=debtor_of(customer, self.postal.get(customer.pk, "")),
            language=self.choose(contact.language if contact else "", message.language, self.company.language),
            template=decision.template,
            stage=policy.stage_at(decision.stage).stage if 0 < decision.stage <= len(policy.ladder) else "",
            as_of=decision.as_of,
            items=tuple(self.items[asked]),
            totals=tuple(self.totals[asked]),
            sender=self.writer.sender,
            contact_name=contact.name if contact else "",
            payment=self.writer.payment,
            banner=policy.banner_for(self.stages.get(customer.pk), on_hold) or "",
            deadline_on=_after(decision.as_of, step),
            consequences=self._consequences(message, policy, steps, on_hold),
            references=self.references.get(customer.pk, ()),
            agreed=self.agreed.of(decision, asked_minor=sum(total.net_minor for total in self.totals[asked])),
        )
        return Told(message, facts, step.attach if step else ())

    def _consequences(
        self, message: Message, policy: Policy, steps: Sequence[StepInstance], on_hold: bool
    ) -> Consequences:
        """Say what the policy lets follow, as far as it may be said: no percentage where the law forbids one."""
        decision, customer = message.decision, message.customer
        next_steps = [step for step in steps if step.after_step_id == decision.step_id]
        hold = policy.stage_at(policy.hold_rank) if policy.hold_rank else None
        charges = policy.charge_rank is not None and _may_charge(self.company, customer, decision.as_of)
        suspend_on = self.tasks.get(customer.pk)
        follow = any(step.event == COSTS_EVENT for step in next_steps)
        costs_minor, costs_currency = self._costs(message) if follow else (None, "")
        return Consequences(
            hold_from_day=hold.from_day if hold and not on_hold else None,
            on_hold=on_hold,
            late_charge_percent=format(policy.late_charges.percent.normalize(), "f") if charges else "",
            late_charge_from_day=policy.late_charges.min_days_past_due if charges else None,
            suspend_on=suspend_on if suspend_on and suspend_on >= decision.as_of else None,
            services_end=any(step.event == "service.cancel" for step in next_steps),
            hand_over=any(step.step_id == "hand-over" for step in next_steps),
            costs_minor=costs_minor,
            costs_currency=costs_currency,
            costs_after_days=TERM_DAYS if costs_minor else None,
        )

    def _costs(self, message: Message) -> tuple[int | None, str]:
        """Work out the costs of collection that the law lets follow on what this message asks for."""
        decision, customer = message.decision, message.customer
        law = law_of(self.company, customer)
        rules = [rule for rule in cost_rules(law, customer.kind, decision.as_of) if rule.what is What.COLLECTION]
        totals = self.totals[decision.run_id, customer.pk, decision.group]
        base = sum(total.net_minor for total in totals if rules and total.currency == rules[0].currency)
        if not base:
            return None, ""
        costs = statutory_costs(law, customer.kind, base, rules[0].currency, decision.as_of)
        return costs.of(What.COLLECTION), rules[0].currency


def paper_item(item: Any, asked_minor: int, references: tuple[Reference, ...] = ()) -> PaperItem:
    """Give an item as papers name it, with the references by which its payment is known."""
    return PaperItem(
        item.number, item.item_date, item.due_date, item.currency, item.amount_minor, asked_minor, item.kind, references
    )


def _contacts(books: Books, customers: set[int]) -> dict[int, Any]:
    """Give the person to write to, where one is known: who pays the bills."""
    return {row.customer_id: row for row in books.contacts.standing().filter(customer__in=customers, role=PAYABLES)}


def _deadlines(books: Books, customers: set[int]) -> dict[int, date]:
    """Give the day until which payment keeps the services of a customer running."""
    rows = books.tasks.open().filter(customer__in=customers, task="suspend-services", due_on__isnull=False)
    return dict(rows.order_by("-due_on").values_list("customer_id", "due_on"))


def _step(steps: Iterable[StepInstance], step_id: str, day: int) -> StepInstance | None:
    named = [step for step in steps if step.step_id == step_id]
    return next((step for step in named if step.day == day), named[0] if named else None)


def _after(as_of: date, step: StepInstance | None) -> date | None:
    return as_of + timedelta(days=step.deadline_days) if step and step.deadline_days else None


def _may_charge(company: Company, customer: Customer, on: date) -> bool:
    return _lawful(company.country, company.law, customer.country, customer.law, customer.kind, on)


@cache
def _lawful(country: str, law: str, customer_country: str, customer_law: str, kind: str, on: date) -> bool:
    governing = governing_law(
        company_country=country,
        customer_country=customer_country or None,
        kind=kind,
        customer_law=customer_law or None,
        company_law=law or None,
    )
    return late_charge_verdict(governing, kind, on).value == "safe"
