"""Make the mails and letters that were decided: once, as the bytes that will be sent, kept by the hash of their parts.

A message whose text cannot be filled in is cancelled (`bad_template`) and asks a person to mend the template; one
whose address mail cannot go to, likewise without an address, is cancelled (`no_contact`). Sends nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from dunwell.data.models import Message, Task
from dunwell.data.outbox import leases, parts
from dunwell.data.outbox.making import made_ready
from dunwell.domain.errors import UserError
from dunwell.domain.papers import Movement, StatementFacts
from dunwell.domain.post import ACTIVE_CHANNELS
from dunwell.domain.reasons import Reason
from dunwell.domain.roles import Verb
from dunwell.ports import Papers
from dunwell.queries.bad_templates import MEND
from dunwell.queries.charge_facts import charges_of
from dunwell.queries.letterhead import channel_settings, writer_of
from dunwell.queries.message_facts import Told, message_facts
from dunwell.queries.paper_settings import wants_ubl
from dunwell.queries.statement_facts import movements_of, statement_facts
from dunwell.usecases.sending.cancelling import cancel
from dunwell.usecases.sending.composing import Envelope, Made, enclose, make_letter, make_mail
from dunwell.usecases.sending.references import keep_references, sign_references
from dunwell.usecases.work import Answer, Work, use_case

AT_A_TIME = 100


@use_case(Verb.DISPATCH)
def render_messages(
    work: Work, papers: Papers, *, channels: Sequence[str] = ACTIVE_CHANNELS, limit: int = AT_A_TIME
) -> Answer:
    """Make the messages that wait to be made, the oldest first, at most `limit` of them.

    Answers with the numbers of those made, and of those cancelled with the reason. `papers` is not part of what an
    idempotency key stands for.
    """
    waiting = work.books.messages.filter(state="planned", channel__in=list(channels))
    customers = leases.oldest_first(work.books, waiting, limit)
    messages = leases.of_customers(waiting, customers, limit)
    if not messages:
        return {"rendered": [], "cancelled": {}}
    batch = _Batch(work, papers, _readdressed(work, messages))
    for told in batch.told:
        batch.make(told)
    work.note({"rendered": batch.hashes, "cancelled": {str(each.pk): why for each, why in batch.failed.items()}})
    sign_references(work)
    parts.keep(work.company, {number: made.pieces for number, made in batch.made.items()})
    made_ready(work.books, batch.changed)
    _give_up(work, batch)
    _ask_to_mend(work, batch.bad_templates)
    return {"rendered": list(batch.made), "cancelled": {str(each.pk): why for each, why in batch.failed.items()}}


@dataclass
class _Batch:
    """Messages being made, with all that they share read at once."""

    work: Work
    papers: Papers
    messages: list[Message]
    made: dict[int, Made] = field(default_factory=dict)
    failed: dict[Message, str] = field(default_factory=dict)
    bad_templates: dict[str, Message] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    changed: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        company = self.work.company
        self._name_payments()
        self.told = message_facts(company, self.messages, self.papers.language)
        self.settings = {channel: channel_settings(company, channel) for channel in ACTIVE_CHANNELS}
        self.threads = _threads(self.work, self.messages)
        self.electronic = wants_ubl(self.work.books, {message.customer_id for message in self.messages})
        self.statements: dict[int, StatementFacts] = statement_facts(
            company,
            {each.message.customer_id: each.facts.language for each in self.told if "statement" in each.attach},
            self.work.today,
        )
        numbers = {item.number for each in self.told if "invoices" in each.attach for item in each.facts.items}
        fees = {item.number for each in self.told if each.attach for item in each.facts.items if item.kind == "fee"}
        self.charges = charges_of(company, fees) if fees else {}
        self.movements: dict[str, tuple[Movement, ...]] = movements_of(company, numbers)

    def _name_payments(self) -> None:
        """Give references to all that the papers of these messages ask for."""
        customers = {message.customer_id for message in self.messages}
        items = self.work.books.items.filter(customer__in=customers).open()
        keep_references(self.work, list(items), writer_of(self.work.company).payment)

    def make(self, told: Told) -> None:
        """Make one message, or note why it cannot be made."""
        message = told.message
        if message.address is None:
            self.failed[message] = Reason.NO_CONTACT
            return
        try:
            made = self._made(told)
        except UserError as fault:
            message.said = str(fault)
            self.failed[message] = _reason(fault)
            if self.failed[message] == Reason.BAD_TEMPLATE:
                self.bad_templates.setdefault(message.decision.template, message)
            return
        self._take(message, made)

    def _made(self, told: Told) -> Made:
        message = told.message
        statement = self.statements.get(message.customer_id)
        facts, files = enclose(self.papers, told.facts, told.attach, statement, self.movements, self.charges)
        if message.channel == "letter":
            return make_letter(self.papers, facts, files)
        message.token = message.token or secrets.token_hex(12)
        if message.customer_id in self.electronic:
            along = statement if "statement" in facts.attached else None
            files = [*files, *self.papers.electronic(facts, along)]
        thread = self.threads.get(message.customer_id, ())
        to = message.address.text if message.address else ""
        envelope = Envelope(message.pk, to, message.token, thread, self.work.caller.at)
        return make_mail(self.papers, facts, files, envelope, self.settings["email"], self.work.company.slug)

    def _take(self, message: Message, made: Made) -> None:
        message.sha256, message.size = parts.digest_of(made.pieces)
        message.state, message.rendered_at = "rendered", self.work.caller.at
        message.subject, message.message_id = made.subject[:300], made.message_id
        self.made[message.pk] = made
        self.hashes[str(message.pk)] = message.sha256
        self.changed.append(message)


def _readdressed(work: Work, messages: list[Message]) -> list[Message]:
    """Give each message the newest working address of its customer, which may have changed since it was decided."""
    rows = work.books.addresses.working().filter(customer__in={message.customer_id for message in messages})
    newest = {(row.customer_id, row.channel): row for row in rows.select_related("contact").order_by("pk")}
    for message in messages:
        message.address = newest.get((message.customer_id, message.channel))
    return messages


def _threads(work: Work, messages: list[Message]) -> dict[int, tuple[str, ...]]:
    """Give the first and the newest Message-ID that each customer has had from us."""
    rows = work.books.messages.filter(
        customer__in={message.customer_id for message in messages}, state__in=("sent", "delivered")
    ).exclude(message_id="")
    found: dict[int, tuple[str, ...]] = {}
    for customer, message_id in rows.order_by("pk").values_list("customer_id", "message_id"):
        found[customer] = tuple(dict.fromkeys((*found.get(customer, ())[:1], message_id)))
    return found


def _reason(fault: UserError) -> str:
    """Tell why a message that could not be made is cancelled: a wrong address, or a text that cannot be filled in."""
    return Reason.NO_CONTACT if fault.code == "bad_address" else Reason.BAD_TEMPLATE


def _give_up(work: Work, batch: _Batch) -> None:
    """Cancel what could not be made; an address that is none counts as bounced, so that the fallback is used."""
    cancel(work, batch.failed)
    work.books.messages.bulk_update(batch.failed, ["said"], batch_size=200)
    wrong = [each.address_id for each, reason in batch.failed.items() if reason == Reason.NO_CONTACT]
    work.books.addresses.filter(pk__in=[pk for pk in wrong if pk]).update(bounced_on=work.today, bounced_seq=work.seq)


def _ask_to_mend(work: Work, bad: dict[str, Message]) -> None:
    """Ask a person to mend each template, once."""
    asked = set(work.books.tasks.open().filter(task=MEND, subject__in=list(bad)).values_list("subject", flat=True))
    rows = [
        Task(
            customer=message.customer,
            task=MEND,
            subject=template,
            key=f"{MEND}:{template}:{work.today}",
            raised_on=work.today,
            **work.stamp,
        )
        for template, message in bad.items()
        if template not in asked
    ]
    work.books.tasks.bulk_create(rows, ignore_conflicts=True)
