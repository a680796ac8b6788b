"""All that happened with a customer, the oldest first, whole: nothing is cut. Each event with the files behind it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Item, JournalEntry, Message
from dunwell.domain.roles import Verb
from dunwell.queries.messages import message_files

Copy = Callable[[Item], bytes]
"""Gives the copy of an invoice as a PDF."""
Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened: when, of which kind (a word of the index), about what, how much, what came of it."""

    on: date
    kind: str
    about: str = ""
    minor: int | None = None
    currency: str = ""
    state: str = ""
    files: Files = ()


def events_of(company: Company, row: Customer, copy: Copy) -> list[CaseEvent]:
    """List what happened: terms, invoices, money, messages and their delivery, calls, promises, disputes, stops."""
    books = Books(company)
    sorts = (_terms, _policies, _entries, _messages, _calls, _commitments, _disputes, _replies, _stops, _handed_over)
    found = [*_items(books, row, copy), *(event for sort in sorts for event in sort(books, row))]
    return sorted(found, key=lambda event: event.on)


def _terms(books: Books, row: Customer) -> Iterator[CaseEvent]:
    enclosed = _enclosed(books, row, "acceptance")
    for each in books.acceptances.of_customer(row).order_by("accepted_on", "pk"):
        about = " ".join(part for part in (each.policy_name, each.how, each.accepted_by) if part)
        yield CaseEvent(each.accepted_on, "terms", about, state=each.digest, files=enclosed.get(each.pk, ()))


def _policies(books: Books, row: Customer) -> Iterator[CaseEvent]:
    """Give the policies that decided, in their words: those of the episodes, and those whose terms were accepted."""
    versions = set(books.episodes.of_customer(row).values_list("policy_version_id", flat=True))
    accepted = books.acceptances.of_customer(row).exclude(digest="").values_list("digest", flat=True)
    versions |= set(books.policy_versions.filter(digest__in=list(accepted)).values_list("pk", flat=True))
    for each in books.policy_versions.filter(pk__in=versions).order_by("pk"):
        file = (f"policy-{each.pk}.json", each.text.encode())
        yield CaseEvent(each.activated_on, "policy", each.name, state=each.digest, files=(file,))


def _items(books: Books, row: Customer, copy: Copy) -> Iterator[CaseEvent]:
    documents = {each.item_id: each for each in books.documents.of_customer(row).filter(item__isnull=False)}
    for each in books.items.of_customer(row).order_by("item_date", "pk"):
        files: list[tuple[str, bytes]] = []
        if each.kind == "invoice":
            files.append((f"invoice-{each.pk}.pdf", copy(each)))
        if each.pk in documents:
            said = json.dumps(documents[each.pk].facts, ensure_ascii=False, sort_keys=True, indent=1)
            files.append((f"invoice-{each.pk}.json", said.encode()))
        state = "open" if each.residual_minor else "settled"
        yield CaseEvent(each.item_date, each.kind, each.number, each.amount_minor, each.currency, state, tuple(files))


def _entries(books: Books, row: Customer) -> Iterator[CaseEvent]:
    for each in books.entries.of_customer(row).order_by("entry_date", "pk"):
        about = each.reference or each.number or each.reason
        yield CaseEvent(each.entry_date, each.kind, about, each.amount_minor, each.currency)


def _messages(books: Books, row: Customer) -> Iterator[CaseEvent]:
    """Give what was sent, as it was sent, and what is known of its arrival."""
    rows = books.messages.of_customer(row).exclude(sha256="").exclude(state__in=("planned", "rendered", "cancelled"))
    for each in rows.select_related("decision", "address").order_by("pk"):
        sent_on = each.sent_at.date() if each.sent_at else each.decision.as_of
        to = each.address.text if each.address else ""
        files = tuple((_named(each.pk, name), content) for name, content in message_files(books.company, each.pk))
        about = f"{each.decision.template}: {each.subject or to}"
        yield CaseEvent(sent_on, each.channel, about, state=each.state, files=(*files, _proof_of(each, to)))


def _proof_of(message: Message, to: str) -> tuple[str, bytes]:
    """Write down what is known of a message's arrival: when, where to, and in whose words."""
    facts = {
        "message": message.pk,
        "message_id": message.message_id,
        "channel": message.channel,
        "to": to,
        "sha256": message.sha256,
        "state": message.state,
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "delivered_on": message.delivered_on.isoformat() if message.delivered_on else None,
        "bounced_on": message.bounced_on.isoformat() if message.bounced_on else None,
        "said_by_the_server": message.said,
        "journal_entry": message.delivered_seq,
    }
    return f"delivery-{message.pk}.json", json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _named(number: int, name: str) -> str:
    return name if name.startswith("message-") else f"message-{number}-{name}"


def _calls(books: Books, row: Customer) -> Iterator[CaseEvent]:
    for each in books.calls.of_customer(row).filter(state="done").select_related("decision").order_by("pk"):
        said = " · ".join(part for part in (each.spoke_with, each.result, each.outcome) if part)
        yield CaseEvent(each.done_on or each.decision.as_of, "call", f"{each.decision.template}: {said}")


def _commitments(books: Books, row: Customer) -> Iterator[CaseEvent]:
    for each in books.commitments.of_customer(row).order_by("pk"):
        about = each.on_date.isoformat()
        yield CaseEvent(each.made_on, each.kind, about, each.amount_minor, each.currency, each.state)


def _disputes(books: Books, row: Customer) -> Iterator[CaseEvent]:
    enclosed = _enclosed(books, row, "dispute")
    for each in books.disputes.of_customer(row).select_related("item").order_by("pk"):
        money = {"minor": each.amount_minor, "currency": each.item.currency}
        about = f"{each.item.number}: {each.reason or each.code}"
        yield CaseEvent(each.opened_on, "dispute", about, **money, state="open", files=enclosed.get(each.pk, ()))
        if each.ended_on:
            yield CaseEvent(
                each.ended_on, "dispute", f"{each.item.number}: {each.resolution}", **money, state=each.state
            )


def _replies(books: Books, row: Customer) -> Iterator[CaseEvent]:
    for each in books.replies.of_customer(row).order_by("pk"):
        yield CaseEvent(each.received_on, "reply", each.text)


def _stops(books: Books, row: Customer) -> Iterator[CaseEvent]:
    for pause in books.pauses.of_customer(row).order_by("pk"):
        yield CaseEvent(pause.begun_on, "pause", pause.reason, state=pause.until.isoformat())
    for hold in books.holds.of_customer(row).order_by("pk"):
        yield CaseEvent(hold.placed_on, "hold", hold.reason, state="placed")
        if hold.ended_on:
            yield CaseEvent(hold.ended_on, "hold", hold.release_reason, state="released")


def _handed_over(books: Books, row: Customer) -> Iterator[CaseEvent]:
    told = _told_since(books, row)
    for each in books.hand_overs.of_customer(row).order_by("pk"):
        about = " ".join(part for part in (each.agency or each.to, each.matter) if part)
        yield CaseEvent(each.handed_on, "hand_over", about, state="handed_over")
        for on, status in told.get(each.pk, ()):
            yield CaseEvent(on, "hand_over", about, state=status)
        if each.ended_on and each.status == "recalled":
            yield CaseEvent(each.ended_on, "hand_over", about, state="recalled")


def _told_since(books: Books, row: Customer) -> dict[int, list[tuple[date, str]]]:
    """Give what agency or counsel told of how a debt stands, from the journal: the row keeps the newest word alone."""
    found: dict[int, list[tuple[date, str]]] = {}
    zone = ZoneInfo(books.company.zone)
    for entry in books.of(JournalEntry).filter(subject=row.pk, verb=Verb.AGENCY.value).order_by("pk"):
        facts = json.loads(entry.facts)
        said = (entry.recorded_at.astimezone(zone).date(), facts["status"])
        found.setdefault(facts["hand_over"], []).append(said)
    return found


def _enclosed(books: Books, row: Customer, to: str) -> dict[Any, Files]:
    """Give the files that were handed in with what the customer said or signed, by the id of that."""
    found: dict[Any, Files] = {}
    for each in books.enclosures.of_customer(row).filter(**{f"{to}__isnull": False}).select_related("part"):
        number = getattr(each, f"{to}_id")
        found[number] = (*found.get(number, ()), (f"enclosed-{each.pk}-{each.name}", bytes(each.part.content)))
    return found
